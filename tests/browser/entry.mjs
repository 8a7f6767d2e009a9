// Helpers of the tests of the editor: a browser, a page with a report, its cells and the focus.
import { after, before } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { zeroReport } from "../npm/fixtures.mjs";
import { launch, offlineFile, openPage } from "./browser.mjs";

export let browser;
before(async () => {
  await nianbao.default();
  browser = await launch();
});
after(() => browser.close());

/** A page with this report open, and a clipboard it may use; `script` runs before the page's own. */
export async function opened(report, script = () => {}) {
  const permissions = ["clipboard-read", "clipboard-write"];
  const context = await browser.newContext({ permissions, acceptDownloads: true });
  await context.addInitScript(script);
  const page = await openPage(context, offlineFile);
  if (report) {
    await page.evaluate((value) => (document.querySelector("nianbao-report").value = value), report);
    await page.locator("[data-cell]").first().waitFor();
  }
  return page;
}

export const report = (form, cells = {}) => {
  const zeros = zeroReport(nianbao.forms(), form);
  return { ...zeros, cells: { ...zeros.cells, ...cells } };
};
/** A report of the newest form in which all sums hold, with some figures. */
export function balanced() {
  const value = zeroReport(nianbao.forms(), "2021");
  const some = { "3.received.person": "22", "3.granted.person": "20", "3.refused.secret.person": "2" };
  const sums = { "3.received.total": "22", "3.granted.total": "20", "3.refused.secret.total": "2" };
  const done = { "3.processed.person": "22", "3.processed.total": "22" };
  return { ...value, cells: { ...value.cells, ...some, ...sums, ...done } };
}

export const blank = (form) => ({ ...zeroReport(nianbao.forms(), form), cells: {} });
export const cell = (page, id) => page.locator(`input[data-cell="${id}"]`);
export const finding = (page, rule) => page.locator(`[data-finding="${rule}"]`);
export const valueOf = (page) => page.evaluate(() => document.querySelector("nianbao-report").value);

/** The deepest element with the focus: its data attributes and what it holds. */
export const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const { value, selectionStart, selectionEnd } = element;
    return { ...element.dataset, tag: element.tagName, value, selectionStart, selectionEnd };
  });

/** Types a number into a cell in place of what it holds, and leaves the cell. */
export async function type(page, id, text) {
  await cell(page, id).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
  await page.keyboard.press("Tab");
}

export async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}
