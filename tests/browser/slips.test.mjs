// A slip that explains all broken sums is told in words, with each cell before and after; one click takes it
// back, and one undo brings it again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { offlineFile, openPage } from "./browser.mjs";
import { balanced, browser, cell } from "./entry.mjs";

const SHIFTED = { "3.granted.person": "0", "3.granted.company": "20", "3.granted.total": "0" };
const SIZES = { wide: { width: 1366, height: 768 }, phone: { width: 360, height: 740 } };

for (const [name, viewport] of Object.entries(SIZES)) {
  test(`a row pasted one column off is put back by one click (${name})`, async () => {
    const page = await openPage(await browser.newContext({ viewport }), offlineFile);
    const value = balanced();
    value.cells = { ...value.cells, ...SHIFTED };
    await page.evaluate((v) => {
      document.querySelector("nianbao-report").value = v;
    }, value);
    await page.evaluate(() => document.querySelector("nianbao-report").check());
    const fix = page.locator(".fix", { hasText: "“予以公开”一行像是整体右移了一列" }).first();
    await fix.waitFor();
    const changes = await fix.locator(".changes").innerText();
    for (const change of ["0 → 20", "20 → 0"]) assert.ok(changes.includes(change), changes);
    const wide = await fix.evaluate((e) => e.scrollWidth <= e.clientWidth);
    assert.ok(wide, "nothing is cut off");
    if (process.env.PICTURES) await fix.scrollIntoViewIfNeeded();
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/slip-${name}.png` });
    await fix.getByRole("button").click();
    await fix.waitFor({ state: "detached" });
    const cells = () => page.evaluate(() => document.querySelector("nianbao-report").value.cells);
    assert.deepEqual(await cells(), balanced().cells);
    await page.keyboard.press("Control+z");
    assert.equal(await cell(page, "3.granted.company").inputValue(), "20");
    assert.deepEqual(await cells(), value.cells);
    assert.deepEqual(page.errors, []);
  });
}
