// The one-file page in other places: in a folder and under a name in Chinese; saved by the browser's own
// "save page as" with what was typed, then opened on another computer and continued; and served by a host
// under the strictest policy in which it can work.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import * as nianbao from "../../dist/npm/nianbao.js";
import { launch, openPage, root, served } from "./browser.mjs";

let browser;
let folder;
before(async () => {
  await nianbao.default();
  browser = await launch();
  folder = join(await mkdtemp(join(tmpdir(), "nianbao-")), "年报 附件#1（请解压）");
  await mkdir(folder, { recursive: true });
});
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

const CELL = "3.received.person";
const cell = (page) => page.locator(`input[data-cell="${CELL}"]`);
const value = (page) => page.evaluate(() => document.querySelector("nianbao-report").value);

/** The one file under a Chinese name, with the sample opened and a cell changed. */
async function typed() {
  const path = join(folder, "示例市 2024年报%20填写.html");
  await copyFile(`${root}dist/nianbao.html`, path);
  const page = await openPage(await browser.newContext(), pathToFileURL(path).href);
  await page.locator("[data-sample]").click();
  await cell(page).fill("99");
  await page.locator("[data-save-state]").filter({ hasText: /^已保存 \d/ }).waitFor();
  return page;
}

test("the licences of others' work are in the file, and the help offers them", async () => {
  const page = await typed();
  await page.locator('[data-page="help"]').click();
  const waiting = page.waitForEvent("download");
  await page.locator("[data-licences]").click();
  const text = await readFile(await (await waiting).path(), "utf8");
  assert.equal(text, await readFile(`${root}dist/THIRD-PARTY.txt`, "utf8"));
  await page.context().close();
});

test("saved by the browser as a page, and opened elsewhere: report and program are whole", async () => {
  const page = await typed();
  const report = await value(page);
  // What "HTML only" and "complete" write is the document as it stands, with a comment in front.
  const saved = await page.evaluate(() => `<!DOCTYPE html>\n<!-- saved from url=(0011)about:blank -->\n${document.documentElement.outerHTML}`);
  const path = join(folder, "另存的 网页.html");
  await writeFile(path, saved);

  const there = await openPage(await browser.newContext(), pathToFileURL(path).href);
  await cell(there).waitFor();
  assert.deepEqual(await value(there), report);
  await cell(there).fill("100");
  await there.locator("[data-save-state]").filter({ hasText: /^已保存 \d/ }).waitFor();
  const waiting = there.waitForEvent("download");
  await there.locator('[data-download="docx"]').first().click();
  const file = await readFile(await (await waiting).path());
  const read = await nianbao.readReport(new Uint8Array(file), "年报.docx");
  assert.equal(read.report.cells[CELL], "100");

  // And once more, from what was itself saved.
  const again = join(folder, "再存.html");
  await writeFile(again, await there.evaluate(() => `<!DOCTYPE html>${document.documentElement.outerHTML}`));
  const third = await openPage(await browser.newContext(), pathToFileURL(again).href);
  await cell(third).waitFor();
  assert.equal(await cell(third).inputValue(), "100");
  for (const shown of [page, there, third]) {
    assert.deepEqual(shown.requests, []);
    assert.deepEqual(shown.errors, []);
  }
});

