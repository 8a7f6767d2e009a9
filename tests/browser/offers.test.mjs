// What the page offers about an open report: right values for wrong totals, zeros for the rest, last year's
// figures, the right form; how findings are explained; and what a new report shows.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { zeroReport } from "../npm/fixtures.mjs";
import { offlineFile, openPage } from "./browser.mjs";
import { balanced, browser, cell, finding, focused, type, valueOf } from "./entry.mjs";

async function openedValue(value, context) {
  const page = await openPage(context ?? (await browser.newContext()), offlineFile);
  await setValue(page, value);
  return page;
}

async function setValue(page, value) {
  await page.evaluate((v) => {
    document.querySelector("nianbao-report").value = v;
  }, value);
  await page.locator("[data-cell]").first().waitFor();
}

async function choosePrevious(page, value) {
  const buffer = Buffer.from(JSON.stringify(value));
  const input = page.locator('input[type=file][data-open="previous"]').first();
  await input.setInputFiles({ name: "上年.json", mimeType: "application/json", buffer });
  await page.locator("[data-previous]").waitFor();
}

test("a wrong total names its right value, and Enter accepts it", async () => {
  const page = await openedValue(balanced());
  await type(page, "3.processed.total", "26");
  const { rules } = await page.evaluate(() => document.querySelector("nianbao-report").check());
  const verdict = page.locator("[data-verdict]", { hasText: `已检查 ${rules.held + rules.broken} 条规则` });
  await verdict.filter({ hasText: `另有 ${rules.waiting} 条待查` }).waitFor();
  const fix = page.locator('[data-fix="3.processed.total"]').first();
  assert.equal(await fix.innerText(), "改为 22");
  await cell(page, "2.regulation.made").focus();
  await cell(page, "3.processed.total").focus();
  assert.equal(await page.locator(".help:visible").count(), 1);
  await page.keyboard.press("Enter");
  await fix.waitFor({ state: "detached" });
  assert.equal(await cell(page, "3.processed.total").inputValue(), "22");
  // Nothing is offered any more: Enter goes on to the next row.
  await page.keyboard.press("Enter");
  await page.keyboard.press("5");
  assert.equal(await cell(page, "3.carried_out.total").inputValue(), "5");
  await page.keyboard.press("Control+z");
  // With Caps Lock on the letter is a capital, and still no Shift.
  await cell(page, "3.processed.total").evaluate((input) => {
    const key = { key: "Z", ctrlKey: true, bubbles: true, composed: true, cancelable: true };
    input.dispatchEvent(new KeyboardEvent("keydown", key));
  });
  assert.equal(await cell(page, "3.processed.total").inputValue(), "26");
  assert.deepEqual(page.errors, []);
});

test("Enter walks through cells where more than one could be wrong", async () => {
  const value = balanced();
  // Nothing tells which of the figures of this row and column is wrong.
  value.cells["3.granted.total"] = "21";
  value.cells["3.received.total"] = "23";
  const page = await openedValue(value);
  const before = (await valueOf(page)).cells;
  await cell(page, "3.received.person").focus();
  for (let i = 0; i < 12; i++) await page.keyboard.press("Enter");
  await cell(page, "3.received.company").focus();
  for (let i = 0; i < 12; i++) await page.keyboard.press("Enter");
  assert.deepEqual((await valueOf(page)).cells, before);
});

test("the rest is 0, but totals are the sums of their parts", async () => {
  const value = balanced();
  for (const id of Object.keys(value.cells)) {
    const keep = ["3.received.person", "3.granted.person", "3.refused.secret.person"].includes(id);
    if (id.startsWith("3.") && !keep) delete value.cells[id];
  }
  const page = await openedValue(value);
  await page.locator("figure [data-fill]:visible").first().click();
  assert.deepEqual((await valueOf(page)).cells, balanced().cells);
  await page.keyboard.press("Control+z");
  assert.deepEqual((await valueOf(page)).cells, value.cells);
});

