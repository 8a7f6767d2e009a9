// The desk by keyboard alone and for a screen reader, in the one-file page: what the accessibility tree
// says, that every tiding is spoken once, and that axe finds nothing in any state.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "./axe.mjs";
import { launch } from "./browser.mjs";
import { damaged, desk as deskOf, file, last, open, panel, reportOf } from "./matrix.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const WRONG = { "3.received.total": "999" };
const FILES = [file("示例市水务局", WRONG), { ...file("示例市水务局"), name: "副本.txt" }, file("示例市水务局", {}, last),
  file("示例市教育局"), { ...damaged, name: "示例市民政局.docx" }];
const LIST = "示例市水务局\n示例市教育局\n示例市民政局\n示例市统计局";

const desk = (files = FILES) => deskOf(browser, files);
const active = (page) => page.evaluate(() => {
  const one = document.querySelector("nianbao-report").shadowRoot.activeElement;
  return one && (one.dataset.spot ?? one.textContent.trim());
});

/** Waits until the focus has come to an element with these words, which may follow what is said. */
async function at(page, words) {
  const end = Date.now() + 5_000;
  while (Date.now() < end && !words.test((await active(page)) ?? "")) await page.waitForTimeout(20);
  assert.match(String(await active(page)), words);
}

/** Presses a key until the focused element has these words. */
async function until(page, key, words) {
  for (let i = 0; i < 60; i++) {
    if ((await active(page))?.includes(words)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} does not lead to ${words}, but to ${await active(page)}`);
}

/** Notes in `spoken` what live regions say from now on. */
async function listen(page) {
  await page.evaluate(() => {
    window.spoken = [];
    const root = document.querySelector("nianbao-report").shadowRoot;
    const said = new WeakMap();
    const live = "[role=status], [role=alert], [aria-live]";
    const look = (region) => {
      const words = region.innerText?.trim() ?? region.textContent.trim();
      if (words && said.get(region) !== words) window.spoken.push(words);
      said.set(region, words);
    };
    for (const region of root.querySelectorAll(live)) said.set(region, region.innerText?.trim() ?? "");
    new MutationObserver((changes) => {
      const all = changes.map(({ target }) => (target.nodeType === 1 ? target : target.parentElement)?.closest(live));
      new Set(all.filter(Boolean)).forEach(look);
    }).observe(root, { childList: true, subtree: true, characterData: true, attributes: true });
  });
}
const times = (page, words) => page.evaluate((words) => window.spoken.filter((said) => said.includes(words)).length, words);

test("the whole job is done by keyboard: open, mend, come back, put away, put back", async () => {
  const page = await desk();
  await page.locator("body").click({ position: { x: 2, y: 2 } });
  await until(page, "Tab", "雷同");
  await until(page, "Tab", "有错误");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await until(page, "Tab", "0-0");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await panel(page).getByRole("heading", { level: 2 }).waitFor();
  await until(page, "Tab", "打开修改");
  await page.keyboard.press("Enter");
  const cell = page.locator('[data-cell="3.received.total"]');
  await cell.waitFor();
  await cell.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(reportOf("甲").cells["3.received.total"]);
  await page.evaluate(() => history.back());
  await page.locator(".said.any").waitFor();
  await at(page, /^\d+-0$/);
  await page.keyboard.press("Enter");
  await until(page, "Tab", "恢复为文件原来的内容");
  await page.keyboard.press("Enter");
  await page.locator(".said", { hasText: "已恢复" }).waitFor();
  await at(page, /^\d+-0$/);
  await page.keyboard.press("Enter");
  await until(page, "Tab", "移走这个文件");
  await page.keyboard.press("Enter");
  await page.locator(".said", { hasText: "已移走" }).waitFor();
  await until(page, "Shift+Tab", "放回");
  await page.keyboard.press("Enter");
  await page.locator(".said", { hasText: "已放回" }).waitFor();
  await at(page, /^\d+-0$/);
  // Leaving a panel leads back to where it was opened.
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await at(page, /^\d+-0$/);
  await page.getByRole("button", { name: "整改通知", exact: true }).first().focus();
  await page.keyboard.press("Enter");
  await at(page, /^整改通知$/);
  await page.keyboard.press("Escape");
  await at(page, /^整改通知$/);
  assert.deepEqual(page.errors, []);
});

test("the accessibility tree names everything that can be used", async () => {
  const page = await desk();
  await open(page, "应报送名单");
  await page.locator('[data-list="expected"]').fill(LIST);
  await page.locator("[data-absent]").first().waitFor();
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const told = nodes.filter((node) => !node.ignored).map(({ role, name }) => [role?.value, name?.value ?? ""]);
  const names = (role) => told.filter(([own]) => own === role).map(([, name]) => name);
  for (const role of ["button", "textbox", "searchbox", "combobox", "rowheader", "columnheader", "grid", "main", "complementary", "checkbox"]) {
    assert.ok(names(role).every((name) => name.trim()), `a ${role} without a name`);
  }
  assert.deepEqual(names("grid"), ["单位和规则"]);
  assert.deepEqual(names("main"), ["自检多份"]);
  assert.deepEqual(names("complementary"), ["应报送名单"]);
  const heads = names("rowheader").join("\n");
  for (const words of ["示例市水务局", "采用（共 2 份）", "不另计", "认作示例市民政局的文件", "示例市统计局 未报送"]) {
    assert.ok(heads.includes(words), `${words} is not in\n${heads}`);
  }
  const chips = names("button");
  assert.ok(chips.some((name) => /^未报送 ?1$/.test(name)), chips.join("|"));
});

test("what happens on the desk is spoken once", async () => {
  const page = await desk();
  await listen(page);
  await page.locator('[data-unit="示例市教育局"]').first().click();
  await panel(page).locator("[data-remove]").click();
  await page.locator("[data-put-back]").waitFor();
  await page.locator("[data-put-back]").click();
  await page.locator(".said", { hasText: "已放回" }).waitFor();
  await page.locator('input[type=file][data-open="many"]').first().setInputFiles([file("示例市统计局")]);
  await page.locator('[data-unit="示例市统计局"]').waitFor();
  await page.locator('[data-progress="done"]').waitFor();
  await open(page, "整改通知");
  await page.locator('[data-letter="改正期限"]').fill("2025-02-30");
  await panel(page).getByRole("alert").filter({ hasText: "没有这一天" }).waitFor();
  for (const words of ["已移走 ", "已放回 ", "检查完毕", "没有这一天"]) {
    assert.equal(await times(page, words), 1, `${words}: ${await page.evaluate(() => window.spoken.join(" | "))}`);
  }
});

test("axe finds nothing in any state of the desk, also on a phone", async () => {
  const page = await desk();
  const clean = async (state) => assert.deepEqual(await violations(page), [], state);
  await open(page, "应报送名单");
  await page.locator('[data-list="expected"]').fill(LIST);
  await page.locator("[data-absent]").first().waitFor();
  await clean("list of those expected");
  await page.locator("select[data-select=年度]").selectOption("2023");
  await open(page, "汇总");
  await page.locator('[data-sum="go"]').click();
  await page.locator("[data-rolled]").waitFor();
  await clean("sum");
  await open(page, "整改通知");
  await page.locator('[data-letter="改正期限"]').fill("2025-02-30");
  await page.locator("[data-template]").click();
  await page.locator('[data-letter="resend"]').waitFor();
  await clean("letters");
  await page.locator('[data-unit="示例市民政局.docx"]').click();
  await clean("unread file");
  await page.locator('[data-unit="示例市教育局"]').click();
  await panel(page).locator("[data-open-row]").click();
  await page.locator('[data-cell="3.received.total"]').fill("7");
  await page.locator('[data-place="toolbar"]').click();
  await panel(page).locator("[data-corrected]").waitFor();
  await clean("corrected report");
  await page.setViewportSize({ width: 360, height: 640 });
  await page.locator('[data-size="narrow"]').first().waitFor();
  await clean("corrected report on a phone");
  await page.keyboard.press("Escape");
  await panel(page).locator("[data-close]").click();
  await clean("matrix on a phone");
});
