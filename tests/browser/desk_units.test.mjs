// What the desk knows of units, in the one-file page: which files hold the same report and which of them
// counts, who of those expected has not reported, for whom notices are written, and what the heads of
// the columns say.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, offlineFile, openPage } from "./browser.mjs";
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

/** A report of a unit as a file of this format. */
async function written(unit, format, cells = {}, of) {
  const bytes = await nianbao.writeReport(reportOf(unit, cells, of), format);
  return { name: `${unit}年报.${format}`, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) };
}

async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return readFile(await download.path());
}

/** The names of the files in a zip of notices. */
const names = (zip) => [...new Set(zip.toString().match(/[\p{Script=Han}（）0-9]+通知[（）0-9]*\.docx/gu))].sort();
const line = (page, file) => page.locator("tr", { has: page.locator(`[data-unit][title$="${file}"]`) });

test("rows of one name are told apart by their files, and columns by what their rules ask", async () => {
  const page = await desk([file("甲局", WRONG), await written("甲局", "txt"), file("甲局", {}, last)]);
  const files = await page.locator("[data-unit] .file").allInnerTexts();
  assert.deepEqual(files.sort(), ["甲局2022.json", "甲局2023.json", "甲局年报.txt"].sort());
  const head = page.locator('[data-rule="C-01"]');
  assert.match(await head.innerText(), /本年新收＋上年结转，应等于办结＋结转下年[^]*C-01/);
  for (const width of [1366, 768, 360]) {
    await page.setViewportSize({ width, height: 700 });
    await head.scrollIntoViewIfNeeded();
    const { width: wide, height } = await head.locator(".asks").boundingBox();
    assert.ok(wide >= 70 && height >= 28, `${wide} by ${height} at ${width}`);
  }
  assert.deepEqual(page.errors, []);
});

test("a report in several files is marked, and the better file counts everywhere", async () => {
  const partial = { "3.received.person": "7", "2.fee.amount": "" };
  const files = [await written("甲局", "txt"), await written("甲局", "docx"), await written("乙局", "docx")];
  const page = await desk([...files, await written("甲局", "csv", partial)]);
  assert.match(await page.locator("[data-progress]").innerText(), /^2 份：.*另有 2 个文件是同一报告/);
  assert.match(await line(page, "甲局年报.docx").innerText(), /采用（共 3 份）/);
  assert.match(await line(page, "甲局年报.txt").innerText(), /不另计/);
  assert.doesNotMatch(await line(page, "甲局年报.txt").innerText(), /数字不同/);
  assert.match(await line(page, "甲局年报.csv").innerText(), /不另计[^]*数字不同/);
  assert.doesNotMatch(await line(page, "乙局年报.docx").innerText(), /采用|不另计/);
  await page.locator('[data-standing="repeated"]').click();
  assert.deepEqual(await units(page), ["甲局", "甲局", "甲局"]);
  await page.locator('[data-standing="any"]').click();
  await line(page, "甲局年报.txt").locator("[data-unit]").click();
  assert.match(await panel(page).locator("[data-same]").innerText(), /有 3 个文件[^]*采用：甲局年报\.docx/);
  await open(page, "汇总");
  await page.locator('[data-sum="go"]').click();
  await page.locator("[data-rolled]").waitFor();
  assert.match(await panel(page).innerText(), /已汇总 2 个单位/);
  assert.match(await page.locator("[data-copies]").innerText(), /甲局有 3 个文件，采用 甲局年报\.docx，没有计入 .*甲局年报\.txt/);
  await open(page, "雷同");
  await page.locator("[data-alike]").click();
  await page.locator("[data-pair]").first().waitFor();
  assert.equal(await page.locator("[data-pair]").count(), 1);
  assert.match(await page.locator("[data-pair]").innerText(), /甲局.*与[^]*乙局/);
  // The file that counts is taken away: another one counts.
  await line(page, "甲局年报.docx").locator("[data-unit]").click();
  await panel(page).locator("[data-remove]").click();
  assert.match(await line(page, "甲局年报.txt").innerText(), /采用（共 2 份）/);
  assert.deepEqual(page.errors, []);
});

test("notices are for what is shown, one for each report", async () => {
  const files = ["甲局", "乙局", "丙局"].map((unit) => file(unit, WRONG));
  const page = await desk([...files, await written("甲局", "txt", WRONG), file("丁局"), file("甲局", WRONG, last)]);
  await open(page, "整改通知");
  const all = names(await downloaded(page, () => page.locator('[data-notice="all"]').click()));
  assert.deepEqual(all, ["丙局2023年整改通知.docx", "乙局2023年整改通知.docx", "甲局2022年整改通知.docx", "甲局2023年整改通知.docx"].sort());
  await page.locator("[data-field-search]").fill("甲局年报.txt");
  assert.match(await panel(page).innerText(), /列表里筛选出来的报告中有错误、提醒或没填完的 1 份/);
  const some = names(await downloaded(page, () => page.locator('[data-notice="all"]').click()));
  assert.deepEqual(some, ["甲局2023年整改通知.docx"]);
  assert.deepEqual(page.errors, []);
});

test("a file that is faulty is no reason for a notice if a better one of the same report counts", async () => {
  const page = await desk([await written("甲局", "docx"), await written("甲局", "txt", WRONG)]);
  await page.locator('[data-standing="error"]').click();
  assert.equal((await units(page)).length, 0);
  await open(page, "整改通知");
  assert.match(await panel(page).innerText(), /没填完的 0 份/);
  assert.equal(await page.locator('[data-notice="all"]').isDisabled(), true);
});

