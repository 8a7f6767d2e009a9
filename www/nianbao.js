// @ts-check
// The package `nianbao`: the element for web pages and the functions for scripts.
//
// The functions are in the files module, the second wasm module, which `init` loads on the calling thread.
// The first module is that of the element, and is loaded only where there is a document.
import { ADDRESSES } from "nianbao-addresses";
import startElement from "nianbao-glue";
import { beside, fetched as fetchedChunks, setChunks } from "nianbao-chunks";
import { setProgram } from "nianbao-copy";
import { failure, fetched, ofPdf, resident, run, setPdf, setSource, writePdf as writePdfOf } from "nianbao-files";
import { unitsOf } from "nianbao-desk";
import { jsonOf } from "nianbao-json";
import "./failure.js";
import { loaded, setFunctions } from "./functions.js";
import { program } from "./program.js";
import { localFiles, threads } from "./node.js";
import * as stream from "./stream.js";

export { readReport, writeReport } from "nianbao-files";
const PROGRAM = new URL("nianbao_bg.wasm", import.meta.url);
const FILES_GLUE = new URL("files.js", import.meta.url);
const FILES_WORKER = new URL("files-worker.js", import.meta.url);
const FILES_MODULE = new URL("files_bg.wasm", import.meta.url);
const PDF_GLUE = new URL("pdf.js", import.meta.url);
const PDF_WORKER = new URL("files-worker.js#pdf.js", import.meta.url);
const PDF_MODULE = new URL("pdf_bg.wasm", import.meta.url);
const inBrowser = typeof document !== "undefined";

let chunkAddress = (name) => ADDRESSES[name];
let started;
let element;

/**
 * Loads the files module, and in a page the element's program as well; later calls return the same promise.
 * `source` is one of the two modules, if it does not lie beside this script; its exports say which.
 */
export default function init(source) {
  started ??= (async () => {
    const given = source && (await compile(await source));
    const isFunctions = given && WebAssembly.Module.exports(given).some(({ name }) => name === "forms");
    if (given && !isFunctions && addressOf(source)) chunkAddress = beside(addressOf(source));
    const page = inBrowser && start(isFunctions ? undefined : given);
    setFunctions(await resident(isFunctions ? given : undefined));
    await page;
  })();
  return started;
}

// All functions that nianbao.d.ts declares and this script does not export: each is that of the files module.
export * from "nianbao-functions";

export async function readRegister(bytes, name, year = undefined, answers = []) {
  return JSON.parse(await run("readRegister", [bytes, name, year, jsonOf(answers)]));
}

export async function checkRegister(report, { cells }) {
  return JSON.parse(await run("checkRegister", [jsonOf(report), jsonOf({ cells })]));
}

export function annotate(bytes, name, report, findings = undefined, previous = undefined) {
  const list = findings && jsonOf(findings);
  return run("annotate", [bytes, jsonOf(report), list, previous && jsonOf(previous)]);
}

export async function annotateFile(bytes, name, rows) {
  const made = await run("annotateFile", [bytes, name, jsonOf(rows)]);
  return made.map(([name, bytes, message]) => (bytes ? { name, bytes } : { name, error: message }));
}

// Many reports: in these the module takes and answers with JSON texts.

export async function checkFile(bytes, name, wanted = {}) {
  const rows = await run("checkFile", [bytes, name, jsonOf(wanted)]);
  return rows.map((row) => JSON.parse(row));
}

export async function* checkFiles(files, options = {}) {
  if (inBrowser) return yield* stream.checkFiles(files, options);
  const previous = options.previous && localFiles(options.previous);
  yield* stream.checkFiles(localFiles(files), { ...(await threads()), ...options, previous });
}

export function pairUnits(rows) {
  return Array.from(loaded().pairUnits(jsonOf(unitsOf(rows))), (at) => (at < 0 ? null : at));
}

export function takenReports(rows) {
  return Array.from(loaded().takenReports(jsonOf(unitsOf(rows))));
}

export async function findAlike(rows) {
  return JSON.parse(await run("findAlike", [jsonOf(rows.map(({ prints = [] }) => prints))]));
}

export const sharedWords = (a, b) => JSON.parse(loaded().sharedWords(a, b));

export async function rollUp(reports, wanted = {}) {
  return JSON.parse(await run("rollUp", [jsonOf(reports), jsonOf(wanted)]));
}

export function writeNotice(row, letter = {}) {
  return run("writeNotice", [jsonOf(row), jsonOf(letter)]);
}

export function writeNotices(rows, letter = {}, missing = undefined) {
  return run("writeNotices", [jsonOf(rows), jsonOf(letter), missing && jsonOf(missing)]);
}

export function readNames(bytes) {
  return run("readNames", [bytes]);
}

export function writeRows(rows, format, alike = [], expected = undefined) {
  return run("writeRows", [jsonOf(rows), format, jsonOf(alike), expected && jsonOf(expected)]);
}

export function writePdf(report, fonts) {
  return writePdfOf(jsonOf(report), fonts.map((font) => font.bytes), fonts.map(({ name = "" }) => name));
}

export const compareReports = (reports) => JSON.parse(loaded().compareReports(reports.map(jsonOf)));

export async function compareFiles(files) {
  const names = files.map(({ name }) => [name, null]);
  const [first, ...rest] = files.map(({ bytes }) => bytes);
  if (!first) throw failure("form", "没有要核对的文件。");
  return JSON.parse(await run("compareFiles", [first, names[0][0], jsonOf(names), rest]));
}

export function writeReceipt(copies, format, when = "") {
  return run("writeReceipt", [jsonOf([copies].flat()), format, when]);
}

function start(module) {
  if (!element) {
    setChunks(fetchedChunks(chunkAddress));
    element = Promise.resolve(module ?? program(PROGRAM)).then((module_or_path) =>
      startElement({ module_or_path }),
    );
  }
  return element;
}

/** The address of a module; the chunks of the element's program lie beside it. */
const addressOf = (source) => (source instanceof URL ? source.href : source.url);

async function compile(source) {
  if (source instanceof Response) return WebAssembly.compile(await source.arrayBuffer());
  if (!(source instanceof URL)) return WebAssembly.compile(source);
  return WebAssembly.compile(inBrowser ? await (await fetch(source)).arrayBuffer() : await local(source));
}

/** The bytes of a file of this package in Node, which does not fetch `file:` addresses. */
async function local(url) {
  const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ "node:fs/promises");
  return readFile(url);
}

/** A module of this package in Node, with its glue. */
const inNode = (glue, module) => ({
  script: async () => (await Promise.all([glue, FILES_WORKER].map(local))).join("\n"),
  module: async () => WebAssembly.compile(await local(module)),
});

setSource(inBrowser ? fetched(FILES_GLUE, FILES_WORKER, FILES_MODULE) : inNode(FILES_GLUE, FILES_MODULE));
setPdf(inBrowser ? ofPdf(PDF_GLUE, PDF_WORKER, PDF_MODULE) : inNode(PDF_GLUE, PDF_MODULE));

// The package carries no one-file page.
setProgram(null);

if (inBrowser) nianbaoFailure.started = true;

// In a page the element starts by itself. It waits one turn, so that a script which imports this
// module can call `init` with a source of its own.
if (inBrowser) setTimeout(() => start().catch(nianbaoFailure.show));
