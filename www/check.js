// @ts-check
// Lets the rules look at reports, in a worker of its own, so that typing never waits for them.
//
// One report is looked at at a time. Of the reports that wait, only the newest of each element
// counts. A worker that crashes or hangs is replaced; the same report is then tried once more.
import { painted } from "./chunks.js";
import { loadProgram, runHere, runInWorker, startWorker } from "./files.js";

const TIME_LIMIT = 5_000;
const TRIES = 2;

/**
 * A call of one of the module's functions, the caller's promise, and no call where the worker is only to
 * get ready.
 * @typedef {import("./files-module.js").FilesModule} FilesModule
 * @typedef {{ call?: keyof FilesModule, args: unknown[], resolve: (answer?: any) => void, reject: (error: Error) => void }} Waiting
 */
/**
 * What waits for the worker, by whom it is for.
 * @type {Map<unknown, Waiting>}
 */
const line = new Map();
let busy = false;
/** @type {Worker | null | undefined} null where none can be had */
let worker;

/**
 * What the rules say of a report, with last year's if there is one, both as JSON texts; undefined
 * if a newer report of the same element takes its place. Last year's goes along each time: that
 * costs some microseconds, and a new worker has nothing to be told first.
 */
export function check(element, report, previous) {
  return join(element, "checkTexts", [report, previous]);
}

/** Where a text differs from an older one; undefined if a newer question for the same place came. */
export function compare(place, old, now) {
  return join(`compare ${place}`, "compareTexts", [old, now]);
}

/** The rules of a form. */
export function rules(form) {
  return join(form, "rulesOf", [form]);
}

/** The charts of a report, with last year's beside it, as texts of SVG. */
export function pictures(report, previous) {
  return join("pictures", "picturesOf", [report, previous]);
}

/** The sample report and that of the year before, as JSON texts. */
export function sample() {
  return join("sample", "sample", []);
}

/** Shows charts in place of what was there; tells how many. */
export function draw(place, charts) {
  const parsed = charts.map((svg) => new DOMParser().parseFromString(svg, "image/svg+xml"));
  place.replaceChildren(...parsed.map((chart) => document.importNode(chart.documentElement, true)));
  return charts.length;
}

/** Gets the worker ready, for the first report is not long in coming. */
export async function warm() {
  // Where it fails, the first check says so.
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

/** The worker, or null where none can be had. The page is drawn first in either case. */
async function open() {
  await painted();
  return startWorker(await loadProgram());
}
