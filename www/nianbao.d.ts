// Types of the package `nianbao`: reports on government information disclosure (政府信息公开工作年度报告).

/**
 * Loads what the functions need, and in a web page the element, which there also starts by itself;
 * later calls return the same promise. `source` is the wasm module of the functions or the first of
 * the element, where it does not stand beside `nianbao.js`; the element's others are sought beside it.
 */
export default function init(source?: URL | BufferSource | Response): Promise<void>;

/** The official forms with their cells and rules. Call `init` first. */
export function forms(): Form[];
/** Judges a report by all rules of its form, and against last year's where that is given. Call `init` first. */
export function checkReport(report: Report, previous?: Report): CheckResult;
/** Adds up reports of one form, cell by cell, into that of the upper agency. Call `init` first. */
export function combineReports(reports: Report[], agency: string): Report;

/** Reads a file of any known kind; `name` helps to tell the kind. Rejects with a `ReportError`. */
export function readReport(bytes: Uint8Array, name: string): Promise<ReadResult>;
/** Writes a report as the bytes of a file. Rejects with a `ReportError`. */
export function writeReport(
  report: Report,
  format: Format,
  previous?: Report,
  options?: WriteOptions,
): Promise<Uint8Array>;

/** A font (ttf, otf or ttc) for `writePdf`; `name` says which of a collection is meant. */
export interface PdfFont {
  bytes: Uint8Array;
  name?: string;
}
/** A PDF with what is to be said of it: characters that no font has (boxes stand for them), fonts not used. */
export interface PdfFile {
  bytes: Uint8Array;
  missing: string;
  notes: string[];
  pages: number;
}
/**
 * Writes a report as a tagged PDF (PDF/UA-1, PDF/A-3a) with subsets of the fonts: each part in the one whose name
 * fits (小标宋, 仿宋, 黑体, 楷体, 宋体), all in one if only one is given. Its module is loaded at the first call.
 * Rejects with a `ReportError`: `unsupported` where no font may be embedded, `damaged` where one is not whole.
 */
export function writePdf(report: Report, fonts: PdfFont[]): Promise<PdfFile>;

/**
 * The docx or xlsx of a report, byte for byte as it is but for a comment at the words or the cell of each
 * finding; without `findings` those of the rules. Rejects with a `ReportError`, `unsupported` for other files.
 */
export function annotate(
  bytes: Uint8Array,
  name: string,
  report: Report,
  findings?: Finding[],
  previous?: Report,
): Promise<Uint8Array>;
/**
 * The same for a file and its rows, or for each file of a zip that has findings. Files that cannot have comments
 * have the reason in `error`.
 */
export function annotateFile(
  bytes: Uint8Array,
  name: string,
  rows: Row[],
): Promise<{ name: string; bytes?: Uint8Array; error?: string }[]>;

// Copies of one report (核对多份).

/** Where reports differ that should be one; the others are compared with the first. Call `init` first. */
export function compareReports(reports: Report[]): Comparison;
/** Reads files that should be copies of one report, and compares them; a file that cannot be read says why. */
export function compareFiles(files: { name: string; bytes: Uint8Array }[]): Promise<Copies>;
/**
 * The receipt (核对单), to be signed, of one or more comparisons; `when` is the time in words, or room is left.
 * In `txt` it is the result alone.
 */
export function writeReceipt(copies: Copies | Copies[], format: "docx" | "html" | "txt", when?: string): Promise<Uint8Array>;

// The register of applications (依申请公开台账).

/**
 * Counts the register of applications in a file: tables 3 and 4 and the fee of `year`, without it of the year
 * with most applications. What is not sure is asked; give the answers with the next call. Rejects with a
 * `ReportError`, `unsupported` where the file is no register.
 */
export function readRegister(bytes: Uint8Array, name: string, year?: number, answers?: Answer[]): Promise<Register>;
/** Where a report differs from the counts of a register (C-28). */
export function checkRegister(report: Report, register: Pick<Register, "cells">): Promise<Finding[]>;
/** A blank register with lists to choose from, an xlsx, that can be counted without a question. Call `init` first. */
export function registerTemplate(): Uint8Array;

// Many reports.

/**
 * Reads a file and judges the reports in it: one as a rule, more from a workbook or a zip. A file
 * that cannot be read gives a row with `error`; the promise rejects only where the program fails.
 */
