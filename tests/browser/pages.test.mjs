// The pages of the Word file before it is downloaded, and the office's own template.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { STRICT_POLICY, offlineFile, openPage, served } from "./browser.mjs";
import { browser, downloaded } from "./draft.mjs";
import { report } from "./matrix.mjs";

const { strToU8, strFromU8, unzipSync, zipSync } = createRequire(new URL("../../xtask/package.json", import.meta.url))("fflate");

/** A page with the sample report, and its pages shown. */
async function shown(context, url = offlineFile) {
  const page = await openPage(context ?? (await browser.newContext({ viewport: { width: 1366, height: 768 } })), url);
  await page.evaluate((value) => (document.querySelector("nianbao-report").value = value), report);
  await preview(page);
  return page;
}

async function preview(page) {
  await page.getByRole("button", { name: "下载其他格式" }).click();
  await page.locator("button[data-sheet=pages]").click();
  await page.locator(".sheet").nth(2).waitFor();
}

/** What is seen of the text of each page: the first and the last of its elements whose place is in its window. */
const seen = (page) =>
  page.locator(".sheet").evaluateAll((sheets) =>
    sheets.map((sheet) => {
      const frame = sheet.querySelector(".sheet-text").getBoundingClientRect();
      const inside = ({ left, right, top, bottom, height }) =>
        height > 0 && left >= frame.left - 1 && right <= frame.right + 1 && top >= frame.top - 2 && bottom <= frame.bottom + 2;
      const texts = [...sheet.querySelectorAll(".flow h1, .flow h2, .flow p, .flow td[data-cell]")];
      return texts.filter((one) => [...one.getClientRects()].some(inside)).map((one) => one.textContent);
    }));

/** A Word file of this report with another look: the parts of our own, changed. */
async function template() {
  await nianbao.default();
  const parts = unzipSync(await nianbao.writeReport(report, "docx"));
  const change = (name, ...pairs) => {
    let text = strFromU8(parts[name]);
    for (const [old, now] of pairs) {
      assert.ok(text.includes(old), `${name} has ${old}`);
      text = text.replaceAll(old, now);
    }
    parts[name] = strToU8(text);
  };
  change("word/styles.xml", ["仿宋_GB2312", "华文仿宋"], ['w:line="579"', 'w:line="700"']);
  change("word/document.xml", ['w:left="1587"', 'w:left="2400"']);
  return Buffer.from(zipSync(parts));
}

test("every text stands on one of the pages that are told, from the title to the date", async () => {
  const page = await shown();
  const told = Number((await page.locator(".layout [role=status]").innerText()).match(/约 (\d+) 页/)[1]);
  assert.equal(await page.locator(".sheet").count(), told);
  const pages = await seen(page);
  assert.equal(pages[0][0].replace("\n", ""), report.title);
  const all = new Set(pages.flat());
  for (const { text } of report.sections) {
    for (const paragraph of (text ?? "").split("\n")) {
      // A paragraph that goes on on the next page is on both in part.
      if (paragraph.length < 60 && paragraph) assert.ok(all.has(paragraph), paragraph);
    }
  }
  const cells = (await page.locator(".sheet").first().locator("td[data-cell]").count());
  assert.ok(cells >= Object.keys(report.cells).length, `${cells} cells`);
  const { width, height } = await page.locator(".sheet").first().boundingBox();
  assert.ok(Math.abs(height / width - 297 / 210) < 0.01, `${width} × ${height}`);
  assert.deepEqual(page.requests, []);
  assert.deepEqual(page.errors, []);
});

test("on a phone the pages fit, and they follow the window", async () => {
  const page = await shown(await browser.newContext({ viewport: { width: 360, height: 740 } }));
  const width = async () => (await page.locator(".sheet").first().boundingBox()).width;
  const small = await width();
  assert.ok(small > 200 && small <= 360, `${small}`);
  await page.setViewportSize({ width: 700, height: 740 });
  await page.waitForFunction((small) =>
    document.querySelector("nianbao-report").shadowRoot.querySelector(".sheet").getBoundingClientRect().width > small + 100, small);
});

test("a strict policy of the page around leaves the look as it is", async () => {
  const plain = await shown();
  const hosted = await served("dist", { "content-security-policy": STRICT_POLICY.replace(" 'unsafe-inline'", "") });
  const strict = await shown(undefined, hosted.address);
  assert.deepEqual(await seen(strict), await seen(plain));
  hosted.close();
});

test("the office's template lays Word files out until it is forgotten", async () => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await shown(context);
  const file = { name: "本局模板.docx", mimeType: "application/octet-stream", buffer: await template() };
  await page.locator('input[data-open="template"]').setInputFiles(file);
  const used = page.locator('[data-template="used"]');
  await used.waitFor();
  assert.match(await used.innerText(), /本局模板\.docx[\s\S]*左 4\.2[\s\S]*正文：华文仿宋 三号，行距 35 磅/);
  // 35 points are 46.7 pixels.
  await page.waitForFunction(() => {
    const text = document.querySelector("nianbao-report").shadowRoot.querySelector(".flow p");
    return text && Math.abs(parseFloat(getComputedStyle(text).lineHeight) - 46.7) < 0.1;
  });
  const word = async () => {
    const { bytes } = await downloaded(page, () => page.locator('.pages [data-download="docx"]').click());
    return [strFromU8(unzipSync(bytes)["word/styles.xml"]), bytes];
  };
  const [styled, bytes] = await word();
  assert.ok(styled.includes("华文仿宋") && styled.includes('w:line="700"'));
  assert.deepEqual((await nianbao.readReport(bytes, "a.docx")).report, report);
  // It is there again in the next window, and what is kept is no text of the file.
  await page.reload();
  await page.evaluate((value) => (document.querySelector("nianbao-report").value = value), report);
  await preview(page);
  await used.waitFor();
  const kept = await page.evaluate(() => localStorage["nianbao:template"]);
  assert.ok(kept.includes("华文仿宋") && !kept.includes(report.agency) && kept.length < 4000, kept);
  await page.locator('[data-template="forget"]').click();
  await page.locator('[data-template="none"]').waitFor();
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("template"))), []);
  assert.ok((await word())[0].includes("仿宋_GB2312"));
  assert.deepEqual(page.errors, []);
});

test("a template of another kind is refused with what to do", async () => {
  const page = await shown();
  const file = { name: "模板.doc", mimeType: "application/msword", buffer: Buffer.from("\xd0\xcf\x11\xe0 old", "latin1") };
  await page.locator('input[data-open="template"]').setInputFiles(file);
  await page.locator(".layout").getByText("另存为 docx").waitFor();
});
