// The self-check desk in the one-file page: many reports in a matrix, what is known of a report and
// of a rule, near-copies, notices, the roll-up, and the way to a report and back.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { zip } from "../npm/container.mjs";
import { launch, offlineFile, openPage } from "./browser.mjs";
import { damaged, desk as deskOf, file, last, open, panel, report, units } from "./matrix.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const desk = (files) => deskOf(browser, files);
const spot = (page) => page.evaluate(() => document.querySelector("nianbao-report").shadowRoot.activeElement?.dataset.spot);

async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return [download.suggestedFilename(), await readFile(await download.path())];
}

test("the worst stands first, last year's is laid beside, and what cannot be read says why", async () => {
  const wrong = { "3.received.total": "999", "3.granted.total": "888", "3.processed.total": "777" };
  const page = await desk([file("甲局"), damaged, file("乙局", wrong), file("甲局", {}, last)]);
  assert.equal((await units(page))[0], "乙局");
  assert.equal((await units(page))[3], "坏了.docx");
  assert.match(await page.locator("tr.unread").innerText(), /docx|损坏|不完整/);
  assert.match(await page.locator("[data-progress]").innerText(), /^4 份：.*1 个文件读不了/);
  await page.locator('[data-unit="甲局"]').first().click();
  assert.match(await panel(page).innerText(), /2023年度.*已与上年对照/);
  assert.deepEqual(page.errors, []);
});

test("a rule explains itself, lists its places, and shows only its reports", async () => {
  const page = await desk([file("甲局"), file("乙局", { "3.received.total": "999" })]);
  await page.locator('[data-rule="C-01"]').click();
  await panel(page).locator("p", { hasText: "依据" }).first().waitFor();
  assert.match(await panel(page).innerText(), /乙局[^]*总计/);
  assert.doesNotMatch(await panel(page).locator(".units").innerText(), /甲局/);
  await panel(page).locator("[data-only-rule]").click();
  assert.deepEqual(await units(page), ["乙局"]);
  await page.locator('[data-standing="clean"]').click();
  assert.deepEqual(await units(page), []);
});

test("the keys go through the matrix; a report opens and closes", async () => {
  const page = await desk([file("甲局"), file("乙局", { "3.received.total": "999" }), file("丙局")]);
  await page.locator('[data-unit="乙局"]').focus();
  await page.keyboard.press("ArrowDown");
  const down = await spot(page);
  await page.keyboard.press("ArrowRight");
  assert.equal(await spot(page), down.replace("-0", "-1"));
  await page.keyboard.press("Control+Home");
  assert.equal(await spot(page), "1-0");
  await page.keyboard.press("Enter");
  await panel(page).getByText("乙局2023.json").waitFor();
  await panel(page).locator("[data-open-row]").focus();
  await page.keyboard.press("Escape");
  await panel(page).waitFor({ state: "hidden" });
  assert.deepEqual(page.errors, []);
});

test("in a low window a row that is brought into sight lies under nothing", async () => {
  const page = await desk(Array.from({ length: 12 }, (_, i) => file(`${i}号局`)));
  await page.setViewportSize({ width: 640, height: 360 });
  // In one step: the rows are drawn again when the window changes.
  const hides = (i) => page.evaluate((row) => {
    const root = document.querySelector("nianbao-report").shadowRoot;
    const button = root.querySelectorAll("[data-unit]")[row];
    button.scrollIntoView({ block: "nearest" });
    const { left, right, top, bottom } = button.getBoundingClientRect();
    const over = root.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return button.contains(over) ? "" : over?.outerHTML.slice(0, 60) ?? "the edge of the window";
  }, i);
  for (const row of [11, 0, 5, 4, 3]) assert.equal(await hides(row), "", `what hides row ${row}`);
  assert.deepEqual(page.errors, []);
});

test("a report is mended in the editor, and the desk is as it was", async () => {
  const page = await desk([file("甲局"), file("乙局", { "3.received.total": "999" }), file("乙局", {}, last)]);
  await page.locator('[data-standing="error"]').click();
  const before = await units(page);
  await page.locator("tr", { hasText: "2023" }).locator('[data-unit="乙局"]').click();
  await panel(page).locator("[data-open-row]").click();
  assert.equal(await page.locator('[data-cell="3.received.total"]').inputValue(), "999");
  await page.locator("[data-previous]", { hasText: "2022" }).waitFor();
  await page.locator('[data-place="toolbar"]').click();
  assert.deepEqual(await units(page), before);
  await panel(page).getByText("乙局2023.json").waitFor();
  assert.deepEqual(page.errors, []);
});

