// 核对多份: files of one report compared on a page of their own, and those of many reports on the desk.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { fixtures } from "../npm/fixtures.mjs";
import { violations } from "./axe.mjs";
import { launch, offlineFile, openPage } from "./browser.mjs";

let browser;
let files;
before(async () => {
  await nianbao.default();
  browser = await launch();
  const { report } = fixtures(nianbao.forms()).find(({ name }) => name === "shili_2024.json");
  const other = structuredClone(report);
  other.cells["3.received.person"] = "98765";
  other.sections[0].text = other.sections[0].text.replace("年", "年度");
  const made = async (value, format, name) => ({
    name, mimeType: "application/octet-stream", buffer: Buffer.from(await nianbao.writeReport(value, format)),
  });
  files = {
    word: await made(report, "docx", "审定稿.docx"), page: await made(report, "html", "网站.html"),
    old: await made(other, "xlsx", "上周.xlsx"), report,
  };
});
after(() => browser.close());

async function start(viewport = { width: 1366, height: 900 }) {
  return openPage(await browser.newContext({ viewport, acceptDownloads: true }), offlineFile);
}

/** Opens the page by the keyboard alone, and gives it files. */
async function collated(page, given) {
  await page.locator("[data-collate]").focus();
  await page.keyboard.press("Enter");
  await page.locator('[data-place="page"]').waitFor();
  await page.locator('input[data-open="copies"]').setInputFiles(given);
  await page.locator("[data-verdict]").waitFor();
}

const verdict = (page) => page.locator("[data-verdict]").innerText();

test("files that say the same are 一致; another one is told with its cell and its words", async () => {
  const page = await start();
  await collated(page, [files.word, files.page]);
  assert.equal(await verdict(page), "一致");
  await page.locator('input[data-open="copies"]').setInputFiles([files.old]);
  await page.locator("table.apart").waitFor();
  assert.equal(await verdict(page), "不一致，2 处不同");
  const table = await page.locator("table.apart").first().innerText();
  assert.match(table, /第 1、2 份/);
  assert.match(table, /98765/);
  assert.equal(await page.locator("table.apart mark").last().innerText(), "度");
  // By the keyboard: the third file becomes the first, then it goes.
  await page.getByRole("button", { name: "作第 1 份：上周.xlsx" }).press("Enter");
  await page.locator("[data-verdict]").waitFor();
  assert.match(await page.locator(".copies li").first().innerText(), /上周\.xlsx/);
  await page.getByRole("button", { name: "移走：上周.xlsx" }).press("Enter");
  await page.waitForFunction(() => document.querySelector("nianbao-report").shadowRoot.querySelector("[data-verdict]")?.textContent === "一致");
  assert.deepEqual(page.errors, []);
});

test("the receipt is a file with the names and hashes, and Back leads to the start page", async () => {
  const page = await start();
  await collated(page, [files.word, files.old]);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator('[data-receipt="html"]').click()]);
  assert.match(download.suggestedFilename(), /核对单\.html$/);
  const text = await readFile(await download.path(), "utf8");
  for (const words of ["审定稿.docx", "上周.xlsx", "98765", "不一致，2 处不同"]) assert.ok(text.includes(words), words);
  await page.locator("[data-close-page]").click();
  await page.locator("[data-new=create]").waitFor();
  await collated(page, [files.word, { name: "天气.txt", mimeType: "text/plain", buffer: Buffer.from("今天天气很好。") }]);
  assert.match(await verdict(page), /1 份读不了/);
  await page.goBack();
  await page.locator("[data-new=create]").waitFor();
  assert.deepEqual(page.errors, []);
});

for (const viewport of [{ width: 1366, height: 768 }, { width: 360, height: 640 }]) {
  test(`at ${viewport.width} px nothing is wrong for axe and nothing sticks out`, async () => {
    const page = await start(viewport);
    await page.locator("[data-collate]").press("Enter");
    await page.locator('[data-place="page"]').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.locator('input[data-open="copies"]').setInputFiles([files.word, files.page, files.old]);
    await page.locator("table.apart").waitFor();
    assert.deepEqual(await violations(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    const wide = await page.locator(".collation").evaluate((main) => main.scrollWidth - main.clientWidth);
    assert.ok(wide <= 0, `${wide} px`);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/copies-${viewport.width}.png` });
    assert.deepEqual(page.errors, []);
  });
}

test("on the desk 500 reports in two files each are paired and compared", async () => {
  const page = await start();
  const many = [];
  for (let i = 0; i < 500; i++) {
    const agency = `示例市第${i}局`;
    const value = { ...files.report, agency, title: `${agency}2024年政府信息公开工作年度报告` };
    const file = (ending, text) => ({ name: `${i}.${ending}`, mimeType: "text/plain", buffer: Buffer.from(text) });
    many.push(file("txt", await nianbao.writeReport(value, "txt")));
    const other = i % 100 ? value : { ...value, cells: { ...value.cells, "3.received.person": "98765" } };
    many.push(file("json", JSON.stringify(other)));
  }
  await page.locator('input[data-open="many"]').setInputFiles(many);
  await page.locator('[data-progress="done"]').waitFor({ timeout: 120_000 });
  await page.getByRole("button", { name: "核对", exact: true }).click();
  assert.equal(await page.locator("[data-groups]").getAttribute("data-groups"), "500");
  const since = Date.now();
  await page.locator(".side [data-collate]").click();
  await page.locator("[data-copies]").first().waitFor({ timeout: 120_000 });
  console.log(`500 pairs in ${Date.now() - since} ms`);
  assert.equal(await page.locator("[data-agreeing]").getAttribute("data-agreeing"), "495");
  assert.match(await page.locator("[data-copies]").first().innerText(), /不一致，1 处不同/);
  assert.deepEqual(await violations(page), []);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/copies-desk.png` });
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator('.side [data-receipt="docx"]').click()]);
  assert.equal(download.suggestedFilename(), "核对单.docx");
  assert.deepEqual(page.errors, []);
});
