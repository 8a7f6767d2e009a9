// 下载 › PDF on the hosted page and in the element: fonts of the computer, fonts of files, what is refused.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { violations } from "./axe.mjs";
import { STRICT_POLICY, offlineFile, openPage, served } from "./browser.mjs";
import { browser, downloaded } from "./draft.mjs";
import { press } from "./entry.mjs";
import { report } from "./matrix.mjs";

const PATH = "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf";
const skip = !existsSync(PATH) && "needs Debian's fonts-arphic-gbsn00lp";

let hosted;
before(async () => {
  hosted = await served("dist");
  await nianbao.default();
});
after(() => hosted.close());

/** A page whose browser gives no fonts to pages, as Firefox; with `fonts`, one that gives them if it is allowed to. */
async function shown({ fonts = false, allowed = false, value = report, address = hosted.address } = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  if (allowed) await context.grantPermissions(["local-fonts"], { origin: new URL(address).origin });
  if (!fonts) await context.addInitScript(() => delete Window.prototype.queryLocalFonts && delete window.queryLocalFonts);
  const page = await openPage(context, address);
  await page.evaluate((value) => (document.querySelector("nianbao-report").value = value), value);
  await page.locator("[data-cell]").first().waitFor();
  return page;
}

async function ask(page) {
  await page.getByRole("button", { name: "下载其他格式" }).click();
  await page.locator('.menu [data-download="pdf"]').click();
}

/** Chooses fonts by the browser's own file dialog. */
async function choose(page, ...files) {
  const dialog = page.waitForEvent("filechooser");
  await page.locator('.pdf label:has([data-open="font"])').click();
  await (await dialog).setFiles(files);
}

/** Whether the deepest element with the focus is one of these. */
const focused = (page, selector) =>
  page.evaluate((selector) => {
    let element = document.activeElement;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element.matches(selector);
  }, selector);

const fault = (page) => page.locator('[data-pdf="fault"]');

/** The reader finds in the PDF what was written, and the text is in the file without the attached data, too. */
async function holds({ name, bytes }, written) {
  assert.match(name, /\.pdf$/);
  assert.equal(String(bytes.subarray(0, 8)), "%PDF-1.7");
  const { report: read } = await nianbao.readReport(bytes, name);
  assert.deepEqual(read, written);
}

/** The font with a licence that forbids embedding. */
async function restricted() {
  const bytes = await readFile(PATH);
  for (let i = 0; i < bytes.readUInt16BE(4); i++) {
    const at = 12 + 16 * i;
    if (String(bytes.subarray(at, at + 4)) === "OS/2") bytes.writeUInt16BE(2, bytes.readUInt32BE(at + 8) + 8);
  }
  return { name: "禁止嵌入.ttf", mimeType: "font/ttf", buffer: bytes };
}

test("a font file is asked for once in a window, and the PDF is read back whole", { skip }, async () => {
  const page = await shown();
  assert.ok(!page.requests.some((url) => url.includes("pdf")), "loaded only when asked for");
  await ask(page);
  await page.locator(".pdf h1").waitFor();
  assert.ok(await focused(page, "#page-heading"));
  assert.deepEqual(await violations(page), []);
  const file = await downloaded(page, () => choose(page, PATH));
  await holds(file, report);
  await page.locator(".told").filter({ hasText: "（字体：gbsn00lp.ttf）" }).waitFor();
  assert.equal(await page.locator(".busy").innerText(), "");
  // The font is there for the next report of this window, and nothing of it is stored.
  const next = { ...report, agency: "示例市水务局", title: "示例市水务局2023年政府信息公开工作年度报告" };
  await page.evaluate((value) => (document.querySelector("nianbao-report").value = value), next);
  await page.locator(".pdf").waitFor({ state: "detached" });
  await ask(page);
  assert.match(await page.locator('[data-pdf="fonts"]').innerText(), /gbsn00lp\.ttf/);
  await holds(await downloaded(page, () => page.locator('[data-pdf="write"]').click()), next);
  assert.deepEqual(await violations(page), []);
  assert.ok(!(await page.evaluate(async () => JSON.stringify([{ ...localStorage }, await indexedDB.databases()]))).includes("gbsn"));
  assert.ok(await page.locator('[data-pdf="local"]').isHidden(), "this browser has no fonts to give");
  assert.deepEqual(page.errors, []);
});

test("characters that the font lacks are named, and nothing is saved before the user says so", { skip }, async () => {
  const value = { ...report, preface: `${report.preface}𠮷𡃁` };
  const page = await shown({ value });
  let saved = 0;
  page.on("download", () => (saved += 1));
  await ask(page);
  await choose(page, PATH);
  await fault(page).filter({ hasText: "没有这些字：𠮷、𡃁" }).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.equal(saved, 0);
  await holds(await downloaded(page, () => page.locator('[data-pdf="anyway"]').click()), value);
});

