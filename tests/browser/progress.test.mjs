// What is blank is progress, apart from the findings; blanks that are probably zeros are asked about
// once; what is guessed is marked where it stands until it is touched or found right.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { zeroReport } from "../npm/fixtures.mjs";
import { launch, offlineFile, openPage } from "./browser.mjs";
import { desk as deskOf, file, panel, reportOf, units } from "./matrix.mjs";

let browser;
before(async () => {
  await nianbao.default();
  browser = await launch();
});
after(() => browser.close());

/** A report of one form whose cells are blank but for these. */
const some = (form, cells) => ({ ...zeroReport(nianbao.forms(), form), cells });
/** Figures of one applicant that come out: whoever writes no zeros has only these. */
const FIGURES = {
  "3.received.person": "7", "3.received.total": "7", "3.granted.person": "4", "3.granted.total": "4",
  "3.partial.person": "2", "3.partial.total": "2", "3.processed.person": "6", "3.processed.total": "6",
  "3.carried_out.person": "1", "3.carried_out.total": "1",
};

async function opened(value) {
  const page = await openPage(await browser.newContext({ viewport: { width: 1366, height: 768 } }), offlineFile);
  await page.evaluate((value) => (document.querySelector("nianbao-report").value = value), value);
  await page.locator("[data-cell]").first().waitFor();
  await judged(page);
  return page;
}

const judged = (page) => page.evaluate(() => document.querySelector("nianbao-report").check());
const cellsOf = (page) => page.evaluate(() => document.querySelector("nianbao-report").value.cells);
const guess = (page, head) => page.locator(`[data-guess="${head}"]`);

test("the list stays where it is when the pointer comes to it, and when the tables become full under it", async () => {
  const full = zeroReport(nianbao.forms(), "2021");
  const top = (page) => page.locator(".findings .tabs").evaluate((tabs) => tabs.getBoundingClientRect().top);
  let page = await opened(full);
  let before = await top(page);
  await page.locator(".findings .tabs").hover();
  assert.equal(await top(page), before);

  page = await opened(some("2021", FIGURES));
  before = await top(page);
  await page.locator("[data-zeros] button").click();
  await page.locator("[data-filled].whole").waitFor({ state: "attached" });
  const held = await top(page);
  await page.mouse.move(400, 400);
  await page.waitForFunction((held) =>
    document.querySelector("nianbao-report").shadowRoot.querySelector(".findings .tabs").getBoundingClientRect().top < held, held);
});

