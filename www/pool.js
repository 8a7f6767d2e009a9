// @ts-check
// Many files through workers of the files module, one a core.
//
// A worker gets files by the handful, about a tenth of a second of work, and answers once for each
// handful: the page is not disturbed for every file. While one handful is worked on, the next is
// read. A file that crashes its worker, or takes too long, costs only itself: the worker is replaced,
// and where it is not known which of a handful did it, the rest of that are given out one by one.
// Where no workers can be had, files are handled one after another on this thread, which then cannot
// be saved from a file that never ends.
import { crashed, failure, known, loadProgram, runHere, startWorker } from "./files.js";
import { bytesOf } from "./gather.js";

const MOST_WORKERS = 8;
/** Milliseconds for one file. */
const TIME_LIMIT = 20_000;
/** What is given out at once: milliseconds of work, files, bytes. */
const HANDFUL = { ms: 100, files: 64, bytes: 8 << 20 };
/** Memory of a module never shrinks, so a worker whose module has grown beyond this is replaced. */
const MEMORY = 256 << 20;

/**
 * A call of one of the module's functions: the source whose bytes and name are its first two arguments,
 * those after them, and the sources whose bytes, as a list, are the last one. `index` is the caller's.
 * @typedef {object} Job
 * @property {number} index
 * @property {"checkFile" | "reportsOf"} call
 * @property {import("./gather.js").Source} source
 * @property {any[]} rest
 * @property {import("./gather.js").Source[]} beside
 */

/**
 * What became of a job: the function's answer, or why there is none.
 * @typedef {object} Done
 * @property {Job} job
 * @property {any} [value]
 * @property {{ code: string, message: string }} [error]
 */

/**
 * A run over jobs. `jobs` may be an async iterable; no more is asked of it than is worked on. `onDone` gets what
 * is done, some at a time. `finished` resolves when all is done or cancelled, and rejects where the
 * program cannot be had.
 */
export class Run {
  #jobs;
  #onDone;
  #options;
  #slots;
  #cancelled = false;
  #paused;
  /** @type {(value?: any) => void} */
  #resume = () => {};

  /**
   * @param {Iterable<Job> | AsyncIterable<Job>} jobs
   * @param {(done: Done[]) => void} onDone
   * @param {{ workers?: number, timeLimit?: number, makers?: ((script: string) => any)[] }} options
   *   how many workers, milliseconds for one file, and for `makers` see `startWorker`
   */
  constructor(jobs, onDone, options = {}) {
    this.#jobs = jobs[Symbol.asyncIterator]?.() ?? jobs[Symbol.iterator]();
    this.#onDone = onDone;
    this.#options = { timeLimit: TIME_LIMIT, ...options };
    const cores = options.workers || globalThis.navigator?.hardwareConcurrency || 2;
    const count = Math.max(1, Math.min(MOST_WORKERS, cores));
    this.#slots = Array.from({ length: count }, () => ({ worker: null, files: 1 }));
    this.finished = this.#work();
  }

  /** Gives out no more files; those given out are finished. */
  pause() {
    this.#paused ??= new Promise((resolve) => (this.#resume = resolve));
  }

  resume() {
    this.#resume();
    this.#paused = undefined;
  }

  /** Stops at once, whatever is being worked on; nothing is told any more. */
  cancel() {
    this.#cancelled = true;
    this.resume();
    this.#slots.forEach(drop);
  }

  async #work() {
    const program = await loadProgram();
    try {
      await Promise.all(this.#slots.map((slot) => this.#serve(slot, program)));
    } finally {
      this.#slots.forEach(drop);
    }
  }

