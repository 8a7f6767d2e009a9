// Writing the prose: sentences drafted from the table, figures tied to cells with both fixes, find
// and replace, parts added and moved, last year's words beside this year's. In the one-file page.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { caret, drawn, heard, launch, offlineFile, openPage, root } from "./browser.mjs";

let browser;
let sample;
before(async () => {
  browser = await launch();
  sample = JSON.parse(await readFile(`${root}tests/reports/shili_2024.json`, "utf8"));
});
after(() => browser.close());

/** The page with this report, which the rules have looked at. */
async function shown(value, previous) {
  const page = await openPage(await browser.newContext(), offlineFile);
  await page.locator('[data-place="paper"], [data-open="report"]').first().waitFor({ state: "attached" });
  await judged(page, () =>
    page.evaluate((value) => (document.querySelector("nianbao-report").value = value), value),
  );
  if (previous) {
    const buffer = Buffer.from(JSON.stringify(previous));
    const file = { name: "上年.json", mimeType: "application/json", buffer };
    await judged(page, () =>
      page.locator('input[type=file][data-open="previous"]').first().setInputFiles(file),
    );
  }
  return page;
}

/** Does something, and waits until the rules have said something of it. */
async function judged(page, act) {
  await heard(page, "nianbao-check", act);
  await drawn(page);
}

/** The sample with one text changed; `id` is a section. */
const written = (id, text) => ({
  ...sample,
  sections: sample.sections.map((s) => (s.id === id ? { ...s, text } : s)),
});

const area = (page, place) => page.locator(`textarea[data-section="${place}"]`);
const cell = (page, id) => page.locator(`input[data-cell="${id}"]`);
const marks = (page, place) => area(page, place).locator("xpath=..").locator("mark");
const value = (page) => page.evaluate(() => document.querySelector("nianbao-report").value);
const rules = (page) =>
  page.evaluate(() => document.querySelector("nianbao-report").findings.findings.map((f) => f.rule));
const text = async (page, id) => (await value(page)).sections.find((s) => s.id === id).text;

test("a section is drafted from the table, agrees with it, and is taken back in one step", async () => {
  const page = await shown(written("1", ""), { ...sample, year: 2023 });
  assert.match(await page.locator("#guide-1").textContent(), /1000字/);
  await area(page, "1").click();
  await judged(page, () => page.locator('[data-write="1"]').click());
  const drafted = await text(page, "1");
  assert.match(drafted, /^（一）主动公开情况。本年.*\n（二）依申请公开情况。本年新收政府信息公开申请126件/);
  assert.ok(!(await rules(page)).some((rule) => /^C-1[2-6]|^V-1[345]/.test(rule)));
  assert.ok((await marks(page, "1").count()) > 5);
  // Whatever else is marked is a gap to be filled in, and each gap is.
  const others = await marks(page, "1").and(page.locator(":not(.equal)")).allInnerTexts();
  assert.ok(others.every((words) => words === "＿＿＿"), others.join("，"));
  assert.equal(others.length, drafted.split("＿＿＿").length - 1);
  // What was drafted is selected, to be written over, and the section tells it all now.
  assert.ok(await area(page, "1").evaluate((a) => a.selectionEnd - a.selectionStart > 50));
  assert.equal(await page.locator('[data-write="1"]').count(), 0);
  await judged(page, () => page.keyboard.press("Control+z"));
  assert.equal(await text(page, "1"), "");
  assert.deepEqual(page.errors, []);
});

test("a figure that differs from its cell is marked, and mended either way, each in one step", async () => {
  const page = await shown(written("3", "本年新收政府信息公开申请127件。"));
  const mark = marks(page, "3");
  assert.equal(await mark.count(), 1);
  assert.match(await mark.getAttribute("class"), /different/);
  await caret(page, "3", "127件");
  await page.locator('[data-figure="3.received.total"]').waitFor();
  await judged(page, () => page.locator('[data-mends="text"]').click());
  assert.equal(await text(page, "3"), "本年新收政府信息公开申请126件。");
  assert.match(await mark.getAttribute("class"), /equal/);
  await judged(page, () => page.keyboard.press("Control+z"));
  assert.equal(await text(page, "3"), "本年新收政府信息公开申请127件。");

  // By keyboard alone: into the figure, on to the buttons, and the table is what changes.
  await area(page, "3").focus();
  await page.keyboard.press("Control+End");
  for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowLeft");
  await page.locator('[data-mends="cell"]').waitFor();
  assert.match(await page.locator('[data-mends="cell"]').innerText(), /改表格为 127.*合计会不符/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await judged(page, () => page.keyboard.press("Enter"));
  assert.equal(await cell(page, "3.received.total").inputValue(), "127");
  assert.match(await mark.getAttribute("class"), /equal/);
  await judged(page, () => page.keyboard.press("Control+z"));
  assert.equal(await cell(page, "3.received.total").inputValue(), "126");
  assert.deepEqual(page.errors, []);
});

test("a figure of a blank cell can be filled into the table", async () => {
  const value = written("3", "上年结转政府信息公开申请5件。");
  const { "3.carried_in.total": _, ...cells } = value.cells;
  const page = await shown({ ...value, cells });
  await caret(page, "3", "5件");
  await judged(page, () => page.locator('[data-mends="cell"]').click());
  assert.equal(await cell(page, "3.carried_in.total").inputValue(), "5");
});

test("marks stay out of the way of an input method", async () => {
  const page = await shown(written("3", "本年新收政府信息公开申请127件。"));
  await area(page, "3").focus();
  await page.keyboard.press("Control+Home");
  const client = await page.context().newCDPSession(page);
  for (const words of ["q", "qu", "quan"]) {
    await client.send("Input.imeSetComposition", {
      text: words,
      selectionStart: words.length,
      selectionEnd: words.length,
    });
    await drawn(page);
  }
  await judged(page, () => client.send("Input.insertText", { text: "全年" }));
  assert.equal(await text(page, "3"), "全年本年新收政府信息公开申请127件。");
  assert.equal(await area(page, "3").inputValue(), "全年本年新收政府信息公开申请127件。");
  assert.equal(await marks(page, "3").innerText(), "127件");
});

test("find and replace: by key only in the report, hits counted, all replaced in one step", async () => {
  const page = await shown(written("5", "我局做到甲。我局做到乙。"));
  await page.locator("[data-part]").first().focus();
  await page.keyboard.press("Control+f");
  assert.equal(await page.locator("[data-search]").count(), 0);
  await area(page, "5").focus();
  await page.keyboard.press("Control+h");
  await page.locator("[data-search]").fill("我局");
  await page.locator(".hits", { hasText: "1 / 2 处" }).waitFor();
  assert.equal(await marks(page, "5").and(page.locator(".hit")).count(), 2);
  await page.locator("[data-search]").press("Enter");
  await page.locator(".hits", { hasText: "2 / 2 处" }).waitFor();
  await page.locator("[data-replace]").fill("本机关");
  await page.locator("[data-replace-all]").click();
  assert.equal(await text(page, "5"), "本机关做到甲。本机关做到乙。");
  await page.locator("[data-search]").fill("机关做到乙");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("[data-search]").count(), 0);
  const chosen = area(page, "5").evaluate((a) => a.value.slice(a.selectionStart, a.selectionEnd));
  assert.equal(await chosen, "机关做到乙");
  await page.keyboard.press("Control+z");
  assert.equal(await text(page, "5"), "我局做到甲。我局做到乙。");
  assert.deepEqual(page.errors, []);
});

