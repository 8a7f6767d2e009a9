// @ts-check
// Fetches the first module. Its errors carry the address and, if the server answered, the status, by which
// failure.js explains them.

/** Resolves to the module: the Response, or its bytes where the server gives it another media type. */
export async function program(address) {
  const get = () => fetch(address);
  // A request may fail once.
  const response = await get().catch(get).catch((error) => {
    throw Object.assign(error, { address: String(address) });
  });
  const { ok, status, headers } = response;
  if (!ok) throw Object.assign(new Error(`HTTP ${status}`), { address: String(address), status });
  // Browsers compile a Response while it loads, but only with the right media type.
  return headers.get("content-type") === "application/wasm" ? response : response.arrayBuffer();
}
