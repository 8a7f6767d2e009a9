// The desk with many files in the built page, in Chromium; it has no peer.
import { existsSync, readFileSync } from "node:fs";
import { deskPage, drop } from "../browser/desk.mjs";
import { launch, served } from "../browser/browser.mjs";
import { corpus, files, wrong } from "../corpus.mjs";
import { row } from "./measure.mjs";

const LINES = {
  time: { means: "Time on the clock a file, read and checked, in as many workers as there are cores." },
  heap: { unit: "KB", means: "What a file adds to the page's heap, after garbage has been collected." },
  resident: { unit: "MB", means: "The most memory that the browser's pages have meanwhile, workers included." },
  click: { means: "The longest that a click in the page waits meanwhile." },
  task: { means: "The longest task of the main thread; browsers tell of those over 50 ms only, and 0 says that there is none." },
  cancel: { means: "Until 取消 in the middle has ended all work." },
};

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

/** Bytes of the page's own heap, after its garbage has been collected. */
async function heap(session) {
  await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize;
}

/** Resident bytes of the processes that show this browser's pages, and their seconds of processor. */
async function spent(browser) {
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
async function clicks(browser, page, done) {
  await page.evaluate(() => {
    window.waits = [];
    addEventListener("pointerdown", (event) => waits.push(performance.now() - event.timeStamp));
  });
  let ended = false;
  done.then(() => (ended = true));
  let most = 0;
  while (!ended) {
    await page.mouse.click(5, 5);
    most = Math.max(most, (await spent(browser)).resident);
    await page.waitForTimeout(100);
  }
  return { wait: await page.evaluate(() => Math.max(...waits)), most };
}

/** The desk without its screen. */
async function withoutScreen(browser, address, count) {
  const folder = corpus(count);
  const page = await deskPage(browser, address);
  const session = await page.context().newCDPSession(page);
  const before = await heap(session);
  await page.evaluate(() => {
    document.querySelector("#many").addEventListener("change", () => {
      const begin = performance.now();
      checked.then(() => (window.took = performance.now() - begin));
    });
  });
  await page.locator("#many").evaluate(watchTasks);
  await drop(page, files(folder));
  const { wait, most } = await clicks(browser, page, page.evaluate(() => checked));
  const { took, longest } = await page.evaluate(() => ({ took, longest }));
  const added = (await heap(session)) - before;
  const told = wrong(folder, await page.evaluate(() => desk.rows.map((text) => JSON.parse(text))));
  if (told.length) throw new Error(told.join("\n"));
  await page.context().close();
  const line = (name, number, about) => row(`desk, ${name}, ${count} files`, { nianbao: [number] }, about);
  return [
    line("a file", took / count, LINES.time),
    line("heap a file", added / count / 1024, LINES.heap),
    line("memory", most / (1 << 20), LINES.resident),
    line("longest wait of a click", wait, LINES.click),
    line("longest task", longest, LINES.task),
  ];
}

/** The desk with its screen. */
async function withScreen(browser, address, count) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(address);
  const input = page.locator('input[type=file][data-open="many"]').first();
  await input.waitFor({ state: "attached" });
  await input.evaluate(watchTasks);
  const begin = performance.now();
  await input.setInputFiles(files(corpus(count)));
  await page.locator('[data-progress="done"]').waitFor({ timeout: 600_000 });
  const took = performance.now() - begin;
  const task = await page.evaluate(() => longest);
  await page.context().close();
  const line = (name, number, about) => row(`desk with its screen, ${name}, ${count} files`, { nianbao: [number] }, about);
  return [line("a file", took / count, LINES.time), line("longest task", task, LINES.task)];
}

async function cancelling(browser, address, count) {
  const page = await deskPage(browser, address);
  await drop(page, files(corpus(count)));
  await page.waitForFunction((some) => desk.rows.length > some, count / 10);
  const cancelled = await page.evaluate(async () => {
    const begin = performance.now();
    desk.cancel();
    await checked;
    return performance.now() - begin;
  });
  await page.context().close();
  return [row(`desk, cancelling, ${count} files`, { nianbao: [cancelled] }, LINES.cancel)];
}

/** The lines of the desk with so many files; it fails if a planted fault is not found or a report wrongly accused. */
export async function deskRows(count) {
  const browser = await launch();
  const { address, close } = await served("dist");
  const rows = [];
  for (const part of [withoutScreen, withScreen, cancelling]) rows.push(...(await part(browser, address, count)));
  await browser.close();
  close();
  return rows;
}
