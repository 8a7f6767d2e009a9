// @ts-check
// Fetches the program, and tells apart what a server may send instead of it: an error carries the
// address and, where there was an answer, its status, for failure.js to explain.

/** The answer with the module; whatever type the server gives to it. */
export async function program(address) {
  const response = await fetch(address).catch((error) => {
    throw Object.assign(error, { address: String(address) });
  });
  const { ok, status, headers } = response;
  if (!ok) throw Object.assign(new Error(`HTTP ${status}`), { address: String(address), status });
  // Compiling while loading asks for the right type; bytes have none.
  return headers.get("content-type") === "application/wasm" ? response : response.arrayBuffer();
}
