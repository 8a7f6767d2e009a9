// @ts-check
// Runs the files module, the second wasm module, which reads and writes files, and the module that writes PDF.
//
// Each file is handled in a worker that can be ended: a parser that hangs or crashes fails for that file
// only. Where the page may have no workers, and in Node, the same module runs on the calling thread. The
// rules have a worker of their own, see check.js.

import { twice } from "./chunks.js";
import { hindered } from "./hosting.js";
import { refused, scriptAddress } from "./trusted.js";

const TIME_LIMIT = 30_000;
const cores = (typeof navigator === "object" && navigator.hardwareConcurrency) || 2;
const WORKERS = Math.max(1, Math.min(4, cores - 1));

/**
 * A source (see `setSource`) of files: the module, the glue that wasm-bindgen made for it, and the script
 * that answers a worker's messages.
 */
export function fetched(glueUrl, workerUrl, moduleUrl) {
  const get = async (url) => {
    // The names of these files carry no hash, so the server is asked whether a cached copy is current.
    const response = await fetch(url, { cache: "no-cache" });
    if (!response.ok) throw failure("unsupported", `没有取到处理文件的程序（${url}），请检查网络后再试。`);
    return response;
  };
  const text = async (url) => (await get(url)).text();
  return {
    glueUrl,
    workerUrl,
    script: async () => (await Promise.all([text(glueUrl), text(workerUrl)])).join("\n"),
    module: async () => WebAssembly.compile(await (await get(moduleUrl)).arrayBuffer()),
  };
}

let source = fetched("files.js", "files-worker.js", "files_bg.wasm");
let loading;
/** The source of the module that writes PDF; null in the one file. */
let pdf = ofPdf("pdf.js", "files-worker.js#pdf.js", "pdf_bg.wasm");
let loadingPdf;

/**
 * A source of the module that writes PDF: the worker's script loads the glue that its address names. Glue that
 * is loaded by its address declares the same global for each module, so only that of the files module may be.
 */
export function ofPdf(glueUrl, workerUrl, moduleUrl) {
  return { ...fetched(glueUrl, workerUrl, moduleUrl), glueUrl: undefined };
}

/**
 * Replaces where the program comes from: `script()` resolves to the text of a worker's script, `module()`
 * to the compiled module. With `glueUrl` and `workerUrl`, both can be loaded where texts may not be run.
 */
export function setSource(next) {
  source = next;
  loading = undefined;
}

/**
 * Reads a file of any known kind; resolves to a ReadResult.
 * @param {Uint8Array} bytes
 */
export function readReport(bytes) {
  return run("readReport", [bytes]);
}

/**
 * Counts a register of applications, for a year or that of most applications; resolves to JSON. `answers` is
 * JSON, too.
 * @param {Uint8Array} bytes
 * @param {string} name
 * @param {number | undefined} year
 * @param {string} answers
 */
export function readRegister(bytes, name, year, answers) {
  return run("readRegister", [bytes, name, year, answers]);
}

/** A blank register; resolves to the bytes of an xlsx. */
export function registerTemplate() {
  return run("registerTemplate", []);
}

/**
 * Writes a report in one format, some with last year's report beside it; resolves to the bytes of the file.
 * @param {import("./nianbao.js").Report} report
 * @param {import("./nianbao.js").Format} format
 * @param {import("./nianbao.js").Report} [previous]
 * @param {import("./nianbao.js").WriteOptions} [options]
 */
export function writeReport(report, format, previous, options) {
  return run("writeReport", [report, format, previous, options]);
}

/**
 * The file of a report with the findings of the rules as comments; the reports are JSON.
 * @param {Uint8Array | (() => Promise<Uint8Array>)} original
 * @param {string} report
 * @param {string} [previous]
 */
export async function annotate(original, report, previous) {
  const bytes = typeof original === "function" ? await original() : original;
  return run("annotate", [bytes, report, undefined, previous]);
}