  async #serve(slot, program) {
    let next = this.#take(slot);
    for (;;) {
      const files = await next;
      if (!files.length) return;
      next = this.#take(slot);
      // If it fails, that is seen when it is waited for.
      next.catch(() => {});
      await this.#handle(slot, program, files);
    }
  }

  /** Reads the next handful; empty when there is nothing more to do. */
  async #take(slot) {
    /** @type {{ job: Job, args: any[] }[]} */
    const files = [];
    /** @type {Done[]} */
    const unread = [];
    for (let size = 0; files.length < slot.files && size < HANDFUL.bytes; ) {
      // A pause must not keep what was already asked for.
      if (this.#paused && files.length) break;
      await this.#paused;
      const { done, value: job } = this.#cancelled ? { done: true } : await this.#jobs.next();
      if (done) break;
      try {
        const [bytes, ...beside] = await Promise.all([job.source, ...job.beside].map(bytesOf));
        size += beside.reduce((sum, { length }) => sum + length, bytes.length);
        files.push({ job, args: [bytes, job.source.name, ...job.rest, beside] });
      } catch (error) {
        unread.push({ job, error });
      }
    }
    this.#tell(unread);
    return this.#cancelled ? [] : files;
  }

  #tell(done) {
    if (done.length && !this.#cancelled) this.#onDone(done);
  }

  /** Has a handful worked on, in as many workers as it takes. */
  async #handle(slot, program, files) {
    let left = files;
    while (left.length && !this.#cancelled) {
      slot.worker ??= await startWorker(program, this.#options.makers);
      if (this.#cancelled) return drop(slot);
      if (!slot.worker) return this.#handleHere(program, left);
      const begin = performance.now();
      const { answered, spent, crash } = await this.#ask(slot, left);
      if (crash || spent) drop(slot);
      if (!crash) pace(slot, answered, performance.now() - begin);
      left = left.slice(answered);
      if (crash && left.length === 1) this.#tell([{ job: left.pop().job, error: crash }]);
      else if (crash) for (const file of left.splice(0)) await this.#handle(slot, program, [file]);
    }
  }

  /**
   * One handful in one worker: how many files were answered for, whether the worker is of no more use
   * (`spent`), and whether it fell silent in the next of them (`crash`, which is the reason).
   */
  #ask(slot, files) {
    const { worker } = slot;
    const { timeLimit } = this.#options;
    let answered = 0;
    let timer;
    return new Promise((resolve) => {
      const settle = (end) => {
        clearTimeout(timer);
        resolve({ answered, ...end });
      };
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(() => settle({ crash: tooLong(timeLimit) }), timeLimit);
      };
      slot.leave = () => settle({});
      worker.onerror = () => settle({ crash: crashed() });
      worker.onmessageerror = worker.onerror;
      worker.onmessage = ({ data }) => {
        wait();
        this.#tell(data.answers.map((answer, i) => told(files[answered + i].job, answer)));
        answered += data.answers.length;
        if (data.last) settle({ spent: data.trapped || data.memory > MEMORY });
      };
      wait();
      worker.postMessage({ jobs: files.map(({ job, args }) => ({ call: job.call, args })) });
    });
  }

  async #handleHere(program, files) {
    for (const { job, args } of files) {
      const answer = await runHere(program, job.call, args).then((value) => ({ value }), (error) => ({ error }));
      this.#tell([told(job, answer)]);
      // The page gets its turn between two files.
      await new Promise((resolve) => setTimeout(resolve));
      if (this.#cancelled) return;
    }
  }
}

function tooLong(limit) {
  const seconds = Math.round(limit / 1000);
  return failure("too-large", `检查这个文件超过 ${seconds} 秒仍未完成，已跳过；它可能内容过多，或已损坏。`);
}

/**
 * @param {Job} job
 * @param {{ value?: any, error?: any }} answer
 * @returns {Done}
 */
function told(job, { value, error }) {
  return error ? { job, error: known(error) } : { job, value };
}

/** So many files as can be expected to take the time of a handful. */
function pace(slot, files, ms) {
  const fitting = Math.round((files * HANDFUL.ms) / Math.max(ms, 1));
  slot.files = Math.max(1, Math.min(HANDFUL.files, fitting, slot.files * 4));
}

function drop(slot) {
  slot.worker?.terminate();
  slot.worker = null;
  slot.leave?.();
}