test("notices, the workbook and the other files carry what was found", async () => {
  const page = await desk([file("甲局"), file("乙局", { "3.received.total": "999" }), damaged]);
  await open(page, "整改通知");
  await page.locator("[data-template]").click();
  const words = page.locator('textarea[data-letter="template"]');
  await words.fill(`${await words.inputValue()}\n联系电话：12345`);
  await page.locator('[data-letter="发文机关"]').fill("示例市政务公开办公室");
  const [zipped, letters] = await downloaded(page, () => page.locator('[data-notice="all"]').click());
  assert.equal(zipped, "整改通知.zip");
  assert.ok(letters.includes(Buffer.from("乙局")));
  await page.locator('[data-unit="乙局"]').click();
  const [name, letter] = await downloaded(page, () => panel(page).locator('[data-notice="one"]').click());
  assert.equal(name, "乙局整改通知.docx");
  assert.equal(letter.subarray(0, 2).toString(), "PK");
  const [csv, text] = await downloaded(page, () => page.locator('[data-download="csv"]').click());
  assert.equal(csv, "年报自检结果.csv");
  assert.match(text.toString(), /乙局.*C-01/);
  const [book] = await downloaded(page, () => page.locator('[data-download="xlsx"]').click());
  assert.equal(book, "年报自检结果.xlsx");
  assert.deepEqual(page.errors, []);
});

test("near-copies are found and laid side by side", async () => {
  const other = { ...report, preface: "" };
  other.sections = other.sections.map((s, i) => ({ ...s, text: `${"第一二三四五六七八九十"[i]}部分各写各的。`.repeat(3) }));
  const page = await desk([file("甲局"), file("乙局"), file("丙局", {}, other)]);
  await open(page, "雷同");
  await page.locator("[data-alike]").click();
  await page.locator("[data-pair]").first().waitFor();
  assert.match(await page.locator("[data-pair]").first().innerText(), /甲局.*与[^]*乙局.*100%/);
  assert.equal(await page.locator("[data-pair]").count(), 1);
  await page.locator("[data-compare]").first().click();
  await page.locator(".beside-texts mark").first().waitFor();
  assert.deepEqual(page.errors, []);
});

test("reports are added up, each unit's share behind every cell, and go on in the editor", async () => {
  const page = await desk([file("甲局"), file("乙局"), file("丙局")]);
  await open(page, "汇总");
  await page.locator('[data-sum="names"]').click();
  await page.locator('[data-list="expected"]').fill("甲局\n乙局\n丙局\n丁局");
  await open(page, "汇总");
  await page.locator('[data-sum="agency"]').fill("示例市人民政府");
  await page.locator('[data-sum="go"]').click();
  await page.locator("[data-rolled]").waitFor();
  assert.match(await panel(page).innerText(), /已汇总 3 个单位[^]*没有收到报告的 1 个：丁局/);
  await page.locator('[data-sum="open"]').click();
  const cell = page.locator('[data-cell="3.received.person"]');
  assert.equal(await cell.inputValue(), String(3 * Number(report.cells["3.received.person"])));
  await cell.click();
  const own = report.cells["3.received.person"];
  assert.match(await page.locator(".help:visible").innerText(), new RegExp(`3 个单位：甲局 ${own}`));
  assert.deepEqual(page.errors, []);
});

test("of thousands only those in sight are drawn, and the last is reached", async () => {
  const all = Array.from({ length: 1200 }, (_, i) => [`单位${i}.json`, file(`单位${i}`).buffer]);
  const page = await openPage(await browser.newContext({ viewport: { width: 1366, height: 768 } }), offlineFile);
  const packed = { name: "全区.zip", mimeType: "application/zip", buffer: Buffer.from(zip(all)) };
  await page.locator('input[type=file][data-open="many"]').setInputFiles(packed);
  await page.locator('[data-progress="done"]').waitFor({ timeout: 120_000 });
  assert.match(await page.locator("[data-progress]").innerText(), /^1200 份/);
  assert.ok((await page.locator("[data-unit]").count()) < 60);
  await page.locator("[data-unit]").first().focus();
  await page.keyboard.press("Control+End");
  assert.equal(await spot(page), "1200-0");
  // The printer gets them all.
  const printed = await page.evaluate(() => {
    const root = document.querySelector("nianbao-report").shadowRoot;
    let rows = 0;
    window.print = () => (rows = root.querySelectorAll("[data-unit]").length);
    root.querySelector('[data-print="desk"]').click();
    return rows;
  });
  assert.equal(printed, 1200);
  await page.locator("[data-field-search]").fill("单位777");
  assert.deepEqual(await units(page), ["单位777"]);
  assert.deepEqual(page.errors, []);
});

test("several dropped files come to the desk; the attribute opens it at once", async () => {
  const page = await openPage(await browser.newContext(), offlineFile);
  await page.locator('[data-new="create"]').waitFor();
  await page.evaluate((texts) => {
    const data = new DataTransfer();
    texts.forEach((text, i) => data.items.add(new File([text], `${i}.json`)));
    const app = document.querySelector("nianbao-report").shadowRoot.querySelector(".app");
    app.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, [file("甲局"), file("乙局")].map((f) => f.buffer.toString()));
  await page.locator('[data-progress="done"]').waitFor();
  assert.equal((await units(page)).length, 2);
  await page.locator('[data-place="toolbar"]').click();
  await page.locator('[data-new="create"]').waitFor();
  await page.evaluate(() => {
    const element = document.createElement("nianbao-report");
    element.setAttribute("view", "check");
    document.querySelector("nianbao-report").replaceWith(element);
  });
  await page.locator('[data-open="many"]').first().waitFor({ state: "attached" });
  await page.getByRole("heading", { name: "自检多份" }).waitFor();
  assert.deepEqual(page.errors, []);
});
