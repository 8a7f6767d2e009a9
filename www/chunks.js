// @ts-check
// Loads the parts of the program that are not in its first module.
//
// Each is a module without a memory of its own: it works in that of the first, and puts its functions
// into the table of the first one. `cargo xtask dist` cuts them off and writes them beside it.

/** The modules that make up a chunk; dist refuses to build where this is not what was cut off. */
const MODULES = { desk: ["chunk_3", "desk"], editor: ["chunk_3", "editor"] };

let source;
const loaded = new Map();

/** Says where the modules come from: a name in, a Response out. */
export function setChunks(next) {
  source = next;
}

/**
 * Where they are files with these addresses. Those of the editor are fetched at once, so that they
 * come along with the first module; they are compiled when that one is at work.
 */
export function fetched(address) {
  const get = (name) => fetch(address(name), { priority: "low" });
  const early = new Map(MODULES.editor.map((name) => [name, get(name)]));
  // Where it fails, it is tried again when it is needed.
  early.forEach((response) => response.catch(() => {}));
  return (name) => {
    const response = early.get(name) ?? get(name);
    early.delete(name);
    return response;
  };
}

/** Where a chunk's module lies: beside the first one. */
export function beside(first) {
  return (name) => first.replace(/_bg\.wasm$/, `_${name}.wasm`);
}

/** Resolves once what there is to see has been painted. */
export async function painted() {
  if (document.hidden) return;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/**
 * Loads a chunk for the module that exports this and has this table of functions: at once, or after
 * the page has been painted.
 */
export async function load(chunk, exports, table, atOnce) {
  if (!atOnce) await painted();
  const shared = { __wasm_split: { ...exports, __indirect_function_table: table } };
  try {
    await Promise.all(MODULES[chunk].map((name) => once(name, shared)));
  } catch (cause) {
    const error = new Error("没有取到填写用的程序，请检查网络后再试。", { cause });
    throw Object.assign(error, { code: "missing" });
  }
}

/** A module is instantiated once; what failed may be there the next time. */
function once(name, shared) {
  if (!loaded.has(name)) {
    const promise = instantiate(name, shared);
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

// On the tag that starts the hosted page stand the address of the first module, and that it was cut.
const tag = globalThis.document?.querySelector("script[data-cut]");
if (tag) setChunks(fetched(beside(new URL(tag.getAttribute("data-wasm") ?? "", document.baseURI).href)));
