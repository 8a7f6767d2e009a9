// The start page takes what is pasted: rich text of Word or a page, and plain text.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { fixtures } from "../npm/fixtures.mjs";
import { launch, offlineFile, openPage } from "./browser.mjs";

let browser;
let report;
before(async () => {
  await nianbao.default();
  ({ report } = fixtures(nianbao.forms()).find(({ name }) => name === "shili_2017.json"));
  browser = await launch();
});
after(() => browser.close());

/**
 * Pastes what a program copied into the element in focus, which is told by a selector; resolves to
 * whether the browser is left to put it there.
 */
function paste(page, into, copied) {
  return page.locator(into).first().evaluate((element, copied) => {
    const clipboardData = new DataTransfer();
    for (const [kind, text] of Object.entries(copied)) clipboardData.setData(kind, text);
    const how = { clipboardData, bubbles: true, composed: true, cancelable: true };
    return element.dispatchEvent(new ClipboardEvent("paste", how));
  }, copied);
}

const written = async (format) => new TextDecoder().decode(await nianbao.writeReport(report, format));

for (const [name, copied] of [
  ["rich text", async () => ({ "text/html": await written("html"), "text/plain": "别的文字" })],
  ["plain text", async () => ({ "text/plain": await written("txt") })],
]) {
  test(`${name} pasted on the start page opens like a file`, async () => {
    const page = await openPage(await browser.newContext(), offlineFile);
    await page.getByText("也可以直接粘贴报告全文").waitFor();
    assert.equal(await paste(page, "body", await copied()), false);
    const cell = page.locator('[data-cell="1.1"]');
    await cell.waitFor();
    assert.equal(await cell.inputValue(), report.cells["1.1"]);
  });
}

test("what is pasted into a field stays in the field", async () => {
  const page = await openPage(await browser.newContext(), offlineFile);
  const copied = { "text/plain": await written("txt") };
  assert.equal(await paste(page, '[data-new="agency"]', copied), true);
});
