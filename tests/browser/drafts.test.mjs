// Drafts cannot be lost: two stores, each read back; storage that is full, blocked, damaged or
// cleared; two windows; a program that stops; copies of the program with the report inside.
import assert from "node:assert/strict";
import { readFile, writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { zeroReport } from "../npm/fixtures.mjs";
import { launch, offlineFile, openPage, root, served } from "./browser.mjs";

let browser;
let hosted;
let folder;
before(async () => {
  await nianbao.default();
  browser = await launch();
  hosted = await served("dist");
  folder = await mkdtemp(`${tmpdir()}/nianbao-copy-`);
});
after(async () => {
  await browser.close();
  hosted.close();
  await rm(folder, { recursive: true, force: true });
});

const area = (page) => page.locator('textarea[data-section="1"]');
const cell = (page, id) => page.locator(`input[data-cell="${id}"]`);
const state = (page) => page.locator("[data-save-state]");
const says = (page, words) => state(page).filter({ hasText: words }).waitFor();
const SAVED = /^已保存 \d\d?:\d\d（本机 2 处）$/;
const ONE_PLACE = /^已保存 \d\d?:\d\d（本机 1 处）$/;

/** A new report on the screen, for the agency. */
async function begun(page, agency = "示例市财政局") {
  await page.locator('[data-new="agency"]').fill(agency);
  await page.locator('[data-new="create"]').click();
  await area(page).waitFor();
  return page;
}

async function fresh(context, url = offlineFile) {
  return begun(await openPage(context ?? (await browser.newContext()), url));
}

async function resume(page, index = 0) {
  await page.locator("[data-resume]").nth(index).click();
  await area(page).waitFor();
}

const valueOf = (page) => page.evaluate(() => document.querySelector("nianbao-report").value);

/** What both stores hold, by id. */
const stores = (page) =>
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

const textsIn = (texts) =>
  Object.values(texts).map((text) => JSON.parse(text).report.sections.find((s) => s.id === "1").text);

async function downloaded(page, press) {
  const waiting = page.waitForEvent("download");
  await press();
  const file = await waiting;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Scripts that take a store away before the page's own run. */
const without = {
  database: () => Object.defineProperty(window, "indexedDB", { get: () => { throw new DOMException("no", "SecurityError"); } }),
  local: () => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } }),
  room: () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("no room", "QuotaExceededError");
    };
  },
};

test("a draft is the same text in both stores before it counts as saved", async () => {
  const page = await fresh();
  assert.equal(await state(page).innerText(), "修改后自动保存在本机");
  await area(page).fill("全年公开信息12条。");
  await says(page, SAVED);
  const { database, local } = await stores(page);
  assert.deepEqual(database, local);
  assert.deepEqual(textsIn(local), ["全年公开信息12条。"]);
  assert.deepEqual(page.errors, []);
});

for (const store of ["database", "local"]) {
  test(`with the ${store} store blocked the other one keeps the draft, and the words say so`, async () => {
    const context = await browser.newContext();
    await context.addInitScript(without[store]);
    const page = await fresh(context);
    await area(page).fill("全年公开信息12条。");
    await says(page, ONE_PLACE);
    await page.close();
    const again = await openPage(context, offlineFile);
    await resume(again);
    assert.equal(await area(again).inputValue(), "全年公开信息12条。");
    await says(again, ONE_PLACE);
    assert.deepEqual(again.errors, []);
  });
}

test("with all storage blocked nothing is called saved, and a file is offered", async () => {
  const context = await browser.newContext();
  await context.addInitScript(without.database);
  await context.addInitScript(without.local);
  const page = await fresh(context);
  await area(page).fill("全年公开信息12条。");
  await says(page, "未能保存：浏览器不允许本机存储");
  const { bytes } = await downloaded(page, () => page.locator('[data-save="json"]').click());
  assert.match(JSON.parse(bytes).sections[0].text, /12条/);
  // Leaving is asked about.
  const asked = page.waitForEvent("dialog");
  page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.accept();
});

/** Takes the room of the local storage, but for less than a draft needs. */
const fill = (page) =>
  page.evaluate(() => {
    for (let size = 1 << 20; size > 128; size >>= 1) {
      try {
        for (let i = 0; ; i++) localStorage.setItem(`filler-${size}-${i}`, "x".repeat(size));
      } catch {
        // Full for pieces of this size.
      }
    }
  });

test("with no room anywhere the words say so; once there is room it is saved by itself", async () => {
  const context = await browser.newContext();
  const page = await fresh(context, hosted.address);
  const client = await context.newCDPSession(page);
  const origin = new URL(hosted.address).origin;
  // Before anything is stored, for the browser remembers for a while how much room there was.
  await client.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  await fill(page);
  await area(page).fill("全年公开信息12条。");
  await says(page, "未能保存：本机存储已满");
  await page.locator('[data-save="json"]').waitFor();
  await area(page).fill("全年公开信息13条。");
  await page.waitForTimeout(2_000);
  await says(page, "未能保存：本机存储已满");
  await page.evaluate(() => localStorage.clear());
  await client.send("Storage.overrideQuotaForOrigin", { origin });
  await state(page).filter({ hasText: /^已保存/ }).waitFor({ timeout: 20_000 });
  assert.deepEqual(textsIn((await stores(page)).local), ["全年公开信息13条。"]);
  assert.deepEqual(page.errors, []);
});

test("a full local storage is freed of what later drafts made needless", async () => {
  const context = await browser.newContext();
  const page = await fresh(context);
  await area(page).fill("全年公开信息1条。");
  await says(page, SAVED);
  await page.reload();
  await resume(page);
  await fill(page);
  await area(page).fill("全年公开信息2条。");
  await page.waitForTimeout(300);
  await says(page, SAVED);
  assert.deepEqual(textsIn((await stores(page)).local), ["全年公开信息2条。"]);
});

