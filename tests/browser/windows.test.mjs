// Two windows with one draft lose nothing that either of them wrote.
import assert from "node:assert/strict";
import { test } from "node:test";
import { offlineFile, openPage } from "./browser.mjs";
import { browser, area, says, SAVED, fresh, resume, stores } from "./draft.mjs";

const elsewhere = (page, words) =>
  page.locator("[data-elsewhere]").filter({ hasText: words }).waitFor();

test("two windows with one draft notice each other, and the idle one can catch up", async () => {
  const context = await browser.newContext();
  const one = await fresh(context);
  await area(one).fill("全年公开信息1条。");
  await says(one, SAVED);
  const two = await openPage(context, offlineFile);
  await resume(two);
  await elsewhere(one, "在另一个窗口里也打开着");
  await elsewhere(two, "在另一个窗口里也打开着");
  await area(two).fill("全年公开信息2条。");
  await elsewhere(one, "这里不是最新内容");
  await one.getByRole("button", { name: "换成最新内容" }).click();
  await one.waitForFunction(() => /2条/.test(document.querySelector("nianbao-report").value.sections[0].text));
  await two.close();
  await one.locator("[data-elsewhere]").waitFor({ state: "hidden" });
  assert.deepEqual(one.errors, []);
});

test("two windows typing at once: both texts are stored, and stay so after both are closed", async () => {
  const context = await browser.newContext();
  const one = await fresh(context);
  await area(one).fill("共同的开头。");
  await says(one, SAVED);
  const two = await openPage(context, offlineFile);
  await resume(two);
  for (const page of [one, two]) {
    await area(page).focus();
    await page.keyboard.press("Control+End");
  }
  const numbers = Array.from({ length: 60 }, (_, i) => i % 10).join("");
  await Promise.all([
    one.keyboard.type(`甲${numbers}`, { delay: 40 }),
    two.keyboard.type(`乙${numbers}`, { delay: 40 }),
  ]);
  await elsewhere(one, "两边各存为一份草稿");
  await elsewhere(two, "两边各存为一份草稿");
  await says(one, SAVED);
  await says(two, SAVED);
  await Promise.all([one.close(), two.close()]);

  const again = await openPage(context, offlineFile);
  const { database, local } = await stores(again);
  assert.deepEqual(database, local);
  await again.locator(".draft").nth(1).waitFor();
  assert.equal(await again.locator(".draft").count(), 2);
  assert.match(await again.locator(".draft").nth(1).innerText(), /同一份报告的另一份草稿/);
  const texts = [];
  for (const index of [0, 1]) {
    await resume(again, index);
    texts.push(await area(again).inputValue());
    await again.reload();
  }
  assert.deepEqual(texts.sort(), [`共同的开头。乙${numbers}`, `共同的开头。甲${numbers}`]);
});

test("without BroadcastChannel windows hear of each other by what is stored", async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => delete window.BroadcastChannel);
  const one = await fresh(context);
  await area(one).fill("全年公开信息1条。");
  await says(one, SAVED);
  const two = await openPage(context, offlineFile);
  await resume(two);
  await area(two).fill("全年公开信息2条。");
  await elsewhere(one, "这里不是最新内容");
});
