// The work of a clerk with the one-file page: opens a faulty report, corrects it by typing, undoes and
// redoes that, downloads it, and closes the window in the middle of a word.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import * as nianbao from "../../dist/npm/nianbao.js";
import { offlineFile, openPage } from "./browser.mjs";

await nianbao.default();

/**
 * Spends it with a Word file of these bytes; `fixes` are the corrections, each a cell, its value and
 * the findings that it settles (`rule@place`). `context` is that of the test.
 */
export async function morning(context, browser, bytes, fixes) {
  const window = await browser.newContext({ acceptDownloads: true });
  const page = await openPage(window, offlineFile);
  const input = page.locator('input[type=file][data-open="report"]').first();
  const mimeType = "application/octet-stream";
  await input.setInputFiles({ name: "年报.docx", mimeType, buffer: Buffer.from(bytes) });
  await page.locator('[data-cell="3.1"]').waitFor();
  await page.locator("[data-finding]").first().waitFor();

  // What is left after each correction; the focus stays in the cell, so it is the key that counts.
  const steps = [await findings(page)];
  for (const [cell, value, settled] of fixes) {
    for (const finding of settled) assert.ok(steps.at(-1).includes(finding), finding);
    steps.push(steps.at(-1).filter((finding) => !settled.includes(finding)));
    await type(page, cell, value);
    await shows(page, steps.at(-1));
  }
  for (const step of steps.slice(0, -1).reverse()) {
    await page.keyboard.press("Control+z");
    await shows(page, step);
  }
  for (const step of steps.slice(1)) {
    await page.keyboard.press("Control+y");
    await shows(page, step);
  }

  const waiting = page.waitForEvent("download");
  await page.locator('[data-download="docx"]').first().click();
  const path = await (await waiting).path();
  const shown = await value(page);
  for (const [cell, value] of fixes) assert.equal(shown.cells[cell], value);
  const read = await nianbao.readReport(new Uint8Array(await readFile(path)), "年报.docx");
  assert.deepEqual(read.report, shown);
  await sameInPython(context, path, shown);

  await type(page, "9.1", "7");
  await page.close();
  const again = await openPage(window, offlineFile);
  await again.locator("[data-resume]").first().click();
  await again.locator('[data-cell="3.1"]').waitFor();
  assert.deepEqual(await value(again), { ...shown, cells: { ...shown.cells, 9.1: "7" } });
  assert.deepEqual(page.errors, []);
  await window.close();
}

const value = (page) => page.evaluate(() => document.querySelector("nianbao-report").value);

function findings(page) {
  return page
    .locator("[data-finding]")
    .evaluateAll((all) => all.map(({ dataset }) => `${dataset.finding}@${dataset.at}`));
}

/** Waits until these findings are on the screen, and no others. */
async function shows(page, expected) {
  const end = Date.now() + 5000;
  while (Date.now() < end && String(await findings(page)) !== String(expected)) {
    await page.waitForTimeout(20);
  }
  assert.deepEqual(await findings(page), expected);
}

async function type(page, cell, text) {
  await page.locator(`input[data-cell="${cell}"]`).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

/** The words and figures of a Word file as python-docx sees them are those of the report. */
const sameInPython = (context, path, report) => context.test("python-docx reads the same", (inner) => {
  const script = `import docx, json, sys
d = docx.Document(sys.argv[1])
words = "".join("".join(p.text.split()) for p in d.paragraphs)
figures = [row.cells[-1].text for row in d.tables[0].rows[1:]]
json.dump([words, [f for f in figures if f]], sys.stdout)`;
  const python = spawnSync("python3", ["-c", script, path], { encoding: "utf8" });
  if (python.error) return inner.skip("Python is not installed");
  if (/No module named/.test(python.stderr)) return inner.skip("python-docx is not installed");
  assert.equal(python.stderr, "");
  const [words, figures] = JSON.parse(python.stdout);
  const { cells } = nianbao.forms().find(({ id }) => id === report.form);
  assert.deepEqual(figures, cells.map(({ id }) => report.cells[id]).filter(Boolean));
  for (const text of [report.title, report.preface, ...report.sections.map(({ text }) => text)]) {
    const tight = text.replace(/\s/g, "");
    assert.ok(words.includes(tight), tight.slice(0, 40));
  }
});
