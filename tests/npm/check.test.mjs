// Many files in Node: `checkFiles` and the command `nianbao check`, with real worker threads.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as nianbao from "../../dist/npm/nianbao.js";
import { zip } from "./container.mjs";
import { SLOW, THERE_AND_BACK, zeroReport } from "./fixtures.mjs";

await nianbao.default();
const program = fileURLToPath(new URL("../../dist/npm/cli.js", import.meta.url));

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), "nianbao-"))));
after(() => rm(folder, { recursive: true }));

/** A report without a fault of arithmetic, or with one. */
function report({ agency = "示例市财政局", year = 2024, faulty = false } = {}) {
  const report = zeroReport(nianbao.forms(), "2021");
  Object.assign(report, { agency, year, title: `${agency}${year}年政府信息公开工作年度报告` });
  if (faulty) report.cells["4.review.total"] = "7";
  return report;
}
const bytes = (format, about) => nianbao.writeReport(report(about), format);

/** Lays out files in a folder of their own; resolves to its path. */
async function laidOut(name, files) {
  await mkdir(join(folder, name, "子文件夹"), { recursive: true });
  for (const [path, content] of Object.entries(files)) await writeFile(join(folder, name, path), await content);
  return join(folder, name);
}

async function rowsOf(files, options) {
  const rows = [];
  for await (const row of nianbao.checkFiles(files, options)) rows.push(row);
  return rows;
}

const C04 = (row) => row.findings.filter(({ rule }) => rule === "C-04").map(({ at }) => at);

/** Runs the command; resolves to its exit status and what it wrote. */
function run(args, input = "") {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const status = new Promise((resolve) => child.on("close", resolve));
  return Promise.all([status, collect(child.stdout), collect(child.stderr)]).then(([status, out, told]) => {
    return { status, out, told: told.toString(), rows: () => lines(out).map((line) => JSON.parse(line)) };
  });
}
async function collect(stream) {
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}
const lines = (out) => out.toString().trimEnd().split("\n").filter(Boolean);

test("a folder with files of all kinds gives their rows in order, each with its faults", async () => {
  const files = Object.fromEntries(THERE_AND_BACK.map((format, i) => [`${i}.${format}`, bytes(format, { faulty: i % 2 === 0 })]));
  files["子文件夹/a.zip"] = zip([["甲.docx", await bytes("docx", { faulty: true })], ["乙.txt", "不是报告"]]);
  files["坏.docx"] = (await bytes("docx")).subarray(0, 900);
  files[".DS_Store"] = "clutter";
  const path = await laidOut("kinds", files);
  const rows = await rowsOf([path]);
  assert.deepEqual(
    rows.map(({ file }) => file.slice(path.length + 1)),
    [...THERE_AND_BACK.map((format, i) => `${i}.${format}`), "坏.docx", "子文件夹/a.zip/甲.docx", "子文件夹/a.zip/乙.txt"],
  );
  assert.deepEqual(rows.map((row) => row.error?.code), [...THERE_AND_BACK.map(() => undefined), "damaged", undefined, "unsupported"]);
  const found = rows.map((row) => C04(row).length > 0);
  assert.deepEqual(found, [true, false, true, false, true, false, false, true, false]);
});

test("bytes, blobs and paths can be mixed, and only what is asked for is told", async () => {
  const path = await laidOut("mixed", { "a.json": bytes("json", { faulty: true }) });
  const blob = new Blob([await bytes("html", { faulty: true })]);
  const given = [{ name: "b.docx", bytes: await bytes("docx", { faulty: true }) }, blob, join(path, "a.json")];
  const rows = await rowsOf(given, { rules: ["C-04"], severity: "error", report: true });
  for (const row of rows) {
    assert.deepEqual(C04(row), ["4.review.total"]);
    assert.equal(row.findings.length, 1);
    assert.equal(row.report.cells["4.review.total"], "7");
  }
  assert.equal(rows.length, 3);
});