/**
 * The look that a docx gives as an office's template, as JSON.
 * @param {Uint8Array} bytes
 */
export function readTemplate(bytes) {
  return run("readTemplate", [bytes]);
}

/** Replaces the source of the module that writes PDF. */
export function setPdf(next) {
  pdf = next;
}

/** Whether there is a module that writes PDF. */
export const writesPdf = () => pdf !== null;

/**
 * A report (JSON) as a PDF in these fonts, see crates/pdf/src/exports.rs. The fonts are large, so the worker
 * that has them ends with the call.
 * @param {string} report
 * @param {Uint8Array[]} fonts
 * @param {string[]} names
 * @returns {Promise<import("./nianbao.js").PdfFile>}
 */
export async function writePdf(report, fonts, names) {
  loadingPdf ??= twice(() => programOf(pdf)).catch((error) => {
    loadingPdf = undefined;
    throw error.code ? error : failure("unsupported", "没有取到写 PDF 的程序，请检查网络后再试。");
  });
  const program = await loadingPdf;
  const worker = await startWorker(program);
  try {
    if (worker) return await runInWorker(worker, "writePdf", [report, fonts, names], TIME_LIMIT);
    const here = await load(program).catch(() => {
      throw failure("unsupported", "本网站的安全策略不允许在这里写 PDF，请改用打印，在打印窗口中存为 PDF。");
    });
    return here.writePdf(report, fonts, names);
  } catch (error) {
    throw error.code && !error.crash ? error : failure("damaged", "没能写出 PDF，请换一个字体文件再试。");
  } finally {
    worker?.terminate();
  }
}

/** A report as a Word file with such a look; both are JSON. */
export function writeWord(report, look) {
  return run("writeWord", [report, look]);
}

/**
 * An Error with a code, like those that the module throws. With `crash`, the module has stopped working.
 * @param {string} code
 * @param {string} message
 * @returns {Error & { code: string, crash?: boolean, reason?: string }}
 */
export function failure(code, message) {
  return Object.assign(new Error(message), { code });
}

/**
 * Permission to run one call at a time; its worker stays for the next call.
 * @typedef {{ worker: Worker | null }} Slot
 */
/** @type {Slot[]} */
const free = Array.from({ length: WORKERS }, () => ({ worker: null }));
/** @type {((slot: Slot) => void)[]} */
const queue = [];

/**
 * The functions of the module.
 * @typedef {import("./files-module.js").FilesModule} FilesModule
 */

/**
 * One call of the module's function of this name, in a worker where there are any.
 * @template {keyof FilesModule} Call
 * @param {Call} call
 * @param {Parameters<FilesModule[Call]>} args
 * @returns {Promise<ReturnType<FilesModule[Call]>>} rejects with the function's error, or one of a crash
 */
export async function run(call, args) {
  /** @type {Slot} */
  const slot = free.pop() ?? (await new Promise((resolve) => queue.push(resolve)));
  try {
    const program = await loadProgram();
    slot.worker ??= await startWorker(program);
    if (!slot.worker) return await runHere(program, call, args);
    return await runInWorker(slot.worker, call, args, TIME_LIMIT);
  } catch (error) {
    if (error.crash && slot.worker) {
      slot.worker.terminate();
      slot.worker = null;
    }
    throw error;
  } finally {
    const next = queue.shift();
    if (next) next(slot);
    else free.push(slot);
  }
}

/** The text of a worker's script, the compiled module, which all workers share, and their source. */
const programOf = (source) => Promise.all([source.script(), source.module(), source]);

