// @ts-check
// Starts the program from the one-file page, which carries all modules and scripts as text in script
// elements. failure.js, a script of the page, has run before.
import start from "nianbao-glue";
import { setChunks } from "nianbao-chunks";
import { setProgram } from "nianbao-copy";
import { setSource } from "nianbao-files";
import { gunzipSync } from "fflate";
import { decode } from "./seven.js";
import "./frame.js";

/**
 * The bytes that `cargo xtask dist` packed into the script element with this id. Modules are compiled from
 * their bytes: Chromium 88 often fails to compile what streams out of a DecompressionStream.
 */
async function unpack(id) {
  // The parser may stop within an element. Only once something follows it, all its text is there.
  if (!document.getElementById(id)?.nextSibling) {
    await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
  }
  const packed = /** @type {HTMLElement} */ (document.getElementById(id));
  const bytes = decode(packed.textContent ?? "", Number(packed.dataset.bytes));
  // Chromium has DecompressionStream since 80, Firefox since 113; elsewhere a script unpacks.
  const plain =
    typeof DecompressionStream === "function"
      ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))
      : gunzipSync(bytes);
  return new Response(plain).arrayBuffer();
}

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
  .then(() => start({ module_or_path: unpack("nianbao-module") }))
  .catch(nianbaoFailure.show);
