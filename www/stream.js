// @ts-check
// `checkFiles` of the package: many files in, rows out, in the order of the files.
//
// Files are read as rows are taken, so a list without end needs no more memory than a short one.
// Where last year's reports are to be found among them, all rows have to be known first.
import { job, lastYears, rowsOf, unitsOf } from "nianbao-desk";
import { gather } from "nianbao-gather";
import { Run } from "nianbao-pool";

/** So many rows may wait for one that takes its time. */
const AHEAD = 1_000;

/** The rows of all files in `files`, which may be whatever `gather` takes. */
export async function* checkFiles(files, options = {}) {
  const { previous, pair, rules, severity, report, ...pool } = options;
  const wanted = JSON.stringify({ rules, severity, report });
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

/** The same in two rounds: all files, and again those that have last year's among the others. */
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

/** What becomes of jobs, in their order, however long one of them takes. */
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
  // Its error is met below.
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
