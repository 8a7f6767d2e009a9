// The job as a screen reader meets it, by Chromium's own accessibility tree: open last year's file, begin this
// year's, fill a cell, go to a finding and mend it, download. Every control has a name, the focus is never
// lost, and what is spoken is spoken once. In the one-file page.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { drawn, heard, root } from "./browser.mjs";
import { opened, press } from "./entry.mjs";
import { violations } from "./axe.mjs";

const CONTROLS = new Set(["button", "link", "textbox", "combobox", "checkbox", "menuitem", "tab", "spinbutton", "listbox", "DisclosureTriangle"]);

/** What the accessibility tree has of the page: nameless controls, and the control with the focus. */
async function tree(page, session) {
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const seen = nodes.filter((node) => !node.ignored);
  const property = (node, name) => node.properties?.find((p) => p.name === name)?.value.value;
  const nameless = seen.filter((node) => CONTROLS.has(node.role?.value) && !node.name?.value?.trim());
  const focused = seen.filter((node) => property(node, "focused") === true && node.role?.value !== "RootWebArea");
  return { nameless: nameless.map((node) => node.role.value), focused: focused.map((node) => node.name?.value), count: seen.length };
}

/** Notes what the live regions of the page say, each time their words change. */
function listen() {
  window.spoken = [];
  const last = new WeakMap();
  const live = "[role=status], [role=alert], [aria-live]";
  const watch = (root) => {
    const tell = (records) => {
      const regions = new Set();
      for (const { target } of records) {
        const element = target.nodeType === 1 ? target : target.parentElement;
        const region = element?.closest(live);
        if (region) regions.add(region);
      }
      for (const region of regions) {
        const words = region.checkVisibility?.() === false ? "" : region.textContent.trim();
        if (words === (last.get(region) ?? "")) continue;
        last.set(region, words);
        if (words) window.spoken.push(words);
      }
    };
    new MutationObserver(tell).observe(root, { childList: true, subtree: true, characterData: true });
  };
  customElements.whenDefined("nianbao-report").then(() => watch(document.querySelector("nianbao-report").shadowRoot));
}

test("a screen reader hears of every step once, meets no nameless control, and never loses its place", async () => {
  const page = await opened(undefined, listen);
  await page.setViewportSize({ width: 1366, height: 768 });
  const session = await page.context().newCDPSession(page);
  await session.send("Accessibility.enable");
  /** Takes a step and looks at the tree after it; returns what was spoken. */
  const step = async (name, act, { settles = true } = {}) => {
    await page.evaluate(() => (window.spoken.length = 0));
    await act();
    await drawn(page);
    // The result is announced a second after the last change.
    if (settles) await page.waitForTimeout(1_500);
    const { nameless, focused, count } = await tree(page, session);
    assert.deepEqual(nameless, [], `${name}: nameless controls`);
    assert.ok(count > 20, `${name}: a tree`);
    assert.equal(focused.length, 1, `${name}: the focus is at ${focused}`);
    assert.ok(focused[0], `${name}: the place with the focus has a name`);
    const spoken = await page.evaluate(() => window.spoken);
    assert.equal(new Set(spoken).size, spoken.length, `${name}: spoken twice: ${spoken.join(" | ")}`);
    assert.deepEqual(await violations(page), [], name);
    return spoken;
  };

  const sample = JSON.parse(await readFile(`${root}tests/reports/shili_2024.json`, "utf8"));
  const sections = sample.sections.map((s) => ({ ...s, text: s.id === "1" ? "2023年，我局公开信息120条。" : "没有发生。" }));
  const buffer = Buffer.from(JSON.stringify({ ...sample, sections, preface: "统计期限为2024年1月1日至12月31日。" }));
  const begun = await step("begin", async () => {
    await page.locator('input[type=file][data-open="next"]').first().focus();
    await page.locator('input[type=file][data-open="next"]').first().setInputFiles({ name: "报告.json", mimeType: "application/json", buffer });
    await page.locator("[data-cell]").first().waitFor();
  });
  assert.ok(begun.some((words) => words.includes("已开始2025年的报告")), begun.join(" | "));

  const filled = await step("fill a cell", async () => {
    await page.locator('[data-cell="2.regulation.made"]').focus();
    await heard(page, "nianbao-check", () => page.keyboard.type("4"));
    await press(page, "Tab");
  });
  assert.ok(filled.some((words) => /提醒/.test(words)), filled.join(" | "));

  const rest = await step("fill the rest", async () => {
    await page.locator('figure [data-fill]').first().focus();
    await press(page, "Enter");
  });
  assert.ok(rest.some((words) => /上年不是 0 的 \d+ 格没有填/.test(words)), rest.join(" | "));

  // F8 leads to the year that is left over, and says what it is.
  let words = "";
  for (let i = 0; i < 30 && !words.includes("V-08"); i++) {
    words = (await step("F8", () => press(page, "F8"), { settles: false })).join(" ");
    assert.match(words, /第 \d+ 条，共 \d+ 条/);
  }
  assert.match(words, /V-08/);
  await step("the figure's buttons", async () => {
    await press(page, "ArrowLeft");
    await page.locator('.aid [data-mends="year"]').waitFor();
    await press(page, "Tab");
  });
  const mended = await step("mend", async () => {
    await page.locator('.aid [data-mends="year"]').first().focus();
    await press(page, "Enter");
  });
  assert.ok(mended.some((words) => words.includes("改为“2025”")), mended.join(" | "));
  const undone = await step("undo", () => press(page, "Control+z"));
  assert.ok(undone.length <= 1, undone.join(" | "));

  const saved = await step("download", async () => {
    await page.locator("[data-download=docx]").first().focus();
    const download = page.waitForEvent("download");
    await press(page, "Enter");
    await download;
  });
  assert.ok(saved.some((words) => words.includes("已下载")), saved.join(" | "));
  assert.deepEqual(page.errors, []);
});
