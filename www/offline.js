// @ts-check
// Starts the program from the one-file page. unpack.js, the page's first script, has unpacked this one.
import start from "nianbao-glue";
import { setChunks } from "nianbao-chunks";
import { setProgram } from "nianbao-copy";
import { setPdf, setSource } from "nianbao-files";
import unpacker, { Unpacker } from "nianbao-unpacker";
import "./frame.js";

const { packed, unpack, first } = nianbaoPacked;

/** How many bytes are unpacked at a time, in about 5 ms; between two such pieces the page is alive. */
const PIECE = 1 << 18;

/** The parts that are unpacked. The stream has them in the order in which they are needed. */
const parts = new Map();
/** @type {Promise<{ stream: Unpacker, left: { name: string, length: number }[] }> | undefined} */
let reading;

async function open() {
  const [module, known, bytes] = await Promise.all([unpack("nianbao-unpacker"), first, packed("nianbao-parts")]);
  await unpacker({ module_or_path: module });
  const listed = document.getElementById("nianbao-parts")?.dataset.parts ?? "";
  const left = listed.split(" ").map((part) => {
    const [name, length] = part.split(":");
    return { name, length: Number(length) };
  });
  const length = left.reduce((sum, part) => sum + part.length, 0);
  const stream = Unpacker.of(bytes, length, new Uint8Array(known));
  if (!stream) throw new Error("nianbao-parts");
  return { stream, left };
}

/** Unpacks the next part of the stream. */
async function next(reader) {
  const { name, length } = reader.left[0];
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const piece = reader.stream.next(Math.min(PIECE, length - at));
    if (!piece.length) throw new Error(name);
    bytes.set(piece, at);
    at += piece.length;
    await new Promise((resolve) => setTimeout(resolve));
  }
  parts.set(name, bytes);
  reader.left.shift();
}

/** The bytes of a part, once all that the stream has before it is unpacked. */
async function part(name) {
  reading = (reading ?? open()).then(async (reader) => {
    while (!parts.has(name)) await next(reader);
    return reader;
  });
  // What failed may be tried again, from the beginning.
  reading.catch(() => (reading = undefined));
  await reading;
  return parts.get(name);
}

const script = async (name) => new TextDecoder().decode(await part(name));

setSource({
  script: async () =>
    (await Promise.all(["files-glue", "files-worker"].map(script))).join("\n"),
  module: async () => WebAssembly.compile(await part("files-module")),
});

// A copy is made of the packed parts and not of the document, which extensions may have changed.
const copied = async () => {
  const scripts = [...document.querySelectorAll('script[id^="nianbao-"]')];
  const text = scripts.filter(({ id }) => id !== "nianbao-report").map((s) => `${s.outerHTML}\n`);
  const skeleton = new TextDecoder().decode(await unpack("nianbao-skeleton"));
  return skeleton.replace("</body>", () => `${text.join("")}</body>`);
};
setProgram(copied, () => part("licences"));

// The module that writes PDF would make the file a tenth larger; the browser's print writes PDF, too.
setPdf(null);

setChunks(async (name) => new Response(await part(name)));

nianbaoFailure.started = true;
Promise.resolve()
  .then(() => start({ module_or_path: first }))
  .catch(nianbaoFailure.show);
