// @ts-check
// Runs many jobs of the files module in workers, one worker a core.
//
// A worker gets a batch of jobs, about a tenth of a second of work, and answers a batch at once: so the
// page is not interrupted for every file. While a worker handles one batch, the next is read. A job that
// crashes its worker, or takes too long, fails alone: the worker is replaced, and the jobs that were left
// of the batch are given out one by one, since any of them may have done it. Where the page may have no
// workers, jobs run one after another on this thread. There, a job that never ends cannot be stopped.
import { crashed, failure, known, loadProgram, runHere, startWorker } from "./files.js";
import { bytesOf } from "./gather.js";

const MOST_WORKERS = 8;
/** Milliseconds for one file. */
const TIME_LIMIT = 20_000;
/** The most that a batch has: milliseconds of work, files, bytes. */
const BATCH = { ms: 100, files: 64, bytes: 8 << 20 };
/** In bytes. The memory of a wasm module never shrinks, so a worker whose module has more is replaced. */
const MEMORY = 256 << 20;

/**
 * A call of a function of the files module. Its arguments are the bytes and the name of `source`, then
 * those in `rest`, then a list with the bytes of the files in `beside`. `index` is the caller's own.
 * @typedef {object} Job
 * @property {number} index
 * @property {"checkFile" | "reportsOf" | "compareFiles"} call
 * @property {import("./gather.js").Source} source
 * @property {(string | undefined)[]} rest
 * @property {import("./gather.js").Source[]} beside
 */

/**
 * A job that has ended: with the function's result, or with an error.
 * @typedef {object} Done
 * @property {Job} job
 * @property {any} [value]
 * @property {{ code: string, message: string }} [error]
 */

/**
 * A run over jobs. Jobs are taken from `jobs` only as workers become free. `onDone` is called with some
 * ended jobs at a time. `finished` resolves when all jobs have ended or the run was cancelled, and
 * rejects where the files module cannot be loaded.
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

  /** Gives out no more jobs; those that were given out go on to their end. */
  pause() {
    this.#paused ??= new Promise((resolve) => (this.#resume = resolve));
  }

  resume() {
    this.#resume();
    this.#paused = undefined;
  }

  /** Ends all workers at once; `onDone` is not called any more. */
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
      // If it rejects, the next round meets the error; this keeps it from counting as unhandled.
      next.catch(() => {});
      await this.#handle(slot, program, files);
    }
  }

  /** Reads the files of the next batch; an empty batch means that there are no more jobs. */
  async #take(slot) {
    /** @type {{ job: Job, args: unknown[] }[]} */
    const files = [];
    /** @type {Done[]} */
    const unread = [];
    for (let size = 0; files.length < slot.files && size < BATCH.bytes; ) {
      // Jobs that were taken before a pause are still given out.
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

  /** Handles a batch, with a new worker after each crash. */
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
   * Gives a batch to a worker. Resolves to how many of its jobs have ended (`answered`), whether the worker
   * has to be replaced (`spent`), and the error if the worker crashed or hung in the next job (`crash`).
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
      // Lets the page handle its events between two jobs.
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

/** Sets how many jobs the next batch has, by the ms that the last one took. */
function pace(slot, files, ms) {
  const fitting = Math.round((files * BATCH.ms) / Math.max(ms, 1));
  slot.files = Math.max(1, Math.min(BATCH.files, fitting, slot.files * 4));
}

function drop(slot) {
  slot.worker?.terminate();
  slot.worker = null;
  slot.leave?.();
}
