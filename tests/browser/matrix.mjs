// Helpers of the tests of the desk's screen: made-up reports as files, and a desk that has checked them.
import { readFile } from "node:fs/promises";
import { offlineFile, openPage, root } from "./browser.mjs";

/** A report without a fault, and one for the year before. */
export const report = JSON.parse(await readFile(`${root}tests/reports/shili_2023.json`, "utf8"));
export const last = JSON.parse(JSON.stringify(report).replaceAll("2023", "2022").replaceAll("2024", "2023"));

/** This report as another unit's, with some cells changed. */
export function reportOf(unit, cells = {}, of = report) {
  return { ...of, agency: unit, title: `${unit}${of.year}年政府信息公开工作年度报告`, cells: { ...of.cells, ...cells } };
}

/** A file with this report of a unit, changed. */
export function file(unit, cells = {}, of = report) {
  const buffer = Buffer.from(JSON.stringify(reportOf(unit, cells, of)));
  return { name: `${unit}${of.year}.json`, mimeType: "application/json", buffer };
}

export const damaged = { name: "坏了.docx", mimeType: "application/octet-stream", buffer: Buffer.from("PK\x03\x04 nothing") };

/** The desk with these files checked. */
export async function desk(browser, files) {
  const page = await openPage(await browser.newContext({ viewport: { width: 1366, height: 768 } }), offlineFile);
  await page.locator('input[type=file][data-open="many"]').setInputFiles(files);
  await page.locator('[data-progress="done"]').waitFor({ timeout: 30_000 });
  return page;
}

export const units = (page) => page.locator("[data-unit] > span").allInnerTexts();
export const panel = (page) => page.locator("aside.side");
export const open = (page, name) => page.getByRole("button", { name, exact: true }).first().click();
