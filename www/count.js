// @ts-check
// `nianbao count`: from the register of applications to the cells of tables 3 and 4, and what is still asked.
import { readFile, writeFile } from "node:fs/promises";
import { checkRegister, forms, readRegister, readReport, registerTemplate } from "./nianbao.js";

/** A command that is written wrong. */
export class Usage extends Error {}

/** The bytes of a file that a command names. */
export function bytesOf(path) {
  return readFile(path).catch(() => {
    throw new Error(`读不到“${path}”，可能已被移动、删除，或正被其他程序占用。`);
  });
}

/** The answers in a file. */
async function answersIn(path) {
  const text = new TextDecoder().decode(await bytesOf(path));
  try {
    const answers = JSON.parse(text);
    if (answers.every(({ id, value }) => typeof id === "string" && typeof value === "string")) return answers;
  } catch {
    // What is no JSON, and JSON of something else, has the same message.
  }
  throw new Usage(`“${path}”不是一组答复，答复要写成 [{ "id": "问题编号", "value": "答复" }]。`);
}

/** Counts what is asked for, prints it, and gives the exit status. */
export async function count({ paths, report: reportPath, year, answers, template, format = "text" }) {
  if (template !== undefined) {
    await writeFile(template, registerTemplate());
    if (!paths.length) return 0;
  }
  if (paths.length !== 1) throw new Usage("count 后面要写一份台账。");
  if (!["text", "json"].includes(format)) throw new Usage("--format 只能是 text、json。");
  if (year !== undefined && !/^\d{4}$/.test(year)) throw new Usage("--year 要写四位数字的年度。");
  const given = answers === undefined ? [] : await answersIn(answers);
  const report = reportPath && (await readReport(await bytesOf(reportPath), reportPath)).report;
  const wanted = year === undefined ? report?.year : Number(year);
  const counted = await readRegister(await bytesOf(paths[0]), paths[0], wanted ?? undefined, given);
  const findings = report ? await checkRegister(report, counted) : [];
  const { questions } = counted;
  process.stdout.write(format === "json" ? `${JSON.stringify({ ...counted, findings })}\n` : words(counted, findings));
  return questions.length || findings.length ? 1 : 0;
}

/**
 * The counts and questions as lines.
 * @param {import("./nianbao.js").Register} register
 * @param {import("./nianbao.js").Finding[]} findings
 */
function words({ year, counted, cells, fee, unread_fees: unread = [], questions, rules, skipped, deadlines, notes = [] }, findings) {
  const labels = new Map(forms().flatMap((form) => form.cells.map(({ id, label }) => [id, label])));
  const lines = [`${year} 年，计入 ${counted} 件，不计 ${skipped.length} 行。`];
  for (const note of notes) lines.push(`提示：${note}`);
  for (const [id, value] of Object.entries(cells)) {
    if (value !== "0") lines.push(`${id}\t${value}\t${labels.get(id) ?? ""}`);
  }
  lines.push(`信息处理费\t${fee}\t元`);
  for (const { sheet, row } of unread) lines.push(`提示：${sheet} 第 ${row} 行的收费看不出金额，没有计入信息处理费。`);
  for (const { words: rule, basis, rows, changed } of rules) {
    lines.push(`口径：${rule}（${basis}），${rows.length} 行${changed ? "，已按另一口径" : ""}`);
  }
  for (const { why, sheet, row } of skipped) lines.push(`不计：${sheet} 第 ${row} 行，${why}`);
  if (deadlines.words) lines.push(`提示：${deadlines.words}`);
  for (const { id, words: asked, rows, options } of questions) {
    const places = rows.slice(0, 5).map(({ sheet, row }) => `${sheet} 第 ${row} 行`).join("、");
    const more = rows.length > 5 ? "等" : "";
    const likely = options.slice(0, 4).map(({ value, label }) => `${value}（${label}）`).join("、");
    lines.push(`待确认：${asked}，${rows.length} 行（${places}${more}）；编号 ${id}；可答 ${likely}……`);
  }
  for (const { rule, message } of findings) lines.push(`${rule}\t${message}`);
  return `${lines.join("\n")}\n`;
}