for (const form of ["2019", "2021"]) {
  test(`blank zeros of form ${form} are progress, and one click fills them and one undo takes them back`, async () => {
    const page = await opened(some(form, FIGURES));
    const all = nianbao.forms().find(({ id }) => id === form).cells.length;
    const { findings, progress } = await judged(page);
    assert.deepEqual(progress, { filled: 10, cells: all });
    assert.ok(findings.filter(({ rule }) => rule === "V-02").length <= 2, "a finding for a table without a figure");
    const told = page.locator("[data-filled]");
    assert.match(await told.innerText(), /已填 10\/1\d\d/);
    assert.ok((await page.locator("article.finding").count()) < 14);
    assert.match(await page.locator("figure .blanks").nth(1).innerText(), /已填 10\//);

    const ask = page.locator("[data-zeros]");
    await ask.waitFor();
    await ask.getByRole("button").click();
    const filled = await cellsOf(page);
    assert.equal(Object.keys(filled).length, all);
    assert.equal(filled["3.received.total"], "7");
    assert.equal(filled["3.granted.company"], "0");
    await told.waitFor({ state: "hidden" });
    await page.keyboard.press("Control+z");
    assert.deepEqual(await cellsOf(page), FIGURES);
    await ask.waitFor();
    assert.deepEqual(page.errors, []);
  });
}

test("blank totals are filled with their sums", async () => {
  const zeros = zeroReport(nianbao.forms(), "2019");
  const parts = Object.entries({ ...zeros.cells, ...FIGURES }).filter(([id]) => !id.endsWith(".total"));
  const page = await opened({ ...zeros, cells: Object.fromEntries(parts) });
  await page.locator("[data-zeros] button").click();
  const cells = await cellsOf(page);
  for (const [id, value] of Object.entries(FIGURES)) assert.equal(cells[id], value, id);
  await page.keyboard.press("Control+z");
  assert.equal((await cellsOf(page))["3.received.total"], undefined);
});

test("nobody is asked before there are figures that come out", async () => {
  const page = await opened(some("2021", {}));
  const ask = page.locator("[data-zeros]");
  assert.equal(await ask.isVisible(), false);
  await page.locator('[data-cell="3.received.person"]').fill("7");
  await judged(page);
  assert.equal(await ask.isVisible(), false);
  assert.match(await page.locator("[data-filled]").innerText(), /已填 1\/175/);
  // What is counted as found are no blank cells.
  const counts = await page.locator(".tab em").allInnerTexts();
  assert.ok(counts.every((count) => Number(count) < 20), String(counts));
});

const UNTITLED = `一、总体情况
2022年，示例县水务局认真贯彻落实条例，主动公开政府信息12条。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
问题是更新不够及时，下一步将加强培训，改进工作，提升公开的质量和水平。
六、其他需要报告的事项
没有其他需要报告的事项。
示例县水务局
2023年1月20日`;

async function openedText(text) {
  const page = await openPage(await browser.newContext({ viewport: { width: 1366, height: 768 } }), offlineFile);
  const input = page.locator('input[type=file][data-open="report"]').first();
  await input.setInputFiles({ name: "年报.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await page.locator("[data-cell]").first().waitFor();
  return page;
}

test("a guessed head is marked on the paper until it is touched or found right", async () => {
  const page = await openedText(UNTITLED);
  for (const head of ["机关名称", "年度"]) await guess(page, head).filter({ hasText: "推测，请核对" }).waitFor();
  assert.match(await guess(page, "年度").getAttribute("title"), /2022/);
  assert.equal(await guess(page, "标题").isVisible(), false);
  // The list of notes may go; the marks stay.
  await page.locator("[data-notes] button").click();
  await guess(page, "年度").waitFor();
  await guess(page, "年度").getByRole("button").click();
  await guess(page, "年度").waitFor({ state: "hidden" });
  await page.locator('[data-field="agency"]').fill("示例县水利局");
  await guess(page, "机关名称").waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.querySelector("nianbao-report").value.year), 2022);
  assert.deepEqual(page.errors, []);
});

test("the kind of body is shown as a guess that can be changed or confirmed", async () => {
  const page = await opened(some("2021", FIGURES));
  const level = page.locator('[data-field="level"]');
  const mark = guess(page, "机关类别");
  await mark.waitFor();
  assert.equal(await level.evaluate((select) => select.selectedOptions[0].textContent.trim()), "部门");
  await page.locator('[data-field="agency"]').fill("示例县示例镇人民政府");
  await page.locator('[data-field="level"] option', { hasText: "乡镇、街道" }).first().waitFor({ state: "attached" });
  await page.waitForFunction(() => {
    const select = document.querySelector("nianbao-report").shadowRoot.querySelector('[data-field="level"]');
    return select.selectedOptions[0].textContent.trim() === "乡镇、街道";
  });
  await mark.getByRole("button").click();
  await mark.waitFor({ state: "hidden" });
  const chosen = () => page.evaluate(() => document.querySelector("nianbao-report").value.level);
  assert.equal(await chosen(), "township");
  await level.selectOption("部门");
  assert.equal(await chosen(), "department");
  assert.equal(await mark.isVisible(), false);
});

test("其他处理 in one row is put into its last row by one click", async () => {
  const zeros = zeroReport(nianbao.forms(), "2021");
  const cells = Object.fromEntries(Object.entries(zeros.cells).filter(([id]) => !id.startsWith("3.closed.")));
  for (const column of ["person", "company", "research", "charity", "legal", "other_org", "total"]) cells[`3.closed.${column}`] = "0";
  const page = await opened({ ...zeros, cells });
  const card = page.locator("article.finding").filter({ has: page.locator('[data-finding="C-10"]') });
  assert.match(await card.innerText(), /放进“3\.其他”/);
  await card.locator("[data-fix]").click();
  await card.waitFor({ state: "detached" });
  assert.deepEqual(await cellsOf(page), zeros.cells);
  await page.keyboard.press("Control+z");
  assert.deepEqual(await cellsOf(page), cells);
});

test("the desk tells how much is filled in and which heads are guessed, and calls neither clean", async () => {
  const half = { name: "半.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ ...reportOf("乙局"), cells: FIGURES })) };
  const untitled = { name: "无题.txt", mimeType: "text/plain", buffer: Buffer.from(UNTITLED) };
  const page = await deskOf(browser, [file("甲局"), half, untitled]);
  const line = (unit) => page.locator("tr", { has: page.locator(`[data-unit="${unit}"]`) });
  assert.match(await line("乙局").innerText(), /已填 10\/200/);
  assert.match(await line("示例县水务局").innerText(), /推测/);
  assert.doesNotMatch(await line("甲局").innerText(), /已填|推测/);
  // Blank cells are in no count.
  const counts = await line("乙局").locator(".few").allInnerTexts();
  assert.ok(counts.slice(1).every((count) => Number(count) < 15), String(counts));
  assert.match(await page.locator('[data-progress="done"]').innerText(), /没填完的 2 份/);
  await page.locator('[data-standing="blank"]').click();
  assert.deepEqual((await units(page)).sort(), ["乙局", "示例县水务局"].sort());
  await page.locator('[data-unit="示例县水务局"]').click();
  const told = await panel(page).innerText();
  assert.match(told, /推测：/);
  assert.match(told, /机关类别/);
  assert.match(told, /已填 0\/200/);
  assert.deepEqual(page.errors, []);
});
