// Publishing: the content of the page for a portal's editor, and the charts as pictures.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { balanced, blank, browser, opened } from "./entry.mjs";
import { openPage } from "./browser.mjs";

const charts = async (page) => {
  await page.locator('[data-page="picture"]').click();
  await page.locator(".charts svg").first().waitFor();
};
/** The bytes of the file that a press downloads. */
async function downloaded(page, press) {
  const waiting = page.waitForEvent("download");
  await press();
  return readFile(await (await waiting).path());
}

const text = (bytes) => bytes.toString("utf8");

test("the chosen charts become a picture, the same each time, and stand on the page", async () => {
  const page = await opened(balanced());
  await charts(page);
  const titles = await page.locator("[data-chart]").evaluateAll((boxes) => boxes.map((box) => box.dataset.chart));
  assert.equal(titles.length, await page.locator(".charts svg").count());
  const svg = text(await downloaded(page, () => page.locator('[data-poster="svg"]').click()));
  for (const title of titles) assert.ok(svg.includes(title), title);
  await page.locator(`[data-chart="${titles[0]}"]`).uncheck();
  const fewer = text(await downloaded(page, () => page.locator('[data-poster="svg"]').click()));
  assert.ok(!fewer.includes(titles[0]) && fewer.includes(titles[1]));
  const png = () => downloaded(page, () => page.locator('[data-poster="png"]').click());
  const [one, two] = [await png(), await png()];
  assert.equal(one.readUInt32BE(16), 1080);
  assert.deepEqual(one, two);
  assert.equal((await downloaded(page, () => page.locator('[data-poster="large"]').click())).readUInt32BE(16), 2160);
  await page.getByRole("button", { name: "返回报告" }).click();
  await page.getByRole("button", { name: "下载其他格式" }).click();
  const html = text(await downloaded(page, () => page.locator('[data-download="html"]').click()));
  assert.ok(!html.includes(`${titles[0]}"`));
  assert.ok(html.includes(`${titles[1]}"`));
  assert.deepEqual(page.errors, []);
});

test("the picture is put into the clipboard", async () => {
  // Only pages with https, or on this machine, may write pictures; a file may.
  const page = await opened(balanced());
  await charts(page);
  await page.locator('[data-poster="copy"]').click();
  await page.locator(".told").getByText("已复制图片").waitFor();
  const kinds = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap((item) => item.types));
  assert.deepEqual(kinds, ["image/png"]);
});

test("a report without figures has no picture to save", async () => {
  const page = await opened(blank("2021"));
  await page.locator('[data-page="picture"]').click();
  await page.getByText("还没有可以画出的数字").waitFor();
  assert.equal(await page.locator("[data-poster]:visible").count(), 0);
});

/** An editor of a portal that keeps no style, class or id: what is pasted, and what is left of it. */
const PORTAL = `<!DOCTYPE html><meta charset="utf-8"><div contenteditable id="editor" style="min-height: 9em"></div><script>
  const kept = { TABLE: ["border"], TD: ["colspan", "rowspan"], TH: ["colspan", "rowspan"] };
  editor.addEventListener("paste", (event) => {
    event.preventDefault();
    const pasted = new DOMParser().parseFromString(event.clipboardData.getData("text/html"), "text/html");
    for (const element of pasted.body.querySelectorAll("*")) {
      for (const { name } of [...element.attributes])
        if (!(kept[element.tagName] ?? []).includes(name)) element.removeAttribute(name);
    }
    editor.innerHTML = pasted.body.innerHTML;
    window.plain = event.clipboardData.getData("text/plain");
  });
</script>`;

test("the content of the page is copied, and a strict portal keeps its tables", async () => {
  const report = balanced();
  const page = await opened(report);
  await page.getByRole("button", { name: "下载其他格式" }).click();
  await page.locator('[data-copy="page"]').click();
  await page.locator(".told").getByText("已复制正文和表格").waitFor();
  const portal = await openPage(page.context(), "about:blank");
  await portal.setContent(PORTAL);
  await portal.locator("#editor").click();
  await portal.keyboard.press("Control+V");
  await portal.waitForFunction(() => window.plain);
  assert.equal(await portal.locator("#editor table[border]").count(), 3);
  const cells = await portal.locator("#editor td").allInnerTexts();
  assert.ok(cells.includes("22") && cells.includes("20"));
  assert.match(await portal.evaluate(() => window.plain), /一、本年新收政府信息公开申请数量/);
  const left = await portal.locator("#editor").innerHTML();
  const again = await opened(null);
  const html = `<html><head><title>${report.title}</title></head><body><h1>${report.title}</h1>${left}</body></html>`;
  const read = await again.evaluate(async (html) => {
    const element = document.querySelector("nianbao-report");
    await element.open(new File([html], "页面.html"));
    return element.value;
  }, html);
  assert.deepEqual(read.cells, report.cells);
});