test("the policy in the file lets nothing be sent, by whatever means", async () => {
  const page = await typed();
  // A browser may connect in advance to an address that it sees; what counts is what it says.
  const reached = [];
  const server = createServer((socket) => socket.on("data", (data) => reached.push(String(data))).on("error", () => {}));
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const tried = await page.evaluate(async (port) => {
    window.refused = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => refused.push(effectiveDirective));
    const address = `http://127.0.0.1:${port}/?`;
    const outcome = {};
    outcome.fetch = await fetch(address).then(() => "sent", () => "refused");
    outcome.beacon = navigator.sendBeacon(address, "x");
    new Image().src = address;
    try { new WebSocket(`ws://127.0.0.1:${port}/`); } catch { refused.push("connect-src"); }
    try { new EventSource(address); } catch { refused.push("connect-src"); }
    const form = document.body.appendChild(document.createElement("form"));
    Object.assign(form, { action: address, method: "post", target: "_self" });
    form.submit();
    const script = document.head.appendChild(document.createElement("script"));
    script.src = address;
    const frame = document.body.appendChild(document.createElement("iframe"));
    frame.src = address;
    const style = document.head.appendChild(document.createElement("link"));
    Object.assign(style, { rel: "stylesheet", href: address });
    return outcome;
  }, server.address().port);
  assert.equal(tried.fetch, "refused");
  for (const directive of ["connect-src", "img-src", "form-action", "script-src-elem", "frame-src", "style-src-elem"]) {
    await page.waitForFunction((name) => window.refused.includes(name), directive);
  }
  server.close();
  assert.deepEqual(reached, []);
});

test("the one file runs under the policy of headers.txt, and the page from packed files", async () => {
  const text = await readFile(`${root}dist/headers.txt`, "utf8");
  const policy = /^nianbao\.html\nContent-Security-Policy: (.*)/.exec(text)[1];
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)/);
  const strict = await served("dist", { "content-security-policy": policy });
  const page = await openPage(await browser.newContext(), `${strict.address}nianbao.html`);
  await page.locator("[data-sample]").click();
  await page.locator("[data-finding]").first().waitFor();
  assert.deepEqual(page.errors, []);
  assert.deepEqual(page.requests, []);
  strict.close();

  const host = await served("dist");
  const packed = [];
  const context = await browser.newContext();
  context.on("response", (response) =>
    packed.push([response.url().split("/").pop(), response.headers()["content-encoding"]]));
  const hosted = await openPage(context, host.address);
  await hosted.locator("[data-sample]").click();
  await hosted.locator("[data-finding]").first().waitFor();
  // A module of a few bytes does not shrink.
  const shrinks = (name) => existsSync(`${root}dist/${name}.gz`);
  const modules = packed.filter(([name]) => name.endsWith(".wasm") && shrinks(name));
  assert.ok(modules.length >= 2);
  // Chromium offers brotli to addresses by https and to this computer.
  for (const [name, encoding] of modules) assert.match(encoding, /^(br|gzip)$/, name);
  host.close();
});

test("scripts with their hash from headers.txt are taken", async () => {
  const text = await readFile(`${root}dist/headers.txt`, "utf8");
  const integrity = /^npm\/nianbao\.js {2}(integrity="sha384-[^"]+")$/m.exec(text)[1];
  const host = await served("dist");
  const context = await browser.newContext();
  const body = `<!DOCTYPE html><link rel="icon" href="data:,"><nianbao-report></nianbao-report>
    <script type="module" src="npm/nianbao.js" crossorigin ${integrity}></script>`;
  await context.route("**/portal.html", (route) => route.fulfill({ contentType: "text/html", body }));
  const page = await openPage(context, `${host.address}portal.html`);
  await page.locator("[data-sample]").waitFor();
  assert.deepEqual(page.errors, []);
  host.close();
});

test("the hosted page offers the one file, which is then whole", async () => {
  const host = await served("dist");
  const page = await openPage(await browser.newContext(), host.address);
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "下载离线程序" }).click();
  const download = await waiting;
  assert.equal(download.suggestedFilename(), "年报（离线填写）.html");
  assert.deepEqual(await readFile(await download.path()), await readFile(`${root}dist/nianbao.html`));
  const offline = await openPage(await browser.newContext(), pathToFileURL(`${root}dist/nianbao.html`).href);
  await offline.locator("[data-sample]").waitFor();
  assert.equal(await offline.getByRole("link", { name: "下载离线程序" }).count(), 0);
  host.close();
});