export function checkFile(bytes: Uint8Array, name: string, wanted?: Wanted): Promise<Row[]>;
/**
 * The same for many files in workers, one a core: rows in the order of the files, read as they are
 * taken. A file that crashes its worker or exceeds the time gives a row with `error` and costs no
 * other. Leaving the loop ends the workers.
 */
export function checkFiles(files: Files, options?: CheckOptions): AsyncGenerator<Row, void>;
/**
 * For each report the position of the one of the same unit for the year before, `null` if there is
 * none. Call `init` first.
 */
export function pairUnits(rows: Unit[]): (number | null)[];
/**
 * For each report the position of the one that counts in its place: of several files of the same report
 * (same unit, same year) the best, of equally good ones the first. Call `init` first.
 */
export function takenReports(rows: Unit[]): number[];
/** The pairs of suspiciously alike reports, the most alike first, by their `prints`. */
export function findAlike(rows: { prints?: Prints[] }[]): Promise<Alike[]>;
/** Two texts in pieces that are shared or not. Call `init` first. */
export function sharedWords(a: string, b: string): [Piece[], Piece[]];
/** Adds up the reports of units, each unit once, with what each adds to every cell. */
export function rollUp(reports: Report[], wanted?: RollUpWanted): Promise<RollUp>;

/** The words of a notice (整改通知) before anybody changes them. Call `init` first. */
export function noticeTemplate(): string;
/** The notice to the unit of a row, a Word file; rejects with `form` if nothing is to be mended. */
export function writeNotice(row: Row, letter?: Letter): Promise<Uint8Array>;
/** The words of a reminder (催报通知) before anybody changes them. Call `init` first. */
export function reminderTemplate(): string;
/**
 * The notices to all units that have something to mend, one for each report, and letters to those of
 * `missing`: a zip of Word files. Rejects with `form` if a date of the letter is none.
 */
export function writeNotices(rows: Row[], letter?: Letter, missing?: Missing): Promise<Uint8Array>;
/** The names in a file with a list of units (txt, csv, xlsx …); rejects with `form` if there are none. */
export function readNames(bytes: Uint8Array): Promise<string[]>;
/** All rows in one file: a workbook, one finding a line, one JSON object a line. */
export function writeRows(
  rows: Row[],
  format: RowFormat,
  alike?: Alike[],
  expected?: Expected,
): Promise<Uint8Array>;

/** What an office fills into its notices. */
export interface Letter {
  /** In place of `noticeTemplate()`: a line a paragraph, the first is the title. */
  template?: string;
  /** In place of `reminderTemplate()`, likewise. */
  reminder?: string;
  /** The words of the letter to a unit whose file cannot be read, likewise. */
  resend?: string;
  /** The office that writes. */
  office?: string;
  /** The day to mend by and that of the letter, `2025-02-28` or in words; room is left otherwise. */
  due?: string;
  date?: string;
  /** The least severe findings that are told, `warning` if not said. */
  severity?: Severity;
}

/**
 * Files to check, also those in folders and zips: what was dropped or chosen, files of one's own, and
 * in Node paths.
 */
export type Files = DataTransfer | Iterable<FileLike> | AsyncIterable<FileLike>;
export type FileLike = File | FileSystemEntry | FileSystemHandle | { name: string; bytes: Uint8Array } | string;

export interface CheckOptions {
  /** Where last year's reports are; a unit's is laid beside this year's. All files are read first. */
  previous?: Files;
  /** Lays last year's report of a unit beside this year's where `files` has both, likewise. */
  pair?: boolean;
  /** Only findings of these rules. */
  rules?: string[];
  /** Only findings at least so severe. */
  severity?: Severity;
  /** With the report itself. */
  report?: boolean;
  /** How many at a time, at most 8; as many as there are cores if not given. */
  workers?: number;
  /** Milliseconds for one file, 20,000 if not given. */
  timeLimit?: number;
}

/** What is wanted of each report. */
export interface Wanted {
  /** Only findings of these rules. */
  rules?: string[];
  /** Only findings at least so severe. */
  severity?: Severity;
  /** With `prints`, for `findAlike`. */
  prints?: boolean;
  /** With the report itself. */
  report?: boolean;
  /** The file is a report that was read from another one and then corrected. */
  corrected?: boolean;
  /** Reports among which last year's may be: it is the same unit's for the year before. */
  previous?: Report[];
}

