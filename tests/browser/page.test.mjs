// The page as a clerk uses it, by the hooks of the contract: the one-file page from file://, and the
// hosted page under a strict policy.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { zeroReport } from "../npm/fixtures.mjs";
import { launch, offlineFile, openPage, root, served, STRICT_POLICY } from "./browser.mjs";

let browser;
let hosted;
let report;
before(async () => {
  await nianbao.default();
  report = zeroReport(nianbao.forms(), "2014");
  browser = await launch();
  hosted = await served("dist", { "content-security-policy": STRICT_POLICY });
});
after(async () => {
  await browser.close();
  hosted.close();
});

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

const cell = (page, id) => page.locator(`input[data-cell="${id}"]`);
const finding = (page, rule) => page.locator(`[data-finding="${rule}"]`);

/** The data attributes of what has the focus. */
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element.shadowRoot) element = element.shadowRoot.activeElement;
    return { ...element.dataset };
  });

async function type(page, id, text) {
  await cell(page, id).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
  await page.keyboard.press("Tab");
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
    const told = page.evaluate(
      () =>
        new Promise((done) =>
          document.addEventListener("nianbao-error", ({ detail }) => done(detail), { once: true }),
        ),
    );
    const input = page.locator('input[type=file][data-open="report"]').first();
    await input.setInputFiles({ name: "noise.docx", mimeType: "application/octet-stream", buffer });
    assert.match((await told).code, /^(damaged|unsupported)$/);
    assert.match((await told).message, /[一-龥]/);
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
  }, { ...matrix(), agency: "示例市水务局" });
  assert.deepEqual(early, ["示例市水务局", null, 0]);
  assert.equal(await page.locator("[data-cell]").count(), 0);
  go();
  await page.locator("[data-cell]").first().waitFor();
  assert.match(await page.evaluate(() => window.text), /示例市水务局/);
  assert.deepEqual(await page.evaluate(() => window.told), ["示例市水务局"]);
  assert.deepEqual(page.errors, []);
  close();
});

/** A report of the newest form in which all sums hold, with some figures. */
function matrix() {
  const value = zeroReport(nianbao.forms(), "2021");
  const some = { "3.received.person": "22", "3.granted.person": "20", "3.refused.secret.person": "2" };
  const sums = { "3.received.total": "22", "3.granted.total": "20", "3.refused.secret.total": "2" };
  const done = { "3.processed.person": "22", "3.processed.total": "22" };
  return { ...value, cells: { ...value.cells, ...some, ...sums, ...done } };
}

async function openedValue(value, context) {
  const page = await openPage(context ?? (await browser.newContext()), offlineFile);
  await setValue(page, value);
  return page;
}

async function setValue(page, value) {
  await page.evaluate((v) => {
    document.querySelector("nianbao-report").value = v;
  }, value);
  await page.locator("[data-cell]").first().waitFor();
}

const valueOf = (page) => page.evaluate(() => document.querySelector("nianbao-report").value);

async function choosePrevious(page, value) {
  const buffer = Buffer.from(JSON.stringify(value));
  const input = page.locator('input[type=file][data-open="previous"]').first();
  await input.setInputFiles({ name: "上年.json", mimeType: "application/json", buffer });
  await page.locator("[data-previous]").waitFor();
}

test("a wrong total names its right value, and Enter accepts it", async () => {
  const page = await openedValue(matrix());
  await type(page, "3.processed.total", "26");
  const { rules } = await page.evaluate(() => document.querySelector("nianbao-report").findings);
  const verdict = await page.locator("[data-verdict]").innerText();
  assert.ok(verdict.includes(`已检查 ${rules.held + rules.broken} 条规则`), verdict);
  assert.ok(verdict.includes(`另有 ${rules.waiting} 条待查`), verdict);
  const fix = page.locator('[data-fix="3.processed.total"]').first();
  assert.equal(await fix.innerText(), "改为 22");
  await cell(page, "2.regulation.made").focus();
  await cell(page, "3.processed.total").focus();
  assert.equal(await page.locator(".help:visible").count(), 1);
  await page.keyboard.press("Enter");
  await fix.waitFor({ state: "detached" });
  assert.equal(await cell(page, "3.processed.total").inputValue(), "22");
  // Nothing is offered any more: Enter goes on to the next row.
  await page.keyboard.press("Enter");
  await page.keyboard.press("5");
  assert.equal(await cell(page, "3.carried_out.total").inputValue(), "5");
  await page.keyboard.press("Control+z");
  // With Caps Lock on the letter is a capital, and still no Shift.
  await cell(page, "3.processed.total").evaluate((input) => {
    const key = { key: "Z", ctrlKey: true, bubbles: true, composed: true, cancelable: true };
    input.dispatchEvent(new KeyboardEvent("keydown", key));
  });
  assert.equal(await cell(page, "3.processed.total").inputValue(), "26");
  assert.deepEqual(page.errors, []);
});

