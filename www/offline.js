// @ts-check
// Starts the program from the one-file page. unpack.js, the page's first script, has unpacked this one.
import start from "nianbao-glue";
import { setChunks } from "nianbao-chunks";
import { setProgram } from "nianbao-copy";
import { setSource } from "nianbao-files";
import "./frame.js";

const { unpack, first } = nianbaoPacked;

const script = async (id) => new TextDecoder().decode(await unpack(id));

setSource({
  script: async () =>
    (await Promise.all(["nianbao-files-glue", "nianbao-files-worker"].map(script))).join("\n"),
  module: async () => WebAssembly.compile(await unpack("nianbao-files-module")),
});

// A copy is made of the packed parts and not of the document, which extensions may have changed.
setProgram(async () => {
  const scripts = [...document.querySelectorAll('script[id^="nianbao-"]')];
  const text = scripts.filter(({ id }) => id !== "nianbao-report").map((s) => `${s.outerHTML}\n`);
  const skeleton = await script("nianbao-skeleton");
  return skeleton.replace("</body>", () => `${text.join("")}</body>`);
});

setChunks(async (name) => new Response(await unpack(`nianbao-${name}`)));

nianbaoFailure.started = true;
Promise.resolve()
  .then(() => start({ module_or_path: first }))
  .catch(nianbaoFailure.show);
