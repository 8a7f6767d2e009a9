// What the files module exports (crates/files/src/exports.rs and exports/desk.rs), so that no call of it
// by name can be misspelt or given something else. `tests/npm/types.test.mjs` holds the names and the
// numbers of arguments equal to the module's.
import type * as Package from "./nianbao.js";
import type { ReadResult, RowFormat, Rule } from "./nianbao.js";

/**
 * Every function may throw an Error with a `code` and a Chinese sentence. What the package exports as it is
 * has the types that the package declares; here it answers at once.
 */
export interface FilesModule extends Own, AsDeclared {}

type AsDeclared = {
  [Name in Exclude<keyof typeof Package, keyof Own | "default" | "checkFiles" | "writePdf">]: AtOnce<(typeof Package)[Name]>;
};
type AtOnce<Function> = Function extends (...given: infer Given) => Promise<infer Answer>
  ? (...given: Given) => Answer
  : Function;

/**
 * What only our own scripts call. Where the type says `string`, all but names and words is JSON; of what
 * type, the function's comment in Rust says.
 */
interface Own {
  readReport(bytes: Uint8Array): ReadResult;

  // For the open report: its check result and prose; positions of changes, four a change.
  checkTexts(report: string, previous?: string): string[];
  compareTexts(old: string, now: string): Uint32Array;
  rulesOf(form: string): Rule[];
  picturesOf(report: string, previous?: string): string[];
  posterOf(report: string, previous: string | undefined, titles: string[]): string;
  fragmentOf(report: string): string[];
  sample(): string[];

  // Findings as comments in files; of annotateFile each is a name, bytes or null, and why there are none.
  annotate(bytes: Uint8Array, report: string, findings?: string, previous?: string): Uint8Array;
  annotateFile(bytes: Uint8Array, name: string, rows: string): [string, Uint8Array | null, string | null][];
  packFiles(names: string[], files: Uint8Array[]): Uint8Array;
  // For Word files with the look of an office's template.
  readTemplate(bytes: Uint8Array): string;
  writeWord(report: string, look: string): Uint8Array;
  pagesOf(report: string, look: string): string;

  // For registers of applications.
  readRegister(bytes: Uint8Array, name: string, year: number | undefined, answers: string): string;
  checkRegister(report: string, register: string): string;

  // For many files. A position is that of a report in its file, from 0.
  checkFile(bytes: Uint8Array, name: string, wanted: string, last?: string, beside?: Uint8Array[]): string[];
  failedRow(file: string, code: string, message: string): string;
  pairFiles(files: string): string;
  reportsOf(bytes: Uint8Array): string;
  openRow(row: string, bytes: Uint8Array, position: number, last?: number, beside?: Uint8Array): string;
  sumRows(files: string, wanted: string, upper?: string): string;
  compareRows(
    rowA: string, bytesA: Uint8Array, positionA: number,
    rowB: string, bytesB: Uint8Array, positionB: number,
    places: string,
  ): string;
  compareReports(reports: string[]): string;
  compareFiles(bytes: Uint8Array, name: string, names: string, beside: Uint8Array[]): string;
  writeReceipt(copies: string, format: "docx" | "html" | "txt", when?: string): Uint8Array;
  alikeRows(files: string): string;
  pairUnits(units: string): Int32Array;
  takenReports(units: string): Uint32Array;
  findAlike(prints: string): string;
  sharedWords(a: string, b: string): string;
  rollUp(reports: string, wanted: string): string;
  writeNotice(row: string, letter: string): Uint8Array;
  resendTemplate(): string;
  writeNotices(rows: string, letter: string, missing?: string): Uint8Array;
  writeRows(rows: string, format: RowFormat, alike?: string, expected?: string): Uint8Array;
}
