// What is done on the desk and taken back, in the one-file page: a report that is corrected in the editor
// counts everywhere and can be restored, a file that was taken off is put back, and the browser's Back
// goes one level up.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, offlineFile, openPage, served } from "./browser.mjs";
import { damaged, desk as deskOf, file, last, open, panel, reportOf, units } from "./matrix.mjs";
import * as nianbao from "../../dist/npm/nianbao.js";

let browser;
before(async () => {
  await nianbao.default();
  browser = await launch();
});
after(() => browser.close());

const desk = (files) => deskOf(browser, files);
const WRONG = { "3.received.total": "999" };
const CELL = '[data-cell="3.received.total"]';
const row = (page, name) => page.locator("tr", { has: page.locator(`[data-unit][title*="${name}"]`) });
const back = (page) => page.locator('[data-place="toolbar"]').click();
const focused = (page) => page.evaluate(() => {
  const { activeElement } = document.querySelector("nianbao-report").shadowRoot;
  return activeElement?.getAttribute("title") ?? activeElement?.className;
});

async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return readFile(await download.path());
}

/** Opens the report of a row, types into a cell, and goes back. */
async function mend(page, name, value, cell = CELL) {
  await row(page, name).locator("[data-unit]").click();
  await panel(page).locator("[data-open-row]").click();
  await page.locator(cell).fill(value);
  await back(page);
}

test("a correction reaches the row, the chips, the sum, the notices and the workbook, and can be given up", async () => {
  const right = reportOf("甲局").cells["3.received.total"];
  const page = await desk([file("甲局", WRONG), file("乙局", WRONG), file("丙局")]);
  const errors = page.locator('[data-standing="error"] .count');
  assert.equal(await errors.innerText(), "2");
  await open(page, "汇总");
  await page.locator('[data-sum="go"]').click();
  await page.locator("[data-rolled]").waitFor();
  await mend(page, "甲局2023.json", right);
  await row(page, "甲局").getByText("已在本页修改").waitFor();
  assert.equal(await errors.innerText(), "1");
  assert.match(await page.locator("[data-progress]").innerText(), /^3 份：1 份有错误/);
  assert.match(await page.locator(".said").innerText(), /“甲局”已按修改后的重新检查：错误 \d+→0/);
  assert.match(await panel(page).innerText(), /甲局2023\.json[^]*已在本页修改/);
  assert.match(await focused(page), /甲局2023\.json/);
  assert.equal((await units(page)).length, 3);
  // The former sum is that of other numbers.
  await open(page, "汇总");
  assert.equal(await page.locator("[data-rolled]").count(), 0);
  await page.locator('[data-sum="go"]').click();
  await page.locator("[data-rolled]").waitFor();
  assert.match(await panel(page).innerText(), /已汇总 3 个单位/);
  const sum = await page.locator('[data-share="3.received.total"] summary b').innerText();
  assert.equal(Number(sum), 2 * Number(right) + 999);
  await open(page, "整改通知");
  assert.match(await panel(page).innerText(), /各写一份 Word 通知（其中 1 份有错误）/);
  const csv = await downloaded(page, () => page.locator('[data-download="csv"]').click());
  assert.match(csv.toString(), /甲局2023\.json（已在自检时修改）/);
  assert.doesNotMatch(csv.toString(), /^甲局,.*错误/m);
  // It is opened as it was left, and corrected again.
  await row(page, "甲局").locator("[data-unit]").click();
  await panel(page).locator("[data-open-row]").click();
  assert.equal(await page.locator(CELL).inputValue(), right);
  await page.locator(CELL).fill("998");
  await back(page);
  await page.locator(".said", { hasText: "0→" }).waitFor();
  assert.equal(await errors.innerText(), "2");
  await row(page, "甲局").locator("[data-unit]").click();
  await panel(page).locator("[data-restore]").click();
  await page.locator(".said", { hasText: "已恢复为文件原来的内容" }).waitFor();
  assert.equal(await row(page, "甲局").getByText("已在本页修改").count(), 0);
  await panel(page).locator("[data-open-row]").click();
  assert.equal(await page.locator(CELL).inputValue(), "999");
  await back(page);
  assert.equal((await units(page)).length, 3);
  assert.deepEqual(page.errors, []);
});

