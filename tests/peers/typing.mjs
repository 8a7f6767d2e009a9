// Typing: what a key costs the main thread in a full report, with real keys.
import { readFileSync } from "node:fs";
import * as nianbao from "../../dist/npm/nianbao.js";
import { launch } from "../browser/browser.mjs";
import { interleaved, row, runs, SPEEDS } from "./measure.mjs";
import { makePages } from "./pages.mjs";

/** Keys in a round; an even number leaves the cell as it was. */
const KEYS = 10;
/** Milliseconds between two keys. */
const PAUSE = 60;

const about = `In a report of form 2021 with 5,000 characters of prose: ours with last year's report loaded, and all rules at \
every key, in a worker; the peers with the same cells and texts, and the sums at every key. A round has ${KEYS} keys, \
${PAUSE} ms apart. What the idle page costs in the same time is taken off.`;
const why = "Our page derives the whole screen from the report again at each key: the sheet, the outline and the findings.";
const LINES = {
  script: { means: `Processor time of the main thread in JavaScript and wasm, a key. ${about}`, why },
  all: { means: "Processor time of the whole main thread, a key: styles, layout and painting as well.", why },
  frame: { means: "From a key until the next frame has been drawn.", why: "A frame comes every 16.7 ms, so that small differences are chance." },
  missed: { unit: "", means: `Frames that came more than 25 ms after the one before, in the time of ${KEYS} keys.`, why },
};

const file = (value) => ({ name: "a.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(value)) });

/** Loads last year's report into our page. */
async function withLastYear(page, report) {
  const previous = { ...report, year: report.year - 1, title: report.title.replace(report.year, report.year - 1) };
  await page.locator('input[type=file][data-open="previous"]').first().setInputFiles(file(previous));
  await page.locator("[data-save-state]").filter({ hasText: /^已保存/ }).waitFor();
}

/** Runs in the page while keys are typed: `frames` has the time from each key to its frame, `missed` counts. */
function watchFrames() {
  Object.assign(window, { frames: [], missed: 0, watching: true });
  let last = performance.now();
  const watch = (now) => {
    if (now - last > 25) window.missed++;
    last = now;
    if (window.watching) requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
  if (window.heard) return;
  window.heard = true;
  addEventListener("keydown", ({ timeStamp }) => {
    // A task after the frame's callbacks runs when the frame has been drawn.
    requestAnimationFrame(() => setTimeout(() => window.frames.push(performance.now() - timeStamp)));
  }, { capture: true });
}

/** A side: a page that stays open, and types so many keys each time. */
async function typist(browser, { name, cell, file: address }, report, slowdown) {
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  const session = await page.context().newCDPSession(page);
  await page.goto(address);
  const input = page.locator(cell);
  await input.waitFor();
  if (name === "nianbao") await withLastYear(page, report);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const value = (name) => metrics.find((metric) => metric.name === name).value * 1000;
    return { script: value("ScriptDuration"), all: value("TaskDuration") };
  };
  return async () => {
    await input.click();
    await page.keyboard.press("End");
    await page.evaluate(watchFrames);
    const idle = await spent();
    await page.waitForTimeout(KEYS * PAUSE);
    const begin = await spent();
    await page.evaluate(() => (window.missed = 0));
    for (let i = 0; i < KEYS; i++) {
      await page.keyboard.press(i % 2 ? "Backspace" : String(i % 10));
      await page.waitForTimeout(PAUSE);
    }
    const end = await spent();
    const { frames, missed } = await page.evaluate(() => ((window.watching = false), { frames, missed }));
    const cost = (what) => Math.max(0, end[what] - begin[what] - (begin[what] - idle[what])) / KEYS;
    return { script: cost("script"), all: cost("all"), frame: frames.toSorted((a, b) => a - b)[frames.length >> 1], missed };
  };
}

export async function measure() {
  await nianbao.default();
  const report = JSON.parse(readFileSync(new URL("../reports/shili_2024.json", import.meta.url)));
  const long = Array(30).fill(report.sections[0].text).join("\n").slice(0, 5000);
  report.sections[0].text = long;
  const browser = await launch();
  const form = nianbao.forms().find(({ id }) => id === report.form);
  const { pages, close } = await makePages(browser, form, report);
  const rows = [];
  for (const [speed, slowdown] of Object.entries(SPEEDS)) {
    const sides = {};
    for (const page of pages.filter(({ name }) => name !== "TiddlyWiki")) sides[page.name] = await typist(browser, page, report, slowdown);
    const found = await interleaved(sides, runs(5), 1);
    const names = { script: "script a key", all: "main thread a key", frame: "key to next frame", missed: "missed frames" };
    for (const [what, name] of Object.entries(names)) rows.push(row(`typing, ${name}, ${speed}`, found[what], LINES[what]));
    for (const context of browser.contexts()) await context.close();
  }
  await browser.close();
  close();
  return { rows, peers: ["survey-core", "survey-js-ui", "jquery", "jquery-validation", "@rjsf/core", "react"] };
}
