// @ts-check
// The self-check desk without its screen. It takes files that were dropped or chosen and has the pool
// check them. Reports whose last year's report is among the files are then checked again, beside it.
//
// The desk owns the rows. Of each file it keeps the rows, as JSON texts, and where the file is: the file
// is read again when a row is opened. Only the files module knows what a row means and what becomes of
// several; this script hands rows on unread. It gives the screen some rows at a time, so that the
// screen stays responsive while thousands arrive.
import { Corrections, nameIn } from "./corrections.js";
import { run } from "./files.js";
import { bytesOf, gather } from "./gather.js";
import { jsonOf } from "./json.js";
import { Run } from "./pool.js";
import { Stopwatch } from "./stopwatch.js";

/**
 * `Unit` is what the files module pairs reports by. `LastYear` is what it finds for one file: `of` has for
 * each report of the file either null, or where last year's report is: an index into `files` (which holds
 * numbers of files), and the position in that file.
 * @typedef {import("./nianbao.js").Unit} Unit
 * @typedef {{ files: number[], of: ([number, number] | null)[] }} LastYear
 * @typedef {import("./gather.js").Source} Source
 * @typedef {import("./pool.js").Job} Job
 * @typedef {import("./pool.js").Done} Done
 */

/**
 * The progress: in this state, `done` of `total` files; `failed` files since the beginning; and how many
 * seconds this state will probably last.
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
 * The job that checks one file.
 * @param {number} index the file's number
 * @param {Source} source
 * @param {string} wanted a `Wanted` as JSON
 * @param {LastYear} [last] where last year's reports are, if they are known
 * @param {Source[]} [beside] the files that `last` names
 * @returns {Job}
 */
export function job(index, source, wanted, last, beside = []) {
  const rest = [wanted, last && jsonOf(last)];
  return { index, call: "checkFile", source, rest, beside };
}

/**
 * The rows that a job gave, as JSON texts. A file that could not be checked gives a row that says why.
 * @param {Done} done
 * @returns {Promise<string[]>}
 */
export async function rowsOf({ job: { source }, value, error }) {
  if (!error) return value;
  return [await run("failedRow", [source.name, error.code, error.message])];
}

/**
 * The units of the rows of a file, by which the files module pairs reports.
 * @param {Unit[]} rows
 * @returns {Unit[]}
 */
export function unitsOf(rows) {
  return rows.map(({ agency, year, version }) => ({ agency, year, version }));
}

/**
 * Finds last year's reports: one answer for each file, given the units of its rows.
 * @param {Unit[][]} units
 * @returns {Promise<LastYear[]>}
 */
