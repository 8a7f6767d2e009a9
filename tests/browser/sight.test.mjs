// What has to be in sight, and whole: the first finding of a report begun from last year's, the kind of body that
// is guessed, the marks in forced colours, the copies of a comparison letter below letter.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { violations } from "./axe.mjs";
import { drawn, heard, offlineFile, openPage, root } from "./browser.mjs";
import { balanced, browser, finding, opened } from "./entry.mjs";

const told = (page) => page.evaluate(() => document.querySelector("nianbao-report").check());
const left = (locator) => locator.evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().left)));

/** Last year's report, with lawsuits in every cell of table 4 and a text of a year. */
async function last() {
  const sample = JSON.parse(await readFile(`${root}tests/reports/shili_2024.json`, "utf8"));
  const cells = Object.fromEntries(Object.entries(sample.cells).map(([id, value]) => [id, id.startsWith("4.") ? "7" : value]));
  return { ...sample, agency: "示例市人民政府", title: "示例市人民政府2024年政府信息公开工作年度报告", cells };
}

async function begun(page) {
  const buffer = Buffer.from(JSON.stringify(await last()));
  const file = { name: "报告.json", mimeType: "application/json", buffer };
  await heard(page, "nianbao-check", async () => {
    await page.locator('input[type=file][data-open="next"]').first().setInputFiles(file);
    await page.locator("[data-cell]").first().waitFor();
  });
  await page.waitForFunction(() => document.querySelector("nianbao-report").value?.year === 2025);
  await told(page);
  await drawn(page);
}

test("many cells that were not 0 last year do not push the findings out of sight", async () => {
  const page = await opened();
  await page.setViewportSize({ width: 1366, height: 768 });
  await begun(page);
  const many = page.locator("details.doubtful:not([hidden])").last();
  assert.match(await many.locator("summary").innerText(), /上年不是 0 的 \d\d 格没有填/);
  assert.equal(await many.locator("button").first().isVisible(), false);
  const { y } = await page.locator("article.finding").first().boundingBox();
  assert.ok(y < 640, `the first finding begins at ${y} px`);
  assert.deepEqual(await violations(page), []);
  await many.locator("summary").focus();
  await page.keyboard.press("Enter");
  await many.locator("button").first().waitFor();
  assert.deepEqual(page.errors, []);
});

test("a name that allows two kinds of body leaves the choice open and names both", async () => {
  for (const width of [1366, 1000, 360]) {
    const page = await opened(balanced());
    await page.setViewportSize({ width, height: 768 });
    await page.locator('[data-field="agency"]').fill("示例市人民政府");
    const mark = page.locator('[data-guess="机关类别"]');
    await mark.filter({ hasText: /按名称是.+或.+，请选择/ }).waitFor();
    const level = page.locator('[data-field="level"]');
    assert.equal(await level.evaluate((select) => select.selectedOptions[0].textContent.trim()), "未选择");
    await level.selectOption("县（市、区）政府");
    await mark.waitFor({ state: "hidden" });
    // The words of the choice have room beside the arrow.
    const free = await level.evaluate((select) => {
      const words = document.createElement("span");
      words.textContent = select.selectedOptions[0].textContent.trim();
      words.style.font = getComputedStyle(select).font;
      document.body.append(words);
      const { width } = words.getBoundingClientRect();
      words.remove();
      return select.clientWidth - width;
    });
    assert.ok(free >= 30, `${free} px at ${width}`);
    assert.deepEqual(page.errors, []);
    await page.close();
  }
});

test("a text that is too long is told its limit once, not that it should be so long", async () => {
  const value = balanced();
  value.sections = value.sections.map((s) => (s.id === "1" ? { ...s, text: "工作平稳有序地推进。".repeat(120) } : s));
  const page = await opened(value);
  await told(page);
  await drawn(page);
  await finding(page, "C-19").click();
  const card = page.locator("article.finding", { has: finding(page, "C-19") });
  const words = await card.innerText();
  assert.match(words, /不超过1000字，现为1200字/);
  assert.doesNotMatch(words, /应为 1000|相差/);
});

test("in forced colours the marks below a text stay in sight", async () => {
  const page = await opened();
  await page.emulateMedia({ forcedColors: "active" });
  await begun(page);
  const area = page.locator('textarea[data-section="preface"]');
  const text = area.locator("xpath=..").locator("mark").first();
  await text.waitFor();
  await text.scrollIntoViewIfNeeded();
  const shown = await page.screenshot({ clip: await text.boundingBox() });
  await text.evaluate((mark) => (mark.style.textDecoration = "none"));
  const bare = await page.screenshot({ clip: await text.boundingBox() });
  assert.notDeepEqual(shown, bare, "the line under the words is seen");
});

for (const width of [1366, 360]) {
  test(`copies are told by their names, and their words begin at one place (${width})`, async () => {
    const page = await openPage(await browser.newContext({ viewport: { width, height: 740 } }), offlineFile);
    const value = await last();
    const other = { ...value, cells: { ...value.cells, "3.received.person": "98765" } };
    const file = async (name, report, format) => ({
      name, mimeType: "application/octet-stream", buffer: Buffer.from(await nianbao.writeReport(report, format)),
    });
    const files = [await file("审定稿.docx", value, "docx"), await file("网站.html", value, "html"), await file("上周.xlsx", other, "xlsx")];
    await page.locator("[data-collate]").press("Enter");
    const zone = page.locator(".collation .zone");
    const { height } = await zone.boundingBox();
    await page.locator('input[data-open="copies"]').setInputFiles(files);
    await page.locator("table.apart").first().waitFor();
    const lines = page.locator("table.apart tbody tr").first().locator(".said-by li > span");
    assert.equal(new Set(await left(lines)).size, 1);
    assert.equal(await lines.count(), 2);
    assert.ok((await zone.boundingBox()).height < height * 0.7, "the place to drop files makes room");
    assert.deepEqual(await violations(page), []);
    await page.goBack();
    await page.locator('input[data-open="many"]').setInputFiles(files);
    await page.locator('[data-progress="done"]').waitFor();
    await page.getByRole("button", { name: "核对", exact: true }).click();
    await page.locator(".side [data-collate]").click();
    await page.locator("[data-copies]").first().waitFor();
    const named = await page.locator("[data-copies] .named li").allInnerTexts();
    assert.equal(named.length, 3, named.join(" | "));
    assert.match(named.join(" "), /第 1 份.*第 2 份.*第 3 份/);
    for (const name of ["审定稿.docx", "网站.html", "上周.xlsx"]) assert.ok(named.some((one) => one.includes(name)), name);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(page.errors, []);
  });
}
