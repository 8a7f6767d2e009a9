// Files in and out, and all rules, beside others' libraries: the same report, the same process, one thread.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import * as nianbao from "../../dist/npm/nianbao.js";
import { launch } from "../browser/browser.mjs";
import { fixtures } from "../npm/fixtures.mjs";
import { interleaved, row, runs, timed } from "./measure.mjs";
import { modelOf, surveyOf } from "./pages.mjs";

const require = createRequire(import.meta.url);
const docx = require("docx");
const exceljs = require("exceljs");
const sheetjs = require("xlsx");
const mammoth = require("mammoth");
const { Model } = require("survey-core");

const IN = {
  means: `Reading a report of 200 cells from a file in memory. Ours recognises the report and checks it by all rules; the peers \
only read. docx and xlsx are our own files, whose report is composed again and compared with the words; the PDF is \
printed by Chromium. pdftotext is a process of its own, with its start.`,
  why: "The peers stop at cells, text or markup; ours goes on to recognise the report, and to check it by all rules.",
};
const OUT = {
  means: "Writing the report as bytes. Ours has the official layout, and in xlsx formulas; the peers write plain paragraphs and rows.",
  why: "SheetJS writes bare cells without styles; the others' zip is native code of Node, ours is wasm.",
};
const VALIDATE = {
  means: "All rules over a report: ours 50 rules, prose included; SurveyJS the sums of the table only, without a screen.",
  why: "SurveyJS has only the sums, and no prose is read.",
};

/** The page as a PDF, as a browser prints it. */
async function printed(html) {
  const browser = await launch();
  const page = await browser.newPage();
  await page.setContent(html);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  await browser.close();
  return pdf;
}

/** What the peers write: the report's paragraphs, and its table. */
function writers({ title, preface, sections, cells }, form) {
  const table = form.cells.map(({ id, label, unit }) => [label, unit, cells[id] ?? ""]);
  const paragraphs = [title, preface, ...sections.flatMap((s) => [s.heading, ...s.text.split("\n")])];
  return {
    docx() {
      const text = (line) => new docx.Paragraph(line ?? "");
      const cell = (line) => new docx.TableCell({ children: [text(line)] });
      const rows = table.map((row) => new docx.TableRow({ children: row.map(cell) }));
      const children = [...paragraphs.map(text), new docx.Table({ rows })];
      return docx.Packer.toBuffer(new docx.Document({ sections: [{ children }] }));
    },
    exceljs() {
      const book = new exceljs.Workbook();
      book.addWorksheet("报告").addRows(paragraphs.map((line) => [line]));
      book.addWorksheet("表格").addRows(table);
      return book.xlsx.writeBuffer();
    },
    sheetjs() {
      const book = sheetjs.utils.book_new();
      const add = (rows, name) => sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet(rows), name);
      add(paragraphs.map((line) => [line]), "报告");
      add(table, "表格");
      return sheetjs.write(book, { type: "buffer", bookType: "xlsx" });
    },
  };
}

/** All words of a PDF by pdf.js. */
async function pdfText(bytes) {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const texts = [];
  for (let i = 1; i <= pdf.numPages; i++) texts.push((await (await pdf.getPage(i)).getTextContent()).items.map(({ str }) => str).join(""));
  await task.destroy();
  return texts.join("\n");
}

export async function measure() {
  await nianbao.default();
  const { report } = fixtures(nianbao.forms()).at(-1);
  const form = nianbao.forms().find(({ id }) => id === report.form);
  const file = {};
  for (const format of ["docx", "xlsx", "html"]) file[format] = Buffer.from(await nianbao.writeReport(report, format));
  file.pdf = await printed(file.html.toString());
  const folder = mkdtempSync(join(tmpdir(), "nianbao-"));
  const path = join(folder, "report.pdf");
  writeFileSync(path, file.pdf);

  const ours = (format) => async () => {
    const { report } = await nianbao.readReport(new Uint8Array(file[format]), `report.${format}`);
    return nianbao.checkReport(report);
  };
  const theirs = writers(report, form);
  const survey = new Model(surveyOf(modelOf(form, report)));
  const jobs = [
    ["docx in", IN, { nianbao: ours("docx"), mammoth: () => mammoth.convertToHtml({ buffer: file.docx }) }],
    ["xlsx in", IN, { nianbao: ours("xlsx"), exceljs: () => new exceljs.Workbook().xlsx.load(file.xlsx), SheetJS: () => sheetjs.read(file.xlsx) }],
    ["html in", IN, { nianbao: ours("html"), SheetJS: () => sheetjs.read(file.html.toString(), { type: "string" }) }],
    ["pdf in", IN, { nianbao: ours("pdf"), "pdf.js": () => pdfText(file.pdf), pdftotext: () => execFileSync("pdftotext", ["-layout", path, "-"]) }],
    ["docx out", OUT, { nianbao: () => nianbao.writeReport(report, "docx"), docx: theirs.docx }],
    ["xlsx out", OUT, { nianbao: () => nianbao.writeReport(report, "xlsx"), exceljs: theirs.exceljs, SheetJS: theirs.sheetjs }],
    ["validate all", VALIDATE, { nianbao: () => nianbao.checkReport(report), SurveyJS: () => survey.validate(false) }],
  ];
  const rows = [];
  for (const [work, line, sides] of jobs) {
    const all = Object.fromEntries(Object.entries(sides).map(([name, job]) => [name, timed(job)]));
    rows.push(row(work, (await interleaved(all, runs(15), 2)).ms, line));
  }
  rmSync(folder, { recursive: true });
  return { rows, peers: ["mammoth", "docx", "exceljs", "xlsx", "pdfjs-dist", "survey-core", "pdftotext of the system"] };
}