test("what was cleared while the page is open is stored again", async () => {
  const page = await fresh();
  await area(page).fill("全年公开信息12条。");
  await says(page, SAVED);
  await page.evaluate(() => {
    localStorage.clear();
    return new Promise((done) => (indexedDB.deleteDatabase("nianbao").onsuccess = done));
  });
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await page.waitForFunction(() => Object.keys(localStorage).some((k) => k.startsWith("nianbao:draft:")));
  await says(page, SAVED);
  const { database, local } = await stores(page);
  assert.deepEqual(database, local);
  assert.deepEqual(textsIn(local), ["全年公开信息12条。"]);
});

test("a damaged copy in one store does no harm, and damaged drafts are listed as such", async () => {
  const context = await browser.newContext();
  const page = await fresh(context);
  await area(page).fill("全年公开信息12条。");
  await says(page, SAVED);
  await page.evaluate(() => {
    const [key] = Object.keys(localStorage).filter((k) => k.startsWith("nianbao:draft:"));
    localStorage.setItem(key, localStorage.getItem(key).slice(0, 300));
    localStorage.setItem("nianbao:draft:garbage", "\u0000\u{fffd}<script>");
    localStorage.setItem("nianbao:draft:later", '{"draft":3,"report":{"year":2024}}');
    localStorage.setItem("nianbao:draft:odd", '{"draft":2,"id":"odd","past":7,"report":[]}');
    localStorage.setItem("nianbao:drafts", "[[");
  });
  await page.close();
  const again = await openPage(context, offlineFile);
  await again.locator(".draft").nth(3).waitFor();
  assert.equal(await again.locator("[data-resume]:visible").count(), 1);
  const { bytes } = await downloaded(again, () =>
    again.locator('[data-draft="later"]').getByRole("button", { name: "另存为文件" }).click(),
  );
  assert.equal(String(bytes), '{"draft":3,"report":{"year":2024}}');
  await again.locator("[data-resume]:visible").click();
  await area(again).waitFor();
  assert.equal(await area(again).inputValue(), "全年公开信息12条。");
  await area(again).fill("全年公开信息13条。");
  await says(again, SAVED);
  assert.deepEqual(again.errors, []);
});

test("a database of another program or version leaves one place", async () => {
  const context = await browser.newContext();
  const page = await openPage(context, hosted.address);
  await page.evaluate(async () => {
    await new Promise((done) => (indexedDB.deleteDatabase("nianbao").onsuccess = done));
    const request = indexedDB.open("nianbao", 9);
    await new Promise((done) => (request.onsuccess = done));
    request.result.close();
  });
  await page.reload();
  await begun(page);
  await area(page).fill("全年公开信息12条。");
  await says(page, ONE_PLACE);
  assert.deepEqual(page.errors, []);
});

test("drafts of the version before are still there, with last year's report", async () => {
  const context = await browser.newContext();
  const page = await openPage(context, offlineFile);
  const report = zeroReport(nianbao.forms(), "2021");
  const previous = { ...report, year: report.year - 1 };
  await page.evaluate(
    ([report, previous]) => {
      localStorage.setItem("nianbao:draft:18f0", JSON.stringify(report));
      localStorage.setItem("nianbao:previous:18f0", JSON.stringify(previous));
      const entry = { id: "18f0", agency: "旧", year: 2024, title: "", time: Date.now() - 60_000 };
      localStorage.setItem("nianbao:drafts", JSON.stringify([entry]));
    },
    [report, previous],
  );
  await page.reload();
  const line = await page.locator(".draft").innerText();
  const cells = Object.keys(report.cells).length;
  assert.match(line, new RegExp(`已填 ${cells}/${cells} 格 · 保存于 \\d`));
  await resume(page);
  await page.locator("[data-previous]").waitFor();
  await area(page).fill("接着写。");
  await says(page, SAVED);
  await page.reload();
  assert.equal(await page.locator(".draft").count(), 1);
  await resume(page);
  assert.equal(await area(page).inputValue(), "接着写。");
  await page.locator("[data-previous]").waitFor();
  // Deleting leaves nothing behind, of either version.
  await page.reload();
  await page.getByRole("button", { name: /^删除草稿/ }).click();
  await page.getByRole("button", { name: "确定删除" }).click();
  await page.locator(".draft").waitFor({ state: "detached" });
  assert.deepEqual(await stores(page), { database: {}, local: {} });
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
});

test("the same report opened twice is listed once; several reports with how far they are", async () => {
  const context = await browser.newContext();
  const page = await openPage(context, offlineFile);
  const one = { ...zeroReport(nianbao.forms(), "2021"), agency: "示例市水务局" };
  const two = { ...one, agency: "示例市民政局", cells: { "3.received.person": "3" } };
  for (const value of [one, two, one]) {
    await page.evaluate((v) => void (document.querySelector("nianbao-report").value = v), value);
    await says(page, SAVED);
  }
  await page.getByRole("button", { name: /返回首页/ }).click();
  const lines = await page.locator(".draft .what").allInnerTexts();
  assert.equal(lines.length, 2, lines.join("\n"));
  assert.match(lines[0], /示例市水务局\n\d{4} 年度报告 · 已填 200\/200 格 · 保存于/);
  assert.match(lines[1], /示例市民政局\n\d{4} 年度报告 · 已填 1\/200 格 · 保存于/);
  await page.locator(".draft").first().getByRole("button", { name: /^删除草稿/ }).click();
  await page.locator(".draft").first().getByRole("button", { name: "确定删除" }).click();
  await page.locator(".draft").nth(1).waitFor({ state: "detached" });
  assert.equal(Object.keys((await stores(page)).local).length, 1);
});
