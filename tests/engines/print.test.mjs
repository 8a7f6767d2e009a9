// On paper no heading stands alone at the foot of a page: neither in the published page nor in our own, whatever
// the length of the text before it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import * as nianbao from "../../dist/npm/nianbao.js";
import { fixtures } from "../npm/fixtures.mjs";
import { ENGINES, open, until } from "./engines.mjs";

await nianbao.default();
const offlineFile = new URL("../../dist/nianbao.html", import.meta.url).href;
const MARK = "@@";
const SENTENCE = "做好解读和回应，提高公开的质量，加强监督。";
// Lines of text before the second heading; a page has room for 22.
const LENGTHS = [0, 3, 9, 13, 15, 17, 18, 22];

const hasPdftotext = () => {
  try {
    execFileSync("pdftotext", ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

/** A report whose headings are marked; sections with and without text stand before tables. */
function reportOf(lines) {
  const { report } = fixtures(nianbao.forms()).find(({ name }) => name === "shili_2024.json");
  const copy = structuredClone(report);
  for (const section of copy.sections) section.heading = `${MARK}${section.heading}`;
  copy.sections[0].text = Array(lines).fill(SENTENCE).join("\n");
  if (lines % 2) copy.sections[3].text = SENTENCE.repeat(5);
  copy.sections[4].text = ["一", "二", "三"].map((n) => `（${n}）${MARK}问题\n${SENTENCE.repeat(6)}`).join("\n");
  return copy;
}

/**
 * The pages but the last one on which nothing stands below a marked heading but the page's number. Ink counts and
 * not text, since a machine without Chinese fonts prints boxes.
 */
async function alone(page, name) {
  const path = join(page.folder, `${name}.pdf`);
  await writeFile(path, await page.print());
  const boxes = execFileSync("pdftotext", ["-bbox", path, "-"], { encoding: "utf8" }).split("<page ").slice(1, -1);
  return boxes.flatMap((text, i) => {
    const height = Number(/height="([\d.]+)"/.exec(text)[1]);
    const words = [...text.matchAll(/yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)</g)];
    const marks = words.filter(([, , , word]) => word.includes(MARK)).map(([, , end]) => Number(end));
    if (!marks.length) return [];
    const numbers = words.filter(([, top, , word]) => top > height * 0.88 && /^(—|\d+|— ?\d+ ?—)$/.test(word));
    const foot = Math.min(height, ...numbers.map(([, top]) => Number(top)));
    return lastInk(path, i + 1, foot) > Math.max(...marks) + 4 ? [] : [i + 1];
  });
}

/** The lowest place above `foot` with ink on a page, in points from its upper edge. */
function lastInk(path, number, foot) {
  // One pixel a point, in a format that is a short head, then a byte a pixel.
  const options = ["-r", "72", "-gray", "-f", number, "-l", number, path].map(String);
  const image = execFileSync("pdftoppm", options, { maxBuffer: 1 << 24 });
  const [head, width] = /^P5\s+(\d+)\s+\d+\s+\d+\s/.exec(image.toString("latin1", 0, 40));
  const pixels = image.subarray(head.length);
  let row = Math.floor(foot) - 2;
  while (row > 0 && pixels.subarray(row * width, (row + 1) * width).every((grey) => grey > 160)) row--;
  return row;
}

for (const name of ["Firefox ESR", "Chromium of today"]) {
  test(`${name}: no heading stands alone at the foot of a printed page`, async (context) => {
    if (!hasPdftotext()) return context.skip("pdftotext is not installed");
    const page = await open(ENGINES[name]);
    if (!page) return context.skip(`${name} is not installed`);
    context.after(() => page.close());
    for (const lines of LENGTHS) {
      const path = join(page.folder, `${lines}.html`);
      await writeFile(path, await nianbao.writeReport(reportOf(lines), "html"));
      await page.goto(pathToFileURL(path).href);
      assert.deepEqual(await alone(page, lines), [], `published page, ${lines} lines`);
    }
    await page.goto(offlineFile);
    await until(page, () => Boolean(document.querySelector("nianbao-report")?.shadowRoot?.querySelector("[data-new]")));
    for (const lines of LENGTHS) {
      const report = reportOf(lines);
      await page.evaluate((value) => (document.querySelector("nianbao-report").value = value, true), report);
      // The texts are drawn again, and their places with them.
      await until(page, (text) =>
        document.querySelector("nianbao-report").shadowRoot.querySelector('textarea[data-section="1"]')?.value === text,
      report.sections[0].text);
      await new Promise((done) => setTimeout(done, 300));
      assert.deepEqual(await alone(page, `page-${lines}`), [], `our page, ${lines} lines`);
    }
  });
}