/** One report of many, or a file in which none could be read. */
export interface Row {
  /** The name as given; that of a file among several in a zip behind the zip's name and a `/`. */
  file: string;
  /** How the report is called, in a file that has several. */
  part?: string;
  /** Why there is none; all the rest is empty then. */
  error?: { code: string; message: string };
  agency: string;
  year: number | null;
  form: string;
  level: Level | null;
  title: string;
  findings: Finding[];
  rules: CheckResult["rules"];
  progress: CheckResult["progress"];
  /** Whether it was judged beside last year's report. */
  paired: boolean;
  /** How good this file is, compared with others of the same report. */
  version: Version;
  notes: Note[];
  prints?: Prints[];
  report?: Report;
}

/** Whose report of which year, and which of its files. */
export interface Unit {
  agency: string;
  year: number | null;
  version?: Version;
}

/** Of several files of a report a corrected one is better, then fewer blanks, then fewer doubts, then less derived. */
export interface Version {
  /** Somebody has corrected the report since it was read. */
  corrected?: boolean;
  /** Blank cells. */
  blank: number;
  /** Errors and warnings without a reason, and what reading left out or guessed. */
  doubts: number;
  /** How far the format is from those in which reports are written; 0 for Word files. */
  derived: number;
  /** A hash of the numbers: equal for equal ones. */
  figures: number;
}

/** The units that get a letter though no report of theirs is there: a reminder, or, where a file
 * could not be read, the request to send it again. */
export interface Missing {
  names?: string[];
  year?: number | null;
  unread?: UnreadFile[];
}
export interface UnreadFile {
  unit: string;
  file: string;
  why: string;
}

/** The units that should report. */
export interface Expected {
  names: string[];
  /** For which year; if null, the latest that many of the reports have. */
  year: number | null;
}

/** A sample of a section's words. */
export interface Prints {
  place: string;
  heading: string;
  limit?: number;
  marks: string;
}

/** Two reports that share suspiciously much, `a` before `b`; `percent` is about. */
export interface Alike {
  /** Their positions in the list. */
  a: number;
  b: number;
  percent: number;
  sections: { place: string; heading: string; percent: number }[];
}

export interface Piece {
  text: string;
  shared: boolean;
}

/** Where copies of a report differ. What is only layout (spaces, widths, line ends …) is no difference. */
export interface Comparison {
  /** They say the same: no difference, or only heads that not all of them state. */
  same: boolean;
  /** In the order of the report. */
  differences: Difference[];
}

export interface Difference {
  /** `stated`: a head that only some copies state; it is no difference. `part`: some copies lack all texts or tables. */
  kind: "head" | "stated" | "part" | "heading" | "text" | "cell" | "row";
  /** The place: a cell's id, `section:1`, `preface`, `title`, `agency`, `year`, `published`, `texts`, `tables`, `row`. */
  at: string;
  /** The place in words. */
  label: string;
  /** What each copy says; null for one that was not compared there. */
  values: (CopyValue | null)[];
}

export interface CopyValue {
  /** The words that differ, not `shared`, and those around them. */
  pieces: Piece[];
  /** The position of the first copy that says the same. */
  like: number;
}

/** Files that should be copies of one report; values are in the order of the files. */
export interface Copies extends Comparison {
  files: CopyFile[];
}

export interface CopyFile {
  file: string;
  /** How the report is called, in a file that has several. */
  part?: string;
  sha256: string;
  agency: string;
  year: number | null;
  published: string;
  /** What reading left out or guessed. */
  notes: string[];
  /** Why there is no report. */
  error?: string;
}

export interface RollUpWanted {
  /** The upper office. */
  agency?: string;
  /** The units it should have reports of. */
  names?: string[];
  /** Its own report, to be compared with the sum. */
  upper?: Report;
}

export interface RollUp {
  report: Report;
  /** The units that were added up. */
  units: string[];
  /** What units add to a cell, by cell id; `unit` is a position in `units`. */
  shares: Record<string, { unit: number; value: string }[]>;
  /** Names without a report. */
  missing: string[];
  /** Units that are not among the names. */
  unlisted: string[];
  /** Positions of reports left out, since their unit was there already. */
  repeated: number[];
  findings: Finding[];
}

/** `sheet` is the printable self-check sheet (自查表), an HTML page. */
export type Format = "docx" | "html" | "fragment" | "xlsx" | "sheet" | "csv" | "txt" | "json";

