// The page as a clerk uses it, by the hooks of the contract: the one-file page from file://, and the
// hosted page under a strict policy.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { zeroReport } from "../npm/fixtures.mjs";
import { heard, offlineFile, openPage, root, served, STRICT_POLICY } from "./browser.mjs";
import { balanced, browser, cell, finding, focused, type } from "./entry.mjs";

let hosted;
let report;
before(async () => {
  await nianbao.default();
  report = zeroReport(nianbao.forms(), "2014");
  hosted = await served("dist", { "content-security-policy": STRICT_POLICY });
});
after(() => hosted.close());

const places = {
  "the one file": () => offlineFile,
  "the hosted page": () => hosted.address,
};

/** The page with the report opened from a file, as a user opens it. */
async function opened(context, url, format = "json") {
  const page = await openPage(context, url);
  await choose(page, format);
  return page;
}

async function choose(page, format) {
  const buffer = Buffer.from(await nianbao.writeReport(report, format));
  const mimeType = "application/octet-stream";
  const input = page.locator('input[type=file][data-open="report"]').first();
  await input.setInputFiles({ name: `年报.${format}`, mimeType, buffer });
  await page.locator('[data-cell="3.1"]').waitFor();
}

for (const [place, url] of Object.entries(places)) {
  test(`${place}: a file is opened, edited, undone and checked`, async () => {
    const page = await opened(await browser.newContext(), url(), "docx");
    assert.equal(await cell(page, "9.1").inputValue(), "0");

    await cell(page, "9.1").click();
    assert.match(await page.locator(".help:visible").innerText(), /读自.*表 1，第 \d+ 行第 \d+ 列/);

    await type(page, "3.1", "5");
    await finding(page, "A-01").first().waitFor();
    await finding(page, "A-01").first().click();
    assert.match((await focused(page)).cell, /^3\.1/);

    await type(page, "3.1.3", "5");
    await finding(page, "A-01").waitFor({ state: "detached" });
    await page.keyboard.press("Control+z");
    await finding(page, "A-01").first().waitFor();
    assert.equal(await cell(page, "3.1.3").inputValue(), "0");
    assert.deepEqual(page.errors, []);
  });

  test(`${place}: a download carries what was typed`, async () => {
    const page = await opened(await browser.newContext(), url());
    await type(page, "3.1", "7");
    for (const format of ["docx", "html", "json"]) {
      const button = page.locator(`[data-download="${format}"]`).first();
      // A second format may wait in a menu.
      const waiting = page.waitForEvent("download");
      await button.dispatchEvent("click");
      const download = await waiting;
      const name = `示例市财政局2017年政府信息公开工作年度报告.${format}`;
      assert.equal(download.suggestedFilename(), name);
      const bytes = new Uint8Array(await readFile(await download.path()));
      const { report: read } = await nianbao.readReport(bytes, name);
      assert.equal(read.cells["3.1"], "7", format);
    }
    assert.deepEqual(page.errors, []);
  });

  test(`${place}: what was typed is there after closing and reopening`, async () => {
    const context = await browser.newContext();
    const page = await opened(context, url());
    await type(page, "3.1", "11");
    const narrative = page.locator('textarea[data-section="1"]');
    await narrative.fill("本年度共收到申请11件。");
    await page.locator("[data-save-state]").filter({ hasText: /^已保存 \d/ }).waitFor();
    await page.close();

    const again = await openPage(context, url());
    await again.locator("[data-resume]").first().click();
    await cell(again, "3.1").waitFor();
    assert.equal(await cell(again, "3.1").inputValue(), "11");
    assert.equal(await again.locator('textarea[data-section="1"]').inputValue(), "本年度共收到申请11件。");
  });

  test(`${place}: a file that is no report is refused and the open report stays`, async () => {
    const page = await opened(await browser.newContext(), url());
    await type(page, "3.1", "3");
    const buffer = Buffer.from(Uint8Array.from({ length: 4096 }, (_, i) => (i * 197 + 13) & 255));
    const input = page.locator('input[type=file][data-open="report"]').first();
    const error = await heard(page, "nianbao-error", () =>
      input.setInputFiles({ name: "noise.docx", mimeType: "application/octet-stream", buffer }),
    );
    assert.match(error.code, /^(damaged|unsupported)$/);
    assert.match(error.message, /[一-龥]/);
    await page.locator(".notice.error").waitFor();
    assert.equal(await page.locator(".told p").count(), 0);
    assert.equal(await cell(page, "3.1").inputValue(), "3");
  });
}

test("the one file makes no request, whatever is done with it", async () => {
  const page = await opened(await browser.newContext(), offlineFile, "docx");
  await type(page, "3.1", "5");
  const waiting = page.waitForEvent("download");
  await page.locator('[data-download="docx"]').first().dispatchEvent("click");
  await waiting;
  assert.deepEqual(page.requests, []);
});

test("the hosted page asks its own folder only, also from a subfolder", async () => {
  const parent = await served(".");
  const address = `${parent.address}dist/`;
  const page = await opened(await browser.newContext(), address, "docx");
  assert.ok(page.requests.length > 3);
  for (const request of page.requests) assert.ok(request.startsWith(address), request);
  parent.close();
});

