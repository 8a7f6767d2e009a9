// What a worker does with the files module: one message in, one answer out. It runs behind the
// glue in a Blob, or by itself where a policy allows only scripts that have an address.
if (typeof importScripts === "function") {
  if (typeof wasm_bindgen === "undefined") importScripts("files.js");
  self.onmessage = async ({ data }) => {
    try {
      if (data.module) {
        await wasm_bindgen({ module_or_path: data.module });
        self.postMessage({ value: "ready" });
      } else {
        self.postMessage({ value: wasm_bindgen[data.call](...data.args) });
      }
    } catch (error) {
      self.postMessage({ error: { code: error.code, message: String(error.message || error) } });
    }
  };
}