test("a file that is no font, and one whose licence forbids embedding, are refused in words", { skip }, async () => {
  const page = await shown();
  await ask(page);
  await choose(page, { name: "不是字体.ttf", mimeType: "font/ttf", buffer: Buffer.from("no font") });
  await fault(page).filter({ hasText: "不是可用的字体" }).waitFor();
  await choose(page, await restricted());
  await fault(page).filter({ hasText: "许可不允许嵌入" }).waitFor();
  assert.deepEqual(await violations(page), []);
  // Beside one that may be used, it is named once the file is there.
  const allowed = { name: "可以嵌入.ttf", mimeType: "font/ttf", buffer: await readFile(PATH) };
  await holds(await downloaded(page, async () => choose(page, allowed, await restricted())), report);
  await page.locator(".told").filter({ hasText: "许可不允许嵌入" }).waitFor();
});

test("the computer's fonts are taken where the user allows it, and asked for where not", { skip }, async () => {
  const page = await shown({ fonts: true, allowed: true });
  const file = await downloaded(page, () => ask(page));
  await holds(file, report);
  await page.locator(".told").filter({ hasText: /（字体：.+）/ }).waitFor();
  assert.equal(await page.locator(".pdf").count(), 0);
  const refused = await shown({ fonts: true });
  await ask(refused);
  await refused.locator(".pdf").filter({ hasText: "没有得到使用本机字体的许可" }).waitFor();
  await holds(await downloaded(refused, () => choose(refused, PATH)), report);
  // The user may change their mind, although fonts are chosen.
  await refused.context().grantPermissions(["local-fonts"], { origin: new URL(hosted.address).origin });
  await ask(refused);
  const local = await downloaded(refused, () => refused.locator('[data-pdf="local"]').click());
  await holds(local, report);
  await refused.locator(".told").filter({ hasText: /（字体：.+）/ }).filter({ hasNotText: "gbsn00lp.ttf" }).waitFor();
});

test("a font that is dropped on the page is taken, another file is opened", { skip }, async () => {
  const page = await shown();
  await ask(page);
  await page.locator(".pdf h1").waitFor();
  const drop = (name, bytes) =>
    page.evaluate(
      ({ name, text }) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name));
        const target = document.querySelector("nianbao-report").shadowRoot.querySelector(".page");
        for (const type of ["dragover", "drop"])
          target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, composed: true, cancelable: true }));
      },
      { name, text: bytes.toString("base64") },
    );
  await holds(await downloaded(page, async () => drop("宋体.TTF", await readFile(PATH))), report);
  await page.locator(".told").filter({ hasText: "（字体：宋体.TTF）" }).waitFor();
  assert.ok(await page.locator(".drop").isHidden());
  const other = { ...report, agency: "示例市水务局" };
  await drop("年报.json", Buffer.from(JSON.stringify(other)));
  await page.locator(".pdf").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.querySelector("nianbao-report").value.agency), other.agency);
});

test("a PDF without a mouse", { skip }, async () => {
  const page = await shown();
  // From the first listener on the browser gives its file dialogs to the test; a key is faster than that.
  page.on("filechooser", () => {});
  await page.getByRole("button", { name: "下载其他格式" }).focus();
  await press(page, "Enter", "Tab", "Enter");
  // The heading gets the focus when the step is drawn.
  await page.locator(".pdf h1:focus").waitFor();
  const tabTo = async (selector, key = "Tab") => {
    for (let i = 0; i < 10; i++) {
      if (await focused(page, selector)) return;
      await press(page, key);
    }
    assert.fail(selector);
  };
  await tabTo('[data-open="font"]');
  const dialog = page.waitForEvent("filechooser");
  await page.keyboard.press("Space");
  await holds(await downloaded(page, async () => (await dialog).setFiles([PATH])), report);
  await tabTo('[data-pdf="write"]', "Shift+Tab");
  await holds(await downloaded(page, () => page.keyboard.press("Enter")), report);
  await press(page, "Escape");
  await page.locator(".pdf").waitFor({ state: "detached" });
});

test("under a strict policy and in the package's element, too", { skip }, async () => {
  const strict = await served("dist", { "content-security-policy": STRICT_POLICY });
  const page = await shown({ address: strict.address });
  await ask(page);
  await holds(await downloaded(page, () => choose(page, PATH)), report);
  strict.close();
  const element = await shown({ address: `${hosted.address}embed.html` });
  await ask(element);
  await holds(await downloaded(element, () => choose(element, PATH)), report);
});

test("where the module cannot be had that is said, and the next try may succeed", { skip }, async () => {
  const page = await shown();
  await page.context().route("**/pdf_bg.wasm", (route) => route.fulfill({ status: 404 }));
  await ask(page);
  await choose(page, PATH);
  await fault(page).filter({ hasText: "没有取到" }).waitFor();
  await page.context().unroute("**/pdf_bg.wasm");
  await holds(await downloaded(page, () => choose(page, PATH)), report);
});

test("the one file says that its PDF comes from printing", async () => {
  const page = await shown({ address: offlineFile });
  await page.getByRole("button", { name: "下载其他格式" }).click();
  assert.ok(await page.locator('.menu [data-download="pdf"]').isHidden());
  assert.match(await page.locator('.menu [data-print="paper"]').innerText(), /打印 › 另存为 PDF/);
  assert.ok(!(await readFile(new URL(offlineFile), "utf8")).includes("pdf_bg.wasm"));
});
