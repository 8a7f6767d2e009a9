// This year's report begun from last year's, as one who sees the page for the first time goes on with it:
// what a finding selects, years that can be set right, filling the rest with zeros, the end of a table,
// what is told before a download, and what undo did. In the one-file page.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { caret, drawn, heard, root } from "./browser.mjs";
import { balanced, cell, finding, focused, opened, press, type, valueOf } from "./entry.mjs";

const texts = {
  1: "2024年公开信息120条，比2023年多12.5%。\n（一）主动公开。全年公开3件。\n其他。\n（二）平台建设。2024年公开信息120条，比2023年多12.5%。",
  5: "问题是解读少，更新慢。2023年，我局开展培训3次，公开信息300条。\n又及。\n2023年，我局开展培训3次，公开信息300条。",
};
const last = async () => {
  const sample = JSON.parse(await readFile(`${root}tests/reports/shili_2024.json`, "utf8"));
  const sections = sample.sections.map((s) => ({ ...s, text: texts[s.id] ?? "没有发生。" }));
  return { ...sample, preface: "统计期限为2024年1月1日至12月31日。", sections, explanations: [] };
};
const told = (page) => page.locator(".told");
const text = async (page, id) => (await valueOf(page)).sections.find((s) => s.id === id).text;
const area = (page, place) => page.locator(`textarea[data-section="${place}"]`);
const words = async (page) => {
  const { value, selectionStart, selectionEnd } = await focused(page);
  return value.slice(selectionStart, selectionEnd);
};

/** A page with the report that begins from last year's. */
async function begun() {
  const page = await opened();
  await page.setViewportSize({ width: 1366, height: 768 });
  const buffer = Buffer.from(JSON.stringify(await last()));
  const file = { name: "报告.json", mimeType: "application/json", buffer };
  await heard(page, "nianbao-check", async () => {
    await page.locator('input[type=file][data-open="next"]').first().setInputFiles(file);
    await page.locator("[data-cell]").first().waitFor();
  });
  await page.waitForFunction(() => document.querySelector("nianbao-report").value?.year === 2025);
  await page.evaluate(() => document.querySelector("nianbao-report").check());
  await drawn(page);
  return page;
}

test("a finding selects the year, each its own, and one click puts the right one there", async () => {
  const page = await opened({ ...(await last()), year: 2024 });
  await page.evaluate(() => document.querySelector("nianbao-report").check());
  await drawn(page);
  const cards = page.locator("article.finding", { has: page.locator('[data-finding="V-08"]') });
  assert.equal(await cards.count(), 2);
  assert.match(await cards.nth(0).innerText(), /“2023年，我局开展培训3次/);
  const starts = [];
  for (const i of [0, 1]) {
    await cards.nth(i).locator(".jump").click();
    await drawn(page);
    assert.equal(await words(page), "2023");
    starts.push((await focused(page)).selectionStart);
  }
  assert.ok(starts[0] < texts[5].indexOf("又及") && starts[1] > texts[5].indexOf("又及"), String(starts));
  // The second is mended, the first stays.
  await heard(page, "nianbao-check", () => cards.nth(1).locator("[data-mends=words]").click());
  assert.equal(await text(page, "5"), texts[5].replace("又及。\n2023", "又及。\n2024"));
  assert.match(await told(page).innerText(), /已将“2023”改为“2024”/);
  await drawn(page);
  assert.equal(await cards.count(), 1);
  await page.keyboard.press("Control+z");
  assert.equal(await text(page, "5"), texts[5]);
  assert.deepEqual(page.errors, []);
});

