// The page in a frame of another website: which messages it sends to its parent, and from whom it accepts
// a report.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { zeroReport } from "../npm/fixtures.mjs";
import { serve } from "../../xtask/serve.mjs";
import { launch, openPage, root, served } from "./browser.mjs";

let browser;
let host;
let report;
const closing = [];
before(async () => {
  await nianbao.default();
  report = { ...zeroReport(nianbao.forms(), "2021"), agency: "框架里的局" };
  browser = await launch();
  host = await served("dist");
});
after(async () => {
  await browser.close();
  host.close();
  for (const close of closing) await close();
});

const CELL = "3.received.person";

test("the example follows the height of the page and keeps what is typed", async () => {
  const page = await openPage(await browser.newContext(), `${host.address}embed-frame.html`);
  const frame = page.frameLocator("iframe");
  await frame.locator("[data-sample]").waitFor();
  const height = () => page.evaluate(() => document.querySelector("iframe").offsetHeight);
  await page.waitForFunction(() => document.querySelector("iframe").style.height);
  const before = await height();
  await page.evaluate((given) => open(given), report);
  const cell = frame.locator(`input[data-cell="${CELL}"]`);
  await cell.fill("6");
  await page.waitForFunction((id) => report?.cells[id] === "6", CELL);
  await page.waitForFunction((least) => document.querySelector("iframe").offsetHeight > least, before + 500);
  // At that height nothing is left to scroll.
  const rest = await frame.locator(".editor-scroll").evaluate((part) => part.scrollHeight - part.clientHeight);
  assert.ok(rest <= 2, `${rest} px are left to scroll`);
  await page.locator("#log").filter({ hasText: "草稿已保存" }).waitFor();
  assert.equal(await page.evaluate(() => report.agency), "框架里的局");
  assert.deepEqual(page.errors, []);
});

/**
 * A page of another origin with ours in a frame; all that it hears is in `heard`. `parent` and `named` give
 * what the frame's address and our page name, for the other page's origin.
 */
async function portal(parent, named = () => "") {
  const place = await mkdtemp(join(tmpdir(), "nianbao-portal-"));
  const server = await serve(place, 0);
  closing.push(() => server.close(), () => rm(place, { recursive: true }));
  const other = `http://127.0.0.1:${server.address().port}/`;
  const body = `<!DOCTYPE html><link rel="icon" href="data:,"><script>
    const heard = [];
    addEventListener("message", ({ data, origin }) => heard.push({ ...data, origin }));
  </script><iframe src="${host.address}?parent=${parent(new URL(other).origin)}" width="1200" height="800"></iframe>`;
  await writeFile(join(place, "index.html"), body);
  const context = await browser.newContext();
  const ours = await readFile(`${root}dist/index.html`, "utf8");
  const meta = 'name="nianbao-parents" content="';
  assert.ok(ours.includes(meta));
  const answer = ours.replace(meta, meta + named(new URL(other).origin));
  const isPage = ({ href }) => href.startsWith(`${host.address}?`);
  await context.route(isPage, (route) =>
    route.fulfill({ contentType: "text/html; charset=utf-8", body: answer }));
  const page = await openPage(context, other);
  await page.frameLocator("iframe").locator("[data-sample]").waitFor();
  page.give = (given) =>
    page.evaluate((value) => frames[0].postMessage({ type: "nianbao:open", report: value }, "*"), given);
  page.heard = () => page.evaluate(() => heard);
  return page;
}

test("a parent of another origin that both name gets height, changes, saves and errors", async () => {
  const page = await portal((origin) => `https://first.example,${origin}`, (origin) => `https://a.example ${origin}`);
  await page.waitForFunction(() => heard.some(({ type }) => type === "nianbao:height"));
  await page.give(report);
  await page.frameLocator("iframe").locator(`input[data-cell="${CELL}"]`).fill("8");
  await page.waitForFunction(() => heard.some(({ type }) => type === "nianbao:save"));
  await page.waitForFunction((id) => heard.some((told) => told.report?.cells[id] === "8"), CELL);
  await page.give({ nianbao: 1, form: "1999" });
  await page.waitForFunction(() => heard.some(({ type }) => type === "nianbao:error"));
  const told = await page.heard();
  for (const { origin } of told) assert.equal(origin, new URL(host.address).origin);
  assert.match(told.find(({ type }) => type === "nianbao:error").message, /1999/);
});

const itself = (origin) => origin;
for (const [what, parent, named] of [
  ["another origin is named", () => "https://other.example", itself],
  ["none is named", () => "", itself],
  ["what is named is no origin", (origin) => `*,null,${origin}/path`, itself],
  ["only the frame's address names it", itself, () => ""],
]) {
  test(`a parent gets and gives nothing where ${what}`, async () => {
    const page = await portal(parent, named);
    await page.give(report);
    const frame = page.frameLocator("iframe");
    await frame.locator("[data-sample]").click();
    await frame.locator(`input[data-cell="${CELL}"]`).fill("8");
    await frame.locator("[data-save-state]").filter({ hasText: /^已保存 \d/ }).waitFor();
    assert.deepEqual(await page.heard(), []);
    assert.notEqual(await frame.locator("nianbao-report").evaluate(({ value }) => value.agency), "框架里的局");
  });
}

test("in a frame of another website drafts are listed only when the user asks", async () => {
  const page = await portal(() => "");
  const frame = page.frameLocator("iframe");
  const cell = frame.locator(`input[data-cell="${CELL}"]`);
  assert.equal(await frame.locator('[data-hindrance="frame"]').count(), 0);
  await frame.locator('[data-new="create"]').click();
  await cell.fill("8");
  await frame.locator("[data-save-state]").filter({ hasText: /^已保存 \d/ }).waitFor();
  await page.reload();
  const notice = frame.locator('[data-hindrance="frame"]');
  await notice.waitFor();
  assert.equal(await frame.locator(".draft").count(), 0);
  // By the keyboard alone: the way goes from the button to the first draft.
  await notice.getByRole("button", { name: "列出草稿" }).focus();
  await page.keyboard.press("Enter");
  await frame.locator("[data-resume]:focus").waitFor();
  await page.keyboard.press("Enter");
  await cell.waitFor();
  assert.equal(await cell.inputValue(), "8");
  assert.equal(await notice.count(), 0);
});
