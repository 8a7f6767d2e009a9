// @ts-check
// The self-check desk without its screen: takes whatever is dropped, has the pool check it, and then
// again, beside last year's, what has that among the others.
//
// It owns the rows: of each file only they stay, as JSON texts, and where the file is, which is read
// once more when a row is opened. What a row says and what becomes of several is known by the files
// module alone; here rows are handed on as they are. The screen is told some rows at a time, so that
// it answers while thousands come in.
import { run } from "./files.js";
import { bytesOf, gather } from "./gather.js";
import { Run } from "./pool.js";

/**
 * What the module pairs reports by, and what it finds: for each report of a file the file and the
 * position there of last year's, by its place in `files`.
 * @typedef {import("./nianbao.js").Unit} Unit
 * @typedef {{ files: number[], of: ([number, number] | null)[] }} LastYear
 * @typedef {import("./gather.js").Source} Source
 * @typedef {import("./pool.js").Job} Job
 * @typedef {import("./pool.js").Done} Done
 */

/**
 * How far it is: how many files are done of how many in this state, how many failed in all, and how
 * many seconds this state will last, if that is known.
 * @typedef {object} Progress
 * @property {"listing" | "checking" | "pairing" | "paused" | "done" | "cancelled" | "failed"} state
 * @property {number} done
 * @property {number} total
 * @property {number} failed
 * @property {number} [seconds]
 * @property {string} [message] why, where the state is `failed`
 */

/** Minimum milliseconds between two progress updates to the screen. */
const PROGRESS = 100;

/**
 * The work for one file. Where last year's reports of its reports are among the others, `last` says
 * which they are, as the module found it, and `beside` are the sources that they are in.
 * @param {number} index
 * @param {Source} source
 * @param {string} wanted a `Wanted` as JSON
 * @param {LastYear} [last]
 * @param {Source[]} [beside]
 * @returns {Job}
 */
export function job(index, source, wanted, last, beside = []) {
  const rest = [wanted, last && JSON.stringify(last)];
  return { index, call: "checkFile", source, rest, beside };
}

/**
 * What a job became, as texts of rows; what the module could not answer for is a row, too.
 * @param {Done} done
 * @returns {Promise<string[]>}
 */
export async function rowsOf({ job: { source }, value, error }) {
  if (!error) return value;
  return [await run("failedRow", [source.name, error.code, error.message])];
}

/**
 * What the module pairs reports by, of the rows of a file.
 * @param {Unit[]} rows
 * @returns {Unit[]}
 */
export function unitsOf(rows) {
  return rows.map(({ agency, year }) => ({ agency, year }));
}

/**
 * For each file, by the units of its rows, where last year's reports are.
 * @param {Unit[][]} units
 * @returns {Promise<LastYear[]>}
 */
export async function lastYears(units) {
  return JSON.parse(await run("pairFiles", [JSON.stringify(units)]));
}

export class Desk {
  #tell;
  #wanted;
  #options;
  /** @type {Source[]} */
  #sources = [];
  /** @type {string[][]} */
  #rows = [];
  /** @type {Unit[][]} */
  #units = [];
  #failed = new Set();
  /** @type {LastYear[]} */
  #last = [];
  #work = Promise.resolve();
  #token = {};
  /** @type {Run | undefined} */
  #run;
  /** @type {Promise<void>[]} */
  #unanswered = [];
  #fresh = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {Progress["state"]} */
  #phase = "done";
  #paused = false;
  /** @type {{ done: number, total: number, message?: string }} */
  #count = { done: 0, total: 0 };
  #clock = new Clock();

  /**
   * `tell(progress, rows)` is called from time to time. `rows` is a list of `[file, texts]`, all rows
   * of a file by its number, in place of those told before.
   * @param {(progress: Progress, rows: [number, string[]][]) => void} tell
   * @param {import("./nianbao.js").Wanted} wanted what the module is to give of each report
   * @param {object} options the pool's
   */
  constructor(tell, wanted = {}, options = {}) {
    this.#tell = tell;
    this.#wanted = JSON.stringify(wanted);
    this.#options = options;
  }

