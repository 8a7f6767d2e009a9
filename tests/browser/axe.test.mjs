// axe-core finds no accessibility violation in any state of the page, light and dark, in
// large type and on a phone, inside and outside the shadow root.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "./axe.mjs";
import { launch, offlineFile, openPage, root } from "./browser.mjs";

let browser;
before(async () => void (browser = await launch()));
after(() => browser.close());

/** Every state a user meets, by what leads there from the start page. */
const STATES = {
  start: async () => {},
  "empty report": async (page) => {
    await page.locator('[data-new="create"]').click();
    await page.locator("[data-cell]").first().waitFor();
  },
  "report with findings": sample,
  "cell with a fault": async (page) => {
    await sample(page);
    await page.locator('[data-cell="3.processed.total"]').click();
  },
  "warning being explained": async (page) => {
    await sample(page);
    await page.locator("[data-explain]:visible").first().click();
  },
  "menu of formats": async (page) => {
    await sample(page);
    await page.getByLabel("下载其他格式").click();
  },
  rules: (page) => shown(page, "[data-rules]"),
  picture: (page) => shown(page, '[data-page="picture"]'),
  help: (page) => shown(page, '[data-page="help"]'),
  pages: (page) => shown(page, '[data-page="pages"]'),
  desk: (page) => desk(page),
  "desk with a report": async (page) => {
    await desk(page);
    await page.locator("[data-unit]").first().click();
    await page.locator("[data-open-row]").waitFor();
  },
  "desk with notices": async (page) => {
    await desk(page);
    await page.getByRole("button", { name: "整改通知", exact: true }).click();
    await page.locator('[data-notice="all"]').waitFor();
  },
  "desk with the list of those expected": async (page) => {
    await desk(page);
    await page.getByRole("button", { name: "应报送名单", exact: true }).click();
    await page.locator('[data-list="expected"]').fill("示例市人民政府\n示例市教育局");
    // On a phone the list stands in the place of the matrix.
    await page.locator("[data-absent]").waitFor({ state: "attached" });
  },
  "begun from last year's, with the rest filled and a year at the caret": async (page) => {
    await page.locator('input[type=file][data-open="next"]').first().setInputFiles(`${root}tests/reports/shili_2024.json`);
    await page.locator("[data-cell]").first().waitFor();
    await page.waitForFunction(() => document.querySelector("nianbao-report").value?.year === 2025);
    await page.locator('figure [data-fill]').first().click();
    await page.locator('figure [data-fill-all]').first().waitFor();
    await page.locator('textarea[data-section="1"]').evaluate((area) => {
      area.focus();
      area.setSelectionRange(1, 1);
      area.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
    });
  },
  "two drafts compared": async (page) => {
    for (const number of ["3", "4"]) {
      await page.locator("[data-new=agency]").fill("示例市水务局");
      await page.locator("[data-new=create]").click();
      await page.locator('[data-cell="3.received.person"]').fill(number);
      await page.locator("[data-save-state=saved]").waitFor();
      await page.getByRole("button", { name: /返回首页/ }).click();
      await page.locator("[data-resume]").first().waitFor();
    }
    await page.locator("[data-compare]:visible").click();
    await page.locator("table.apart td").first().waitFor();
  },
  "file with guessed heads": async (page) => {
    const text = "一、总体情况\n2022年，示例县水务局公开信息12条。\n二、主动公开政府信息情况\n示例县水务局\n2023年1月20日";
    const file = { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from(text) };
    await page.locator('input[type=file][data-open="report"]').first().setInputFiles(file);
    await page.locator('[data-guess="年度"]').waitFor();
    await page.locator('[data-guess="机关类别"]').waitFor();
  },
  "file that cannot be opened": async (page) => {
    const file = { name: "a.png", mimeType: "image/png", buffer: Buffer.from("\x89PNG\r\n\x1a\n", "latin1") };
    await page.locator('input[type=file][data-open="report"]').first().setInputFiles(file);
    await page.getByRole("alert").filter({ hasText: "图片" }).waitFor();
  },
};

async function desk(page) {
  const files = ["shili_2024", "shili_2023", "shili_2017"].map((name) => `${root}tests/reports/${name}.json`);
  await page.locator('input[type=file][data-open="many"]').setInputFiles(files);
  await page.locator('[data-progress="done"]').waitFor({ timeout: 30_000 });
}

async function sample(page) {
  await page.locator("[data-sample]").click();
  await page.locator("[data-finding]").first().waitFor({ state: "attached" });
}

async function shown(page, button) {
  await sample(page);
  if (!(await page.locator(button).isVisible())) await page.locator(".bar button").first().click();
  await page.locator(button).click();
  await page.locator(".page #page-heading").waitFor();
  await page.locator(".charts svg, .rules li, .help dl, .sheet").first().waitFor();
}

const LOOKS = {
  light: { viewport: { width: 1366, height: 768 } },
  dark: { viewport: { width: 1366, height: 768 }, colorScheme: "dark" },
  phone: { viewport: { width: 360, height: 740 } },
  "large type": { viewport: { width: 1366, height: 768 }, large: true },
};

for (const [look, { large, ...options }] of Object.entries(LOOKS)) {
  for (const [state, lead] of Object.entries(STATES)) {
    // On a narrow screen findings and rules lie in a panel of their own.
    if (/phone|large/.test(look) && ["rules", "warning being explained"].includes(state)) continue;
    test(`${state}, ${look}`, { timeout: 60_000 }, async () => {
      const context = await browser.newContext(options);
      const page = await openPage(context, offlineFile);
      await page.locator("[data-new]").first().waitFor();
      if (large) await page.locator("[data-large]").first().click();
      await lead(page);
      assert.deepEqual(await violations(page), []);
      await context.close();
    });
  }
}
