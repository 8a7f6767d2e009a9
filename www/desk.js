// The self-check desk without its screen: takes whatever is dropped, has the pool check it, and then
// again, beside last year's, what has that among the others.
//
// Of each file only its rows stay, as JSON texts, and where it is: it is read once more when a row
// is opened. The screen is told some rows at a time, so that it answers while thousands come in.
import { run } from "./files.js";
import { bytesOf, gather } from "./gather.js";
import { Run } from "./pool.js";

/** Milliseconds between two tidings to the screen. */
const TIDINGS = 100;

/** The work for one file: `beside` are the sources among whose reports last year's is. */
export function job(index, source, wanted, beside = []) {
  return { index, call: "checkFile", source, rest: [wanted], beside };
}

/** What a job became, as texts of rows; what the module could not answer for is a row, too. */
export function rowsOf({ job: { source }, value, error }) {
  return value ?? [JSON.stringify(failedRow(source.name, error))];
}

function failedRow(file, { code, message }) {
  const rules = { checked: 0, held: 0, broken: 0, waiting: 0 };
  const unknown = { agency: "", year: null, form: "", level: null, title: "" };
  return { file, error: { code, message }, ...unknown, findings: [], rules, paired: false, notes: [] };
}

/**
 * Which files hold last year's report of which: for each file the numbers of those. `units` are the
 * `{ agency, year }` of the rows of each file.
 */
export async function besides(units) {
  const flat = units.flatMap((rows, file) => rows.map((row) => ({ file, ...row })));
  const last = await run("pairUnits", [JSON.stringify(flat)]);
  const found = units.map(() => new Set());
  flat.forEach(({ file }, i) => last[i] >= 0 && found[file].add(flat[last[i]].file));
  return found.map((files) => [...files]);
}

export class Desk {
  #tell;
  #wanted;
  #options;
  #sources = [];
  #rows = [];
  #units = [];
  #failed = new Set();
  #beside = [];
  #work = Promise.resolve();
  #token = {};
  #run;
  #fresh = new Map();
  #timer;
  #phase = "done";
  #paused = false;
  #count = { done: 0, total: 0 };
  #clock = new Clock();

  /**
   * `tell(progress, rows)` is called from time to time. `rows` is a list of `[file, texts]`, all rows
   * of a file by its number, in place of those told before. `progress` has the `state` (`listing`,
   * `checking`, `pairing`, `paused`, `done`, `cancelled`, `failed` with a `message`), how many files
   * are `done` of how many in `total` in this state, how many `failed` in all, and how many `seconds`
   * this state will last, if that is known. `wanted` says what the module is to give of each report, `options` are the pool's.
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
    this.#tidings();
  }

  resume() {
    this.#paused = false;
    this.#run?.resume();
    this.#clock.start();
    this.#tidings();
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

  /** The numbers of the files among whose reports last year's of this file is. */
  beside(file) {
    return this.#beside[file] ?? [];
  }

  /** Reads a file again: the texts of its rows, with the reports in them. */
  async open(file) {
    const source = this.#sources[file];
    const wanted = JSON.stringify({ report: true });
    const beside = await Promise.all(this.beside(file).map((last) => bytesOf(this.#sources[last])));
    return run("checkFile", [await bytesOf(source), source.name, wanted, beside]);
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
      this.#tidingsSoon();
    }
    const given = this.#sources.slice(from);
    await this.#go("checking", given.map((source, i) => job(from + i, source, this.#wanted)), token);
    if (token !== this.#token) return;
    const beside = await besides(this.#units);
    const changed = (i) => String(beside[i]) !== String(this.beside(i));
    const again = this.#sources.map((source, i) => {
      return changed(i) && job(i, source, this.#wanted, beside[i].map((last) => this.#sources[last]));
    });
    if (token !== this.#token) return;
    this.#beside = beside;
    await this.#go("pairing", again.filter(Boolean), token);
    if (token === this.#token) this.#enter("done");
  }

  async #go(phase, jobs, token) {
    if (!jobs.length || token !== this.#token) return;
    this.#enter(phase, jobs.length);
    this.#run = new Run(jobs, (done) => this.#take(done), this.#options);
    if (this.#paused) this.pause();
    await this.#run.finished;
  }

  #take(done) {
    for (const one of done) {
      const { index } = one.job;
      this.#count.done++;
      const texts = rowsOf(one);
      const rows = texts.map((text) => JSON.parse(text));
      // What was read before stays, even if it cannot be read again.
      if (one.error && this.#rows[index].length) continue;
      if (rows.some((row) => row.error)) this.#failed.add(index);
      this.#rows[index] = texts;
      this.#units[index] = rows.map(({ agency, year }) => ({ agency, year }));
      this.#fresh.set(index, texts);
    }
    this.#tidingsSoon();
  }

  #enter(phase, total = 0, message) {
    this.#phase = phase;
    this.#count = { done: 0, total, message };
    this.#clock = new Clock();
    this.#tidings();
  }

  #tidingsSoon() {
    this.#timer ??= setTimeout(() => this.#tidings(), TIDINGS);
  }

  #tidings() {
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
