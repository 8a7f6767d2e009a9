// What the program says of what it was asked to do: saving, checking, downloading, loading last year's;
// and what it shows of the drafts.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { drawn, heard, root } from "./browser.mjs";
import { blank, opened, report, type } from "./entry.mjs";

const told = (page, words) => page.locator(".told", { hasText: words }).waitFor();

test("a download names its file, and what the rules still find in it", async () => {
  const page = await opened(report("2021"));
  await heard(page, "nianbao-check", () => type(page, "3.received.person", "22"));
  await drawn(page);
  const download = page.waitForEvent("download");
  await page.locator("[data-download=docx]").first().click();
  const name = (await download).suggestedFilename();
  await told(page, `已下载 ${name}；其中还有`);
  await told(page, /\d+ 条错误/);
  assert.deepEqual(page.errors, []);
});

test("the self-check and the key for saving say what came of them", async () => {
  const page = await opened(report("2021"));
  await heard(page, "nianbao-check", () => type(page, "3.received.person", "22"));
  await drawn(page);
  await page.locator(".toolbar").getByRole("button", { name: "自检" }).click();
  await told(page, /自检结果：\d+ 条错误/);
  await page.keyboard.press("Control+s");
  await told(page, /^已保存（本机 [12] 处）。/);
  assert.deepEqual(page.errors, []);
});

test("a fresh report is still to be begun when last year's is loaded", async () => {
  const empty = blank("2021");
  const sections = empty.sections.map((section) => ({ ...section, text: "" }));
  const page = await opened({ ...empty, sections, preface: "" });
  const verdict = page.locator("[data-verdict]");
  await verdict.getByText("还没有开始填写").waitFor();
  const last = JSON.parse(await readFile(`${root}tests/reports/shili_2024.json`, "utf8"));
  const { year, agency } = await page.evaluate(() => document.querySelector("nianbao-report").value);
  const buffer = Buffer.from(JSON.stringify({ ...last, agency, year: year - 1 }));
  const file = { name: "上年.json", mimeType: "application/json", buffer };
  await heard(page, "nianbao-check", () =>
    page.locator('input[type=file][data-open="previous"]').first().setInputFiles(file),
  );
  await told(page, /上年结转的 \d+ 格已按它填入/);
  await drawn(page);
  assert.match(await verdict.innerText(), /还没有开始填写/);
  await heard(page, "nianbao-check", () => type(page, "3.received.person", "22"));
  await drawn(page);
  assert.match(await verdict.innerText(), /\d+ 个错误/);
  assert.deepEqual(page.errors, []);
});

test("the last two drafts stand before what else there is to choose, and equal names are told apart", async () => {
  const page = await opened();
  await page.setViewportSize({ width: 1366, height: 768 });
  for (const text of ["全年公开信息12条。", "没有。", "全年平稳。"]) {
    await page.locator("[data-new=agency]").fill("示例市水务局");
    await page.locator("[data-new=create]").click();
    await page.locator("textarea[data-section]").first().fill(text);
    await page.locator("[data-save-state=saved]").waitFor();
    await page.getByRole("button", { name: /返回首页/ }).click();
    await page.locator("[data-resume]").first().waitFor();
  }
  const drafts = page.locator(".draft:visible");
  assert.deepEqual(await drafts.count(), 2);
  assert.match(await drafts.nth(0).innerText(), /正文 5 字/);
  assert.match(await drafts.nth(1).innerText(), /正文 3 字/);
  for (const name of ["新建", "打开"]) {
    const { y } = await page.getByRole("heading", { name, exact: true }).boundingBox();
    assert.ok(y < 600, `${name} at ${y}`);
  }
  await page.locator("[data-all-drafts]", { hasText: "另有 1 份草稿" }).click();
  assert.match(await drafts.nth(2).innerText(), /正文 10 字/);
  assert.ok(await page.locator("[data-all-drafts]").isHidden());
  assert.deepEqual(page.errors, []);
});

test("F8 walks through the findings in the order of the report, and says each", async () => {
  const page = await opened(report("2021"));
  await heard(page, "nianbao-check", () => type(page, "3.received.person", "22"));
  await drawn(page);
  const findings = await page.evaluate(() => document.querySelector("nianbao-report").findings.findings);
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: at } = document.querySelector("nianbao-report").shadowRoot;
      return at.dataset.cell ?? at.dataset.section ?? at.dataset.field ?? at.dataset.place;
    });
  const count = findings.length;
  assert.ok(count > 1);
  await page.keyboard.press("F8");
  await told(page, `第 1 条，共 ${count} 条（${findings[0].rule}）：${findings[0].message}`);
  await page.keyboard.press("F8");
  await told(page, `第 2 条，共 ${count} 条（${findings[1].rule}）`);
  assert.ok(findings[1].at.endsWith(await focused()) || findings[1].section === (await focused()));
  await page.keyboard.press("Shift+F8");
  await told(page, `第 1 条，`);
  await page.keyboard.press("Shift+F8");
  await told(page, `第 ${count} 条，`);
  await page.keyboard.press("F8");
  await told(page, `第 1 条，`);
  assert.deepEqual(page.errors, []);
});

test("in a low window what is told covers no place of work", async () => {
  const page = await opened(report("2021"));
  await page.setViewportSize({ width: 683, height: 384 });
  await page.keyboard.press("Control+s");
  await page.locator('textarea[data-section="1"]').click();
  await page.keyboard.press("Control+s");
  const told = page.locator(".told p");
  await told.waitFor();
  const { y } = await told.boundingBox();
  const bar = await page.locator('textarea[data-section="1"]').evaluate((area) =>
    area.closest(".prose").querySelector(".aid").getBoundingClientRect().top);
  assert.ok(y >= bar - 1, `${y} is above the bar at ${bar}`);
  await page.locator('input[data-cell="3.received.person"]').click();
});
