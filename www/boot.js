// Starts the hosted page. The build writes the hashed names of the program onto this script's tag.
import { showFailure } from "./failure.js";

const { glue, wasm } = document.querySelector("script[data-glue]").dataset;
const absolute = (path) => new URL(path, document.baseURI).href;

import(absolute(glue))
  .then((program) => program.default({ module_or_path: absolute(wasm) }))
  .catch(showFailure);
