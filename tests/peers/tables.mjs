// Sums in many tables beside frictionless (PyPI): the same made-up reports, the same sums, the same
// run. Ours reads each as csv in the official layout and judges it by all rules, of which those with
// these sums are counted; frictionless reads each as a csv of one row, a column a cell, and judges
// it by row constraints. Prints one
// table; milliseconds are of the processor. PYTHON is the python that has frictionless.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as nianbao from "../../dist/npm/nianbao.js";
import { corpus, files, manifest } from "../corpus.mjs";

const python = process.env.PYTHON ?? "python3";
const made = corpus(Number(process.argv[2] ?? 1_000));
const folder = join(made, "../tables");
await nianbao.default();
const relations = execFileSync("cargo", ["run", "-q", "-p", "report", "--example", "relations"]);
const sums = relations.toString().trim().split("\n").map((line) => JSON.parse(line));
const forms = Object.fromEntries(nianbao.forms().map((form) => [form.id, form.cells.map((cell) => cell.id)]));
const rules = [...new Set(sums.map(({ rule }) => rule))];

rmSync(folder, { recursive: true, force: true });
for (const side of ["ours", "theirs"]) mkdirSync(join(folder, side), { recursive: true });
const planted = new Map(manifest(made).filter((entry) => entry.readable).map((entry) => [entry.file, entry]));
const tables = [];
for await (const { file, report } of nianbao.checkFiles(files(made), { report: true })) {
  const name = file.slice(file.lastIndexOf("/") + 1);
  if (report) await layOut(name, report);
}
writeFileSync(join(folder, "theirs/tables.json"), JSON.stringify(tables));

/** A report as csv for either side, with the sums whose cells are all filled in. */
async function layOut(name, { form, cells, ...rest }) {
  const csv = `${name}.csv`;
  writeFileSync(join(folder, "ours", csv), await nianbao.writeReport({ form, cells, ...rest }, "csv"));
  const ids = forms[form].filter((id) => Number.isFinite(Number(cells[id] ?? NaN)));
  const column = (id) => `c${ids.indexOf(id)}`;
  // Cells of variants, which this report does not have, are no part of a sum.
  const own = (side) => side.filter((id) => forms[form].includes(id));
  const whole = ({ left, right }) => own([...left, ...right]).every((id) => ids.includes(id));
  const sum = (side) => own(side).map(column).join(" + ") || "0";
  const judged = sums.filter((relation) => relation.form === form && whole(relation));
  const formulas = judged.map(({ rule, left, order, right }) => [rule, `${sum(left)} ${order} ${sum(right)}`]);
  const lines = [ids.map(column), ids.map((id) => cells[id])].map((line) => line.join(","));
  writeFileSync(join(folder, "theirs", csv), `${lines.join("\n")}\n`);
  tables.push({ file: csv, fields: ids.map(column), sums: formulas.map(([, formula]) => formula), rules: formulas });
}

async function ours(workers) {
  const [begin, busy] = [performance.now(), process.cpuUsage()];
  const broken = {};
  for await (const row of nianbao.checkFiles([join(folder, "ours")], { rules, workers })) {
    broken[row.file.slice(row.file.lastIndexOf("/") + 1)] = row.findings.map(({ rule }) => rule);
  }
  const { user, system } = process.cpuUsage(busy);
  return { seconds: (performance.now() - begin) / 1000, processor: (user + system) / 1e6, broken };
}

function theirs() {
  const told = execFileSync(python, ["tests/peers/tables.py", join(folder, "theirs")], { maxBuffer: 1 << 28 });
  const { broken, ...spent } = JSON.parse(told);
  const byFile = Object.fromEntries(tables.map(({ file, rules }) => [file, rules]));
  const rulesIn = (file, notes) => notes.map((note) => byFile[file].find(([, formula]) => note.includes(`"${formula}"`))?.[0] ?? "?");
  return { ...spent, broken: Object.fromEntries(Object.entries(broken).map(([file, notes]) => [file, rulesIn(file, notes)])) };
}

const rows = [["", "seconds", "of processor", "ms a table", "faults found", "of", "false alarms"]];
function judge(label, { seconds, processor, broken }) {
  const faults = tables.flatMap(({ file }) => planted.get(file.slice(0, -4)).faults.map((fault) => [file, fault.rule]));
  const arithmetic = faults.filter(([, rule]) => rules.includes(rule));
  const found = arithmetic.filter(([file, rule]) => broken[file]?.includes(rule));
  const clean = tables.filter(({ file }) => !planted.get(file.slice(0, -4)).faults.length);
  const alarms = clean.filter(({ file }) => broken[file]?.length);
  const each = (processor * 1000) / tables.length;
  rows.push([label, seconds.toFixed(2), processor.toFixed(2), each.toFixed(1), found.length, arithmetic.length, alarms.length]);
}
judge("nianbao, 1 worker", await ours(1));
judge("nianbao, 2 workers", await ours(2));
judge("frictionless", theirs());
console.log(`${tables.length} tables, ${tables.reduce((all, { sums }) => all + sums.length, 0)} sums`);
for (const [label, ...cells] of rows) {
  console.log(label.padEnd(24) + cells.map((cell) => String(cell).padStart(14)).join(""));
}