test("a finding about words marks and selects just those words", async () => {
  const value = balanced();
  const before = "全年印发简报25件😀。";
  const at = value.sections.findIndex(({ id }) => id === "1");
  value.sections[at] = { ...value.sections[at], text: `${before}本年新收政府信息公开申请25件。` };
  const page = await openedValue(value);
  const numbers = finding(page, "C-12").locator(".numbers");
  assert.equal(await numbers.innerText(), "正文 25，表中 22，相差 3");
  await finding(page, "C-12").click();
  const area = page.locator('textarea[data-section="1"]');
  const [start, chosen] = await area.evaluate((a) => [
    a.selectionStart,
    a.value.slice(a.selectionStart, a.selectionEnd),
  ]);
  assert.ok(start > before.length, String(start));
  assert.match(chosen, /25/);
  const mark = area.locator("xpath=..").locator("mark");
  assert.equal(await mark.count(), 1);
  const bytes = Buffer.byteLength((await area.inputValue()).slice(0, start));
  assert.equal(await mark.getAttribute("data-from"), String(bytes));
});

test("last year's report fills in what was carried over, stays after reload, and can go", async () => {
  const context = await browser.newContext();
  const { "3.carried_in.person": _, ...cells } = balanced().cells;
  const page = await openedValue({ ...balanced(), cells }, context);
  const last = { ...balanced(), year: 2023 };
  last.cells = { ...last.cells, "3.carried_out.person": "3", "3.received.person": "17" };
  await choosePrevious(page, last);
  assert.equal(await cell(page, "3.carried_in.person").inputValue(), "3");
  assert.match(await cell(page, "3.received.person").locator("xpath=..").innerText(), /上年 17/);
  await page.locator("[data-save-state]").filter({ hasText: /^已保存 \d/ }).waitFor();
  await page.close();

  const again = await openPage(context, offlineFile);
  await again.locator("[data-resume]").first().click();
  await again.locator("[data-previous]").waitFor();
  assert.equal(await cell(again, "3.carried_in.person").inputValue(), "3");
  await choosePrevious(again, { ...last, year: 2022 });
  await again.locator(".told p").waitFor();
  assert.match(await cell(again, "3.received.person").locator("xpath=..").innerText(), /2022年 17/);
  await again.locator("[data-previous] button").click();
  await again.locator(".told p").waitFor({ state: "detached" });
  await again.locator("[data-previous]").waitFor({ state: "hidden" });
  assert.deepEqual(again.errors, []);
});

test("a report of another year's form is moved to the right one in one step", async () => {
  const value = zeroReport(nianbao.forms(), "2019");
  const page = await openedValue(value);
  await page.locator('[data-field="year"]').fill("2023");
  await finding(page, "C-09").waitFor();
  await page.locator("[data-use-form]").first().click();
  await finding(page, "C-09").waitFor({ state: "detached" });
  const moved = await valueOf(page);
  assert.equal(moved.form, "2021");
  assert.equal(moved.cells["3.received.person"], "0");
  assert.equal(moved.cells["3.closed.person"], "0");
  // What the new form does not have is shown, and can be removed.
  await cell(page, "3.closed.person").waitFor();
  const rows = moved.extra_rows.length;
  assert.equal(await page.locator(".extra li").count(), rows);
  await page.locator(".extra button").first().click();
  assert.equal(await page.locator(".extra li").count(), rows - 1);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  assert.equal((await valueOf(page)).form, "2019");
  assert.deepEqual(page.errors, []);
});

test("a whole table pasted from a spreadsheet falls on the rows of its labels", async () => {
  const page = await openedValue({ ...balanced(), cells: {} });
  await cell(page, "3.received.person").click();
  const rows = [
    "\t\t\t申请人情况\t\t\t\t\t\t",
    "\t\t\t自然人\t法人或其他组织\t\t\t\t\t总计",
    "一、本年新收政府信息公开申请数量\t\t\t1,203\t３\t0\t0\t0\t0\t1206",
    "三、本年度办理结果\t（一）予以公开\t\t2\t1\t0\t0\t0\t0\t3",
    "\t（三）不予公开\t1.属于国家秘密\t4\t0\t0\t0\t0\t0\t4",
  ];
  await cell(page, "3.received.person").evaluate((input, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const paste = { clipboardData, bubbles: true, composed: true, cancelable: true };
    input.dispatchEvent(new ClipboardEvent("paste", paste));
  }, rows.join("\r\n"));
  await page.locator(".help.paste:visible").waitFor();
  await page.keyboard.press("Enter");
  const { cells } = await valueOf(page);
  assert.equal(cells["3.received.person"], "1203");
  assert.equal(cells["3.received.company"], "3");
  assert.equal(cells["3.granted.total"], "3");
  assert.equal(cells["3.refused.secret.person"], "4");
  assert.equal(cells["3.carried_in.person"], undefined);
});

