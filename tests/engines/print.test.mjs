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

/** The last lines of all pages but the last one, without page numbers. */
async function feet(page, name) {
  const path = join(page.folder, `${name}.pdf`);
  await writeFile(path, await page.print());
  const pages = execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" }).split("\f").slice(0, -2);
  const lines = (text) => text.split("\n").filter((line) => line.trim() && !/^\s*— ?\d+ ?—\s*$/.test(line));
  return pages.map((text) => lines(text).at(-1) ?? "");
}

const alone = (lines) => lines.filter((line) => line.includes(MARK));

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
      assert.deepEqual(alone(await feet(page, lines)), [], `published page, ${lines} lines`);
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
      assert.deepEqual(alone(await feet(page, `page-${lines}`)), [], `our page, ${lines} lines`);
    }
  });
}
