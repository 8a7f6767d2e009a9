// Drafts cannot be lost: two stores, each read back; storage that is full, blocked, damaged or
// cleared. `windows.test.mjs` has two windows with one draft.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { zeroReport } from "../npm/fixtures.mjs";
import { offlineFile, openPage, served } from "./browser.mjs";
import {
  browser, area, state, says, SAVED, ONE_PLACE, begun, fresh, resume, stores, textsIn, downloaded, without,
} from "./draft.mjs";

let hosted;
before(async () => {
  await nianbao.default();
  hosted = await served("dist");
});
after(() => hosted.close());

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
  // Another report may be opened; this one waits in the window.
  await page.getByRole("button", { name: /返回首页/ }).click();
  await page.locator(".draft").getByText("没有存下来，只在这个窗口里").waitFor();
  await begun(page, "示例市水务局");
  await page.getByRole("button", { name: /返回首页/ }).click();
  await resume(page);
  assert.equal(await area(page).inputValue(), "全年公开信息12条。");
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
  await page.evaluate(() => {
    window.refused = [];
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, text) {
      try {
        return setItem.call(this, key, text);
      } catch (error) {
        refused.push(text);
        throw error;
      }
    };
  });
  await area(page).fill("全年公开信息13条。");
  // The new words were tried, too.
  await page.waitForFunction(() => refused.some((text) => text.includes("全年公开信息13条。")));
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
  await page.waitForFunction(() =>
    Object.values(localStorage).some((text) => text.includes("全年公开信息2条。")));
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
    const odd = { draft: 2, family: "odd", rev: 1, time: 9e15, past: [], report: { nianbao: 1, form: "2021" } };
    const put = (id, change) =>
      localStorage.setItem(`nianbao:draft:${id}`, JSON.stringify({ ...odd, id, time: 1, ...change }));
    put("endless", { time: 9e15 });
    put("itself", { past: [["itself", 1]] });
    put("words", { report: { nianbao: 1, form: "2021", agency: { toString: 1 } } });
    put("links", { past: [[{}, "1"]] });
    localStorage.setItem("nianbao:draft:deep", `{"draft":2,"report":${"[".repeat(9e4)}${"]".repeat(9e4)}}`);
    localStorage.setItem("nianbao:drafts", "[[");
  });
  await page.close();
  const again = await openPage(context, offlineFile);
  await again.locator("[data-all-drafts]").click();
  await again.locator(".draft").nth(8).waitFor();
  // The copy in the database is read a moment after the damaged one.
  await again.locator("[data-resume]:visible").first().waitFor();
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

test("drafts that name each other are both listed; one that is no report says so when it is opened", async () => {
  const context = await browser.newContext();
  const page = await openPage(context, offlineFile);
  await page.evaluate((report) => {
    const put = (id, time, past, report) => {
      const draft = { draft: 2, id, family: "f", rev: 1, time, past, report, previous: null };
      localStorage.setItem(`nianbao:draft:${id}`, JSON.stringify(draft));
    };
    put("one", 1, [["two", 1]], { ...report, agency: "甲局" });
    put("two", 2, [["one", 1]], { ...report, agency: "乙局" });
    put("three", 3, [], { ...report, agency: "丙局", form: "1999" });
  }, zeroReport(nianbao.forms(), "2021"));
  await page.reload();
  // The later one hides the one that it continues, and is not hidden by it.
  await page.locator('[data-draft="two"]').waitFor();
  assert.equal(await page.locator(".draft").count(), 2);
  const odd = page.locator('[data-draft="three"]');
  await odd.locator("[data-resume]").click();
  const { bytes } = await downloaded(page, () => odd.getByRole("button", { name: "另存为文件" }).click());
  assert.equal(JSON.parse(bytes).report.form, "1999");
  await page.locator('[data-draft="two"] [data-resume]').click();
  await area(page).waitFor();
});

test("a clock that is set back while somebody types", async () => {
  const context = await browser.newContext();
  const page = await fresh(context);
  await area(page).fill("全年公开信息12条。");
  await says(page, SAVED);
  await page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() - 3 * 3_600_000;
  });
  await area(page).pressSequentially("又公开3条。", { delay: 120 });
  // Typing goes on without a pause of 250 ms, and is stored all the same.
  await page.waitForFunction(() =>
    Object.entries(localStorage).some(([k, v]) => k.startsWith("nianbao:draft:") && v.includes("又公")));
  await page.close();
  const again = await openPage(context, offlineFile);
  await resume(again);
  assert.match(await area(again).inputValue(), /又公开3条/);
  assert.equal(await again.evaluate(() => document.querySelector("nianbao-report").value.agency), "示例市财政局");
});