test("a file that takes too long costs only itself", async () => {
  const good = await bytes("json", { faulty: true });
  const files = Array.from({ length: 40 }, (_, i) => ({ name: `${i}.json`, bytes: good }));
  files[3] = { name: "3.txt", bytes: new TextEncoder().encode(SLOW) };
  const rows = await rowsOf(files, { timeLimit: 1_500, workers: 2 });
  assert.deepEqual(rows.map(({ file }) => file), files.map(({ name }) => name));
  assert.deepEqual(rows.filter((row) => row.error).map(({ file }) => file), ["3.txt"]);
  assert.match(rows[3].error.message, /超过 2 秒/);
});

test("last year's report of a unit is laid beside this year's", async () => {
  const years = { "1.docx": bytes("docx", { year: 2023 }), "2.docx": bytes("docx", { year: 2024 }), "3.docx": bytes("docx", { year: 2024, agency: "示例市教育局" }) };
  const path = await laidOut("years", years);
  const last = await laidOut("last", { "教育.html": bytes("html", { year: 2023, agency: "示例市教育局" }) });
  const paired = async (options) => (await rowsOf([path], options)).map((row) => row.paired);
  assert.deepEqual(await paired({}), [false, false, false]);
  assert.deepEqual(await paired({ pair: true }), [false, true, false]);
  assert.deepEqual(await paired({ previous: [last] }), [false, true, true]);
});

/** Waits until a number has not grown for a while. */
async function rests(number) {
  for (let last = -1; last !== number(); ) {
    last = number();
    for (let i = 0; i < 10 && last === number(); i++) await new Promise((done) => setTimeout(done, 20));
  }
}

test("of a list without end no more is read than is needed", async () => {
  const good = await bytes("json");
  let asked = 0;
  const endless = (async function* () {
    for (;;) yield { name: `${asked++}.json`, bytes: good };
  })();
  let taken = 0;
  for await (const row of nianbao.checkFiles(endless, { workers: 2 })) {
    assert.equal(row.file, `${taken}.json`);
    if (taken < 5) await rests(() => asked);
    if (++taken === 200) break;
  }
  assert.ok(asked < 200 + 1_000 + 4 * 64, `${asked} files were asked for`);
});

test("the exit status tells clean, findings, and what could not be read", async () => {
  const path = await laidOut("status", { "clean.json": bytes("json"), "faulty.json": bytes("json", { faulty: true }), "noise.txt": "x" });
  const check = (...args) => run(["check", "--severity", "error", "--rules", "C-04", ...args]);
  const clean = await check(join(path, "clean.json"));
  assert.equal(clean.status, 0, clean.told);
  assert.deepEqual(clean.rows()[0].findings, []);
  const faulty = await check(join(path, "clean.json"), join(path, "faulty.json"));
  assert.equal(faulty.status, 1);
  assert.match(faulty.told, /共 2 份，有问题的 1 份，读不了的 0 份/);
  assert.equal((await check(path)).status, 2);
  const missing = await check(join(path, "nowhere.docx"));
  assert.equal(missing.status, 2);
  assert.match(missing.rows()[0].error.message, /读不到/);
});

test("a pipe is no file: nobody waits for it", async () => {
  const path = await laidOut("pipe", { "a.json": bytes("json") });
  execFileSync("mkfifo", [join(path, "b.docx")]);
  assert.deepEqual((await rowsOf([path])).map(({ file }) => file), [join(path, "a.json")]);
  const [row] = await rowsOf([join(path, "b.docx")]);
  assert.match(row.error.message, /读不到/);
});

