// Files in and out beside npm's docx, exceljs, xlsx and mammoth: the same report, the same process,
// one table of medians in milliseconds. Ours reads to a report and judges it by all rules; the peers
// only read or write. Neither side uses a second thread.
import { createRequire } from "node:module";
import * as nianbao from "../../dist/npm/nianbao.js";
import { fixtures } from "../npm/fixtures.mjs";
import { launch } from "../browser/browser.mjs";

const require = createRequire(import.meta.url);
const docx = require("docx");
const exceljs = require("exceljs");
const sheetjs = require("xlsx");
const mammoth = require("mammoth");

const RUNS = 15;
await nianbao.default();
const forms = nianbao.forms();
const { report } = fixtures(forms).at(-1);
const cells = forms.find((form) => form.id === report.form).cells;
const table = cells.map((cell) => [cell.label, cell.unit, report.cells[cell.id] ?? ""]);
const paragraphs = [report.title, report.preface, ...report.sections.flatMap((s) => [s.heading, ...s.text.split("\n")])];

const file = {};
for (const format of ["docx", "xlsx", "html"]) {
  file[format] = Buffer.from(await nianbao.writeReport(report, format));
}
file.pdf = await printed(file.html.toString());

/** The page as a PDF, as a browser prints it. */
async function printed(html) {
  const browser = await launch();
  const page = await browser.newPage();
  await page.setContent(html);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  await browser.close();
  return pdf;
}

async function verdict(format) {
  const { report } = await nianbao.readReport(new Uint8Array(file[format]), `report.${format}`);
  return nianbao.checkReport(report);
}

const wordFile = () => {
  const text = (line) => new docx.Paragraph(line ?? "");
  const cell = (line) => new docx.TableCell({ children: [text(line)] });
  const rows = table.map((row) => new docx.TableRow({ children: row.map(cell) }));
  const children = [...paragraphs.map(text), new docx.Table({ rows })];
  return docx.Packer.toBuffer(new docx.Document({ sections: [{ children }] }));
};
const workbook = () => {
  const book = new exceljs.Workbook();
  book.addWorksheet("报告").addRows(paragraphs.map((line) => [line]));
  book.addWorksheet("表格").addRows(table);
  return book.xlsx.writeBuffer();
};
const workbookOfSheetJS = () => {
  const book = sheetjs.utils.book_new();
  const add = (rows, name) => sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet(rows), name);
  add(paragraphs.map((line) => [line]), "报告");
  add(table, "表格");
  return sheetjs.write(book, { type: "buffer", bookType: "xlsx" });
};

const jobs = [
  ["docx in", "nianbao, with verdict", () => verdict("docx")],
  ["docx in", "mammoth", () => mammoth.convertToHtml({ buffer: file.docx })],
  ["xlsx in", "nianbao, with verdict", () => verdict("xlsx")],
  ["xlsx in", "exceljs", () => new exceljs.Workbook().xlsx.load(file.xlsx)],
  ["xlsx in", "xlsx (SheetJS)", () => sheetjs.read(file.xlsx)],
  ["html in", "nianbao, with verdict", () => verdict("html")],
  ["html in", "xlsx (SheetJS)", () => sheetjs.read(file.html.toString(), { type: "string" })],
  ["pdf in", "nianbao, with verdict", () => verdict("pdf")],
  ["docx out", "nianbao", () => nianbao.writeReport(report, "docx")],
  ["docx out", "docx", wordFile],
  ["xlsx out", "nianbao", () => nianbao.writeReport(report, "xlsx")],
  ["xlsx out", "exceljs", workbook],
  ["xlsx out", "xlsx (SheetJS)", workbookOfSheetJS],
];

const times = jobs.map(() => []);
// One run of each in turn, so that whatever else the machine does befalls all alike.
for (let run = -2; run < RUNS; run++) {
  for (const [index, [, , job]] of jobs.entries()) {
    const begin = performance.now();
    await job();
    if (run >= 0) times[index].push(performance.now() - begin);
  }
}
for (const [index, [what, who]] of jobs.entries()) {
  const sorted = times[index].sort((a, b) => a - b);
  console.log(`${what.padEnd(10)}${who.padEnd(24)}${sorted[RUNS >> 1].toFixed(1).padStart(8)} ms`);
}
