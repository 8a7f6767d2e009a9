// @ts-check
// Checks reports by the rules in a worker of its own, so that typing never waits for them.
//
// The worker gets one call at a time. Of the calls that wait, only the newest of each key is kept. A
// worker that crashes or hangs is replaced, and the same call is then tried once more.
import { painted } from "./chunks.js";
import { loadProgram, runHere, runInWorker, startWorker } from "./files.js";
import { parseMarkup } from "./trusted.js";

const TIME_LIMIT = 5_000;
const TRIES = 2;

/**
 * A call of one of the files module's functions, and the caller's promise. Without `call`, the worker is
 * only started.
 * @typedef {import("./files-module.js").FilesModule} FilesModule
 * @typedef {{ call?: keyof FilesModule, args: unknown[], resolve: (answer?: any) => void, reject: (error: Error) => void }} Waiting
 */
/**
 * The calls that wait for the worker, by their keys, in the order of asking.
 * @type {Map<unknown, Waiting>}
 */
const line = new Map();
let busy = false;
/** @type {Worker | null | undefined} null where none can be had */
let worker;

/**
 * Checks a report. Resolves to its check result and its prose as two JSON texts, or to undefined if a
 * newer report of the same element was asked about meanwhile. Last year's report is sent along each
 * time: that costs microseconds, and a new worker needs no preparation.
 * @param {unknown} element the element that shows the report
 * @param {string} report JSON
 * @param {string} [previous] last year's report, JSON
 */
export function check(element, report, previous) {
  return join(element, "checkTexts", [report, previous]);
}

/**
 * Compares a text with an older one. Resolves to four numbers a change (from and to in bytes of the old
 * text, then of the new), or to undefined if a newer comparison of the same place was asked for.
 */
export function compare(place, old, now) {
  return join(`compare ${place}`, "compareTexts", [old, now]);
}

/** The rules of the form with this id, as the catalogue lists them. */
export function rules(form) {
  return join(form, "rulesOf", [form]);
}

/** The charts of a report, which show last year's figures as well, as SVG texts. Both reports are JSON. */
export function pictures(report, previous) {
  return join("pictures", "picturesOf", [report, previous]);
}

/** The charts with these titles as one picture, an SVG text; "" if none has a figure. Both reports are JSON. */
export function poster(report, previous, titles) {
  return join("poster", "posterOf", [report, previous, titles]);
}

/** The content of a report's page for a portal's editor: as HTML, and as plain text. The report is JSON. */
export function fragment(report) {
  return join("fragment", "fragmentOf", [report]);
}

/** The pages of a report's Word file with the look of a template, both as JSON; so is what it resolves to. */
export function pages(report, look) {
  return join("pages", "pagesOf", [report, look]);
}

/** The sample report and that of the year before, as JSON texts. */
export function sample() {
  return join("sample", "sample", []);
}

/** Puts SVG texts into an element in place of its content; returns how many they are. */
export function draw(place, charts) {
  const parsed = charts.map((svg) => parseMarkup(svg, "image/svg+xml"));
  place.replaceChildren(...parsed.map((chart) => document.importNode(chart.documentElement, true)));
  return charts.length;
}

/** Starts the worker, so that the first report need not wait for it. */
export async function warm() {
  // If it cannot be started, the first check rejects.
  const ready = new Promise((resolve, reject) => wait("warm", { args: [], resolve, reject }));
  await ready.catch(() => {});
}

/**
 * Puts a call into the line. One that waits there for the same `key` is resolved to nothing in its place.
 * @template {keyof FilesModule} Call
 * @param {unknown} key
 * @param {Call} call
 * @param {Parameters<FilesModule[Call]>} args
 * @returns {Promise<ReturnType<FilesModule[Call]> | undefined>}
 */
function join(key, call, args) {
  return new Promise((resolve, reject) => wait(key, { call, args, resolve, reject }));
}

/**
 * @param {unknown} key
 * @param {Waiting} waiting
 */
function wait(key, waiting) {
  line.get(key)?.resolve();
  line.delete(key);
  line.set(key, waiting);
  if (!busy) work();
}

async function work() {
  busy = true;
  for (const [key, { call, args, resolve, reject }] of line) {
    line.delete(key);
    await answer(call, args).then(resolve, (cause) => reject(unanswered(cause)));
  }
  busy = false;
}

async function answer(call, args) {
  for (let tries = 1; ; tries++) {
    try {
      worker ??= await open();
      if (!call) return;
      if (worker) return await runInWorker(worker, call, args, TIME_LIMIT);
      return await runHere(await loadProgram(), call, args);
    } catch (error) {
      if (!error.crash) throw error;
      worker?.terminate();
      worker = undefined;
      if (tries === TRIES) throw error;
    }
  }
}

function unanswered(cause) {
  const error = new Error("检查暂时没有完成；改动后会再检查一次。", { cause });
  return Object.assign(error, { code: "check" });
}

/** Starts a worker once the page has been painted; null where the page may have no workers. */
async function open() {
  await painted();
  return startWorker(await loadProgram());
}
