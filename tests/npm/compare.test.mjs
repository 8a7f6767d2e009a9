// Copies of one report in Node: `compareReports`, `compareFiles`, `writeReceipt` and the command `nianbao compare`.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as nianbao from "../../dist/npm/nianbao.js";
import { THERE_AND_BACK, fixtures } from "./fixtures.mjs";

await nianbao.default();
const program = fileURLToPath(new URL("../../dist/npm/cli.js", import.meta.url));
const { report } = fixtures(nianbao.forms()).find(({ name }) => name === "shili_2024.json");

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), "nianbao-"))));
after(() => rm(folder, { recursive: true }));

async function run(...args) {
  const child = spawn(process.execPath, [program, "compare", ...args], { cwd: folder });
  let [out, told] = ["", ""];
  child.stdout.on("data", (piece) => (out += piece));
  child.stderr.on("data", (piece) => (told += piece));
  const status = await new Promise((resolve) => child.on("close", resolve));
  return { status, out, told };
}

/** The report with another number in a cell and another word in its first section. */
function changed() {
  const other = structuredClone(report);
  other.cells["3.received.person"] = "98765";
  other.sections[0].text = other.sections[0].text.replace("年", "年度");
  return other;
}

/** The report in every format that we write and read. */
function written(value) {
  return Promise.all(THERE_AND_BACK.map(async (format) => ({
    name: `年报.${format}`, bytes: await nianbao.writeReport(value, format),
  })));
}

test("equal reports in every format are the same, in less than a second for four", async () => {
  const files = await written(report);
  const copies = await nianbao.compareFiles(files);
  assert.equal(copies.same, true, JSON.stringify(copies.differences));
  for (const [i, { bytes }] of files.entries()) {
    assert.equal(copies.files[i].sha256, createHash("sha256").update(bytes).digest("hex"));
  }
  const start = performance.now();
  await nianbao.compareFiles(files.slice(0, 4));
  assert.ok(performance.now() - start < 1000, `${performance.now() - start} ms`);
});

test("a cell and a word that differ are named, with what each copy says", async () => {
  const { same, differences } = nianbao.compareReports([report, changed(), report]);
  assert.equal(same, false);
  const told = differences.map(({ kind, at, values }) => [kind, at, values.map(({ like }) => like)]);
  assert.deepEqual(told, [["text", "section:1", [0, 1, 0]], ["cell", "3.received.person", [0, 1, 0]]]);
  assert.deepEqual(differences[1].values.map(({ pieces }) => pieces[0].text), [report.cells["3.received.person"], "98765", report.cells["3.received.person"]]);
  const marked = differences[0].values[1].pieces.filter(({ shared }) => !shared).map(({ text }) => text);
  assert.deepEqual(marked, ["度"]);
});

test("the command says where files differ, and writes a receipt", async () => {
  const [a, b] = [await written(report), await written(changed())];
  await writeFile(join(folder, "a.docx"), a[0].bytes);
  await writeFile(join(folder, "a.html"), a[1].bytes);
  await writeFile(join(folder, "b.xlsx"), b[2].bytes);
  const same = await run("a.docx", "a.html", "--receipt", "核对单.docx");
  assert.deepEqual([same.status, same.told], [0, ""]);
  assert.match(same.out, /一致。\n$/);
  const apart = await run("a.docx", "a.html", "b.xlsx", "--receipt", "核对单.html");
  assert.equal(apart.status, 1, apart.told);
  assert.match(apart.out, /第 3 份：98765/);
  assert.match(apart.out, /不一致，2 处不同。/);
  const page = await readFile(join(folder, "核对单.html"), "utf8");
  for (const words of ["核对单", "b.xlsx", "98765", "核对人"]) assert.ok(page.includes(words), words);
  assert.equal((await readFile(join(folder, "核对单.docx"))).subarray(0, 2).toString(), "PK");
  await writeFile(join(folder, "c.txt"), "今天天气很好。");
  assert.equal((await run("a.docx", "c.txt")).status, 2);
  assert.equal((await run("a.docx")).status, 2);
  assert.equal(JSON.parse((await run("a.docx", "b.xlsx", "--format", "json")).out).differences.length, 2);
});

test("what is no list of files is refused in Chinese", async () => {
  await assert.rejects(nianbao.compareFiles([]), { code: "form" });
  await assert.rejects(nianbao.writeReceipt([], "docx"), { code: "form" });
  await assert.rejects(nianbao.writeReceipt(await nianbao.compareFiles(await written(report)), "pdf"), { code: "unsupported" });
});
