// Many real files in the built page: every planted fault is found, clean reports have none, ruined
// files say why; a zip of them all gives the same; cancelling leaves the page alive.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { corpus, files, manifest, wrong } from "../corpus.mjs";
import { zip } from "../npm/container.mjs";
import { launch, served } from "./browser.mjs";
import { deskPage, drop } from "./desk.mjs";

let browser;
let dist;
before(async () => {
  browser = await launch();
  dist = await served("dist");
});
after(async () => {
  await browser.close();
  dist.close();
});

const ended = async (page) => (await page.evaluate(() => checked), rowsOf(page));
const rowsOf = (page) => page.evaluate(() => desk.rows.map((text) => JSON.parse(text)));

test("1,000 files of every kind: every planted fault is found, and nothing on the clean ones", async () => {
  const folder = corpus(1000);
  const page = await deskPage(browser, dist.address);
  await drop(page, files(folder));
  const rows = await ended(page);
  const told = wrong(folder, rows);
  assert.deepEqual(told, [], `${told.length} of ${rows.length}`);
  const previous = manifest(folder).filter((entry) => entry.previous);
  assert.ok(previous.length > 50);
  assert.ok(rows.filter((row) => row.paired).length >= previous.length);
});

test("300 files of which 30 are damaged or hostile: 270 verdicts, 30 reasons", async () => {
  const folder = corpus(300, "ruined");
  const page = await deskPage(browser, dist.address);
  await drop(page, files(folder));
  const rows = await ended(page);
  assert.deepEqual(wrong(folder, rows), []);
  const failed = new Set(rows.filter((row) => row.error).map((row) => row.file));
  assert.equal(failed.size, 30);
  assert.equal(manifest(folder).length - failed.size, 270);
});

test("the same files in a zip give the same rows", async () => {
  const folder = corpus(100);
  const page = await deskPage(browser, dist.address);
  await drop(page, files(folder));
  const single = await ended(page);
  const parts = files(folder).map((path, i) => [manifest(folder)[i].file, readFileSync(path)]);
  const other = await deskPage(browser, dist.address);
  await drop(other, [{ name: "全区.zip", mimeType: "application/zip", buffer: Buffer.from(zip(parts)) }]);
  const packed = await ended(other);
  const plain = (row) => ({ ...row, file: row.file.replace("全区.zip/", "") });
  assert.deepEqual(packed.map(plain), single);
});

test("a row is opened by reading its file again", async () => {
  const folder = corpus(100);
  const page = await deskPage(browser, dist.address);
  await drop(page, files(folder));
  const rows = await ended(page);
  const at = rows.findIndex((row) => row.paired);
  const [opened] = await page.evaluate(async (file) => (await desk.open(file)).map((text) => JSON.parse(text)), at);
  const { report, ...row } = opened;
  assert.equal(report.agency, row.agency);
  assert.deepEqual(row, rows[at]);
});

test("cancelling in the middle stops the workers, and the desk goes on with other files", async () => {
  const folder = corpus(1000);
  const page = await deskPage(browser, dist.address);
  await drop(page, files(folder));
  await page.waitForFunction(() => desk.rows.length > 20);
  await page.evaluate(() => desk.cancel());
  const there = (await ended(page)).length;
  assert.ok(there < 1000);
  await page.waitForFunction(() => progress.state === "cancelled");
  await drop(page, files(corpus(100)));
  assert.equal((await ended(page)).length, there + 100);
});
