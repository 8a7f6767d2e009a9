// What the page knows of an agency's year: drafts with gaps where they belong, the days until the deadline,
// the preface of the last report, and where two drafts of one report differ. In the one-file page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn, heard, openPage, offlineFile } from "./browser.mjs";
import { balanced, browser, focused, opened, valueOf } from "./entry.mjs";

const HEADINGS = ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"];
const written = (first, more = {}) => {
  const sections = HEADINGS.map((heading, i) => ({ id: String(i + 1), heading, text: i === 0 ? first : "没有发生。" }));
  return { ...balanced(), agency: "示例市财政局", year: 2024, title: "示例市财政局2024年政府信息公开工作年度报告", sections, ...more };
};
const first = async (page) => (await valueOf(page)).sections[0].text;
const judged = (page) => page.evaluate(() => document.querySelector("nianbao-report").check());
const told = (page) => page.locator(".told");

test("an empty 总体情况 is drafted with its five aspects, and F8 leads from gap to gap", async () => {
  const page = await opened(written(""));
  await judged(page);
  await drawn(page);
  await page.locator('textarea[data-section="1"]').click();
  await heard(page, "nianbao-check", () => page.locator('[data-write="1"]').click());
  const lines = (await first(page)).split("\n");
  assert.deepEqual(lines.map((line) => line.split("。")[0]), [
    "（一）主动公开情况", "（二）依申请公开情况", "（三）政府信息管理情况", "（四）政府信息公开平台建设情况", "（五）监督保障情况",
  ]);
  assert.match(lines[1], /本年新收政府信息公开申请22件/);
  const { findings } = await judged(page);
  assert.ok(!findings.some(({ rule }) => rule === "C-20"));
  const gaps = findings.filter(({ rule, section }) => rule === "V-16" && section === "1").length;
  assert.equal(gaps, (await first(page)).split("＿＿＿").length - 1);
  await drawn(page);
  const starts = new Set();
  for (let i = 0; i < findings.length; i++) {
    await page.keyboard.press("F8");
    await drawn(page);
    const { section, value, selectionStart, selectionEnd } = await focused(page);
    const words = value?.slice(selectionStart, selectionEnd);
    if (section === "1" && words === "＿＿＿") starts.add(selectionStart);
  }
  assert.equal(starts.size, gaps);
  assert.equal(await page.locator('[data-write="1"]').count(), 0, "a second draft adds nothing");
  assert.deepEqual(page.errors, []);
});

test("a draft goes into the paragraph about its aspect, in one step", async () => {
  const text = "（一）主动公开情况。公开及时。\n（二）依申请公开情况。认真办理。\n（三）信息管理、平台建设和监督保障。有序。";
  const page = await opened(written(text));
  await judged(page);
  await drawn(page);
  await page.locator('textarea[data-section="1"]').click();
  await heard(page, "nianbao-check", () => page.locator('[data-write="1"]').click());
  const lines = (await first(page)).split("\n");
  assert.equal(lines.length, 3);
  assert.match(lines[1], /^（二）依申请公开情况。认真办理。本年新收政府信息公开申请22件/);
  assert.equal(lines[2], text.split("\n")[2]);
  await page.keyboard.press("Control+z");
  assert.equal(await first(page), text);
  assert.deepEqual(page.errors, []);
});

test("the days until the deadline are counted by the kind of body, until there is a date", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date("2025-01-19T23:30:00"));
  await page.goto(offlineFile);
  await page.evaluate((value) => (document.querySelector("nianbao-report").value = value), written("", { published: "" }));
  const due = page.locator("[data-due]");
  await due.getByText("最迟2025年1月31日，还有 12 天").waitFor();
  await page.locator('[data-field="level"]').selectOption("县（市、区）政府");
  await due.getByText("最迟2025年2月20日，还有 32 天").waitFor();
  await page.locator('[data-field="published"]').fill("2025-01-20");
  await due.waitFor({ state: "hidden" });
  await page.locator('[data-field="published"]').fill("");
  await page.locator('[data-field="year"]').fill("2019");
  await due.waitFor({ state: "hidden" });
});

test("the preface of the agency's last report is drafted with its years adapted and its figures marked", async () => {
  const context = await browser.newContext({ acceptDownloads: true });
  const page = await openPage(context, offlineFile);
  const open = (value) => page.evaluate((value) => (document.querySelector("nianbao-report").value = value), value);
  await open(written("", { preface: "统计期限自2024年1月1日起至2024年12月31日止。联系电话：010-12345678。" }));
  const download = page.waitForEvent("download");
  await page.locator("[data-download=docx]").first().click();
  await download;
  await open(written("", { preface: "", year: 2025, title: "示例市财政局2025年政府信息公开工作年度报告" }));
  await judged(page);
  await drawn(page);
  await page.locator('textarea[data-section="preface"]').click();
  await page.locator('[data-write="preface"]').click();
  await told(page).getByText("已采用本机记住的2024年前言").waitFor();
  const { preface } = await valueOf(page);
  assert.equal(preface, "统计期限自2025年1月1日起至2025年12月31日止。联系电话：010-12345678。");
  assert.ok((await page.locator('[data-section="preface"] >> xpath=..').locator("mark.carried").count()) > 0);
  // Another agency gets the general one.
  await open(written("", { preface: "", agency: "示例市水务局", title: "示例市水务局2024年政府信息公开工作年度报告" }));
  await judged(page);
  await drawn(page);
  await page.locator('textarea[data-section="preface"]').click();
  await page.locator('[data-write="preface"]').click();
  assert.match((await valueOf(page)).preface, /现公布示例市水务局2024年/);
  assert.deepEqual(page.errors, []);
});

test("two drafts of one report are told apart, and compared place by place", async () => {
  const page = await opened();
  for (const [text, number] of [["公开信息12条。", "3"], ["公开信息15条。", "4"]]) {
    await page.locator("[data-new=agency]").fill("示例市水务局");
    await page.locator("[data-new=create]").click();
    await page.locator("textarea[data-section]").nth(1).fill(text);
    await page.locator('[data-cell="3.received.person"]').fill(number);
    await page.locator("[data-save-state=saved]").waitFor();
    await page.getByRole("button", { name: /返回首页/ }).click();
    await page.locator("[data-resume]").first().waitFor();
  }
  const older = page.locator(".draft").nth(1);
  assert.match(await older.innerText(), /上面有同一报告较新的一份/);
  await older.locator("[data-compare]").click();
  const rows = older.locator("table.apart tbody tr");
  await rows.first().waitFor();
  const said = await rows.evaluateAll((all) => all.map((row) => [...row.querySelectorAll("li")].map((li) => [...li.querySelectorAll("b, mark, span > span:only-child")].map((e) => e.textContent))));
  assert.deepEqual(said, [
    [["这一份", "12"], ["较新的一份", "15"]], [["这一份", "3"], ["较新的一份", "4"]],
  ]);
  await older.locator("[data-compare]").click();
  await rows.first().waitFor({ state: "detached" });
  assert.equal(await page.locator(".draft").nth(0).locator("[data-compare]").isVisible(), false);
  assert.deepEqual(page.errors, []);
});