export async function lastYears(units) {
  return JSON.parse(await run("pairFiles", [jsonOf(units)]));
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
  /**
   * What was taken off the desk and can be put back: the rows of a file by its number.
   * @type {Map<number, string[]>}
   */
  #removed = new Map();
  #corrections = new Corrections();
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
  #clock = new Stopwatch();

  /**
   * `tell(progress, rows)` is called at most every `PROGRESS` ms. `rows` is a list of `[file, texts]`: a
   * file's number and all its rows, which replace the file's earlier rows.
   * @param {(progress: Progress, rows: [number, string[]][]) => void} tell
   * @param {import("./nianbao.js").Wanted} wanted what the module is to give of each report
   * @param {object} options the pool's
   */
  constructor(tell, wanted = {}, options = {}) {
    this.#tell = tell;
    this.#wanted = jsonOf(wanted);
    this.#options = options;
  }

  /** Checks files (see `gather`) after those that were added before; resolves when they are done. */
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

  /** Stops at once. Rows that exist stay; files that have no row yet get none. */
  cancel() {
    this.#token = {};
    this.#run?.cancel();
    this.#paused = false;
    this.#enter("cancelled");
  }

  /** All rows as JSON texts, in the order of the files. */
  get rows() {
    return this.#corrections.inOrder(this.#rows);
  }

  /** One row as JSON text, by its file's number and its position in the file; "" if there is none. */
  row(file, part) {
    return this.#rows[file]?.[part] ?? "";
  }

  /** Takes a file's rows off the desk; the numbers of the other files stay. */
  remove(file) {
    this.#removed.set(file, this.#rows[file]);
    this.#rows[file] = [];
    this.#units[file] = [];
    this.#failed.delete(file);
    this.#pairLater();
  }

  /** Puts back the rows of a file that was taken off. */
  putBack(file) {
    const texts = this.#removed.get(file) ?? [];
    this.#removed.delete(file);
    this.#put(file, texts);
    this.#pairLater();
  }

  /**
   * Puts a corrected report in the place of a row. It becomes a file of its own, whose number is returned
   * at once; its row follows. A correction that is corrected again keeps its number.
   * @param {number} file
   * @param {number} part
   * @param {string} json the report
   */
  correct(file, part, json) {
    const last = this.lastOf(file, part);
    const source = { name: nameIn(this.row(file, part)), file: new Blob([json]) };
    const index = this.#corrections.has(file) ? file : this.#sources.push(source) - 1;
    this.#sources[index] = source;
    if (index !== file) {
      this.#rows.push([]);
      this.#units.push([]);
      this.#last[index] = last ? { files: [last[0]], of: [[0, last[1]]] } : { files: [], of: [null] };
      this.#corrections.add(file, part, index);
    }
    this.#judge(index, last).catch((error) => this.#enter("failed", 0, error.message));
    return index;
  }

  /** What is wanted of the reports in a file. */
  #wantedOf(file) {
    const corrected = this.#corrections.has(file);
    return corrected ? jsonOf({ ...JSON.parse(this.#wanted), corrected }) : this.#wanted;
  }

  /**
   * Puts the row of the file itself in the place of a corrected one.
   * @param {number} index the number of the correction
   */
  restore(index) {
    this.#corrections.giveUp(index);
    this.#rows[index] = [];
    this.#units[index] = [];
    this.#pairLater();
  }

  /** Checks a corrected report, beside last year's where `last` says that there is one. */
  async #judge(index, last) {
    const bytes = last && (await this.bytesOf(last[0]).catch(() => undefined));
    /** @type {[string?, Uint8Array[]?]} */
    const beside = bytes ? [jsonOf({ files: [0], of: [[0, last[1]]] }), [bytes]] : [];
    const { name } = this.#sources[index];
    const rows = await run("checkFile", [await this.bytesOf(index), name, this.#wantedOf(index), ...beside]);
    this.#put(index, rows);
    this.#tellNow();
    this.#pairLater(index);
  }

  /**
   * All rows as one JSON text: a list that has for each file the list of its rows. A row with a correction
   * is an empty one.
   */
  rowsByFile() {
    return `[${this.#corrections.without(this.#rows, "{}").map((texts) => `[${texts}]`)}]`;
  }

  /**
   * Where last year's report of a row is: the number of a file and the position in it.
   * @returns {[number, number] | undefined}
   */
  lastOf(file, part) {
    const { files = [], of = [] } = this.#last[file] ?? {};
    const at = of[part];
    return at ? [files[at[0]], at[1]] : undefined;
  }

  /** Reads a file again; rejects where it is no longer there. */
  bytesOf(file) {
    return bytesOf(this.#sources[file]);
  }

  /** Where a file is. */
  source = (/** @type {number} */ file) => this.#sources[file];

  /** Runs jobs besides the checking; resolves when `take` was called with what each gave. */
  runAll(jobs, take) {
    return new Run(jobs, (done) => done.forEach(take), this.#options).finished;
  }

  /**
   * Reads files again, each once. Resolves to a `Reread` of each as JSON text, for the module's `sumRows`.
   * @param {Map<number, number[]>} parts positions of rows by the number of their file
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
      held.set(job.index, error ? `"error":${jsonOf({ code, message })}` : `"reports":${value}`);
    };
    await this.runAll(jobs, take);
    return [...parts].map(([file, parts]) => {
      return `{"rows":[${parts.map((part) => `[${part},${this.row(file, part)}]`)}],${held.get(file)}}`;
    });
  }

  async #check(listed, token) {
    this.#enter("listing");
    const given = [];
    for await (const source of listed) {
      if (token !== this.#token) return;
      given.push(this.#sources.push(source) - 1);
      this.#rows.push([]);
      this.#units.push([]);
      this.#count.total++;
      this.#tellSoon();
    }
    await this.#go("checking", given.map((i) => job(i, this.#sources[i], this.#wanted)), token);
    await this.#pair(token);
    if (token === this.#token) this.#enter("done");
  }

  /** Checks again the files whose last year's report is another one now, or is in the file `changed`. */
  async #pair(token, changed = -1) {
    if (token !== this.#token) return;
    const nobody = { agency: "", year: null };
    const last = await lastYears(this.#corrections.without(this.#units, nobody));
    if (token !== this.#token) return;
    const before = this.#last;
    const isNew = (i) => {
      const any = last[i].files.length || before[i]?.files.length;
      return any && (jsonOf(last[i]) !== jsonOf(before[i]) || last[i].files.includes(changed));
    };
    const again = this.#sources.map((source, i) => {
      return job(i, source, this.#wantedOf(i), last[i], last[i].files.map((file) => this.#sources[file]));
    });
    this.#last = last;
    await this.#go("pairing", again.filter(({ index }) => isNew(index)), token);
  }

  /** Pairs anew once the work is done that was asked for before; the state is then what it was. */
  #pairLater(changed) {
    const token = this.#token;
    this.#work = this.#work.then(async () => {
      const phase = this.#phase;
      await this.#pair(token, changed);
      if (token === this.#token && phase !== this.#phase) this.#enter(phase);
    }).catch((error) => {
      if (token === this.#token) this.#enter("failed", 0, error.message);
    });
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
      // If the second reading fails, the rows of the first stay.
      else if (!this.#rows[index].length) this.#unanswered.push(this.#fail(one, this.#token));
    }
    this.#tellSoon();
  }

  async #fail(one, token) {
    const texts = await rowsOf(one);
    if (token === this.#token) this.#put(one.job.index, texts);
  }

  #put(index, texts) {
    if (this.#removed.has(index)) return;
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
    this.#clock = new Stopwatch();
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
