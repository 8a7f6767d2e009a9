// Measures the desk with many files in the built page, in Chromium: time and files per second, the page's
// heap and the memory of the browser's processes, the longest task of the main thread and how long a click
// waits while files are checked; then the time and the longest task of the desk with its screen, and how
// long cancelling takes. Prints one table; arguments are the numbers of files. Times depend on the machine.
import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { corpus, files, wrong } from "../corpus.mjs";
import { launch, served } from "./browser.mjs";
import { deskPage, drop } from "./desk.mjs";

/**
 * Notes the longest task of the page's main thread as `longest`, in ms, from when this input has its files:
 * Playwright needs a task of its own to put them there. Browsers report tasks over 50 ms.
 */
const watchTasks = (input) => {
  window.longest = 0;
  let begin = Infinity;
  input.addEventListener("change", () => (begin = performance.now()), { capture: true });
  const note = ({ startTime, duration }) => {
    longest = Math.max(longest, startTime + duration - Math.max(startTime, begin));
  };
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ entryTypes: ["longtask"] });
};

const COUNTS = process.argv.slice(2).map(Number);
const counts = COUNTS.length ? COUNTS : [100, 1_000, 10_000];
const browser = await launch();
const dist = await served("dist");
const megabytes = (bytes) => (bytes / (1 << 20)).toFixed(1);

/** Bytes of the page's own heap, after its garbage has been collected. */
async function heap(session) {
  await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize;
}

/** Resident bytes of the processes that show this browser's pages, and their seconds of processor. */
async function spent() {
  const sum = { resident: 0, seconds: 0 };
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  for (const { type, id, cpuTime } of processInfo) {
    if (type !== "renderer") continue;
    sum.seconds += cpuTime;
    if (existsSync(`/proc/${id}/statm`)) sum.resident += readFileSync(`/proc/${id}/statm`, "utf8").split(" ")[1] * 4096;
  }
  await session.detach();
  return sum;
}

/** Clicks in the page ten times a second until stopped; the longest wait, in milliseconds. */
async function clicks(page, done) {
  await page.evaluate(() => {
    window.waits = [];
    addEventListener("pointerdown", (event) => waits.push(performance.now() - event.timeStamp));
  });
  let ended = false;
  done.then(() => (ended = true));
  let most = 0;
  while (!ended) {
    await page.mouse.click(5, 5);
    most = Math.max(most, (await spent()).resident);
    await page.waitForTimeout(100);
  }
  return { wait: await page.evaluate(() => Math.max(...waits)), most };
}

const rows = [["files", "seconds", "of processor", "files/s", "ms a file", "heap MB", "heap of rows", "resident MB", "click ms", "task ms", "wrong"]];
for (const count of counts) {
  const folder = corpus(count);
  const page = await deskPage(browser, dist.address);
  const session = await page.context().newCDPSession(page);
  const before = await heap(session);
  await page.evaluate(() => {
    document.querySelector("#many").addEventListener("change", () => {
      const begin = performance.now();
      checked.then(() => (window.took = performance.now() - begin));
    });
  });
  await page.locator("#many").evaluate(watchTasks);
  const idle = (await spent()).seconds;
  await drop(page, files(folder));
  const { wait, most } = await clicks(page, page.evaluate(() => checked));
  const seconds = (await page.evaluate(() => took)) / 1000;
  const busy = (await spent()).seconds - idle;
  const after = await heap(session);
  const told = wrong(folder, await page.evaluate(() => desk.rows.map((text) => JSON.parse(text))));
  rows.push([
    count, seconds.toFixed(1), busy.toFixed(1), (count / seconds).toFixed(0), ((seconds * 1000) / count).toFixed(1),
    megabytes(after), megabytes(after - before), megabytes(most), wait.toFixed(0),
    (await page.evaluate(() => longest)).toFixed(0), told.length,
  ]);
  await page.context().close();
}

/** Seconds until the desk's screen has all these files, and ms of the longest task meanwhile. */
async function screen(count) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(dist.address);
  const input = page.locator('input[type=file][data-open="many"]').first();
  await input.waitFor({ state: "attached" });
  await input.evaluate(watchTasks);
  const begin = performance.now();
  await input.setInputFiles(files(corpus(count)));
  await page.locator('[data-progress="done"]').waitFor({ timeout: 600_000 });
  const seconds = (performance.now() - begin) / 1000;
  const task = await page.evaluate(() => longest);
  await page.context().close();
  return `with its screen, ${count} files: ${seconds.toFixed(1)} s, longest task ${task.toFixed(0)} ms`;
}
const screens = [];
for (const count of counts) screens.push(await screen(count));

const page = await deskPage(browser, dist.address);
await drop(page, files(corpus(1_000)));
await page.waitForFunction(() => desk.rows.length > 100);
const cancelled = await page.evaluate(async () => {
  const begin = performance.now();
  desk.cancel();
  await checked;
  return performance.now() - begin;
});
await browser.close();
dist.close();

console.log(`${cpus().length} cores`);
for (const cells of rows) console.log(cells.map((cell) => String(cell).padStart(13)).join(""));
for (const line of screens) console.log(line);
console.log(`cancelling 1,000 files in the middle: ${cancelled.toFixed(0)} ms`);