/** Resolves to the program of the files module. */
export function loadProgram() {
  loading ??= twice(() => programOf(source)).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

let workersRefused = false;

/** The ways to make a worker here: a policy may forbid Blobs and still allow the site's own files. */
const MAKERS = [
  (script) => {
    const blob = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const worker = new Worker(scriptAddress(blob));
    // Firefox fetches the script later, so the address is kept for as long as a start may take.
    setTimeout(() => URL.revokeObjectURL(blob), TIME_LIMIT);
    return worker;
  },
  (_, address) => address && new Worker(scriptAddress(address)),
];

/**
 * Starts a worker and loads the module in it; null where the page may have no workers. `makers` are
 * functions that make a worker of a script's text, where it is not the browser that does.
 */
export async function startWorker([script, module, { workerUrl }], makers) {
  if (workersRefused || (!makers && typeof Worker === "undefined")) return null;
  for (const make of makers ?? MAKERS) {
    let worker;
    try {
      worker = make(script, workerUrl);
      worker.postMessage({ module });
      await answer(worker, TIME_LIMIT);
      return worker;
    } catch (error) {
      if (worker) worker.terminate();
    }
  }
  workersRefused = true;
  hindered("worker", refused ? "types" : "");
  return null;
}

/** The worker's next message; rejects if the worker crashes or does not answer within `limit` ms. */
function answer(worker, limit) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(reject, crashed("处理时间过长")), limit);
    const settle = (how, what) => {
      clearTimeout(timer);
      how(what);
    };
    worker.onerror = (event) => settle(reject, crashed(event.message));
    worker.onmessageerror = () => settle(reject, crashed("数据无法传递"));
    worker.onmessage = ({ data }) => {
      if (!data.error) settle(resolve, data.value);
      else settle(reject, known(data.error));
    };
  });
}

/** The Error for one that a worker reports: with a code it is the module's own, without one a crash. */
export function known(error) {
  return error.code ? failure(error.code, error.message) : crashed(error.message);
}

/** The Error for a file in which the module crashed; `reason` is for developers. */
export function crashed(reason) {
  const error = failure("damaged", "这个文件没能处理完，可能已损坏；其他文件和正在填写的内容不受影响。");
  return Object.assign(error, { crash: true, reason });
}

/**
 * One call in a worker; an error with `crash` means that the worker is of no more use.
 * @param {Worker} worker
 * @param {keyof FilesModule | "writePdf"} call
 * @param {unknown[]} args
 * @param {number} limit milliseconds after which the call counts as a crash
 * @returns {Promise<any>}
 */
export function runInWorker(worker, call, args, limit) {
  const told = answer(worker, limit);
  worker.postMessage({ call, args });
  return told;
}

let here;

/**
 * One call on this thread, for where there are no workers.
 * @param {[string, WebAssembly.Module, any]} program see `loadProgram`
 * @param {keyof FilesModule} call
 * @param {unknown[]} args
 * @returns {Promise<any>}
 */
export async function runHere(program, call, args) {
  try {
    here ??= await load(program);
    return here[call](...args);
  } catch (error) {
    const told = known(error);
    if (told.crash) here = undefined;
    throw told;
  }
}

/**
 * The module's functions on this thread, for callers that do not want to wait.
 * @param {WebAssembly.Module} [given] the module, where it need not be fetched
 * @returns {Promise<FilesModule>}
 */
export async function resident(given) {
  const [script, module, from] = await loadProgram();
  return load([script, given ?? module, from]);
}

/** Runs the glue on this thread: by its text, or where a policy forbids that, by its address. */
async function load([script, module, { glueUrl }]) {
  let glue;
  try {
    glue = new Function(`${script}\nreturn wasm_bindgen;`)();
  } catch (error) {
    if (!glueUrl) throw error;
    glue = await loadByAddress(glueUrl);
  }
  await glue({ module_or_path: module });
  return glue;
}

function loadByAddress(url) {
  return new Promise((resolve, reject) => {
    // The glue declares a global, so it can be loaded only once.
    if (typeof wasm_bindgen !== "undefined") return resolve(wasm_bindgen);
    const tag = document.createElement("script");
    tag.onload = () => resolve(wasm_bindgen);
    tag.onerror = () => reject(failure("unsupported", `没有取到处理文件的程序（${url}）。`));
    tag.src = scriptAddress(url);
    document.head.append(tag);
  });
}
