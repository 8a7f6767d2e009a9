// What the hands need while they write: undo in steps of a thought, a bar that covers nothing, and no word
// or number of another agency. In the one-file page.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { drawn, heard, launch, offlineFile, openPage, root } from "./browser.mjs";

let browser;
let sample;
before(async () => {
  browser = await launch();
  sample = JSON.parse(await readFile(`${root}tests/reports/shili_2024.json`, "utf8"));
});
after(() => browser.close());

const area = (page, place) => page.locator(`textarea[data-section="${place}"]`);
const value = (page) => page.evaluate(() => document.querySelector("nianbao-report").value);
const text = async (page, id) => (await value(page)).sections.find((s) => s.id === id).text;
const file = (name, report) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(JSON.stringify(report)),
});

async function started(viewport = { width: 1366, height: 768 }) {
  const page = await openPage(await browser.newContext({ viewport }), offlineFile);
  await page.locator('[data-new="create"]').waitFor();
  return page;
}

async function shown(report, viewport) {
  const page = await started(viewport);
  await heard(page, "nianbao-check", () =>
    page.evaluate((report) => (document.querySelector("nianbao-report").value = report), report),
  );
  await drawn(page);
  return page;
}

test("undo takes back a sentence, a paragraph or a paste, not all that was typed", async () => {
  const page = await shown({ ...sample, sections: sample.sections.map((s) => ({ ...s, text: "" })) });
  await page.clock.install();
  await area(page, "1").click();
  const undone = async (expected) => {
    await page.keyboard.press("Control+z");
    assert.equal(await text(page, "1"), expected);
  };
  await page.keyboard.type("甲乙。");
  await page.clock.runFor(2_000);
  await page.keyboard.type("丙");
  await page.keyboard.type("丁。");
  await page.keyboard.press("Enter");
  await page.keyboard.type("戊。");
  await undone("甲乙。丙丁。");
  await undone("甲乙。");
  await page.keyboard.press("Control+y");
  assert.equal(await text(page, "1"), "甲乙。丙丁。");
  await page.keyboard.press("Control+Shift+Home");
  await page.keyboard.press("Control+c");
  await page.keyboard.press("Control+End");
  await page.keyboard.type("己");
  await page.keyboard.press("Control+v");
  await page.keyboard.type("庚");
  await undone("甲乙。丙丁。己甲乙。丙丁。");
  await undone("甲乙。丙丁。己");
  await page.context().close();
});

test("words that an input method composes are never split by undo", async () => {
  const page = await shown({ ...sample, sections: sample.sections.map((s) => ({ ...s, text: "" })) });
  await page.clock.install();
  await area(page, "1").click();
  const keyboard = await page.context().newCDPSession(page);
  for (const composed of ["g", "gong", "gongkai"]) {
    const caret = { selectionStart: composed.length, selectionEnd: composed.length };
    await keyboard.send("Input.imeSetComposition", { text: composed, ...caret });
    await page.clock.runFor(3_000);
  }
  await keyboard.send("Input.insertText", { text: "公开" });
  assert.equal(await text(page, "1"), "公开");
  await page.keyboard.press("Control+z");
  assert.equal(await text(page, "1"), "");
  await page.context().close();
});

for (const viewport of [{ width: 1366, height: 768 }, { width: 1000, height: 700 }, { width: 360, height: 640 }]) {
  test(`the bar covers no line that was clicked, ${viewport.width} px`, async () => {
    const long = "及时更新信息公开目录。\n".repeat(60);
    const sections = sample.sections.map((s) => (s.id === "1" ? { ...s, text: long } : s));
    const page = await shown({ ...sample, sections }, viewport);
    await area(page, "1").scrollIntoViewIfNeeded();
    const report = page.locator(".editor-scroll");
    const { y, height } = await report.boundingBox();
    const lines = area(page, "1").locator("xpath=..").locator(".twin p");
    for (const up of [6, 30, 60, 90]) {
      await page.locator(".paper").evaluate((paper) => paper.focus());
      await page.mouse.click(viewport.width * 0.4, y + height - up);
      await drawn(page);
      const at = await area(page, "1").evaluate(
        (area) => area.value.slice(0, area.selectionStart).split("\n").length - 1,
      );
      const [line, bar] = await Promise.all([
        lines.nth(at).boundingBox(),
        page.locator(".text:focus-within ~ .aid .line").boundingBox(),
      ]);
      assert.ok(line.y + line.height <= bar.y + 1, `${up}: ${line.y + line.height} under ${bar.y}`);
    }
    await page.context().close();
  });
}

test("another agency's report fills nothing, and a finding says so as long as it is compared with", async () => {
  const { "3.carried_in.total": _, ...cells } = sample.cells;
  const page = await shown({ ...sample, cells });
  const other = { ...sample, year: 2023, agency: "示例县气象局" };
  await page.locator('input[data-open="previous"]').first().setInputFiles(file("上年.json", other));
  await page.locator(".told").filter({ hasText: "另一个机关" }).waitFor();
  assert.equal((await value(page)).cells["3.carried_in.total"], undefined);
  const finding = page.locator("[data-finding]").filter({ hasText: "示例县气象局" });
  await finding.first().waitFor();
  await page.locator(".findings button").filter({ hasText: "移除" }).click();
  await finding.first().waitFor({ state: "detached" });
  await page.context().close();
});