test("parts are added, named, moved and taken away where the form leaves them free", async () => {
  const page = await shown({ nianbao: 1, form: "2014", year: 2017, agency: "示例市档案局", title: "", sections: [
    { id: "1", heading: "一、概述", text: "甲" },
    { id: "2", heading: "二、政府信息主动公开情况", text: "乙" },
  ], cells: {} });
  const headings = async () => (await value(page)).sections.map((s) => s.heading);
  await area(page, "2").click();
  await page.locator('[data-own-part="1"]').click();
  const own = page.locator('textarea[data-heading="2"]');
  await own.waitFor();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("建议提案办理");
  assert.deepEqual(await headings(), ["一、概述", "二、政府信息主动公开情况", "三、建议提案办理"]);
  await page.keyboard.press("Alt+ArrowUp");
  assert.deepEqual(await headings(), ["一、概述", "二、建议提案办理", "三、政府信息主动公开情况"]);
  await page.keyboard.press("Alt+ArrowUp");
  assert.deepEqual(await headings(), ["一、建议提案办理", "二、概述", "三、政府信息主动公开情况"]);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  assert.deepEqual(await headings(), ["一、概述", "二、政府信息主动公开情况", "三、建议提案办理"]);
  await area(page, "x3").click();
  await page.locator('[aria-label="删去第3部分"]').click();
  assert.deepEqual(await headings(), ["一、概述", "二、政府信息主动公开情况"]);
  assert.deepEqual(page.errors, []);
});

test("on a slow machine a key finds the focus where the one before it left it", async () => {
  const page = await shown({ nianbao: 1, form: "2014", year: 2017, agency: "示例市档案局", title: "", sections: [
    { id: null, heading: "一、甲", text: "甲" },
    { id: null, heading: "二、乙", text: "乙" },
    { id: null, heading: "三、丙", text: "丙" },
    { id: null, heading: "四、丁", text: "丁" },
  ], cells: {} });
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: 8 });
  const own = (await value(page)).sections.findIndex((s) => s.text === "丁");
  await page.locator(`textarea[data-heading="${own}"]`).focus();
  for (let at = own; at > own - 3; at--) await page.keyboard.press("Alt+ArrowUp");
  const texts = (await value(page)).sections.map((s) => s.text);
  assert.deepEqual(texts.slice(own - 3), ["丁", "甲", "乙", "丙"]);
});

test("a prescribed order stays: no part is moved or added there", async () => {
  const page = await shown(sample);
  await area(page, "1").click();
  assert.equal(await page.locator("[data-own-part]:visible").count(), 0);
  await page.locator('textarea[data-heading="1"]').focus();
  await page.keyboard.press("Alt+ArrowUp");
  assert.equal((await value(page)).sections[0].id, "1");
});

test("last year's words stand beside this year's, changes marked, and are taken over with their years", async () => {
  const last = { ...written("5", "2023年存在的问题是人员不足，2024年将加强培训。"), year: 2023 };
  const page = await shown(written("5", ""), last);
  await area(page, "5").click();
  await page.locator('[data-beside="5"]').click();
  await page.locator(".before mark.year").first().waitFor();
  // Where nothing is written yet, nothing is struck out.
  await page.locator(".before header", { hasText: "今年还没有写" }).waitFor();
  assert.equal(await page.locator(".before mark.gone").count(), 0);
  await page.locator('[data-take="5"]').click();
  assert.equal(await text(page, "5"), "2024年存在的问题是人员不足，2025年将加强培训。");
  await page.locator(".told", { hasText: "2023年→2024年" }).waitFor();
  await marks(page, "5").and(page.locator(".came", { hasText: "2024" })).first().waitFor();
  const gone = await page.locator(".before mark.gone").allInnerTexts();
  assert.deepEqual(gone, ["2023", "2024"]);
  await page.keyboard.press("Control+z");
  assert.equal(await text(page, "5"), "");
  assert.deepEqual(page.errors, []);
});