test("Enter walks through cells where more than one could be wrong", async () => {
  const value = matrix();
  // Nothing tells which of the figures of this row and column is wrong.
  value.cells["3.granted.total"] = "21";
  value.cells["3.received.total"] = "23";
  const page = await openedValue(value);
  const before = (await valueOf(page)).cells;
  await cell(page, "3.received.person").focus();
  for (let i = 0; i < 12; i++) await page.keyboard.press("Enter");
  await cell(page, "3.received.company").focus();
  for (let i = 0; i < 12; i++) await page.keyboard.press("Enter");
  assert.deepEqual((await valueOf(page)).cells, before);
});

test("the rest is 0, but totals are the sums of their parts", async () => {
  const value = matrix();
  for (const id of Object.keys(value.cells)) {
    const keep = ["3.received.person", "3.granted.person", "3.refused.secret.person"].includes(id);
    if (id.startsWith("3.") && !keep) delete value.cells[id];
  }
  const page = await openedValue(value);
  await page.locator("figure [data-fill]:visible").first().click();
  assert.deepEqual((await valueOf(page)).cells, matrix().cells);
  await page.keyboard.press("Control+z");
  assert.deepEqual((await valueOf(page)).cells, value.cells);
});

test("a finding about words marks and selects just those words", async () => {
  const value = matrix();
  const before = "全年印发简报25件😀。";
  const at = value.sections.findIndex(({ id }) => id === "1");
  value.sections[at] = { ...value.sections[at], text: `${before}本年新收政府信息公开申请25件。` };
  const page = await openedValue(value);
  const numbers = finding(page, "C-12").locator(".numbers");
  assert.equal(await numbers.innerText(), "正文 25，表中 22，相差 3");
  await finding(page, "C-12").click();
  const area = page.locator('textarea[data-section="1"]');
  const [start, chosen] = await area.evaluate((a) => [
    a.selectionStart,
    a.value.slice(a.selectionStart, a.selectionEnd),
  ]);
  assert.ok(start > before.length, String(start));
  assert.match(chosen, /25/);
  const mark = area.locator("xpath=..").locator("mark");
  assert.equal(await mark.count(), 1);
  const bytes = Buffer.byteLength((await area.inputValue()).slice(0, start));
  assert.equal(await mark.getAttribute("data-from"), String(bytes));
});

test("last year's report fills in what was carried over, stays after reload, and can go", async () => {
  const context = await browser.newContext();
  const { "3.carried_in.person": _, ...cells } = matrix().cells;
  const page = await openedValue({ ...matrix(), cells }, context);
  const last = { ...matrix(), year: 2023 };
  last.cells = { ...last.cells, "3.carried_out.person": "3", "3.received.person": "17" };
  await choosePrevious(page, last);
  assert.equal(await cell(page, "3.carried_in.person").inputValue(), "3");
  assert.match(await cell(page, "3.received.person").locator("xpath=..").innerText(), /上年 17/);
  await page.locator("[data-save-state]").filter({ hasText: /^已保存 \d/ }).waitFor();
  await page.close();

  const again = await openPage(context, offlineFile);
  await again.locator("[data-resume]").first().click();
  await again.locator("[data-previous]").waitFor();
  assert.equal(await cell(again, "3.carried_in.person").inputValue(), "3");
  await choosePrevious(again, { ...last, year: 2022 });
  await again.locator(".told p").waitFor();
  assert.match(await cell(again, "3.received.person").locator("xpath=..").innerText(), /2022年 17/);
  await again.locator("[data-previous] button").click();
  await again.locator(".told p").waitFor({ state: "detached" });
  await again.locator("[data-previous]").waitFor({ state: "hidden" });
  assert.deepEqual(again.errors, []);
});

