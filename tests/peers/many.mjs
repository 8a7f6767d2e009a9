// Many reports: the sums of many tables beside frictionless (PyPI), then our desk alone (desk.mjs). The variable
// FILES sets how many. PYTHON is the python that has frictionless.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as nianbao from "../../dist/npm/nianbao.js";
import { root } from "../browser/browser.mjs";
import { corpus, files, manifest } from "../corpus.mjs";
import { deskRows } from "./desk.mjs";
import { interleaved, relations, row, runs } from "./measure.mjs";

const python = process.env.PYTHON ?? "python3";
const about = `The same made-up reports and sums: ours reads each as csv in the official layout and judges it by the rules \
that have these sums, in one worker; frictionless reads each as a csv of one row and judges it by row constraints.`;
const LINES = {
  ms: { means: `Processor time a table. ${about}` },
  missed: { unit: "", means: "Planted faults of the sums that were not found.", why: "A rule with a blank cell waits." },
  alarms: { unit: "", means: "Reports without a fault in which a sum was called wrong." },
};

/** A report as csv for either side; the sums are those whose cells are all filled in. */
async function layOut(folder, sums, ids, name, report) {
  const { form, cells } = report;
  const csv = `${name}.csv`;
  writeFileSync(join(folder, "ours", csv), await nianbao.writeReport(report, "csv"));
  const filled = ids.filter((id) => Number.isFinite(Number(cells[id] ?? NaN)));
  const column = (id) => `c${filled.indexOf(id)}`;
  // Cells of variants, which this report does not have, are no part of a sum.
  const own = (side) => side.filter((id) => ids.includes(id));
  const whole = ({ left, right }) => own([...left, ...right]).every((id) => filled.includes(id));
  const sum = (side) => own(side).map(column).join(" + ") || "0";
  const judged = sums.filter((relation) => relation.form === form && whole(relation));
  const formulas = judged.map(({ rule, left, order, right }) => [rule, `${sum(left)} ${order} ${sum(right)}`]);
  const lines = [filled.map(column), filled.map((id) => cells[id])].map((line) => line.join(","));
  writeFileSync(join(folder, "theirs", csv), `${lines.join("\n")}\n`);
  return { file: csv, fields: filled.map(column), sums: formulas.map(([, formula]) => formula), rules: formulas };
}

/** The tables of both sides in a folder. */
async function layOutAll(made, folder, sums) {
  rmSync(folder, { recursive: true, force: true });
  for (const side of ["ours", "theirs"]) mkdirSync(join(folder, side), { recursive: true });
  const ids = Object.fromEntries(nianbao.forms().map((form) => [form.id, form.cells.map((cell) => cell.id)]));
  const tables = [];
  for await (const { file, report } of nianbao.checkFiles(files(made), { report: true })) {
    const name = file.slice(file.lastIndexOf("/") + 1);
    if (report) tables.push(await layOut(folder, sums, ids[report.form], name, report));
  }
  writeFileSync(join(folder, "theirs/tables.json"), JSON.stringify(tables));
  return tables;
}

/** Which rules are broken in which file, and the seconds of processor for that. */
async function ours(folder, rules) {
  const busy = process.cpuUsage();
  const broken = {};
  for await (const { file, findings } of nianbao.checkFiles([join(folder, "ours")], { rules, workers: 1 })) {
    broken[file.slice(file.lastIndexOf("/") + 1)] = findings.map(({ rule }) => rule);
  }
  const { user, system } = process.cpuUsage(busy);
  return { processor: (user + system) / 1e6, broken };
}

function theirs(folder, tables) {
  const options = { cwd: root, maxBuffer: 1 << 28 };
  const { broken, processor } = JSON.parse(execFileSync(python, ["tests/peers/tables.py", join(folder, "theirs")], options));
  const byFile = Object.fromEntries(tables.map(({ file, rules }) => [file, rules]));
  const ruleOf = (file, note) => byFile[file].find(([, formula]) => note.includes(`"${formula}"`))?.[0] ?? "?";
  const named = Object.entries(broken).map(([file, notes]) => [file, notes.map((note) => ruleOf(file, note))]);
  return { processor, broken: Object.fromEntries(named) };
}

/** What was right in a run: see `LINES`. */
function judge(tables, planted, rules, { processor, broken }) {
  const faultsOf = ({ file }) => planted.get(file.slice(0, -4)).faults;
  const faults = tables.flatMap((table) => faultsOf(table).map(({ rule }) => [table.file, rule]));
  const missed = faults.filter(([file, rule]) => rules.includes(rule) && !broken[file]?.includes(rule));
  const alarms = tables.filter((table) => !faultsOf(table).length && broken[table.file]?.length);
  return { ms: (processor * 1000) / tables.length, missed: missed.length, alarms: alarms.length };
}

export async function measure() {
  await nianbao.default();
  const count = Number(process.env.FILES ?? 1_000);
  const made = corpus(count);
  const folder = join(made, "../tables");
  const sums = relations();
  const rules = [...new Set(sums.map(({ rule }) => rule))];
  const tables = await layOutAll(made, folder, sums);
  const planted = new Map(manifest(made).map((entry) => [entry.file, entry]));
  const sides = {
    nianbao: async () => judge(tables, planted, rules, await ours(folder, rules)),
    frictionless: async () => judge(tables, planted, rules, theirs(folder, tables)),
  };
  const found = await interleaved(sides, runs(3));
  const names = { ms: "a table", missed: "faults not found", alarms: "false alarms" };
  const rows = Object.entries(names).map(([what, name]) => row(`many, ${name}, of ${tables.length}`, found[what], LINES[what]));
  return { rows: [...rows, ...(await deskRows(count))], peers: [`frictionless ${frictionless()}`] };
}

const frictionless = () =>
  execFileSync(python, ["-c", "import importlib.metadata as m; print(m.version('frictionless'))"]).toString().trim();
