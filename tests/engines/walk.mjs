// The work of a clerk on any engine: opens a Word file, sees its faults, corrects one, downloads the
// report, which is then read back.
import assert from "node:assert/strict";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as nianbao from "../../dist/npm/nianbao.js";
import { fixtures } from "../npm/fixtures.mjs";
import { until } from "./engines.mjs";

await nianbao.default();

/** The report that is opened, and a cell with the value that settles something. */
async function faulty() {
  const { report } = fixtures(nianbao.forms()).find(({ name }) => name === "shili_2017.json");
  return { bytes: await nianbao.writeReport(report, "docx"), fix: ["3.1.4", "4"] };
}

const list = ({ findings }) => findings.map(({ rule, at, message }) => `${rule}@${at} ${message}`);

/** Walks through `page`, which shows the element; what it requested meanwhile is left in it. */
export async function walk(page) {
  const { report, before, fix: [cell, value] } = await openFirst(page);
  const corrected = { ...report, cells: { ...report.cells, [cell]: value } };
  const after = list(nianbao.checkReport(corrected));
  assert.ok(after.length < before.length, "the correction settles something");

  await page.evaluate((id) => {
    const input = document.querySelector("nianbao-report").shadowRoot.querySelector(`input[data-cell="${id}"]`);
    input.focus();
    input.select();
  }, cell);
  await page.type(value);
  await page.press("Tab");
  await shows(page, after);
  const shown = await page.evaluate(() => document.querySelector("nianbao-report").value);
  assert.equal(shown.cells[cell], value);
  await until(page, () =>
    /^已保存/.test(document.querySelector("nianbao-report").shadowRoot.querySelector("[data-save-state]").textContent));

  await page.evaluate(() => document.querySelector("nianbao-report").shadowRoot.querySelector('[data-download="docx"]').click());
  const saved = await downloaded(page);
  assert.match(saved.name, /年政府信息公开工作年度报告\.docx$/);
  const read = await nianbao.readReport(saved.bytes, saved.name);
  assert.deepEqual(read.report, shown);
}

/**
 * Opens a file as soon as the page can take one, and waits for its findings; resolves to its report, those
 * findings, and a cell with the value that settles something.
 */
export async function openFirst(page) {
  const { bytes, fix } = await faulty();
  const { report } = await nianbao.readReport(new Uint8Array(bytes), "年报.docx");
  const file = join(page.folder, "年报.docx");
  await writeFile(file, bytes);
  const input = () =>
    document.querySelector("nianbao-report")?.shadowRoot?.querySelector('input[type=file][data-open="report"]');
  await until(page, () =>
    Boolean(document.querySelector("nianbao-report")?.shadowRoot?.querySelector('input[type=file][data-open="report"]')));
  await page.choose(file, input);
  const before = list(nianbao.checkReport(report));
  await shows(page, before);
  return { report, before, fix };
}

/** Waits until the element has exactly these findings, and as many on the screen. */
async function shows(page, expected) {
  const seen = () => page.evaluate(() => {
    const element = document.querySelector("nianbao-report");
    const shown = element.shadowRoot.querySelectorAll("[data-finding]").length;
    return { findings: element.findings?.findings ?? [], shown };
  });
  const end = Date.now() + 20_000;
  let last = await seen();
  while (Date.now() < end && String(list(last)) !== String(expected)) {
    await new Promise((done) => setTimeout(done, 50));
    last = await seen();
  }
  assert.deepEqual(list(last), expected);
  assert.equal(last.shown, expected.length);
}

/** The one file that was downloaded, once it is whole; the folder is empty then. */
async function downloaded(page) {
  const folder = join(page.folder, "downloads");
  const end = Date.now() + 20_000;
  for (let size = -1; ; ) {
    const names = await readdir(folder).catch(() => []);
    const name = names.find((n) => !/\.(crdownload|part)$/.test(n));
    const bytes = name && names.length === 1 ? new Uint8Array(await readFile(join(folder, name))) : null;
    if (bytes?.length && bytes.length === size) {
      await rm(join(folder, name));
      return { name, bytes };
    }
    if (bytes) size = bytes.length;
    assert.ok(Date.now() < end, `no download: ${names}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