test("who of those expected has not reported is in the matrix, the notices and the workbook", async () => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  let page = await openPage(context, offlineFile);
  const unread = { ...damaged, name: "示例市民政局.docx" };
  const files = [file("示例市水务局"), file("示例市园林处"), file("示例市教育局", {}, last), unread];
  const check = async () => {
    await page.locator('input[type=file][data-open="many"]').setInputFiles(files);
    await page.locator('[data-progress="done"]').waitFor({ timeout: 30_000 });
  };
  await check();
  assert.equal(await page.locator("[data-absent]").count(), 0);
  await page.locator("select[data-select=年度]").selectOption("2023");
  await open(page, "应报送名单");
  // As it is copied from a table: a column of numbers, one of names, one of telephones.
  const pasted = "序号\t单位\t电话\n1\t示例市水务局\t123\n2\t示例市教育局\t456\n3\t示例市民政局\t789\n4\t示例市园林局\t012";
  await page.locator('[data-list="expected"]').fill(pasted);
  assert.deepEqual(await page.locator("[data-absent]").allInnerTexts(), ["示例市教育局", "示例市园林局"]);
  assert.match(await line(page, "示例市民政局.docx").innerText(), /认作示例市民政局的文件/);
  assert.match(await page.locator("tr.absent", { hasText: "教育局" }).innerText(), /未报送/);
  assert.match(await line(page, "示例市园林处2023.json").innerText(), /名单外/);
  assert.match(await panel(page).innerText(), /2023年度应报送 4 个单位：已报送 1 个，未报送 2 个，文件读不了 1 个；另有名单外的 1 个/);
  await page.locator('[data-standing="absent"]').click();
  assert.equal((await units(page)).length, 0);
  await open(page, "整改通知");
  const reminders = names(await downloaded(page, () => page.locator('[data-notice="all"]').click()));
  assert.deepEqual(reminders, ["示例市园林局2023年催报通知.docx", "示例市教育局2023年催报通知.docx"].sort());
  const book = await downloaded(page, () => page.locator('[data-download="csv"]').click());
  assert.match(book.toString(), /示例市教育局,2023,,未报送/);
  // The keys reach the lines of missing units.
  await page.locator("[data-absent]").first().focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.querySelector("nianbao-report").shadowRoot.activeElement.dataset.absent), "示例市园林局");
  assert.deepEqual(page.errors, []);
  // The list is kept in the browser; a file takes its place, and the former one can be had again.
  page = await openPage(context, offlineFile);
  await check();
  assert.ok((await page.locator("[data-absent]").count()) > 0);
  await open(page, "应报送名单");
  const list = { name: "名单.csv", mimeType: "text/csv", buffer: Buffer.from("单位,人\n示例市水务局,甲\n示例市统计局,乙\n") };
  await page.locator('input[data-open="names"]').setInputFiles(list);
  await page.locator('[data-absent="示例市统计局"]').waitFor();
  assert.equal(await page.locator('[data-list="expected"]').inputValue(), "示例市水务局\n示例市统计局");
  await page.getByRole("button", { name: "恢复原来的名单" }).click();
  assert.equal(await page.locator('[data-list="expected"]').inputValue(), pasted);
  assert.deepEqual(page.errors, []);
});

test("a single file dropped on the list is the list, and a file without names says so", async () => {
  const page = await desk([file("示例市水务局")]);
  await open(page, "应报送名单");
  const drop = (name, text) => page.evaluate(([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name));
    const app = document.querySelector("nianbao-report").shadowRoot.querySelector(".app");
    app.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, [name, text]);
  await drop("名单.txt", "1、示例市水务局\n2、示例市统计局\n");
  await page.locator('[data-absent="示例市统计局"]').waitFor();
  assert.equal(await page.locator("[data-unit]").count(), 1);
  await drop("空.txt", "1\n2\n3\n");
  await page.locator('.fault[role="alert"]', { hasText: "没有找到单位名称" }).waitFor();
  assert.equal(await page.locator("[data-absent]").count(), 1);
  assert.deepEqual(page.errors, []);
});

test("long names and paths are cut: every line has the height that scrolling counts with", async () => {
  const long = "示例市示例区人力资源和社会保障局劳动保障监察综合行政执法大队";
  const files = [file(long, { "2.fee.amount": "" }), await written(long, "txt"), await written(long, "docx")];
  const page = await desk(files);
  await open(page, "应报送名单");
  await page.locator('[data-list="expected"]').fill("示例市水务局");
  for (const [width, unit] of [[1366, 280], [360, 200]]) {
    await page.setViewportSize({ width, height: 700 });
    if (width < 640) await page.locator('[data-size="narrow"]').first().waitFor();
    const boxes = await page.locator("tbody tr:not(.spacer)").evaluateAll((lines) => {
      return lines.map((line) => [line.offsetHeight, line.firstElementChild.firstElementChild.offsetWidth]);
    });
    assert.equal(boxes.length, 4);
    for (const box of boxes) assert.deepEqual(box, [48, unit], `at ${width}`);
    // Name, marks and file of each are within its line.
    const outside = await page.locator("[data-unit]").evaluateAll((all) => all.filter((button) => {
      const { top, bottom } = button.getBoundingClientRect();
      const parts = [...button.querySelectorAll("span, .file")].map((part) => part.getBoundingClientRect());
      return parts.some((part) => part.top < top || part.bottom > bottom + 0.5);
    }).length);
    assert.equal(outside, 0, `outside at ${width}`);
  }
});
