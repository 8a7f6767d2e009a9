// Measures the built page in Chromium: start of the one file, time per key, sizes. Prints one table.
// Times move with the machine, so each is the median of several runs beside an empty page's.
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import * as nianbao from "../../dist/npm/nianbao.js";
import { fixtures } from "../npm/fixtures.mjs";
import { launch, offlineFile, root } from "./browser.mjs";

const RUNS = 7;
const KEYS = 40;
await nianbao.default();
const { report } = fixtures(nianbao.forms()).at(-1);
const firstCell = Object.keys(report.cells)[0];
const draft = Buffer.from(await nianbao.writeReport(report, "json"));
const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

const folder = mkdtempSync(join(tmpdir(), "nianbao-"));
const empty = join(folder, "empty.html");
writeFileSync(empty, "<!DOCTYPE html><title>empty</title><p>empty</p>");

const browser = await launch();

async function fresh(slowdown) {
  const page = await (await browser.newContext()).newPage();
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  return page;
}

/** Milliseconds from navigation until the selector is painted. */
async function start(url, selector, slowdown) {
  const times = [];
  for (let run = 0; run < RUNS; run++) {
    const page = await fresh(slowdown);
    await page.goto(url, { waitUntil: "commit" });
    times.push(
      await page.evaluate(async (wanted) => {
        const frame = () => new Promise(requestAnimationFrame);
        const there = () =>
          document.querySelector(wanted) ||
          document.querySelector("nianbao-report")?.shadowRoot?.querySelector(wanted);
        while (!there()) await frame();
        await frame();
        return performance.now();
      }, selector),
    );
    await page.context().close();
  }
  return median(times);
}

/** Milliseconds of script and layout between a key and the next frame, in a full report. */
async function key(slowdown) {
  const page = await fresh(slowdown);
  await page.goto(offlineFile);
  const input = page.locator('input[type=file][data-open="report"]').first();
  await input.setInputFiles({ name: "a.json", mimeType: "application/json", buffer: draft });
  const cell = page.locator(`[data-cell="${firstCell}"]`);
  await cell.waitFor();
  const times = await cell.evaluate(async (element, keys) => {
    const all = [];
    element.focus();
    for (let i = 0; i < keys; i++) {
      await new Promise(requestAnimationFrame);
      const begin = performance.now();
      element.value = String(i);
      element.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      // The program renders in microtasks; reading a size makes the browser lay out now.
      await new Promise((done) => setTimeout(done));
      element.getBoundingClientRect();
      all.push(performance.now() - begin);
    }
    return all;
  }, KEYS);
  await page.context().close();
  return median(times);
}

const rows = [["", "this machine", "CPU ÷6"]];
const both = async (label, measure) => {
  rows.push([label, `${(await measure(1)).toFixed(1)} ms`, `${(await measure(6)).toFixed(1)} ms`]);
};
const startPage = '[data-open="report"]';
await both("empty page, start to paint", (rate) => start(pathToFileURL(empty).href, "p", rate));
await both("one file, start to first control", (rate) => start(offlineFile, startPage, rate));
await both("key in a cell to next layout", key);
await browser.close();

for (const name of readdirSync(`${root}dist`).filter((file) => /\.(wasm|html)$/.test(file))) {
  const bytes = readFileSync(`${root}dist/${name}`);
  const kilobytes = (size) => `${(size / 1000).toFixed(0)} KB`;
  rows.push([name, kilobytes(bytes.length), `${kilobytes(gzipSync(bytes).length)} gzip`]);
}
for (const [label, ...cells] of rows) {
  console.log(label.padEnd(42) + cells.map((cell) => cell.padStart(16)).join(""));
}