test("of a file with several units only the mended one is corrected, and its next year is checked beside it", async () => {
  const texts = await Promise.all(["甲局", "乙局"].map(async (unit) => {
    return new TextDecoder().decode(await nianbao.writeReport(reportOf(unit, {}, last), "csv"));
  }));
  const book = { name: "去年.csv", mimeType: "text/csv", buffer: Buffer.from(texts.join("")) };
  const page = await desk([book, file("乙局")]);
  const errors = () => row(page, "乙局2023.json").locator("td").nth(1).innerText();
  // Of last year it has what was carried over wrong: for persons, for others, in total.
  const before = Number(await errors());
  assert.ok(before > 0);
  await row(page, "去年.csv：乙局").locator("[data-unit]").click();
  await panel(page).locator("[data-open-row]").click();
  await page.locator('[data-cell="3.carried_out.total"]').fill(reportOf("乙局").cells["3.carried_in.total"]);
  await back(page);
  await row(page, "去年.csv：乙局").getByText("已在本页修改").waitFor();
  assert.equal(await row(page, "去年.csv：甲局").getByText("已在本页修改").count(), 0);
  await page.waitForFunction((before) => {
    const root = document.querySelector("nianbao-report").shadowRoot;
    return root.querySelector('tr:has([data-unit][title*="乙局2023"]) td:nth-of-type(2)').textContent === String(before - 1);
  }, before);
  assert.equal((await units(page)).length, 3);
  assert.deepEqual(page.errors, []);
});

test("a report that is only looked at makes no draft; two drafts are told apart by their files", async () => {
  const page = await desk([file("甲局", WRONG), { ...file("甲局"), name: "甲局改.json" }]);
  await row(page, "甲局2023.json").locator("[data-unit]").click();
  await panel(page).locator("[data-open-row]").click();
  await page.locator(CELL).waitFor();
  await back(page);
  await mend(page, "甲局2023.json", "7");
  await row(page, "甲局2023.json").getByText("已在本页修改").waitFor();
  await mend(page, "甲局改.json", "8");
  await row(page, "甲局改.json").getByText("已在本页修改").waitFor();
  // Corrected once more: that goes on with its draft.
  await mend(page, "甲局改.json", "9");
  await page.locator(".said", { hasText: "重新检查" }).waitFor();
  await back(page);
  const drafts = page.locator("[data-draft]");
  await drafts.nth(1).waitFor();
  const words = await drafts.allInnerTexts();
  assert.equal(words.length, 2);
  assert.ok(words.some((w) => w.includes("来自 甲局2023.json")) && words.some((w) => w.includes("来自 甲局改.json")), words.join("\n"));
  assert.deepEqual(page.errors, []);
});

test("the browser's Back goes from a report to the desk, and from there to the start page", async (context) => {
  const dist = await served("dist");
  context.after(() => dist.close());
  for (const url of [offlineFile, dist.address]) {
    const page = await openPage(await browser.newContext({ viewport: { width: 1366, height: 768 } }), url);
    await page.locator('input[type=file][data-open="many"]').setInputFiles([file("甲局", WRONG), file("乙局")]);
    await page.locator('[data-progress="done"]').waitFor({ timeout: 30_000 });
    await row(page, "甲局").locator("[data-unit]").click();
    await panel(page).locator("[data-open-row]").click();
    await page.locator(CELL).fill(reportOf("甲局").cells["3.received.total"]);
    await page.goBack();
    await row(page, "甲局").getByText("已在本页修改").waitFor();
    // The button at the top takes its entry along.
    await panel(page).locator("[data-open-row]").click();
    await page.locator(CELL).waitFor();
    await back(page);
    await page.locator("[data-unit]").first().waitFor();
    await page.waitForFunction(() => history.state.nianbao === 1);
    await page.goBack();
    const on = page.getByRole("button", { name: "继续自检（2 份）" });
    await on.click();
    await row(page, "甲局").getByText("已在本页修改").waitFor();
    // A link within the page is none of the desk's levels.
    await page.evaluate(() => (location.hash = "part"));
    assert.equal(await page.locator("[data-unit]").count(), 2);
    assert.deepEqual(page.errors, []);
  }
});

