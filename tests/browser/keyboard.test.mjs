// The whole job from the start page to the download, without a mouse.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { opened, cell, valueOf, focused, press } from "./entry.mjs";

/** Presses Tab until the focus is there. */
async function tabTo(page, selector, back = false) {
  for (let i = 0; i < 120; i++) {
    const there = await page.evaluate((selector) => {
      let element = document.activeElement;
      while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element.matches(selector);
    }, selector);
    if (there) return;
    await press(page, back ? "Shift+Tab" : "Tab");
  }
  assert.fail(`no way to ${selector}`);
}

test("the whole job without a mouse: from the start page to the Word file", async () => {
  const page = await opened();
  await tabTo(page, '[data-new="year"]');
  await press(page, "Control+a");
  await page.keyboard.type("2024");
  await tabTo(page, '[data-new="agency"]');
  await page.keyboard.type("示例市财政局");
  await press(page, "Enter");
  await cell(page, "3.received.person").waitFor();

  await tabTo(page, 'textarea[data-section="1"]');
  await page.keyboard.insertText(
    "主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障等工作平稳有序。本年新收政府信息公开申请3件。",
  );
  await tabTo(page, '[data-cell="3.received.person"]');
  await page.keyboard.type("2");
  await press(page, "Tab", "1");
  await tabTo(page, '[data-cell="3.granted.person"]');
  await page.keyboard.type("2");
  await press(page, "Tab", "1", "Enter");
  for (const table of ["2", "3", "4"]) {
    const first = { 2: "2.regulation.made", 3: "3.received.person", 4: "4.review.upheld" }[table];
    // The button above the table.
    await press(page, "F6", "F6", "F6");
    await tabTo(page, `.outline [data-part="section:${table}"]`);
    await press(page, "Enter");
    await tabTo(page, `[data-cell="${first}"]`);
    await tabTo(page, "[data-fill]", true);
    await press(page, "Enter");
  }
  // A slip, seen and put right from the list of findings.
  await press(page, "F6", "F6", "F6");
  await tabTo(page, '.outline [data-part="section:3"]');
  await press(page, "Enter");
  await tabTo(page, '[data-cell="3.received.total"]');
  await page.keyboard.type("4");
  await page.locator('[data-finding="C-03"]').first().waitFor();
  await press(page, "F6");
  await tabTo(page, '[data-finding="C-03"]');
  await press(page, "Enter");
  assert.match((await focused(page)).cell, /^3\.received\./);
  await tabTo(page, '[data-cell="3.received.total"]');
  await page.locator(".help:visible button").waitFor();
  await press(page, "Enter");
  await page.locator('[data-finding="C-03"]').waitFor({ state: "detached" });

  await press(page, "F6", "F6", "F6");
  await tabTo(page, '.outline [data-part="section:5"]');
  await press(page, "Enter");
  assert.equal((await focused(page)).section, "5");
  await page.keyboard.insertText(
    "存在的主要问题：一是主动公开的内容还不够及时；二是依申请公开答复的规范性有待提高。" +
      "改进情况：一是明确专人每周检查公开内容；二是组织业务培训，统一答复文书格式。",
  );
  await tabTo(page, 'textarea[data-section="6"]');
  await page.keyboard.insertText("本年度未收取信息处理费。");
  await page.locator(".verdict.clean").waitFor();
  assert.match(await page.locator("[data-verdict]").innerText(), /已检查 \d+ 条规则，0 个错误/);

  await press(page, "F6", "F6");
  await tabTo(page, '[data-download="docx"]');
  const waiting = page.waitForEvent("download");
  await press(page, "Enter");
  const path = await (await waiting).path();
  const read = await nianbao.readReport(new Uint8Array(await readFile(path)), "年报.docx");
  assert.deepEqual(read.report, await valueOf(page));
  assert.equal(read.report.cells["3.processed.total"], "3");
  assert.deepEqual(page.errors, []);
});
