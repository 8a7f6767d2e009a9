// @ts-check
// Loads the parts of the program that are not in its first module.
//
// Each part is a wasm module that imports the memory of the first module, and puts its functions into
// the function table of the first. `cargo xtask dist` cuts the parts off and writes them beside it.

import { MODULES } from "./chunk-names.js";

let source;
const loaded = new Map();

/**
 * Tries once more what has failed, before anybody is told: a request or a browser may fail once.
 * @template T
 * @param {() => Promise<T>} attempt
 */
export const twice = (attempt) => attempt().catch(attempt);

/** Says where the modules come from: a name in, a Response out. */
export function setChunks(next) {
  source = next;
}

/**
 * Makes a source (see `setChunks`) of files; `address(name)` is the URL of a module. The modules of the
 * editor are requested at once, so that they arrive together with the first module. They are compiled
 * later, when the first module is running.
 */
export function fetched(address) {
  const get = (name) => fetch(address(name), { priority: "low" });
  const early = new Map(MODULES.editor.map((name) => [name, get(name)]));
  // If a request fails, it is repeated when the module is needed.
  early.forEach((response) => response.catch(() => {}));
  return (name) => {
    const response = early.get(name) ?? get(name);
    early.delete(name);
    return response;
  };
}

/** The addresses of the chunks' modules, given that of the first module, beside which they lie. */
export function beside(first) {
  return (name) => first.replace(/_bg\.wasm$/, `_${name}.wasm`);
}

/** Resolves once what there is to see has been painted. */
export async function painted() {
  if (document.hidden) return;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/**
 * Loads a chunk; called by the first module. Rejects with an Error of code `missing` where it cannot be
 * fetched.
 * @param {string} chunk its name
 * @param {object} exports what the first module exports
 * @param {WebAssembly.Table} table the function table of the first module
 * @param {boolean} atOnce whether not to wait until the page has been painted
 */
export async function load(chunk, exports, table, atOnce) {
  if (!atOnce) await painted();
  const shared = { __wasm_split: { ...exports, __indirect_function_table: table } };
  try {
    await Promise.all(MODULES[chunk].map((name) => once(name, shared)));
  } catch (cause) {
    const error = new Error("没有取到程序的这一部分，请检查网络后再试。", { cause });
    throw Object.assign(error, { code: "missing" });
  }
}

/** Instantiates a module once; where that failed, the next call tries again. */
function once(name, shared) {
  if (!loaded.has(name)) {
    const promise = twice(() => instantiate(name, shared));
    loaded.set(name, promise);
    promise.catch(() => loaded.delete(name));
  }
  return loaded.get(name);
}

async function instantiate(name, shared) {
  const response = await source(name);
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return response.headers.get("Content-Type") === "application/wasm"
    ? WebAssembly.instantiateStreaming(response, shared)
    : WebAssembly.instantiate(await response.arrayBuffer(), shared);
}

// In the hosted page, the build marks the script tag with `data-cut` if chunks were cut off, and with the
// address of the first module.
const tag = globalThis.document?.querySelector("script[data-cut]");
if (tag) setChunks(fetched(beside(new URL(tag.getAttribute("data-wasm") ?? "", document.baseURI).href)));