test("a file that was taken off is put back", async () => {
  const page = await desk([file("甲局", WRONG), file("乙局"), file("乙局", {}, last)]);
  await row(page, "乙局2022").locator("[data-unit]").click();
  await panel(page).locator("[data-remove]").click();
  await row(page, "甲局").locator("[data-unit]").click();
  await panel(page).locator("[data-remove]").click();
  assert.deepEqual(await units(page), ["乙局"]);
  assert.match(await page.locator(".said").innerText(), /已移走 甲局2023\.json/);
  // Last year's report is gone from this year's check.
  await row(page, "乙局2023").locator("[data-unit]").click();
  await panel(page).locator("p", { hasText: "已检查" }).waitFor();
  assert.doesNotMatch(await panel(page).innerText(), /已与上年对照/);
  await page.locator("[data-put-back]").click();
  await row(page, "甲局2023").waitFor();
  assert.match(await page.locator(".said").innerText(), /已放回 甲局2023\.json[^]*还有 1 个/);
  await page.locator("[data-put-back]").click();
  await row(page, "乙局2022").waitFor();
  await row(page, "乙局2023").locator("[data-unit]").click();
  await panel(page).locator("p", { hasText: "已与上年对照" }).waitFor();
  assert.equal((await units(page)).length, 3);
  assert.deepEqual(page.errors, []);
});

test("units of files that cannot be read get a letter, and are nowhere counted as missing", async () => {
  const names = ["示例市水务局", "示例市民政局", "示例市统计局"];
  const unread = [{ ...damaged, name: "示例市民政局.docx" }, { ...damaged, name: "扫描件.docx" }];
  const page = await desk([file(names[0]), file("示例市水务局", {}, last), ...unread]);
  await open(page, "应报送名单");
  await page.locator('[data-list="expected"]').fill(names.join("\n"));
  const told = "2023年度应报送 3 个单位：已报送 1 个，未报送 1 个，文件读不了 1 个";
  // Of two years the latest is asked for, and that is said and can be changed.
  assert.match(await panel(page).innerText(), new RegExp(told));
  assert.match(await page.locator("[data-progress]").innerText(), new RegExp(told));
  assert.match(await page.locator('[data-list="year"]').innerText(), /最近的年度（现在是 2023）/);
  assert.deepEqual(await page.locator("[data-absent]").allInnerTexts(), ["示例市统计局"]);
  assert.equal(await page.locator('[data-standing="absent"] .count').innerText(), "1");
  assert.match(await row(page, "示例市民政局.docx").innerText(), /认作示例市民政局的文件/);
  await page.locator('[data-list="year"]').selectOption("2022");
  assert.match(await page.locator("[data-progress]").innerText(), /2022年度应报送 3 个/);
  await page.locator('[data-list="year"]').selectOption("");
  await page.locator("select[data-select=年度]").selectOption("2023");
  assert.equal(await page.locator('[data-list="year"]').isDisabled(), true);
  await open(page, "汇总");
  await page.locator('[data-sum="go"]').click();
  await page.locator("[data-rolled]").waitFor();
  assert.match(await panel(page).innerText(), /没有收到报告的 1 个：示例市统计局[^]*收到了文件、但读不出报告的 1 个：示例市民政局/);
  await open(page, "整改通知");
  assert.match(await panel(page).innerText(), /未报送的 1 个单位[^]*文件读不了的 1 个单位[^]*另有 1 个读不了的文件/);
  const zip = await downloaded(page, () => page.locator('[data-notice="all"]').click());
  await page.locator(".said", { hasText: "已下载 整改通知.zip。" }).waitFor();
  assert.ok(zip.includes(Buffer.from("示例市民政局2023年重新报送通知.docx")));
  assert.ok(zip.includes(Buffer.from("示例市统计局2023年催报通知.docx")));
  assert.ok(!zip.includes(Buffer.from("民政局2023年催报")));
  assert.deepEqual(page.errors, []);
});

test("a day that does not exist is no deadline", async () => {
  const page = await desk([file("甲局", WRONG)]);
  await open(page, "整改通知");
  const due = page.locator('[data-letter="改正期限"]');
  const write = page.locator('[data-notice="all"]');
  await due.fill("2025-02-30");
  await panel(page).getByRole("alert").filter({ hasText: "没有这一天" }).waitFor();
  assert.equal(await write.isDisabled(), true);
  await due.fill("2025-02-28");
  assert.equal(await write.isDisabled(), false);
  await page.locator('[data-letter="发文日期"]').fill("2025-03-10");
  await panel(page).getByRole("alert").filter({ hasText: "早于发文日期" }).waitFor();
  assert.equal(await write.isDisabled(), true);
});

