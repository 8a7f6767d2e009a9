// Milliseconds from navigation to the first cell that takes a key, on each engine, as it is and with
// the processor slowed six times where the browser can do that. The one file carries a report; the
// hosted page is a page of others in which the element begins a new report. Prints one table.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, served } from "../browser/browser.mjs";
import { ENGINES, open } from "./engines.mjs";

const RUNS = Number(process.env.RUNS || 5);
const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
const folder = await mkdtemp(join(tmpdir(), "nianbao-figures-"));

const report = JSON.parse(await readFile(`${root}tests/reports/shili_2024.json`, "utf8"));
const draft = { draft: 2, id: "figures", family: "figures", rev: 1, time: 1, past: [], report, previous: null };
const slot = '<script type="application/json" id="nianbao-report">';
const program = await readFile(`${root}dist/nianbao.html`, "utf8");
const carried = join(folder, "年报.html");
await writeFile(carried, program.replace(slot, () => slot + JSON.stringify(draft).replace(/</g, "\\u003c")));
const host = await served("dist");
const portal = join(root, "dist/figures.html");
await writeFile(portal, `<!DOCTYPE html><meta charset="utf-8"><nianbao-report year="2024" draft-key=""></nianbao-report>
<script type="module" src="npm/nianbao.js"></script>`);

const places = { "the one file": pathToFileURL(carried).href, "a page with the element": `${host.address}figures.html` };

/** One navigation in a browser that was never used. */
async function once(engine, url, rate) {
  const page = await open(engine);
  if (!page) return NaN;
  try {
    if (rate > 1) await page.slow(rate);
    await page.goto(url);
    return await page.evaluate(async () => {
      const soon = () => new Promise((done) => setTimeout(done, 4));
      const cell = () => document.querySelector("nianbao-report")?.shadowRoot?.querySelector("input[data-cell]");
      while (!cell()) await soon();
      cell().focus();
      return performance.now();
    });
  } finally {
    await page.close();
  }
}

for (const [name, engine] of Object.entries(ENGINES)) {
  for (const [place, url] of Object.entries(places)) {
    const cells = [];
    // Firefox cannot be slowed, and the oldest builds do not go on at all when they are.
    const slowed = engine.start.name !== "startFirefox" && !(engine.version < 109);
    for (const rate of slowed ? [1, 6] : [1]) {
      const times = [];
      for (let run = 0; run < RUNS; run++) times.push(await once(engine, url, rate));
      cells.push(`${median(times).toFixed(0)} ms`);
    }
    console.log(name.padEnd(20) + place.padEnd(26) + cells.map((cell) => cell.padStart(12)).join(""));
  }
}
host.close();
await rm(folder, { recursive: true });
await rm(portal);
