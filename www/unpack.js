// @ts-check
// The first script of the one-file page, which carries all modules and other scripts as packed text in
// script elements. It unpacks the program's script (offline.js) and runs it. failure.js has run before.
import { gunzipSync } from "fflate";
import { decode } from "./seven.js";

/** The packed bytes that `cargo xtask dist` put as text into the script element with this id. */
async function packed(id) {
  // The parser may stop within an element. Only once something follows it, all its text is there.
  if (!document.getElementById(id)?.nextSibling) {
    await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
  }
  const element = /** @type {HTMLElement} */ (document.getElementById(id));
  return decode(element.textContent ?? "", Number(element.dataset.bytes));
}

/**
 * The bytes of an element that was packed by gzip. Modules are compiled from their bytes: Chromium 88 often
 * fails to compile what streams out of a DecompressionStream.
 */
async function unpack(id) {
  const bytes = await packed(id);
  // Chromium has DecompressionStream since 80, Firefox since 113; elsewhere a script unpacks.
  const plain =
    typeof DecompressionStream === "function"
      ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))
      : gunzipSync(bytes);
  return new Response(plain).arrayBuffer();
}

/** Runs a script at once. Its element is not left in the page, which may be saved and opened again. */
function run(text) {
  nianbaoFailure.started = false;
  const element = document.createElement("script");
  element.textContent = text;
  document.head.append(element);
  element.remove();
  if (!nianbaoFailure.started) throw new Error("offline.js");
}

// The page may be loaded before the program is unpacked.
nianbaoFailure.started = true;
const program = unpack("nianbao-program");
globalThis.nianbaoPacked = { packed, unpack, first: unpack("nianbao-module") };
program
  .then((bytes) => run(new TextDecoder().decode(bytes)))
  .catch(nianbaoFailure.show);