/** In what all rows of a check can be written; `jsonl` is one JSON object a line. */
export type RowFormat = "xlsx" | "csv" | "jsonl";

/** What the functions throw; `message` is Chinese and meant for the user. */
export interface ReportError extends Error {
  code: "unsupported" | "damaged" | "too-large" | "encrypted" | "form";
}

export type FormId = "2008" | "2014" | "2019" | "2021";

/** One filled-in form: the JSON that drafts and files carry. */
export interface Report {
  nianbao: 1;
  form: FormId;
  /** `null` where it is not known. */
  year: number | null;
  agency: string;
  /** What kind of body reports; it decides deadlines and powers. */
  level?: Level | null;
  title?: string;
  published?: string;
  preface?: string;
  /** In the order and with the headings of the document. */
  sections: Section[];
  /** What was typed, by cell id; a blank cell is absent. */
  cells: Record<string, string>;
  extra_rows?: ExtraRow[];
  explanations?: Explanation[];
  /**
   * Figures, dates and years of the prose that were taken over from last year's text, until they are changed or
   * confirmed. Four texts with tabs between them: `preface` or the place of the section, the words before the
   * figure, the figure with its unit, the words behind it.
   */
  carried?: string[];
}

export type Level = "department" | "township" | "county" | "municipality" | "province";

export interface Section {
  /** `null` for a section that the form does not know. */
  id: string | null;
  heading: string;
  text: string;
}

/** A row of the table that the form does not know. */
export interface ExtraRow {
  label: string;
  unit?: string;
  values: string[];
}

/** Why a finding stands as it is. */
export interface Explanation {
  rule: string;
  at: string;
  reason: string;
  /** The finding's words when it was explained; others are not explained by it. */
  about?: string;
}

export interface Form {
  id: FormId;
  /** First and last report year. */
  years: [number, number];
  /** The document that prescribes the form. */
  issued_by: string;
  sections: FormSection[];
  cells: FormCell[];
  /** The rules that apply to reports on this form. */
  rules: Rule[];
}

export interface FormSection {
  id: string;
  heading: string;
  /** Most characters the form asks for. */
  limit?: number;
}

export interface FormCell {
  id: string;
  label: string;
  unit: string;
}

export type Severity = "error" | "warning" | "hint";

/** One line of the catalogue of rules. */
export interface Rule {
  id: string;
  severity: Severity;
  title: string;
  basis: string;
}

export interface CheckResult {
  findings: Finding[];
  /** How many places were judged, and how they stand; `waiting` ones miss cells. */
  rules: { checked: number; held: number; broken: number; waiting: number };
  /** How many of the form's cells are filled in: blanks are counted here, apart from the findings. */
  progress: { filled: number; cells: number };
}

export interface Finding {
  rule: string;
  severity: Severity;
  /** The place: a cell, a row, a section. */
  at: string;
  /** The place in words, and where it stood in the file; only in rows of `checkFile`. */
  place?: string;
  spot?: string;
  message: string;
  cells: { id: string; label: string; value: string }[];
  section?: string;
  quote?: string;
  stated?: string;
  computed?: string;
  difference?: string;
  basis?: string;
  /** Cells that, given this value (and those in `with` theirs), would settle the rules named. */
  suspects?: {
    cell: string;
    value: string;
    resolves: string[];
    with?: { cell: string; value: string }[];
    /** What all this does, in words, where many cells change; with `slip`, what seems to have happened. */
    words?: string;
    /** The operation of a person that these changes take back, where one explains the report better than all else. */
    slip?: "dropped" | "doubled" | "transposed" | "mistyped" | "total" | "unit" | "blank" | "split" | "shifted" | "swapped" | "last-year";
  }[];
  explained?: string;
}

