// 带批注的原文件: the Word file that was opened comes back with comments, from the editor and from the desk.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, offlineFile, openPage } from "./browser.mjs";
import { desk, file, reportOf } from "./matrix.mjs";
import * as nianbao from "../../dist/npm/nianbao.js";

let browser;
before(async () => {
  await nianbao.default();
  browser = await launch();
});
after(() => browser.close());

const faulty = { "4.review.total": "99" };

async function word(unit, cells = {}) {
  const buffer = Buffer.from(await nianbao.writeReport(reportOf(unit, cells), "docx"));
  const mimeType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  return { name: `${unit}.docx`, mimeType, buffer };
}

async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { bytes: await readFile(await download.path()), name: download.suggestedFilename() };
}

test("the file that was opened is saved with comments", async () => {
  const page = await openPage(await browser.newContext({ acceptDownloads: true }), offlineFile);
  const one = await word("甲局", faulty);
  await page.locator('input[type=file][data-open="report"]').first().setInputFiles(one);
  await page.locator("[data-cell]").first().waitFor();
  const { bytes, name } = await downloaded(page, async () => {
    await page.getByRole("button", { name: "下载其他格式" }).click();
    await page.locator("[data-download=annotated]").click();
  });
  assert.equal(name, "甲局（带批注）.docx");
  assert.ok(bytes.includes("word/comments.xml"));
  const [before, now] = await Promise.all([one.buffer, bytes].map((bytes) => nianbao.readReport(bytes, name)));
  assert.deepEqual(now.report, before.report);
  assert.deepEqual(page.errors, []);
});

test("a report without a file has no such download", async () => {
  const page = await openPage(await browser.newContext(), offlineFile);
  await page.evaluate((value) => (document.querySelector("nianbao-report").value = value), reportOf("甲局"));
  await page.locator("[data-cell]").first().waitFor();
  await page.getByRole("button", { name: "下载其他格式" }).click();
  await page.locator("[data-print=paper]").waitFor();
  assert.equal(await page.locator("[data-download=annotated]").isVisible(), false);
});

test("the desk saves all Word files with comments as a zip", async () => {
  const page = await desk(browser, [await word("甲局", faulty), await word("乙局", faulty), file("丙局", faulty)]);
  const { bytes, name } = await downloaded(page, () => page.locator("[data-download=zip]").click());
  assert.equal(name, "带批注的原文件.zip");
  await page.getByText("另有 1 个文件不能写批注").waitFor();
  const rows = await nianbao.checkFile(bytes, name);
  assert.deepEqual(rows.map(({ file }) => file), ["甲局", "乙局"].map((unit) => `${name}/${unit}（带批注）.docx`));
  assert.ok(rows.every(({ findings }) => findings.some(({ rule }) => rule === "C-04")));
  assert.deepEqual(page.errors, []);
});