test("a page that embeds the package gets an element with value, findings and events", async () => {
  const embedded = await served("dist");
  const page = await openPage(await browser.newContext(), `${embedded.address}embed.html`);
  await page.waitForFunction(() => document.querySelector("nianbao-report").shadowRoot);
  const result = await page.evaluate(async (value) => {
    const one = document.querySelector("nianbao-report");
    const two = document.createElement("nianbao-report");
    two.setAttribute("draft-key", "");
    document.body.append(two);
    const three = document.createElement("nianbao-report");
    three.setAttribute("draft-key", "");
    three.value = { ...value, agency: "示例市水务局" };
    document.body.append(three);
    const checked = new Promise((done) =>
      one.addEventListener("nianbao-check", ({ detail }) => done(detail), { once: true }),
    );
    one.value = value;
    const { findings } = await checked;
    // Moving the element in the page loses nothing.
    document.body.prepend(one);
    const bytes = await one.export("docx");
    return {
      broken: findings.filter((f) => f.rule === "A-01").length,
      kept: one.value.cells["3.1"],
      other: two.value && two.value.cells["3.1"],
      early: three.value.agency,
      bytes: [...bytes.slice(0, 2)],
    };
  }, { ...report, cells: { ...report.cells, "3.1": "5" } });
  assert.deepEqual(result.bytes, [0x50, 0x4b]);
  assert.equal(result.broken, 1);
  assert.equal(result.kept, "5");
  assert.notEqual(result.other, "5");
  assert.equal(result.early, "示例市水务局", "a value set before the element has its place");
  embedded.close();
});

for (const name of ["README.md", "README.zh.md"]) {
  test(`the page in ${name} works`, async () => {
    const text = await readFile(`${root}${name}`, "utf8");
    const body = `<!DOCTYPE html>${/^```html\n(.*?)^```/ms.exec(text)[1]}`;
    const context = await browser.newContext();
    const contentType = "text/html; charset=utf-8";
    await context.route("**/portal.html", (route) => route.fulfill({ contentType, body }));
    const page = await openPage(context, `${hosted.address}portal.html`);
    await cell(page, "3.received.person").fill("5");
    await page.waitForFunction(() => /^\d+ \/ \d+$/.test(document.title));
    assert.equal(await page.evaluate(() => document.querySelector("nianbao-report").value.agency), "示例市水务局");
    assert.deepEqual(page.errors, []);
  });
}

test("a failure to start is told in Chinese, in the page", async () => {
  const forbidding = await served("dist", {
    "content-security-policy": "default-src 'self'; script-src 'self'; img-src data:",
  });
  const page = await openPage(await browser.newContext(), forbidding.address);
  const alert = page.locator("[role=alert]");
  await alert.waitFor();
  assert.match(await alert.innerText(), /安全策略.*wasm-unsafe-eval/s);
  forbidding.close();
});

test("an editor that cannot be fetched is told in Chinese, and fetched once it can be", async () => {
  const { address, close } = await served("dist");
  const context = await browser.newContext();
  let refused = true;
  await context.route("**/*_editor.wasm", (route) => (refused ? route.abort() : route.continue()));
  const page = await openPage(context, address);
  const told = page.locator("[data-missing]");
  // Nobody is told before it is needed.
  await page.locator("[data-new=create]").waitFor();
  assert.ok(await told.isHidden());
  await page.locator("[data-new=agency]").fill("示例市水务局");
  await page.locator("[data-new=create]").click();
  await told.waitFor();
  assert.match(await told.innerText(), /没有取到.*检查网络.*再试一次/s);
  await told.locator("button").click();
  await told.waitFor();
  assert.equal(await page.locator("[data-new=agency]").inputValue(), "示例市水务局");
  refused = false;
  await told.locator("button").click();
  await page.locator("[data-cell]").first().waitFor();
  assert.equal(await page.locator("[data-field=agency]").first().inputValue(), "示例市水务局");
  close();
});

test("extras that cannot be fetched are told where they are asked for, and fetched the next time", async () => {
  const { address, close } = await served("dist");
  const context = await browser.newContext();
  let refused = true;
  await context.route("**/*_extras.wasm", (route) => (refused ? route.abort() : route.continue()));
  const page = await openPage(context, address);
  await page.locator("[data-new=create]").click();
  await page.locator("[data-cell]").first().waitFor();
  const help = page.locator("[data-page=help]");
  await help.click();
  await page.locator("[role=alert]", { hasText: /没有取到.*检查网络/ }).waitFor();
  assert.equal(await page.locator("#page-heading:visible").count(), 0);
  refused = false;
  await help.click();
  await page.locator("#page-heading", { hasText: "使用说明" }).waitFor();
  assert.equal(await page.locator(".busy").innerText(), "");
  await page.locator("[data-close-page]").click();
  await page.locator("textarea[data-section]").first().click();
  await page.keyboard.press("Control+f");
  await page.locator("[data-search]").waitFor();
  close();
});

test("what a page asks for while the editor is on its way is done once it is there", async () => {
  const { address, close } = await served("dist");
  const context = await browser.newContext();
  let go;
  const held = new Promise((resolve) => (go = resolve));
  await context.route("**/*_editor.wasm", async (route) => {
    await held;
    await route.continue();
  });
  const page = await openPage(context, address);
  await page.locator("[data-new=create]").waitFor();
  const early = await page.evaluate((report) => {
    const element = document.querySelector("nianbao-report");
    window.told = [];
    element.addEventListener("nianbao-ready", () => window.told.push(element.value.agency));
    element.value = report;
    window.text = element.export("json").then((bytes) => new TextDecoder().decode(bytes));
    return [element.value.agency, element.findings, window.told.length];
  }, { ...balanced(), agency: "示例市水务局" });
  assert.deepEqual(early, ["示例市水务局", null, 0]);
  assert.equal(await page.locator("[data-cell]").count(), 0);
  go();
  await page.locator("[data-cell]").first().waitFor();
  assert.match(await page.evaluate(() => window.text), /示例市水务局/);
  assert.deepEqual(await page.evaluate(() => window.told), ["示例市水务局"]);
  assert.deepEqual(page.errors, []);
  close();
});
