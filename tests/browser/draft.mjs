// Helpers of the tests of drafts: a browser, a new report in it, and what both stores hold.
import { readFile } from "node:fs/promises";
import { after, before } from "node:test";
import { launch, offlineFile, openPage } from "./browser.mjs";

export let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

export const area = (page) => page.locator('textarea[data-section="1"]');
export const cell = (page, id) => page.locator(`input[data-cell="${id}"]`);
export const state = (page) => page.locator("[data-save-state]");
export const says = (page, words) => state(page).filter({ hasText: words }).waitFor();
export const SAVED = /^已保存 \d\d?:\d\d（本机 2 处）$/;
export const ONE_PLACE = /^已保存 \d\d?:\d\d（本机 1 处）$/;

/** A new report on the screen, for the agency. */
export async function begun(page, agency = "示例市财政局") {
  await page.locator('[data-new="agency"]').fill(agency);
  await page.locator('[data-new="create"]').click();
  await area(page).waitFor();
  return page;
}

/** Another profile. Nobody can press the browser's own dialog in a test: copies are downloads. */
export async function profile() {
  const context = await browser.newContext();
  await context.addInitScript(() => delete window.showSaveFilePicker);
  return context;
}

export async function fresh(context, url = offlineFile) {
  context ??= await profile();
  return begun(await openPage(context, url));
}

export async function resume(page, index = 0) {
  await page.locator("[data-resume]").nth(index).click();
  await area(page).waitFor();
}

export const valueOf = (page) => page.evaluate(() => document.querySelector("nianbao-report").value);

/** What both stores hold, by id. */
export const stores = (page) =>
  page.evaluate(async () => {
    const db = await new Promise((done, fail) => {
      const request = indexedDB.open("nianbao");
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    const ask = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
    const store = db.transaction("drafts").objectStore("drafts");
    const [keys, texts] = await Promise.all([ask(store.getAllKeys()), ask(store.getAll())]);
    db.close();
    const local = Object.entries(localStorage).filter(([key]) => key.startsWith("nianbao:draft:"));
    return {
      database: Object.fromEntries(keys.map((key, i) => [key, texts[i]])),
      local: Object.fromEntries(local.map(([key, text]) => [key.slice(14), text])),
    };
  });

export const textsIn = (texts) =>
  Object.values(texts).map((text) => JSON.parse(text).report.sections.find((s) => s.id === "1").text);

export async function downloaded(page, press) {
  const waiting = page.waitForEvent("download");
  await press();
  const file = await waiting;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Scripts that take a store away before the page's own run. */
export const without = {
  database: () => Object.defineProperty(window, "indexedDB", { get: () => { throw new DOMException("no", "SecurityError"); } }),
  local: () => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } }),
  room: () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("no room", "QuotaExceededError");
    };
  },
};
