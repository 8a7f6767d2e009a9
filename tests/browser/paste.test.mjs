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

/** What Excel, Word and WPS copy, of which a part is no part of the number; and what each cell takes of it. */
const MARKED = [
  ["a mark of a note in a table", "<table><tr><td>3<sup>1</sup></td></tr><tr><td>5</td></tr></table>", "31\n5", ["3", "5"], "“1”"],
  ["a struck number by class", "<style>.xl65 {text-decoration:line-through}</style><table><tr><td class=xl65>8</td></tr><tr><td>5</td></tr></table>", "8\n5", ["", "5"], "“8”"],
  ["a struck word within a cell", '<table><tr><td><span style="text-decoration:line-through">7</span>9</td></tr></table>', "79", ["9"], "“7”"],
  ["two lines in a cell", "<table><tr><td>12<br>34</td></tr><tr><td>5</td></tr></table>", "\"12\n34\"\n5", ["", "5"], "12 34"],
  ["a raised figure without a table", '<style>.a {vertical-align:super}</style><p>6<span class="a">2</span></p>', "62", ["6"], "“2”"],
];
for (const [name, html, text, values, said] of MARKED) {
  test(`${name} is no part of the number pasted into the table, and the preview says so`, async () => {
    const page = await openPage(await browser.newContext(), offlineFile);
    await paste(page, "body", { "text/html": await written("html") });
    const cell = (id) => page.locator(`[data-cell="${id}"]`);
    await cell("1.1a").waitFor();
    const [first, second] = [cell("1.1a"), cell("1.1b")];
    await first.click();
    assert.equal(await paste(page, '[data-cell="1.1a"]', { "text/html": html, "text/plain": text }), false);
    const preview = page.locator(".help.paste");
    assert.ok((await preview.innerText()).includes(said), await preview.innerText());
    await page.locator('[data-paste="take"]').click();
    assert.deepEqual([await first.inputValue(), await second.inputValue()].slice(0, values.length), values);
  });
}
