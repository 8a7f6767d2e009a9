// Registers of applications in Node: `readRegister`, `checkRegister` and the command `nianbao count`. All
// persons and bodies are invented.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as nianbao from "../../dist/npm/nianbao.js";
import { zeroReport } from "./fixtures.mjs";

await nianbao.default();
const program = fileURLToPath(new URL("../../dist/npm/cli.js", import.meta.url));

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), "nianbao-"))));
after(() => rm(folder, { recursive: true }));

const PERSONAL = ["赵一鸣", "钱二多", "12000000000"];
const REGISTER = `序号,申请人,联系电话,收到日期,答复日期,办理结果
1,赵一鸣,12000000000,2024-03-01,2024-03-08,予以公开
2,示例市甲乙有限公司,12000000000,2024-04-01,2024-04-12,信息不存在
3,钱二多,12000000000,2024-05-06,2024-05-20,酌情处理
`;
const bytes = new TextEncoder().encode(REGISTER);

/** Runs the command; resolves to its exit status and what it wrote. */
async function run(...args) {
  const child = spawn(process.execPath, [program, "count", ...args], { cwd: folder });
  let [out, told] = ["", ""];
  child.stdout.on("data", (piece) => (out += piece));
  child.stderr.on("data", (piece) => (told += piece));
  const status = await new Promise((resolve) => child.on("close", resolve));
  for (const word of PERSONAL) assert.ok(!`${out}${told}`.includes(word), `${word} gets out`);
  return { status, out, told };
}

/** The report that agrees with the register once its question is answered. */
function report() {
  const report = zeroReport(nianbao.forms(), "2021");
  const counts = {
    "3.received": { person: 2, company: 1 }, "3.granted": { person: 1 }, "3.unavailable.not_held": { company: 1 },
    "3.closed.other": { person: 1 }, "3.processed": { person: 2, company: 1 },
  };
  for (const [row, columns] of Object.entries(counts)) {
    const total = Object.values(columns).reduce((a, b) => a + b);
    for (const [column, n] of Object.entries({ ...columns, total })) report.cells[`${row}.${column}`] = String(n);
  }
  return Object.assign(report, { agency: "示例市财政局", year: 2024 });
}

test("a register is counted once its question is answered", async () => {
  const open = await nianbao.readRegister(bytes, "台账.csv", 2024);
  assert.deepEqual(open.questions.map(({ about, words, rows }) => ({ about, words, rows })), [
    { about: "result", words: "酌情处理", rows: [{ sheet: "csv", row: 4 }] },
  ]);
  assert.equal(open.cells["3.received.total"], "2");
  const answers = [{ id: open.questions[0].id, value: "closed.other" }];
  const done = await nianbao.readRegister(bytes, "台账.csv", undefined, answers);
  assert.deepEqual([done.year, done.questions.length, done.counted], [2024, 0, 3]);
  assert.deepEqual(done.rows[2], { sheet: "csv", row: 4, in: "3.received.person", out: "3.closed.other.person" });
  assert.deepEqual(await nianbao.checkRegister(report(), done), []);
  const other = report();
  other.cells["3.granted.person"] = "5";
  assert.deepEqual((await nianbao.checkRegister(other, done)).map(({ rule, at }) => [rule, at]), [["C-28", "3.granted.person"]]);
  for (const word of PERSONAL) assert.ok(!JSON.stringify([open, done]).includes(word), word);
});

test("what is no register is refused", async () => {
  const phones = new TextEncoder().encode("姓名,职务,手机\n赵一鸣,科员,12000000000\n钱二多,主任,12000000000\n");
  await assert.rejects(nianbao.readRegister(phones, "a.csv", 2024), ({ code, message }) => {
    return code === "unsupported" && message.includes("通讯录") && !message.includes("赵一鸣");
  });
});

test("the command prints the counts, what is open, and where a report differs", async () => {
  await writeFile(join(folder, "台账.csv"), REGISTER);
  const open = await run("台账.csv");
  assert.equal(open.status, 1);
  assert.match(open.out, /3\.granted\.person\t1/);
  assert.match(open.out, /待确认：酌情处理，1 行（csv 第 4 行）/);
  await writeFile(join(folder, "答复.json"), JSON.stringify([{ id: "result:酌情处理", value: "closed.other" }]));
  await writeFile(join(folder, "年报.docx"), await nianbao.writeReport(report(), "docx"));
  const done = await run("台账.csv", "--answers", "答复.json", "--report", "年报.docx");
  assert.deepEqual([done.status, done.told], [0, ""]);
  const other = report();
  other.cells["3.granted.total"] = "2";
  await writeFile(join(folder, "年报.docx"), await nianbao.writeReport(other, "docx"));
  const differs = await run("台账.csv", "--answers", "答复.json", "--report", "年报.docx");
  assert.equal(differs.status, 1);
  assert.match(differs.out, /C-28\t.*表中 2 件，台账 1 件/);
  const { cells, findings } = JSON.parse((await run("台账.csv", "--format", "json")).out);
  assert.deepEqual([cells["3.received.total"], findings], ["2", []]);
});

test("the command writes a blank register, and says what is wrong with a command", async () => {
  assert.equal((await run("--template", "台账模板.xlsx")).status, 0);
  const blank = await readFile(join(folder, "台账模板.xlsx"));
  await assert.rejects(nianbao.readRegister(blank, "台账模板.xlsx", 2024), /只有表头/);
  await writeFile(join(folder, "坏.json"), "{坏");
  await writeFile(join(folder, "别的.json"), '{"id":"a"}');
  for (const [args, words] of [
    [[], /要写一份台账/],
    [["台账.csv", "--year", "24"], /四位数字/],
    [["台账.csv", "--format", "xlsx"], /只能是/],
    [["没有.csv"], /读不到“没有\.csv”/],
    [["台账.csv", "--report", "没有.docx"], /读不到“没有\.docx”/],
    [["台账.csv", "--answers", "没有.json"], /读不到“没有\.json”/],
    [["台账.csv", "--answers", "坏.json"], /不是一组答复/],
    [["台账.csv", "--answers", "别的.json"], /不是一组答复/],
  ]) {
    const { status, told } = await run(...args);
    assert.deepEqual([status, words.test(told)], [2, true], told);
  }
});
