// Start: from navigation to the first usable cell of a report with 200 cells, and what stands between the two
// in our page.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import * as nianbao from "../../dist/npm/nianbao.js";
import { launch } from "../browser/browser.mjs";
import { interleaved, row, runs, SPEEDS } from "./measure.mjs";
import { makePages } from "./pages.mjs";
import { waterfall } from "./waterfall.mjs";

const START = {
  means: `From navigation until the first cell of a filled-in report is painted and can be typed into, in a new \
profile without a cache. The peers' pages have the same 200 cells, texts and sums; TiddlyWiki is its empty file, without \
cells, until its field to search in is there. *One file* is opened by \`file://\`, *hosted* comes from a server on the same \
computer, packed by brotli. CPU ÷6 is Chromium's throttle.`,
  why: `Pages that are HTML have their fields before any script has run, and run no program of their own; ours is \
unpacked, compiled and drawn first (see the waterfall), and is a whole editor.`,
};
const SIZE = {
  unit: "KB",
  means: "The page with all it needs as one file, by gzip.",
  why: "The peers' pages have the cells and sums of one form only: no rules, readers and writers of files, help.",
};

/** Runs in the page before its own scripts: notes as `firstCell` when the selector has been painted. */
const watch = (selector) => {
  const there = () =>
    document.querySelector(selector) ?? document.querySelector("nianbao-report")?.shadowRoot?.querySelector(selector);
  const look = () => requestAnimationFrame(there() ? () => (window.firstCell = performance.now()) : look);
  look();
};

/** Opens a page in a new profile; resolves to what `ask` finds out once the first cell is there. */
async function opened(browser, { cell }, address, slowdown, ask, script = () => {}) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(watch, cell);
  await page.addInitScript(script);
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await session.send("Performance.enable");
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction("window.firstCell", null, { polling: 50, timeout: 180_000 });
  const answer = await ask(page, session);
  await context.close();
  return answer;
}

export async function measure() {
  await nianbao.default();
  const report = JSON.parse(readFileSync(new URL("../reports/shili_2024.json", import.meta.url)));
  const browser = await launch();
  const form = nianbao.forms().find(({ id }) => id === report.form);
  const { pages, close } = await makePages(browser, form, report);
  const rows = [];
  for (const [place, named] of [["file", "one file"], ["hosted", "hosted"]]) {
    for (const [speed, slowdown] of Object.entries(SPEEDS)) {
      const start = (page) => () => opened(browser, page, page[place], slowdown, async (open) => ({ ms: await open.evaluate(() => firstCell) }));
      const sides = Object.fromEntries(pages.map((page) => [page.name, start(page)]));
      const { ms } = await interleaved(sides, runs(7));
      rows.push(row(`start, ${named}, ${speed}`, ms, START));
    }
  }
  const sizes = pages.map(({ name, bytes }) => [name, [gzipSync(bytes, { level: 9 }).length / 1000]]);
  rows.push(row("size of the one file", Object.fromEntries(sizes), SIZE));
  const more = await waterfall((...rest) => opened(browser, pages[0], ...rest), pages[0]);
  await browser.close();
  close();
  const peers = ["survey-core", "survey-js-ui", "jquery", "jquery-validation", "@rjsf/core", "react", "tiddlywiki"];
  return { rows, more, peers };
}
