// The package `nianbao`: the element for web pages and the functions for scripts.
import start from "nianbao-glue";
import { setProgram } from "nianbao-copy";
import { fetched, setSource } from "nianbao-files";
import { showFailure } from "./failure.js";

export { forms, checkReport, combineReports } from "nianbao-glue";
export { readReport, writeReport } from "nianbao-files";

const PROGRAM = new URL("nianbao_bg.wasm", import.meta.url);
const FILES_GLUE = new URL("files.js", import.meta.url);
const FILES_WORKER = new URL("files-worker.js", import.meta.url);
const FILES_MODULE = new URL("files_bg.wasm", import.meta.url);
const inBrowser = typeof document !== "undefined";

let started;

/** Starts the program once; later calls return the same promise. */
export default function init(source) {
  started ??= (async () => {
    await start({ module_or_path: source ?? (inBrowser ? PROGRAM : await local(PROGRAM)) });
  })();
  return started;
}

/** A file of this package, where there is a file system and no fetch for it (Node). */
async function local(url) {
  const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ "node:fs/promises");
  return readFile(url);
}

setSource(
  inBrowser
    ? fetched(FILES_GLUE, FILES_WORKER, FILES_MODULE)
    : {
        script: async () => (await local(FILES_GLUE)).toString(),
        module: async () => WebAssembly.compile(await local(FILES_MODULE)),
      },
);

// The package carries no one-file page.
setProgram(null);

// In a page the element starts by itself. It waits one turn, so that a script which imports this
// module can call `init` with a source of its own.
if (inBrowser) setTimeout(() => init().catch(showFailure));