test("a report of another year's form is moved to the right one in one step", async () => {
  const value = zeroReport(nianbao.forms(), "2019");
  const page = await openedValue(value);
  await page.locator('[data-field="year"]').fill("2023");
  await finding(page, "C-09").waitFor();
  await page.locator("[data-use-form]").first().click();
  await finding(page, "C-09").waitFor({ state: "detached" });
  const moved = await valueOf(page);
  assert.equal(moved.form, "2021");
  assert.equal(moved.cells["3.received.person"], "0");
  assert.equal(moved.cells["3.closed.person"], "0");
  // What the new form does not have is shown, and can be removed.
  await cell(page, "3.closed.person").waitFor();
  const rows = moved.extra_rows.length;
  assert.equal(await page.locator(".extra li").count(), rows);
  await page.locator(".extra button").first().click();
  assert.equal(await page.locator(".extra li").count(), rows - 1);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  assert.equal((await valueOf(page)).form, "2019");
  assert.deepEqual(page.errors, []);
});

test("a whole table pasted from a spreadsheet falls on the rows of its labels", async () => {
  const page = await openedValue({ ...matrix(), cells: {} });
  await cell(page, "3.received.person").click();
  const rows = [
    "\t\t\t申请人情况\t\t\t\t\t\t",
    "\t\t\t自然人\t法人或其他组织\t\t\t\t\t总计",
    "一、本年新收政府信息公开申请数量\t\t\t1,203\t３\t0\t0\t0\t0\t1206",
    "三、本年度办理结果\t（一）予以公开\t\t2\t1\t0\t0\t0\t0\t3",
    "\t（三）不予公开\t1.属于国家秘密\t4\t0\t0\t0\t0\t0\t4",
  ];
  await cell(page, "3.received.person").evaluate((input, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const paste = { clipboardData, bubbles: true, composed: true, cancelable: true };
    input.dispatchEvent(new ClipboardEvent("paste", paste));
  }, rows.join("\r\n"));
  await page.locator(".help.paste:visible").waitFor();
  await page.keyboard.press("Enter");
  const { cells } = await valueOf(page);
  assert.equal(cells["3.received.person"], "1203");
  assert.equal(cells["3.received.company"], "3");
  assert.equal(cells["3.granted.total"], "3");
  assert.equal(cells["3.refused.secret.person"], "4");
  assert.equal(cells["3.carried_in.person"], undefined);
});

test("a warning is explained, the reason changed and taken back", async () => {
  const value = matrix();
  delete value.cells["2.regulation.made"];
  const page = await openedValue(value);
  const card = page.locator("article.finding").filter({ has: finding(page, "V-02") });
  const button = (name) => card.getByRole("button", { name, exact: true });
  const reasons = async () => ((await valueOf(page)).explanations ?? []).map((e) => e.reason);
  await button("说明原因").click();
  await card.locator("textarea").fill("本局无此项");
  await button("确定").click();
  assert.match((await focused(page)).explain, /^f-V-02-/);
  // The rules answer a moment after the reason was given; what is explained is counted no longer.
  await page.waitForFunction(() => {
    const element = document.querySelector("nianbao-report");
    const { findings } = element.findings;
    const open = findings.filter((f) => !f.explained);
    const counted = element.shadowRoot.querySelector(".tab em").textContent;
    return open.length < findings.length && counted === String(open.length);
  });
  await button("修改").click();
  await button("取消").click();
  assert.match((await focused(page)).explain, /^f-V-02-/);
  await button("修改").click();
  assert.equal(await card.locator("textarea").inputValue(), "本局无此项");
  await card.locator("textarea").fill("本机关无此项");
  await button("确定").click();
  assert.deepEqual(await reasons(), ["本机关无此项"]);
  await button("取消说明").click();
  assert.deepEqual(await reasons(), []);
});

test("a new report is calm: few cards, every rule listed with its standing", async () => {
  const page = await openPage(await browser.newContext(), offlineFile);
  await page.locator('[data-new="year"]').fill("2024");
  await page.locator('[data-new="agency"]').fill("示例市财政局");
  await page.locator('[data-new="create"]').click();
  await page.locator("[data-cell]").first().waitFor();
  assert.ok((await page.locator("article.finding").count()) <= 8);
  assert.match(await page.locator("[data-verdict]").innerText(), /还没有开始填写/);
  await page.locator("[data-rules]").click();
  const form = nianbao.forms().find(({ id }) => id === "2021");
  assert.equal(await page.locator("[data-rule]").count(), form.rules.length);
  await page.keyboard.press("Escape");
  await page.locator(".rules").waitFor({ state: "detached" });
  await page.locator(".findings [data-fill]").first().click();
  const { cells } = await valueOf(page);
  assert.ok(Object.values(cells).length > 0 && Object.values(cells).every((v) => v === "0"));
  assert.deepEqual(page.errors, []);
});