test("a warning is explained, the reason changed and taken back", async () => {
  const value = balanced();
  delete value.cells["2.regulation.made"];
  const page = await openedValue(value);
  const card = page.locator("article.finding").filter({ has: finding(page, "V-02") });
  const button = (name) => card.getByRole("button", { name, exact: true });
  const reasons = async () => ((await valueOf(page)).explanations ?? []).map((e) => e.reason);
  await button("说明原因").click();
  await card.locator("textarea").fill("本局无此项");
  await button("确定").click();
  assert.match((await focused(page)).explain, /^f-V-02-/);
  // The rules answer a moment after the reason was given; what is explained is counted no longer.
  await page.waitForFunction(() => {
    const element = document.querySelector("nianbao-report");
    const { findings } = element.findings;
    const open = findings.filter((f) => !f.explained);
    const counted = element.shadowRoot.querySelector(".tab em").textContent;
    return open.length < findings.length && counted === String(open.length);
  });
  await button("修改").click();
  await button("取消").click();
  assert.match((await focused(page)).explain, /^f-V-02-/);
  await button("修改").click();
  assert.equal(await card.locator("textarea").inputValue(), "本局无此项");
  await card.locator("textarea").fill("本机关无此项");
  await button("确定").click();
  assert.deepEqual(await reasons(), ["本机关无此项"]);
  await button("取消说明").click();
  assert.deepEqual(await reasons(), []);
});

test("a hint is marked as looked at by one press, and again after that was undone or taken back", async () => {
  const value = balanced();
  value.sections[0].text += "全年没有依申请公开收费。。";
  const page = await openedValue(value);
  const card = page.locator("article.finding").filter({ has: finding(page, "V-18") });
  const mark = card.getByRole("button", { name: "已核对", exact: true });
  const reasons = async () => ((await valueOf(page)).explanations ?? []).map((e) => [e.rule, e.reason]);
  const counted = (n) => page.locator(".tab em").first().filter({ hasText: new RegExp(`^${n}$`) }).waitFor();
  await mark.waitFor();
  const open = Number(await page.locator(".tab em").first().innerText());
  for (const back of ["undo", "button"]) {
    await mark.click();
    assert.deepEqual(await reasons(), [["V-18", "已核对"]]);
    await counted(open - 1);
    assert.match((await focused(page)).explain, /^f-V-18-/);
    assert.equal(await mark.isVisible(), false);
    if (back === "undo") await page.keyboard.press("Control+z");
    else await card.getByRole("button", { name: "取消说明" }).click();
    await counted(open);
    assert.deepEqual(await reasons(), []);
    await mark.waitFor();
  }
});

test("a new report is calm: few cards, every rule listed with its standing", async () => {
  const page = await openPage(await browser.newContext(), offlineFile);
  await page.locator('[data-new="year"]').fill("2024");
  await page.locator('[data-new="agency"]').fill("示例市财政局");
  await page.locator('[data-new="create"]').click();
  await page.locator("[data-cell]").first().waitFor();
  assert.ok((await page.locator("article.finding").count()) <= 8);
  assert.match(await page.locator("[data-verdict]").innerText(), /还没有开始填写/);
  await page.locator("[data-rules]").click();
  const form = nianbao.forms().find(({ id }) => id === "2021");
  await page.locator("[data-rule]").first().waitFor();
  assert.equal(await page.locator("[data-rule]").count(), form.rules.length);
  await page.keyboard.press("Escape");
  await page.locator(".rules").waitFor({ state: "detached" });
  await page.locator(".findings [data-fill]").first().click();
  const { cells } = await valueOf(page);
  assert.ok(Object.values(cells).length > 0 && Object.values(cells).every((v) => v === "0"));
  assert.deepEqual(page.errors, []);
});