/** What a register of applications says; of its rows only places, counts and the office's words for results. */
export interface Register {
  year: number;
  /** How many applications were received in each year. */
  years: Record<string, number>;
  columns: RegisterColumn[];
  /** All cells of tables 3 and 4, by the ids of form 2021. What is still asked counts nowhere. */
  cells: Record<string, string>;
  /** The fee collected, in yuan. */
  fee: string;
  /** Rows whose fee is not understood; it is not in `fee`. Absent if there is none. */
  unread_fees?: Place[];
  /** How many applications are in the cells. */
  counted: number;
  /** The lines behind the cells: that of 本年新收 or 上年结转, that of the result, those of table 4. */
  rows: (Place & { in: string; out: string; table4?: string[] })[];
  /** Lines that look like applications and do not count. */
  skipped: (Place & { why: string })[];
  questions: Question[];
  /** Rules about which offices differ; the answer `{ id: "rule:R12", value: other }` changes one. */
  rules: { id: string; words: string; basis: string; other: string; changed: boolean; rows: Place[] }[];
  /** A hint on answers that seem later than the law allows. */
  deadlines: { words: string; late: Place[]; unknown: number };
  /**
   * How the file was read, in Chinese: a list on its side, where a row's number is that of its column; hidden
   * columns; what was left out. Absent if there is nothing to say.
   */
  notes?: string[];
}

/** The answer `{ id: "column:SHEET!COLUMN", value: meaning }` gives a column another meaning. */
export interface RegisterColumn {
  sheet: string;
  /** Counted from 1. */
  column: number;
  head: string;
  /** `received`, `answered`, `result`, `kind` and so on; null if the column is not used. */
  means: string | null;
  /** The meaning in Chinese. */
  label: string;
  /** Found by the contents, not by the head. */
  guessed: boolean;
  /** The first texts, of columns with the office's own words only. */
  examples: string[];
}

/** A line of a register, from 1; in a csv the record, in a text file `sheet` is the number of the table. */
export interface Place {
  sheet: string;
  row: number;
}

/** One question for all rows that ask the same; its id is the same whenever the same words are asked. */
export interface Question {
  id: string;
  about: "result" | "applicant" | "period" | "count" | "review";
  words: string;
  rows: Place[];
  /** The likely ones first: `refused.secret`, `company`, `received`, `upheld`, `none` and so on. */
  options: { value: string; label: string }[];
}

export interface Answer {
  id: string;
  value: string;
  /** Only for these rows. */
  rows?: Place[];
}

export interface WriteOptions {
  /** The charts of a page (`html`): all if `true` or left out, none, or those with these titles. */
  charts?: boolean | string[];
}

export interface ReadResult {
  report: Report;
  notes: Note[];
  /** Where each cell stood in the file, in words for the user, by cell id. */
  places?: Record<string, string>;
}

/** What reading could not place, or placed by a guess. */
export interface Note {
  level: "lost" | "guessed" | "info";
  message: string;
  where?: string;
}

/** The element `<nianbao-report>`. Attributes: year, form, agency, readonly, view, draft-key, lang. */
export interface NianbaoReportElement extends HTMLElement {
  /**
   * The open report, `null` on the start page. Setting it opens that report; what `nianbao-change` told may be
   * given back at any time and changes nothing.
   */
  get value(): Report | null;
  set value(report: Report);
  /** The last check result; `null` on the start page and before there is one. */
  readonly findings: CheckResult | null;
  /** Opens a file; rejects with a `ReportError`, and keeps the open report, if it cannot. */
  open(file: File | Blob, name?: string): Promise<void>;
  /** Opens last year's report, to compare with. */
  openPrevious(file: File | Blob, name?: string): Promise<void>;
  /**
   * Moves the focus to the findings; resolves to the result for the report as it is, `null` on the
   * start page. Rejects with an error whose `code` is `check` where the rules cannot answer.
   */
  check(): Promise<CheckResult | null>;
  /** Saves the report as a file of this format. */
  download(format: Format): Promise<void>;
  /** The bytes of that file. */
  export(format: Format): Promise<Uint8Array>;
}

export interface NianbaoEventMap {
  /** The editor is there and shows what the page asked for; `value` may be set and read before. */
  "nianbao-ready": CustomEvent<null>;
  "nianbao-change": CustomEvent<Report>;
  "nianbao-check": CustomEvent<CheckResult>;
  /**
   * The draft was stored and read back: `where` names the stores that hold it (`"IndexedDB,
   * localStorage"`), `when` is in milliseconds since 1970.
   */
  "nianbao-save": CustomEvent<{ where: string; when: number }>;
  "nianbao-error": CustomEvent<{ code: string; message: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "nianbao-report": NianbaoReportElement;
  }
  interface HTMLElementEventMap extends NianbaoEventMap {}
  // The events bubble.
  interface DocumentEventMap extends NianbaoEventMap {}
}