test("a year taken over can be set to this year's where it stands", async () => {
  const page = await begun();
  await caret(page, "1", "2024年多");
  const bar = page.locator(".aid .line.at");
  await bar.getByText("沿用上年的文字").waitFor();
  const [sentence, line] = await Promise.all([bar.locator(".figure").boundingBox(), bar.boundingBox()]);
  assert.ok(sentence.height < 30 && sentence.y + sentence.height <= line.y + line.height, "one line, in sight");
  await bar.locator("[data-mends=year]", { hasText: "改为 2025年" }).click();
  assert.match(await text(page, "1"), /^2025年公开信息120条，比2025年多/);
  await page.keyboard.press("Control+z");
  assert.match(await text(page, "1"), /^2025年公开信息120条，比2024年多/);
  // All confirmed at once is said, and can be taken back there.
  await caret(page, "1", "120条");
  await page.locator(".part .prose").first().locator("[data-mends=confirm-all]").click();
  await told(page).getByText("处都已核对，不再标出").waitFor();
  assert.equal(await area(page, "1").locator("xpath=..").locator("mark.carried").count(), 0);
  await told(page).getByText("撤销").click();
  assert.ok((await area(page, "1").locator("xpath=..").locator("mark.carried").count()) > 3);
  assert.deepEqual(page.errors, []);
});

test("filling the rest leaves out what was not 0 last year, says which, and moves nothing under the pointer", async () => {
  const page = await begun();
  const list = page.locator("[data-filled] li");
  const fill = list.nth(0).locator('[data-fill]');
  const other = list.nth(1).locator('[data-fill]');
  const before = await fill.boundingBox();
  await fill.click();
  await told(page).getByText(/上年不是 0 的 \d+ 格没有填/).waitFor();
  const cells = (await valueOf(page)).cells;
  const lastCells = (await last()).cells;
  const filled = Object.keys(cells).filter((id) => id.startsWith("2."));
  assert.ok(filled.length > 0 && filled.every((id) => Number(lastCells[id] ?? 0) === 0), filled.join(" "));
  const left = Object.keys(lastCells).filter((id) => id.startsWith("2.") && Number(lastCells[id]) > 0);
  const named = list.nth(0).locator(".doubtful button:not([data-fill]):not([data-fill-all])");
  assert.equal(await named.count(), left.length);
  assert.match(await named.first().textContent(), /（\d/);
  // A second click at the same place fills nothing.
  await page.mouse.click(before.x + before.width / 2, before.y + before.height / 2);
  assert.deepEqual((await valueOf(page)).cells, cells);
  if (left.length > 3) await list.nth(0).locator("summary").click();
  await named.nth(1).click();
  assert.ok(left.includes((await focused(page)).cell));
  await list.nth(0).locator("[data-fill-all]").click();
  assert.equal((await valueOf(page)).cells[left[0]], "0");
  assert.ok(await list.nth(0).isVisible(), "a full table keeps its line");
  assert.ok(await other.isVisible());
  assert.deepEqual(page.errors, []);
});

test("blanks are told beside the errors, and errors before a download", async () => {
  const { "2.fee.amount": fee, ...cells } = balanced().cells;
  assert.equal(fee, "0");
  const { sections, ...rest } = await last();
  const plain = sections.map((section) => ({ ...section, text: "没有发生。" }));
  const page = await opened({ ...rest, sections: plain, cells });
  await page.evaluate(() => document.querySelector("nianbao-report").check());
  const verdict = page.locator("[data-verdict]");
  await verdict.getByText(/1 格没有填/).waitFor();
  assert.match(await verdict.innerText(), /0 个错误/);
  assert.equal(await page.locator(".verdict.clean").count(), 0, "no tick while a cell is blank");
  const button = page.locator("[data-download=docx]").first();
  assert.doesNotMatch(await button.innerText(), /错误/);
  await heard(page, "nianbao-check", () => type(page, "3.received.total", "23"));
  await drawn(page);
  const [, errors] = (await verdict.innerText()).match(/([1-9]\d*) 个错误，1 格没有填/);
  assert.match(await button.innerText(), new RegExp(`${errors} 个错误`));
  assert.match(await button.getAttribute("title"), /个错误没有改、1 格没有填/);
  const download = page.waitForEvent("download");
  await button.click();
  await download;
  assert.deepEqual(page.errors, []);
});

