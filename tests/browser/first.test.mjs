// The first report of a user who has never seen the program, in the one-file page: each test is about a
// difficulty that users had in a trial.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, offlineFile, openPage, root } from "./browser.mjs";

let browser;
let sample;
before(async () => {
  browser = await launch();
  sample = JSON.parse(await readFile(`${root}tests/reports/shili_2024.json`, "utf8"));
});
after(() => browser.close());

async function opened(value) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await openPage(context, offlineFile);
  await page.locator('[data-new="create"]').waitFor();
  if (value) {
    await page.evaluate((value) => (document.querySelector("nianbao-report").value = value), value);
  }
  return page;
}

async function created() {
  const page = await opened();
  await page.locator('[data-new="agency"]').fill("示例县水务局");
  await page.locator('[data-new="year"]').fill("2024");
  await page.locator('[data-new="create"]').click();
  await page.locator('[data-cell="3.received.person"]').waitFor();
  return page;
}

const area = (page, place) => page.locator(`textarea[data-section="${place}"]`);
const cell = (page, id) => page.locator(`input[data-cell="${id}"]`);
const value = (page) => page.evaluate(() => document.querySelector("nianbao-report").value);

/** The deepest element with the focus. */
const focused = (page) =>
  page.evaluate(() => {
    const { dataset } = document.querySelector("nianbao-report").shadowRoot.activeElement ?? {};
    return { ...dataset };
  });

test("an empty report is not scolded; a preface begins it", async () => {
  const page = await created();
  const verdict = page.locator(".verdict");
  await verdict.filter({ hasText: "还没有开始填写" }).waitFor();
  assert.equal(await page.locator(".tabs").isVisible(), false);
  await area(page, "preface").fill("本报告按规定编制。");
  await verdict.filter({ hasText: "条规则" }).waitFor();
  assert.equal(await page.locator(".tabs").isVisible(), true);
  await page.context().close();
});

test("the caret stays clear of the help below, however long the text", async () => {
  const page = await created();
  await area(page, "1").click();
  for (let line = 0; line < 14; line++) {
    await page.keyboard.insertText("严格执行信息发布审核制度，及时更新信息公开目录。");
    await page.keyboard.press("Enter");
    const [caret, help] = await Promise.all([
      area(page, "1").locator("xpath=..").locator(".twin p").last().boundingBox(),
      page.locator(".text:focus-within ~ .aid .line").boundingBox(),
    ]);
    assert.ok(caret.y + caret.height <= help.y + 2, `line ${line}: ${caret.y} under ${help.y}`);
  }
  await page.context().close();
});

test("the outline shows the part one works in, and two of one name are told apart", async () => {
  const twice = sample.sections.find(({ id }) => id === "5");
  const page = await opened({ ...sample, sections: [...sample.sections, twice] });
  const current = page.locator("[data-part][aria-current]");
  for (const part of ["section:4", "section:6", "section:2"]) {
    await page.locator(`[data-part="${part}"]`).click();
    await page.locator(`[data-part="${part}"][aria-current]`).waitFor();
    assert.equal(await current.count(), 1);
  }
  const names = await page.locator("[data-part] span:not(.unseen)").allTextContents();
  assert.equal(new Set(names).size, names.length, String(names));
  await page.context().close();
});

test("the focus is in the table after its last blank cell was filled, at the cell after a repair", async () => {
  const cells = { ...sample.cells };
  delete cells["2.regulation.made"];
  const page = await opened({ ...sample, cells });
  await page.locator("figure.table [data-fill]").first().click();
  await page.waitForFunction(
    () => document.querySelector("nianbao-report").value.cells["2.regulation.made"] === "0",
  );
  assert.deepEqual(await focused(page), { place: "table:2" });
  // What was carried over to this year is one more than is carried in.
  const carried = { "3.carried_out.person": String(Number(sample.cells["3.carried_in.person"]) + 1) };
  const last = { ...sample, year: sample.year - 1, cells: { ...sample.cells, ...carried } };
  await page.evaluate((last) => {
    const file = new File([JSON.stringify(last)], "上年.json");
    return document.querySelector("nianbao-report").openPrevious(file);
  }, last);
  await page.locator('[data-fix="3.carried_in.person"]').first().click();
  await page.waitForFunction(
    (value) => document.querySelector("nianbao-report").value.cells["3.carried_in.person"] === value,
    carried["3.carried_out.person"],
  );
  assert.deepEqual(await focused(page), { cell: "3.carried_in.person" });
  // Going to a place moves the desk alone.
  const top = () => document.querySelector("nianbao-report").shadowRoot.querySelector(".app");
  assert.equal(await page.evaluate(`(${top})().scrollTop`), 0);
  assert.equal(await page.evaluate(`(${top})().getBoundingClientRect().top`), 0);
  await page.context().close();
});

test("the marks of a text lie under its words, in every paragraph and with spaces typed before them", async () => {
  const page = await created();
  await area(page, "1").click();
  const lines = ["　　第一段没有数字。", "第二段也没有。", "　　第三段。"];
  await area(page, "1").fill(lines.join("\n"));
  const styles = await area(page, "1").evaluate((area) => {
    const style = (element) => {
      const { textIndent, font, letterSpacing, whiteSpace, lineBreak } = getComputedStyle(element);
      return { textIndent, font, letterSpacing, whiteSpace, lineBreak };
    };
    const twin = [...area.parentElement.querySelectorAll(".twin p")];
    return { own: style(area), twin: twin.map(style), words: twin.map((p) => p.textContent) };
  });
  assert.deepEqual(styles.words, lines);
  for (const style of styles.twin) assert.deepEqual(style, styles.own);
  assert.equal(styles.own.textIndent, "0px");
  await page.context().close();
});

test("the sample is stored only once it is changed", async () => {
  const page = await opened();
  const saved = page.locator("[data-save-state]");
  await page.locator("[data-sample]").click();
  await cell(page, "3.received.person").waitFor();
  await page.locator("[data-finding]").first().waitFor();
  // Whatever was waiting to be stored is stored by this.
  await page.evaluate(() => document.querySelector("nianbao-report").flush());
  assert.equal(await saved.getAttribute("data-save-state"), "idle");
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((k) => /draft/.test(k))), []);
  await cell(page, "3.received.person").fill("7");
  await saved.filter({ hasText: /^已保存/ }).waitFor();
  const drafts = await page.evaluate(() => Object.values(localStorage).filter((v) => /"draft"/.test(v)));
  assert.equal(drafts.length, 1);
  assert.equal(JSON.parse(drafts[0]).previous.year, JSON.parse(drafts[0]).report.year - 1);
  await page.context().close();
});
