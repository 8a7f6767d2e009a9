// @ts-check
// `checkFiles` of the package: takes many files and yields their rows, in the order of the files.
//
// Files are read only as the caller takes rows, so an endless list needs no more memory than a short one.
// Where last year's reports have to be found among the files, all files are read before the first row.
import { job, lastYears, rowsOf, unitsOf } from "nianbao-desk";
import { gather } from "nianbao-gather";
import { jsonOf } from "nianbao-json";
import { Run } from "nianbao-pool";

/** The most files that are kept waiting behind a slow one; the run pauses then. */
const AHEAD = 1_000;

/** The rows of all files in `files`, which may be whatever `gather` takes. */
export async function* checkFiles(files, options = {}) {
  const { previous, pair, rules, severity, report, ...pool } = options;
  const wanted = jsonOf({ rules, severity, report });
  const rows = previous || pair ? paired(files, previous ?? [], wanted, pool) : single(files, wanted, pool);
  for await (const text of rows) yield JSON.parse(text);
}

async function* single(files, wanted, pool) {
  for await (const one of inOrder(jobs(gather(files), wanted), pool)) yield* await rowsOf(one);
}

async function* jobs(sources, wanted) {
  let index = 0;
  for await (const source of sources) yield job(index++, source, wanted);
}

/** Yields rows in two rounds: checks all files, then again those whose last year's report was found. */
async function* paired(files, previous, wanted, pool) {
  const sources = [];
  for await (const source of gather(files)) sources.push(source);
  const asked = sources.length;
  for await (const source of gather(previous)) sources.push(source);
  const rows = [];
  for await (const one of inOrder(jobs(sources, wanted), pool)) rows.push(await rowsOf(one));
  const last = await lastYears(rows.map((texts) => unitsOf(texts.map((text) => JSON.parse(text)))));
  const again = sources.slice(0, asked).map((source, i) => {
    const { files } = last[i];
    return files.length && job(i, source, wanted, last[i], files.map((file) => sources[file]));
  });
  for await (const one of inOrder(again.filter(Boolean), pool)) {
    if (one.value) rows[one.job.index] = one.value;
  }
  for (const texts of rows.slice(0, asked)) yield* texts;
}

/** Runs jobs and yields them as they end, but in their own order. */
async function* inOrder(jobs, pool) {
  const waiting = new Map();
  const order = [];
  /** @type {(value?: any) => void} */
  let wake = () => {};
  let ended = false;
  async function* noted() {
    for await (const job of jobs) {
      order.push(job.index);
      yield job;
    }
  }
  const run = new Run(noted(), (done) => {
    for (const one of done) waiting.set(one.job.index, one);
    if (waiting.size >= AHEAD) run.pause();
    wake();
  }, pool);
  const end = run.finished.finally(() => wake((ended = true)));
  // `await end` below meets the error; this keeps it from counting as unhandled.
  end.catch(() => {});
  try {
    for (;;) {
      const one = waiting.get(order[0]);
      if (one) {
        waiting.delete(order.shift());
        if (waiting.size < AHEAD / 2) run.resume();
        yield one;
      } else if (ended) {
        return await end;
      } else {
        await new Promise((resolve) => (wake = resolve));
      }
    }
  } finally {
    run.cancel();
  }
}
