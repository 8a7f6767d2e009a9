// This year's report from last year's: from the start page and over an opened report; what is marked in
// the texts until it is changed or confirmed; one undo. In the one-file page.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { caret, drawn, heard, launch, offlineFile, openPage, root } from "./browser.mjs";

let browser;
let last;
before(async () => {
  browser = await launch();
  const sample = JSON.parse(await readFile(`${root}tests/reports/shili_2024.json`, "utf8"));
  const texts = { 1: "2024年公开信息120条，比2023年多12.5%。", 5: "按照国办公开办函〔2021〕30号，2025年将培训3次。" };
  const sections = sample.sections.map((s) => ({ ...s, text: texts[s.id] ?? "没有发生。" }));
  last = { ...sample, preface: "统计期限为2024年1月1日至12月31日，共7个部分。", sections, explanations: [] };
});
after(() => browser.close());

const file = (value) => {
  const buffer = Buffer.from(JSON.stringify(value));
  return { name: "报告.json", mimeType: "application/json", buffer };
};
const value = (page) => page.evaluate(() => document.querySelector("nianbao-report").value);
const text = async (page, id) => (await value(page)).sections.find((s) => s.id === id).text;
const area = (page, place) => page.locator(`textarea[data-section="${place}"]`);
const marked = (page, place) =>
  area(page, place).locator("xpath=..").locator("mark.carried").allInnerTexts();
const rules = (page) =>
  page.evaluate(() => document.querySelector("nianbao-report").findings.findings.map((f) => f.rule));

/** The page, with a report chosen by the file button of this name. */
async function chosen(button, report, context) {
  const page = await openPage(context ?? (await browser.newContext()), offlineFile);
  await judged(page, async () => {
    await page.locator(`input[type=file][data-open="${button}"]`).first().setInputFiles(file(report));
    await page.locator("[data-cell]").first().waitFor();
  });
  return page;
}

/** Does something, and waits until the rules have said something of it. */
async function judged(page, act) {
  await heard(page, "nianbao-check", act);
  await drawn(page);
}

test("from the start page last year's file becomes this year's report, and one undo brings it back", async () => {
  const page = await chosen("next", last);
  await page.locator(".told", { hasText: "开始2025年的报告" }).waitFor();
  const begun = await value(page);
  assert.equal(begun.year, 2025);
  assert.match(begun.title, /2025年/);
  assert.equal(begun.published, "");
  assert.equal(begun.cells["3.carried_in.total"], last.cells["3.carried_out.total"]);
  assert.equal(begun.cells["3.received.total"], undefined);
  assert.equal(begun.preface, "统计期限为2025年1月1日至12月31日，共7个部分。");
  assert.deepEqual(await marked(page, "preface"), ["2025年1月1日", "12月31日", "7个"]);
  assert.deepEqual(await marked(page, "1"), ["2025年", "120条", "2024年", "12.5%"]);
  assert.deepEqual(await marked(page, "5"), ["2026年", "3次"]);
  // It is compared with last year's.
  await page.locator(".toolbar", { hasText: "换上年" }).waitFor();
  await page.locator(".told").getByText("撤销").click();
  const undone = await value(page);
  assert.deepEqual([undone.year, undone.cells, undone.sections], [2024, last.cells, last.sections]);
  await page.locator(".toolbar", { hasText: "载入上年" }).waitFor();
  await page.locator("[data-earlier]").waitFor();
  await page.locator(".toolbar").getByRole("button", { name: "重做" }).click();
  assert.deepEqual(await value(page), begun);
  await page.locator(".toolbar", { hasText: "换上年" }).waitFor();
  assert.deepEqual(page.errors, []);
});

test("over an opened report of an earlier year it is offered, over this year's it is not", async () => {
  const page = await chosen("report", last);
  await page.locator("[data-earlier]", { hasText: "2024年度" }).waitFor();
  await page.locator("[data-begin]").click();
  await page.locator(".told", { hasText: "开始2025年的报告" }).waitFor();
  assert.equal((await value(page)).year, 2025);
  assert.ok(await page.locator("[data-earlier]").isHidden());
  const now = await chosen("report", { ...last, year: new Date().getFullYear() - 1 });
  assert.ok(await now.locator("[data-earlier]").isHidden());
  assert.deepEqual([...page.errors, ...now.errors], []);
});

test("a draft of last year's report stays when this year's is begun from it", async () => {
  const context = await browser.newContext();
  const page = await chosen("report", last, context);
  await page.locator("[data-save-state=saved]").waitFor();
  const home = async () => {
    await page.getByRole("button", { name: /返回首页/ }).click();
    await page.locator("[data-resume]").first().waitFor();
  };
  await home();
  await page.locator("[data-resume]").first().click();
  await page.locator("[data-begin]").click();
  await page.locator(".told", { hasText: "开始2025年的报告" }).waitFor();
  await page.locator("[data-save-state=saved]").waitFor();
  await home();
  const drafts = await page.locator(".draft .what").allInnerTexts();
  assert.deepEqual(drafts.map((words) => words.match(/20\d\d/)[0]).sort(), ["2024", "2025"]);
  assert.deepEqual(page.errors, []);
});

test("a figure is marked until it is changed or confirmed, whatever is typed around it", async () => {
  const page = await chosen("next", last);
  assert.ok((await rules(page)).includes("V-23"));
  await caret(page, "1", "120条");
  await page.locator(".aid .figure", { hasText: "“120条”沿用上年的文字" }).waitFor();
  await judged(page, () => area(page, "1").fill("2025年，全年共公开信息120条，比2024年多12.5%。"));
  assert.deepEqual(await marked(page, "1"), ["2025年", "120条", "2024年", "12.5%"]);
  await judged(page, () => area(page, "1").fill("2025年，全年共公开信息131条，比2024年多12.5%。"));
  assert.deepEqual(await marked(page, "1"), ["2025年", "2024年", "12.5%"]);
  await caret(page, "1", "2024年");
  await judged(page, () => page.locator('[data-mends="confirm"]:visible').click());
  assert.deepEqual(await marked(page, "1"), ["2025年", "12.5%"]);
  await page.keyboard.press("Control+z");
  assert.deepEqual(await marked(page, "1"), ["2025年", "2024年", "12.5%"]);
  for (const place of ["1", "5", "preface"]) {
    await area(page, place).focus();
    const part = page.locator(".prose", { has: area(page, place) });
    await judged(page, () => part.locator('[data-mends="confirm-all"]').click());
    assert.deepEqual(await marked(page, place), []);
  }
  assert.ok(!(await rules(page)).includes("V-23"));
  assert.deepEqual(page.errors, []);
});

test("a single text that is adopted is marked as well", async () => {
  const preface = "2024年对25件申请收取2950元。";
  const page = await chosen("report", { ...last, year: 2025, preface: "" });
  await judged(page, () =>
    page.locator('input[type=file][data-open="previous"]').first().setInputFiles(file({ ...last, preface })),
  );
  await area(page, "preface").click();
  await page.locator('[data-beside="preface"]').click();
  await judged(page, () => page.locator('[data-take="preface"]').click());
  assert.equal((await value(page)).preface, "2025年对25件申请收取2950元。");
  // What differs from last year's text is marked as well, and cuts the marks in pieces.
  assert.equal((await marked(page, "preface")).join(""), "2025年25件2950元");
  assert.ok((await rules(page)).includes("V-23"));
  await page.keyboard.press("Control+z");
  assert.equal((await value(page)).preface, "");
  assert.equal(await text(page, "1"), last.sections.find((s) => s.id === "1").text);
  assert.deepEqual(page.errors, []);
});
