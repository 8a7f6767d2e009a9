// @ts-check
// Starts the program from the one-file page. unpack.js, the page's first script, has unpacked this one.
import start from "nianbao-glue";
import { setChunks } from "nianbao-chunks";
import { setProgram } from "nianbao-copy";
import { setSource } from "nianbao-files";
import unpacker, { Unpacker } from "nianbao-unpacker";
import "./frame.js";

const { packed, unpack, first } = nianbaoPacked;

/** How many bytes are unpacked at a time, in about 5 ms; between two such pieces the page is alive. */
const PIECE = 1 << 18;

let ready;

/** The bytes of an element that was packed by LZMA. */
async function unpackMore(id) {
  ready ??= unpack("nianbao-unpacker").then((module) => unpacker({ module_or_path: module }));
  const [bytes] = await Promise.all([packed(id), ready]);
  const file = Unpacker.of(bytes);
  const pieces = [];
  for (let piece = file?.next(PIECE); piece?.length; piece = file?.next(PIECE)) {
    pieces.push(piece);
    await new Promise((resolve) => setTimeout(resolve));
  }
  file?.free();
  return new Blob(pieces).arrayBuffer();
}

const script = async (id) => new TextDecoder().decode(await unpackMore(id));

setSource({
  script: async () =>
    (await Promise.all(["nianbao-files-glue", "nianbao-files-worker"].map(script))).join("\n"),
  module: async () => WebAssembly.compile(await unpackMore("nianbao-files-module")),
});

// A copy is made of the packed parts and not of the document, which extensions may have changed.
setProgram(async () => {
  const scripts = [...document.querySelectorAll('script[id^="nianbao-"]')];
  const text = scripts.filter(({ id }) => id !== "nianbao-report").map((s) => `${s.outerHTML}\n`);
  const skeleton = new TextDecoder().decode(await unpack("nianbao-skeleton"));
  return skeleton.replace("</body>", () => `${text.join("")}</body>`);
});

setChunks(async (name) => new Response(await unpackMore(`nianbao-${name}`)));

nianbaoFailure.started = true;
Promise.resolve()
  .then(() => start({ module_or_path: first }))
  .catch(nianbaoFailure.show);