test("blank cells are progress: they are in no count of findings, and still not done", async () => {
  const { sections } = nianbao.forms().find(({ id }) => id === "2021");
  const text = "本年度按规定办理。";
  const headed = sections.map(({ id, heading }, i) => ({ id, heading: `${"一二三四五六"[i]}、${heading}`, text }));
  const whole = { ...report(), sections: headed };
  const cells = Object.fromEntries(Object.entries(whole.cells).filter(([id]) => /received|granted/.test(id)));
  const path = await laidOut("blank", {
    "some.json": nianbao.writeReport({ ...whole, cells }, "json"),
    "none.txt": nianbao.writeReport({ ...whole, cells: {} }, "txt"),
  });
  const [none, some] = await rowsOf([path]);
  assert.deepEqual([none.progress, some.progress], [{ filled: 0, cells: 200 }, { filled: 14, cells: 200 }]);
  const blank = (row) => row.findings.filter(({ rule, message }) => rule === "V-02" || /未填写/.test(message));
  assert.equal(blank(none).length, 1, "of tables that were not found");
  assert.ok(blank(some).length <= 2, "one for each table without a figure");
  assert.deepEqual(nianbao.checkReport({ ...whole, cells }).progress, some.progress);
  const check = (...args) => run(["check", "--severity", "warning", "--rules", ...args, join(path, "some.json")]);
  const told = await check("V-02,C-04");
  assert.equal(told.status, 1);
  assert.match(told.told, /没填完的 1 份/);
  assert.equal((await check("C-04")).status, 0, "nobody asked for blanks");
  // The kind of body is a guess, which the row says.
  const kinds = some.notes.filter(({ level, where }) => level === "guessed" && where === "机关类别");
  assert.equal(kinds.length, 1);
});

test("an explained warning is no finding", async () => {
  const path = await laidOut("explained", { "a.json": bytes("json") });
  const [row] = await rowsOf([path], { report: true });
  const { rule, at, message } = row.findings.find(({ severity }) => severity === "warning");
  const check = () => run(["check", "--rules", rule, path]);
  assert.equal((await check()).status, 1);
  const explanations = row.findings.map((found) => ({ rule, at: found.at, reason: "已核实", about: found.message }));
  await writeFile(join(path, "a.json"), await nianbao.writeReport({ ...row.report, explanations }, "json"));
  const { status, rows } = await check();
  assert.equal(status, 0, `${at}: ${message}`);
  assert.equal(rows()[0].findings[0].explained, "已核实");
});

test("paths come from standard input; none of them is no fault", async () => {
  const path = await laidOut("stdin", { "a.docx": bytes("docx"), "b.docx": bytes("docx", { faulty: true }) });
  const list = `${join(path, "a.docx")}\n\n${join(path, "b.docx")}\r\n`;
  const { rows, status } = await run(["check", "-"], list);
  assert.deepEqual(rows().map(({ file }) => file), [join(path, "a.docx"), join(path, "b.docx")]);
  assert.equal(status, 1);
  const none = await run(["check", "-"], "");
  assert.equal(none.status, 0);
  assert.equal(none.out.length, 0);
});

test("rows are written as csv and xlsx too, to a file or not, the same each time", async () => {
  const path = await laidOut("formats", { "a.docx": bytes("docx", { faulty: true }) });
  const csv = await run(["check", "--format", "csv", path]);
  assert.match(csv.out.toString(), /C-04/);
  const out = join(folder, "out.xlsx");
  const book = await run(["check", "--format", "xlsx", "--out", out, path]);
  assert.equal(book.out.length, 0);
  assert.deepEqual([...(await readFile(out)).subarray(0, 2)], [0x50, 0x4b]);
  const again = await run(["check", "--format", "xlsx", path]);
  assert.deepEqual(again.out, await readFile(out));
});

test("last year's reports are found by the command", async () => {
  const path = await laidOut("now", { "a.docx": bytes("docx") });
  const last = await laidOut("then", { "b.txt": bytes("txt", { year: 2023 }) });
  const { rows } = await run(["check", "--previous", last, path, "--jobs", "1"]);
  assert.deepEqual(rows().map(({ paired }) => paired), [true]);
});

test("rows that cannot be written are no findings", async () => {
  const path = await laidOut("unwritable", { "a.json": bytes("json", { faulty: true }) });
  const { status, told } = await run(["check", "--out", join(folder, "nowhere/rows.jsonl"), path]);
  assert.equal(status, 2);
  assert.match(told, /写不出结果/);
});

