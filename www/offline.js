// Starts the program from the one-file page: everything it needs stands in the page as text.
import start from "nianbao-glue";
import { setSource } from "nianbao-files";
import { gunzipSync } from "fflate";
import { showFailure } from "./failure.js";

/** The bytes that `cargo xtask dist` packed into the script element with this id. */
function unpack(id) {
  const packed = atob(document.getElementById(id).textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  return gunzipSync(bytes);
}

const text = (id) => new TextDecoder().decode(unpack(id));

setSource({
  script: async () => `${text("nianbao-files-glue")}\n${text("nianbao-files-worker")}`,
  module: async () => WebAssembly.compile(unpack("nianbao-files-module")),
});

Promise.resolve()
  .then(() => start({ module_or_path: unpack("nianbao-module") }))
  .catch(showFailure);