test("on paper every file has its line, also where the browser's own printing is used", async () => {
  const files = Array.from({ length: 40 }, (_, i) => file(`示例市${i}号局`, i % 2 ? WRONG : {}));
  const page = await desk([...files, damaged]);
  await page.locator("select[data-select=年度]").selectOption("2023");
  await page.locator("[data-unit]").first().click();
  await page.setViewportSize({ width: 700, height: 500 });
  await page.evaluate(() => addEventListener("beforeprint", () => {
    window.printed = document.querySelector("nianbao-report").shadowRoot.querySelectorAll("[data-unit]").length;
  }));
  const paper = await page.pdf({ preferCSSPageSize: true });
  assert.equal(await page.evaluate(() => window.printed), 41);
  const pages = paper.toString("latin1").match(/\/Type \/Page\b/g).length;
  assert.ok(pages >= 2 && pages <= 5, `${pages} pages`);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".printed").innerText(), "只列2023年度的，问题多的在前。");
  const visibility = await page.locator(".pane").evaluate((pane) => getComputedStyle(pane).visibility);
  assert.equal(visibility, "visible");
});

test("a sum is printed by itself: whose it is, which units are in it, every cell, and the shares of open cells", async () => {
  const page = await desk([file("示例市东湖局"), file("示例市西湖局")]);
  await page.locator('[data-tool="sum"], .desk-tools button').filter({ hasText: "汇总" }).first().click();
  await page.locator('[data-sum="agency"]').fill("示例市人民政府");
  await page.locator('[data-sum="go"]').click();
  await page.locator("[data-rolled]").waitFor();
  await page.locator("[data-share] summary").first().click();
  await page.emulateMedia({ media: "print" });
  const side = page.locator("aside.side");
  assert.match(await side.innerText(), /示例市人民政府2023年政府信息公开工作年度报告汇总，计入：示例市东湖局、示例市西湖局。/);
  assert.equal(await page.locator("[data-unit]").first().isVisible(), false);
  assert.equal(await page.locator('[data-sum="go"]').isVisible(), false);
  assert.equal(await page.locator("[data-share] li").first().isVisible(), true);
  assert.equal(await page.locator("[data-share] li").last().isVisible(), false);
  const { x, width } = await side.boundingBox();
  assert.ok(x < 20 && width > 1000, `${x}, ${width}`);
});

test("on a phone and a tablet the fields of the filters fit, names are told apart, and nothing is half covered", async () => {
  const page = await desk([file("示例市北湖区应急管理局", WRONG), file("示例市北湖区人力资源和社会保障局", WRONG)]);
  for (const [width, height] of [[360, 640], [768, 1024]]) {
    await page.setViewportSize({ width, height });
    await page.locator(`[data-size="${width < 640 ? "narrow" : "medium"}"]`).first().waitFor();
    for (const one of await page.locator(".filters input, .filters select").all()) {
      const { x, width: wide } = await one.boundingBox();
      assert.ok(x >= 0 && x + wide <= width, `a filter ends at ${x + wide} of ${width}`);
    }
    // The end of a name, which tells it from others of its district, is in sight.
    const ends = await page.locator("[data-unit] > span").evaluateAll((all) => all.map((span) => {
      const range = document.createRange();
      const text = span.firstElementChild.firstChild;
      range.setStart(text, text.length - 1);
      range.setEnd(text, text.length);
      return range.getBoundingClientRect().right <= span.getBoundingClientRect().right + 1;
    }));
    assert.deepEqual(ends, [true, true]);
    await page.locator("[data-unit]").first().click();
    const side = await panel(page).boundingBox();
    assert.deepEqual([side.x, side.width], [0, width]);
    assert.equal(await page.locator("[data-unit]").first().isVisible(), false);
    assert.match(await page.evaluate(() => document.querySelector("nianbao-report").shadowRoot.activeElement.tagName), /H2/);
    await panel(page).locator("[data-close]").click();
    await page.locator("[data-unit]").first().waitFor();
    assert.match(await focused(page), /示例市北湖区/);
  }
});
