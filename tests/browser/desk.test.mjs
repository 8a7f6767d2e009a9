// Many real files in the built page: every planted fault is found, clean reports have none, ruined
// files say why; a zip of them all gives the same; cancelling leaves the page alive. FILES sets how many
// files there are of which a tenth is ruined.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { corpus, files, manifest, wrong } from "../corpus.mjs";
import { zip } from "../npm/container.mjs";
import { SLOW } from "../npm/fixtures.mjs";
import { launch, served } from "./browser.mjs";
import { deskPage, drop } from "./desk.mjs";
import { reportOf } from "./matrix.mjs";
import * as nianbao from "../../dist/npm/nianbao.js";

const RUINED = Number(process.env.FILES ?? 300);

let browser;
let dist;
before(async () => {
  await nianbao.default();
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

test(`of ${RUINED} files a tenth is damaged or hostile and one hangs: each says why, all others have verdicts`, async () => {
  const folder = corpus(RUINED, "ruined");
  const page = await deskPage(browser, dist.address, "Desk", { timeLimit: 2_000 });
  const hangs = join(tmpdir(), "hangs.txt");
  writeFileSync(hangs, SLOW);
  await drop(page, files(folder).toSpliced(RUINED / 2, 0, hangs));
  const rows = await ended(page);
  assert.deepEqual(wrong(folder, rows), []);
  const failed = new Map(rows.filter(({ error }) => error).map(({ file, error }) => [file, error]));
  assert.equal(failed.size, RUINED / 10 + 1);
  assert.equal(rows.length, RUINED + 1);
  assert.match(failed.get("hangs.txt").message, /超过 2 秒/);
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

test("a row is opened by reading its file again, with last year's report where that is known", async () => {
  const folder = corpus(100);
  const page = await deskPage(browser, dist.address, "DeskController");
  await drop(page, files(folder));
  const rows = await ended(page);
  const at = rows.findIndex((row) => row.paired);
  const opened = await page.evaluate(async (file) => JSON.parse(await desk.open(file, 0)), at);
  const { agency, year } = rows[at];
  assert.deepEqual([opened.report.agency, opened.report.year], [agency, year]);
  assert.equal(opened.previous.year, year - 1);
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

test("a workbook of 50 reports is read once for one sum", async () => {
  const units = Array.from({ length: 50 }, (_, i) => `示例市第${i}局`);
  const texts = units.map((unit) => nianbao.writeReport(reportOf(unit), "csv"));
  const book = (await Promise.all(texts)).map((bytes) => new TextDecoder().decode(bytes)).join("");
  const page = await deskPage(browser, dist.address, "DeskController");
  const told = await page.evaluate(async (text) => {
    const blob = new Blob([text]);
    let reads = 0;
    const file = { name: "全市.csv", size: blob.size, arrayBuffer: () => (reads++, blob.arrayBuffer()) };
    await desk.add([file]);
    const before = reads;
    const all = desk.rows.map((_, part) => [0, part]);
    const sum = JSON.parse(await desk.sum(all, JSON.stringify({ agency: "示例市" })));
    return { sum, reads: reads - before };
  }, book);
  assert.deepEqual(told.sum.rolled.units, units);
  assert.deepEqual(told.sum.unread, []);
  assert.equal(told.reads, 1);
});

const gathered = (page, bytes) => page.evaluate(async (bytes) => {
  const [script] = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.endsWith("/www/gather.js"));
  const { gather } = await import(script);
  const names = [];
  const blob = await (await fetch(`data:application/zip;base64,${bytes}`)).blob();
  for await (const { name } of gather([new File([blob], "全区.zip")])) names.push(name);
  return names;
}, Buffer.from(bytes).toString("base64"));

test("of a zip the page and the module see the same files", async () => {
  const page = await deskPage(browser, dist.address);
  const names = [
    "甲.json", ".隐藏.json", "~$甲.json", "Thumbs.db", "thumbs.DB", "desktop.ini", "夹/乙.json", "夹/.git/丙.json",
    "__MACOSX/丁.json", "夹/__MACOSX/戊.json", "__MACOSX.json", "夹\\己.json", "/庚.json", "夹/", "a~.json", "desktop.ini.json",
  ];
  const packed = zip(names.map((name) => [name, name.endsWith("/") ? "" : "x"]));
  const seen = await gathered(page, packed);
  const rows = await nianbao.checkFile(packed, "全区.zip");
  assert.deepEqual(seen, rows.map(({ file }) => file));
  assert.ok(seen.includes("全区.zip/甲.json") && !seen.some((name) => name.includes("MACOSX/")));
});

test("a zip is a document for the page where it is one for the module", async () => {
  const page = await deskPage(browser, dist.address);
  const parts = [
    "word/document.xml", "word/document2.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml", "OFD.xml",
    "META-INF/container.xml", "Index/Document.iwa", "encrypted-package", "word/documentation.xml", "a/OFD.xml", "报告.txt",
  ];
  for (const part of parts) {
    const packed = zip([[part, "x"], ["另一.txt", "x"]]);
    const [row] = await nianbao.checkFile(packed, "全区.zip");
    const apart = row.file !== "全区.zip";
    assert.equal((await gathered(page, packed)).length, apart ? 2 : 1, part);
  }
});

test("the page lists no more files of a zip than the module takes", async () => {
  const page = await deskPage(browser, dist.address);
  const packed = (count) => zip(Array.from({ length: count }, (_, i) => [`${i}.txt`, ""]));
  const [most, more] = [packed(10_000), packed(10_001)];
  assert.equal((await gathered(page, most)).length, 10_000);
  assert.equal((await nianbao.checkFile(most, "全区.zip")).length, 10_000);
  assert.deepEqual(await gathered(page, more), ["全区.zip"]);
  assert.equal((await nianbao.checkFile(more, "全区.zip"))[0].error.code, "too-large");
});