test("explained findings are in no count but their own", async () => {
  const page = await opened({ ...balanced(), preface: "（文字描述）" });
  await page.evaluate(() => document.querySelector("nianbao-report").check());
  await drawn(page);
  const count = () => page.locator(".tab", { hasText: "提醒" }).locator("em").innerText();
  const before = Number(await count());
  const card = page.locator("article.finding", { has: finding(page, "V-16") });
  await card.getByText("说明原因").click();
  await card.locator("textarea").fill("照样本填写");
  await heard(page, "nianbao-check", () => card.getByText("确定").click());
  await drawn(page);
  assert.equal(Number(await count()), before - 1);
  await page.locator(".toolbar").getByRole("button", { name: "自检" }).click();
  const summary = await told(page).innerText();
  assert.match(summary, /1 条已说明/);
  if (before > 1) assert.match(summary, new RegExp(`${before - 1} 条提醒`));
  assert.deepEqual(page.errors, []);
});

test("Enter in the last cell of a table goes on to what follows", async () => {
  const page = await opened(balanced());
  await cell(page, "2.fee.amount").click();
  await page.keyboard.type("5");
  await press(page, "Enter");
  const after = await focused(page);
  assert.notEqual(after.cell, "2.fee.amount");
  assert.ok(after.section === "3" || after.cell?.startsWith("3."), JSON.stringify(after));
  // A blank cell of a later column comes first.
  await page.evaluate(() => (document.querySelector("nianbao-report").value = { ...document.querySelector("nianbao-report").value, cells: { ...document.querySelector("nianbao-report").value.cells, "3.received.company": "" } }));
  await cell(page, "3.carried_out.person").click();
  await press(page, "Enter");
  assert.equal((await focused(page)).cell, "3.received.company");
  assert.deepEqual(page.errors, []);
});

test("undo out of sight scrolls to its place and says what it took back; in sight it only does it", async () => {
  const page = await opened(balanced());
  await page.setViewportSize({ width: 1366, height: 768 });
  await type(page, "2.fee.amount", "7");
  await cell(page, "2.fee.amount").evaluate((e) => e.scrollIntoView({ block: "center" }));
  await page.keyboard.press("Control+z");
  await drawn(page);
  assert.equal(await told(page).locator("p").count(), 0);
  await page.keyboard.press("Control+y");
  await page.locator(".editor-scroll").evaluate((e) => e.scrollTo(0, 0));
  await drawn(page);
  await page.locator(".toolbar").getByRole("button", { name: "撤销" }).click();
  await told(page).getByText(/已撤销：填写“/).waitFor();
  const { y } = await cell(page, "2.fee.amount").boundingBox();
  assert.ok(y > 56 && y < 700, String(y));
  assert.deepEqual(page.errors, []);
});

test("the first message covers no button of the page, and the title breaks between its words", async () => {
  const page = await begun();
  const tour = page.locator("[data-tour] button");
  const [message, button] = await Promise.all([told(page).locator("p").boundingBox(), tour.boundingBox()]);
  const apart = message.x >= button.x + button.width || message.y >= button.y + button.height;
  assert.ok(apart, JSON.stringify([message, button]));
  await page.locator('[data-field="title"]').fill("示例市人民政府办公厅2025年政府信息公开工作年度报告");
  await drawn(page);
  const [lines, square, width, line] = await page.locator(".title .twin p").evaluate((p) => {
    const [node, found] = [p.firstChild, []];
    for (let i = 0; i < node.length; i++) {
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const { top } = range.getBoundingClientRect();
      if (found.at(-1)?.top !== top) found.push({ top, words: "" });
      found.at(-1).words += node.data[i];
    }
    const size = parseFloat(getComputedStyle(p).fontSize);
    const one = document.createRange();
    one.setStart(node, 0);
    one.setEnd(node, 1);
    const square = Math.abs(one.getBoundingClientRect().width - size) < 1;
    const asked = parseFloat(getComputedStyle(p.closest(".title")).getPropertyValue("--line")) * size;
    return [found.map(({ words }) => words), square, p.closest(".grow").offsetWidth - 16, asked];
  });
  assert.ok(Math.abs(width - line) < 1, `${width} ${line}`);
  // Where no font has Chinese, its characters are not as wide as high, and lines hold more of them.
  if (square) assert.deepEqual(lines, ["示例市人民政府办公厅2025年", "政府信息公开工作年度报告"]);
  const mark = await page.locator('textarea[data-section="1"] >> xpath=..').locator(".twin p").first().evaluate((p) => getComputedStyle(p, "::after").content);
  assert.match(mark, /↵/);
  assert.deepEqual(page.errors, []);
});