test("what is written wrongly is refused with a word", async () => {
  const cases = [
    [[], /没有“”这个命令/],
    [["chek", "."], /没有“chek”这个命令/],
    [["check"], /没有写要检查的路径/],
    [["check", ".", "-"], /不能和其他路径一起用/],
    [["check", ".", "--format", "pdf"], /xlsx、csv、jsonl/],
    [["check", ".", "--severity", "fatal"], /error、warning、hint/],
    [["check", ".", "--rules", "C-04,Z-99"], /没有这样的规则：Z-99/],
    [["check", ".", "--jobs", "0"], /正整数/],
    [["check", ".", "--speed"], /不认识的选项/],
    [["check", await laidOut("empty", {})], /没有找到文件/],
  ];
  for (const [args, words] of cases) {
    const { status, told, out } = await run(args);
    assert.equal(status, 2, args.join(" "));
    assert.match(told, words);
    assert.equal(out.length, 0);
  }
  const help = await run(["--help"]);
  assert.equal(help.status, 0);
  assert.match(help.out.toString(), /退出状态/);
});

test("a report in several files counts once, and the list of those expected says who is missing", async () => {
  const path = await laidOut("名单", {
    "财政局.docx": bytes("docx", { faulty: true }),
    "财政局.txt": bytes("txt", { faulty: true }),
    "水务局.docx": bytes("docx", { agency: "示例市水务局" }),
  });
  const list = join(folder, "应报送.txt");
  await writeFile(list, "应报送单位\n1、示例市财政局\n2、示例市水务局\n3、示例市教育局\n");
  const { out, told } = await run(["check", path, "--format", "csv", "--expected", list]);
  assert.match(told, /^共 3 份（1 份与其他文件是同一报告）/);
  assert.match(out.toString(), /财政局\.txt,采用 .*财政局\.docx/);
  assert.match(out.toString(), /示例市教育局,2024,,未报送/);
  assert.doesNotMatch(out.toString(), /示例市水务局,2024,,未报送/);
  const rows = await rowsOf([path]);
  const taken = nianbao.takenReports(rows);
  const docx = rows.findIndex(({ file }) => file.endsWith("财政局.docx"));
  assert.deepEqual(rows.filter((_, i) => taken[i] === docx).map(({ agency }) => agency), ["示例市财政局", "示例市财政局"]);
  assert.equal((await run(["check", path, "--expected", list])).status, 2);
});

test("findings are written as comments into the files that were checked", async () => {
  const faulty = report({ faulty: true });
  const docx = await bytes("docx", { faulty: true });
  const { findings } = nianbao.checkReport(faulty);
  const one = await nianbao.annotate(docx, "a.docx", faulty, findings);
  assert.deepEqual(await nianbao.annotate(docx, "a.docx", faulty), one);
  assert.ok(Buffer.from(one).includes("word/comments.xml"));
  assert.deepEqual((await nianbao.readReport(one, "a.docx")).report, (await nianbao.readReport(docx, "a.docx")).report);
  await assert.rejects(nianbao.annotate(await bytes("csv"), "a.csv", faulty, findings), { code: "unsupported" });

  const files = { "甲.docx": docx, "乙.xlsx": bytes("xlsx", { faulty: true }), "丙.html": bytes("html", { faulty: true }) };
  files["包.zip"] = zip([["丁.docx", docx], ["戊.docx", await bytes("docx")]]);
  const path = await laidOut("annotated", files);
  const to = join(folder, "带批注");
  const { status, told } = await run(["check", path, "--rules", "C-04", "--annotate", to]);
  assert.equal(status, 1, told);
  assert.match(told, /带批注的文件 3 个，在 .*；另有 1 个不能加批注/);
  const inside = join(to, path);
  assert.deepEqual((await readdir(inside)).sort(), ["乙（带批注）.xlsx", "包.zip", "甲（带批注）.docx"].sort());
  assert.deepEqual(await readdir(join(inside, "包.zip")), ["丁（带批注）.docx"]);
  const again = await rowsOf([join(inside, "甲（带批注）.docx")], { rules: ["C-04"] });
  assert.equal(C04(again[0]).length, C04((await rowsOf([join(path, "甲.docx")]))[0]).length);
});
