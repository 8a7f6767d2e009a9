#!/usr/bin/env node
// @ts-check
// `nianbao check`: the self-check desk without a screen, a filter from paths to rows. `nianbao count`: see count.js.
import { createWriteStream, statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { compare } from "./compare.js";
import { Usage, bytesOf, count } from "./count.js";
import { pdf } from "./pdf-command.js";
import init, { annotateFile, checkFiles, forms, readNames, takenReports, writeRows } from "./nianbao.js";

const HELP = `用法：nianbao check 路径… [选项]
      命令 | nianbao check -
      nianbao count 台账 [--report 年报] [--year 年度] [--answers 答复.json]
      nianbao count --template 台账模板.xlsx
      nianbao compare 文件 文件… [--receipt 核对单.docx]
      nianbao pdf 年报 --font 字体文件 --out 年报.pdf

check 自检多份政府信息公开工作年度报告。路径可以是文件、文件夹或压缩包（zip）；“-”表示从标准输入
逐行读取路径。结果按文件的顺序写出，每份报告一行；读不了的文件也有一行，说明原因。

count 从依申请公开台账（xlsx、xls、ods、csv、docx 等）统计表三、表四和信息处理费，列出没有把握、需要确认的
问题；给出年报的，逐格核对。只写出数字和行号，不写出申请人的任何信息。

compare 核对同一份报告的几个文件（Word、网页、PDF、上周的稿子）：哪一格、哪个标题、哪句话不同，各份都与第一份比。
只是排版不同的（换行、空格、全角半角、页码等）不算。

pdf 把一份报告写成 PDF：按公文格式排版，嵌入用到的字，带标签（PDF/UA-1、PDF/A-3a），附报告数据。

check 的选项：
  --format jsonl|csv|xlsx  写出的格式，默认 jsonl（每行一个 JSON）
  --out 文件               写到文件，默认写到标准输出
  --previous 路径          上年报告所在的文件、文件夹或压缩包，可写多次；同一单位的上年报告自动对照
  --pair                   所给文件中同一单位有多个年度的，自动对照上年
  --expected 文件          应报送单位的名单（txt、csv、xlsx 等）；csv、xlsx 里列出未报送的单位
  --annotate 文件夹        另存带批注的原文件（docx、xlsx）：每个问题批注在相应的文字或单元格上
  --severity 级别          error 只列错误，warning 列错误和提醒，hint 全列（默认）
  --rules 编号,编号        只列这些规则，如 C-01,C-02
  --jobs 个数              同时处理几份，默认与处理器核数相同，最多 8
  --help                   显示本说明

count 的选项：
  --report 文件            与这份年报的表三、表四核对（C-28）；没有写年度的，按年报的年度
  --year 年度              统计哪一年，默认按标题或收到件数最多的一年
  --answers 文件           对问题的答复，JSON：[{ "id": "问题编号", "value": "答复" }]
  --format text|json       写出的格式，默认 text
  --template 文件          写一份空白的台账模板（xlsx），从列表里选填，统计时不用再问

compare 的选项：
  --receipt 文件           写一份核对单（docx 或 html），写明各文件的 SHA-256 值、核对时间和结果，可以签字
  --format text|json       写出的格式，默认 text

pdf 的选项：
  --font 文件              字体（ttf、otf 或 ttc），可写多次：按名称用于标题（小标宋）、正文（仿宋）、黑体、楷体、
                           表格（宋体）；只给一种的，全文用这一种。字体集里的一种写作“文件#名称”
  --out 文件               写到这个文件

check 的退出状态：
  0  全部读出，没有列出任何问题
  1  全部读出，列出了问题（已作说明的不算），或者统计表没填完
  2  有文件读不了、没有找到文件，或命令写得不对

count 的退出状态：0 全部统计出来，与年报一致；1 还有问题没有答复，或与年报不一致；2 不是台账、读不了，或命令写得不对。

compare 的退出状态：0 一致；1 有不同；2 有文件读不了，或命令写得不对。

pdf 的退出状态：0 已写出；1 已写出，但有的字字体里没有，画成方框；2 报告或字体读不了，或命令写得不对。

同一单位同一年度的报告有几个文件的，csv、xlsx 里写明采用哪一个，合计只算一份。

用 --previous、--pair 时要先读完全部文件才写出；csv 和 xlsx 也是。其余情况边读边写，文件再多，
占用的内存也不增加。
`;

/** @type {import("./nianbao.js").RowFormat[]} */
const FORMATS = ["xlsx", "csv", "jsonl"];

const OPTIONS = {
  format: { type: "string" },
  out: { type: "string" },
  previous: { type: "string", multiple: true },
  pair: { type: "boolean" },
  expected: { type: "string" },
  annotate: { type: "string" },
  severity: { type: "string", default: "hint" },
  rules: { type: "string" },
  jobs: { type: "string" },
  report: { type: "string" },
  year: { type: "string" },
  answers: { type: "string" },
  template: { type: "string" },
  receipt: { type: "string" },
  font: { type: "string", multiple: true },
  help: { type: "boolean", short: "h" },
};

/** What is asked for; throws a `Usage` where that is not clear. */
function read(args) {
  let parsed;
  try {
    parsed = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Usage(`不认识的选项：${error.message}`);
  }
  const { values, positionals } = parsed;
  if (values.help) return { help: true };
  const [command, ...paths] = positionals;
  if (["count", "compare", "pdf"].includes(command)) return { ...values, command, paths };
  if (command !== "check") throw new Usage(`没有“${command ?? ""}”这个命令，只有 check、count、compare 和 pdf。`);
  if (!paths.length) throw new Usage("没有写要检查的路径。");
  if (paths.includes("-") && paths.length > 1) throw new Usage("“-”不能和其他路径一起用。");
  const format = values.format ?? "jsonl";
  among("--format", format, FORMATS);
  among("--severity", values.severity, ["error", "warning", "hint"]);
  if (values.expected && format === "jsonl") throw new Usage("--expected 要和 --format csv 或 xlsx 一起用。");
  const jobs = values.jobs && Number(values.jobs);
  if (jobs !== undefined && !(Number.isInteger(jobs) && jobs > 0)) throw new Usage("--jobs 要写正整数。");
  return { ...values, command, paths, format, jobs, rules: rulesOf(values.rules) };
}

function among(option, value, known) {
  if (!known.includes(value)) throw new Usage(`${option} 只能是 ${known.join("、")}。`);
}

function rulesOf(list) {
  if (list === undefined) return undefined;
  const known = new Set(forms().flatMap((form) => form.rules.map(({ id }) => id)));
  const rules = list.split(/[,，\s]+/).filter(Boolean);
  const unknown = rules.filter((id) => !known.has(id));
  if (unknown.length || !rules.length) throw new Usage(`没有这样的规则：${unknown.join("、")}。`);
  return rules;
}

/** The paths that stand on the lines of standard input. */
async function* lines() {
  for await (const line of createInterface({ input: process.stdin })) if (line.trim()) yield line;
}

async function check({ paths, format, out, previous, pair, expected, severity, rules, jobs, annotate }) {
  const listed = expected && { names: await readNames(await bytesOf(expected)), year: null };
  const files = paths[0] === "-" ? lines() : paths;
  const rows = checkFiles(files, { previous, pair, severity, rules, ...(jobs && { workers: jobs }) });
  const to = out === undefined ? process.stdout : createWriteStream(out);
  // A full disk, a folder that is not there, or a reader that stops reading, as `head` does.
  to.on("error", (error) => {
    if (error.code !== "EPIPE") process.stderr.write(`nianbao：写不出结果（${error.message}）。\n`);
    process.exit(2);
  });
  // Blank cells are told as progress; whoever asks for other rules alone does not ask for them.
  const asksForBlanks = severity !== "error" && (rules?.includes("V-02") ?? true);
  const count = { rows: 0, found: 0, blank: 0, failed: 0 };
  const kept = [];
  const comments = annotate !== undefined && new Comments(annotate);
  for await (const row of rows) {
    count.rows++;
    if (comments) await comments.take(row);
    if (row.error) count.failed++;
    if (row.findings.some(({ explained }) => explained === undefined)) count.found++;
    const explained = row.findings.some(({ rule, explained }) => rule === "V-02" && explained !== undefined);
    if (asksForBlanks && !explained && row.progress.filled < row.progress.cells) count.blank++;
    if (format !== "jsonl") kept.push(row);
    else if (!to.write(`${JSON.stringify(row)}\n`)) await once(to, "drain");
  }
  if (format !== "jsonl") to.write(await writeRows(kept, format, [], listed));
  if (out !== undefined) await new Promise((done) => to.end(done));
  if (comments) await comments.end();
  if (!count.rows && paths[0] !== "-") throw new Usage("没有找到文件。");
  const { rows: all, found, blank, failed } = count;
  const left = blank ? `没填完的 ${blank} 份，` : "";
  const again = takenReports(kept).filter((at, i) => at !== i).length;
  const same = again ? `（${again} 份与其他文件是同一报告）` : "";
  process.stderr.write(`共 ${all} 份${same}，有问题的 ${found} 份，${left}读不了的 ${failed} 份。\n`);
  return failed ? 2 : found || blank ? 1 : 0;
}

/** Writes the files of rows, with the findings as comments, into a folder; the rows of a file come together. */
class Comments {
  #folder;
  #path;
  #rows = [];
  #written = 0;
  #without = 0;

  constructor(folder) {
    this.#folder = folder;
  }

  async take(row) {
    const path = fileOf(row.file);
    if (path !== this.#path) await this.#flush();
    this.#path = path;
    if (!row.error) this.#rows.push(row);
  }

  async end() {
    await this.#flush();
    const others = this.#without ? `；另有 ${this.#without} 个不能加批注（要 docx 或 xlsx）` : "";
    process.stderr.write(`带批注的文件 ${this.#written} 个，在 ${this.#folder}${others}。\n`);
  }

  async #flush() {
    const rows = this.#rows.splice(0);
    if (!rows.some(({ findings }) => findings.length)) return;
    for (const { name, bytes, error } of await annotateFile(await bytesOf(this.#path), this.#path, rows)) {
      if (error) {
        this.#without++;
        continue;
      }
      // Whatever the path, the file is below the folder.
      const steps = name.split(/[\\/]/).filter((step) => step && step !== "." && step !== "..");
      const to = join(this.#folder, ...steps).replace(/(\.\w+)?$/, "（带批注）$1");
      await mkdir(dirname(to), { recursive: true });
      await writeFile(to, bytes);
      this.#written++;
    }
  }
}

/** The file on disk in which a row's file is: a zip, or itself. */
function fileOf(name) {
  for (let at = name.indexOf("/", 1); at > 0; at = name.indexOf("/", at + 1)) {
    if (statSync(name.slice(0, at), { throwIfNoEntry: false })?.isFile()) return name.slice(0, at);
  }
  return name;
}

try {
  await init();
  const asked = read(process.argv.slice(2));
  if (asked.help) process.stdout.write(HELP);
  else process.exitCode = await { check, count, compare, pdf }[asked.command](asked);
} catch (error) {
  const help = error instanceof Usage ? "用 nianbao --help 查看说明。" : "";
  process.stderr.write(`nianbao：${error.message}${help}\n`);
  process.exitCode = 2;
}