  /** Checks these files after those that were added before; see `gather`. */
  add(things) {
    const token = this.#token;
    const listed = gather(things);
    this.#work = this.#work.then(() => this.#check(listed, token)).catch((error) => {
      if (token === this.#token) this.#enter("failed", 0, error.message);
    });
    return this.#work;
  }

  pause() {
    this.#paused = true;
    this.#run?.pause();
    this.#clock.stop();
    this.#tellNow();
  }

  resume() {
    this.#paused = false;
    this.#run?.resume();
    this.#clock.start();
    this.#tellNow();
  }

  /** Stops at once. The rows that are there stay, and the files without a row never get one. */
  cancel() {
    this.#token = {};
    this.#run?.cancel();
    this.#paused = false;
    this.#enter("cancelled");
  }

  /** The texts of all rows, in the order of the files. */
  get rows() {
    return this.#rows.flat();
  }

  /** The text of one row, by the number of its file and its position there; "" for none. */
  row(file, part) {
    return this.#rows[file]?.[part] ?? "";
  }

  /** All rows as one text, a list of those of each file. */
  rowsByFile() {
    return `[${this.#rows.map((texts) => `[${texts}]`)}]`;
  }

  /**
   * The file and the position there of last year's report of this one.
   * @returns {[number, number] | undefined}
   */
  lastOf(file, part) {
    const { files = [], of = [] } = this.#last[file] ?? {};
    const at = of[part];
    return at ? [files[at[0]], at[1]] : undefined;
  }

  /** The bytes of a file as they are now. */
  bytesOf(file) {
    return bytesOf(this.#sources[file]);
  }

  /**
   * What becomes of files that are read again, each once: `parts` are positions of rows by the number
   * of their file. Texts for the module's `sumRows`.
   * @param {Map<number, number[]>} parts
   * @returns {Promise<string[]>}
   */
  async reread(parts) {
    const held = new Map();
    const jobs = [...parts.keys()].map((index) => {
      /** @type {Job} */
      const job = { index, call: "reportsOf", source: this.#sources[index], rest: [], beside: [] };
      return job;
    });
    const take = (/** @type {Done} */ { job, value, error }) => {
      const { code, message } = error ?? {};
      held.set(job.index, error ? `"error":${JSON.stringify({ code, message })}` : `"reports":${value}`);
    };
    await new Run(jobs, (done) => done.forEach(take), this.#options).finished;
    return [...parts].map(([file, parts]) => {
      return `{"rows":[${parts.map((part) => `[${part},${this.row(file, part)}]`)}],${held.get(file)}}`;
    });
  }

  async #check(listed, token) {
    this.#enter("listing");
    const from = this.#sources.length;
    for await (const source of listed) {
      if (token !== this.#token) return;
      this.#sources.push(source);
      this.#rows.push([]);
      this.#units.push([]);
      this.#count.total++;
      this.#tellSoon();
    }
    const given = this.#sources.slice(from);
    await this.#go("checking", given.map((source, i) => job(from + i, source, this.#wanted)), token);
    if (token !== this.#token) return;
    const last = await lastYears(this.#units);
    if (token !== this.#token) return;
    const before = this.#last;
    const isNew = (i) => {
      const any = last[i].files.length || before[i]?.files.length;
      return any && JSON.stringify(last[i]) !== JSON.stringify(before[i]);
    };
    const again = this.#sources.map((source, i) => {
      return job(i, source, this.#wanted, last[i], last[i].files.map((file) => this.#sources[file]));
    });
    this.#last = last;
    await this.#go("pairing", again.filter(({ index }) => isNew(index)), token);
    if (token === this.#token) this.#enter("done");
  }

  async #go(phase, jobs, token) {
    if (!jobs.length || token !== this.#token) return;
    this.#enter(phase, jobs.length);
    this.#run = new Run(jobs, (done) => this.#take(done), this.#options);
    if (this.#paused) this.pause();
    try {
      await this.#run.finished;
    } finally {
      await Promise.all(this.#unanswered.splice(0));
    }
  }

  #take(done) {
    for (const one of done) {
      const { index } = one.job;
      this.#count.done++;
      if (one.value) this.#put(index, one.value);
      // What was read before stays, even if it cannot be read again.
      else if (!this.#rows[index].length) this.#unanswered.push(this.#fail(one, this.#token));
    }
    this.#tellSoon();
  }

  async #fail(one, token) {
    const texts = await rowsOf(one);
    if (token === this.#token) this.#put(one.job.index, texts);
  }

  #put(index, texts) {
    const rows = texts.map((text) => JSON.parse(text));
    if (rows.some((row) => row.error)) this.#failed.add(index);
    this.#rows[index] = texts;
    this.#units[index] = unitsOf(rows);
    this.#fresh.set(index, texts);
    this.#tellSoon();
  }

  #enter(phase, total = 0, message) {
    this.#phase = phase;
    this.#count = { done: 0, total, message };
    this.#clock = new Clock();
    this.#tellNow();
  }

  #tellSoon() {
    this.#timer ??= setTimeout(() => this.#tellNow(), PROGRESS);
  }

  #tellNow() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const rows = [...this.#fresh];
    this.#fresh.clear();
    const { done, total, message } = this.#count;
    const state = this.#paused ? "paused" : this.#phase;
    const seconds = done ? (this.#clock.ms / 1000 / done) * (total - done) : undefined;
    this.#tell({ state, done, total, failed: this.#failed.size, seconds, message }, rows);
  }
}

/** Milliseconds of work, without pauses. */
class Clock {
  #before = 0;
  /** @type {number | undefined} */
  #since = performance.now();

  get ms() {
    return this.#before + (this.#since === undefined ? 0 : performance.now() - this.#since);
  }
  stop() {
    this.#before = this.ms;
    this.#since = undefined;
  }
  start() {
    this.#since ??= performance.now();
  }
}
