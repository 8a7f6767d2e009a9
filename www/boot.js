// @ts-check
// Starts the hosted page. The build writes the hashed names of the program onto this script's tag.
// failure.js, a script of the page, has run before.
import "./frame.js";
import { program } from "./program.js";

const tag = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-glue]"));
const { glue, wasm } = tag.dataset;
const absolute = (path) => new URL(path, document.baseURI).href;

nianbaoFailure.started = true;
Promise.all([import(absolute(glue)), program(absolute(wasm))])
  .then(([{ default: start }, module_or_path]) => start({ module_or_path }))
  .catch(nianbaoFailure.show);