test("in a page whose library gives toJSON to arrays, what is called saved opens again", async () => {
  for (const library of [
    // Prototype.js 1.6
    () => {
      Array.prototype.toJSON = function () {
        return `[${this.map((item) => JSON.stringify(item)).join(",")}]`;
      };
    },
    () => {
      Object.prototype.toJSON = function () {
        return { of: Object.keys(this).length };
      };
    },
    // One that adds to all objects, as old scripts do.
    () => {
      for (const name of ["each", "id", "from", "where", "changed", "time", "extend"]) Object.prototype[name] = () => name;
      for (const name of ["remove", "last"]) Array.prototype[name] = () => name;
    },
  ]) {
    const context = await browser.newContext();
    await context.addInitScript(library);
    const page = await fresh(context, hosted.address);
    await area(page).fill("全年公开信息12条。");
    await says(page, SAVED);
    await page.close();
    const again = await openPage(context, hosted.address);
    await resume(again);
    assert.equal(await area(again).inputValue(), "全年公开信息12条。");
    assert.deepEqual(again.errors, []);
  }
});

test("where a library breaks how JSON is read, nothing is called saved", async () => {
  const context = await browser.newContext();
  const page = await fresh(context);
  await page.evaluate(() => {
    const parse = JSON.parse;
    JSON.parse = (text) => {
      const value = parse(text);
      if (value?.report) value.report.cells = {};
      return value;
    };
  });
  await page.locator('input[data-cell="3.received.person"]').fill("12");
  await says(page, "存入后读回的内容不一致");
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
  await page.locator(".draft").waitFor();
  const [, filled, written, saved] = await page.locator(".draft .piece").allInnerTexts();
  const cells = Object.keys(report.cells).length;
  assert.equal(filled, `已填 ${cells}/${cells} 格`);
  assert.match(written, /^正文 \d+ 字$/);
  assert.match(saved, /^保存于 \d/);
  await resume(page);
  await page.locator("[data-previous]").waitFor();
  await area(page).fill("接着写。");
  await says(page, SAVED);
  await page.reload();
  await page.locator(".draft").first().waitFor();
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
  const lines = page.locator(".draft .what");
  await lines.nth(1).waitFor();
  assert.equal(await lines.count(), 2);
  assert.deepEqual(await lines.locator("b").allInnerTexts(), [one.agency, two.agency]);
  const pieces = (await lines.locator(".piece").allInnerTexts()).join(" ");
  assert.match(pieces, /^\d{4} 年度报告 已填 200\/200 格 正文.*保存于.*\d{4} 年度报告 已填 1\/200 格 正文.*保存于/);
  await page.locator(".draft").first().getByRole("button", { name: /^删除草稿/ }).click();
  await page.locator(".draft").first().getByRole("button", { name: "确定删除" }).click();
  await page.locator(".draft").nth(1).waitFor({ state: "detached" });
  assert.equal(Object.keys((await stores(page)).local).length, 1);
});

test("a draft named by the host page goes on where it was, from either store", async () => {
  const context = await browser.newContext();
  const html = `<!DOCTYPE html><meta charset="utf-8"><script type="module" src="npm/nianbao.js"></script>
    <nianbao-report draft-key="portal" year="2024" agency="示例市水务局"></nianbao-report>`;
  await context.route("**/portal.html", (route) =>
    route.fulfill({ contentType: "text/html; charset=utf-8", body: html }),
  );
  const page = await openPage(context, `${hosted.address}portal.html`);
  for (const [i, text] of ["第一次。", "第二次。", "第三次。"].entries()) {
    await area(page).waitFor();
    await area(page).fill(text);
    await says(page, SAVED);
    // The database alone has to do as well.
    if (i === 1) await page.evaluate(() => localStorage.clear());
    await page.reload();
    await page.waitForFunction(
      (text) => document.querySelector("nianbao-report").value?.sections[0].text === text,
      text,
    );
  }
  await page.locator("nianbao-report").evaluate((element) => element.setAttribute("draft-key", ""));
  assert.deepEqual(page.errors, []);
});
