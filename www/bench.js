// What the screen of the self-check desk asks for besides checking: a row, a report, files made of
// all rows. The rows are JSON texts from the module that made them to the one that is given them.
import { Desk } from "./desk.js";
import { run } from "./files.js";

/** The entries or files that were dropped; nothing if it is a single file, unless `any` will do. */
export function many({ items, files }, any) {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const all = entries.length ? entries : [...files];
  return any || all.length > 1 || all.some((entry) => entry.isDirectory) ? all : undefined;
}

/** Rows taken apart before the page gets its turn again. */
const TURN = 200;

export class Bench {
  #desk;
  #rows = [];

  /** `tell(progress, rows)` is called from time to time, see `Desk`; `progress` is JSON text. */
  constructor(tell) {
    const keep = (progress, rows) => {
      for (const [file, texts] of rows) this.#rows[file] = texts;
      tell(JSON.stringify(progress), rows);
    };
    this.#desk = new Desk(keep, { prints: true });
  }

  add(things) {
    return this.#desk.add(things);
  }
  pause() {
    this.#desk.pause();
  }
  resume() {
    this.#desk.resume();
  }
  cancel() {
    this.#desk.cancel();
  }

  /** The row of a report. */
  row(file, part) {
    return this.#rows[file]?.[part] ?? "";
  }

  /** The report and its notes, and last year's report where that is among the files: `[text, text]`. */
  async open(file, part) {
    const row = JSON.parse((await this.#desk.open(file))[part]);
    if (!row.report) throw new Error(row.error?.message ?? "这个文件现在读不出来了。");
    const opened = JSON.stringify({ report: row.report, notes: row.notes });
    if (!row.paired) return [opened];
    for (const last of this.#desk.beside(file)) {
      const rows = (await this.#desk.open(last)).map((text) => JSON.parse(text));
      const found = rows.find(({ report }) => report && report.year === row.year - 1);
      if (found) return [opened, JSON.stringify({ report: found.report, notes: [] })];
    }
    return [opened];
  }

  /** All rows in one file. */
  async write(format) {
    const alike = format === "xlsx" ? JSON.stringify(await this.#alike()) : "[]";
    return run("writeRows", [this.#all(), format, alike]);
  }

  notice(file, part, letter) {
    return run("writeNotice", [this.row(file, part), letter]);
  }

  notices(letter) {
    return run("writeNotices", [this.#all(), letter]);
  }

  template() {
    return run("noticeTemplate", []);
  }

  /** Suspiciously alike reports, each by its file and its position there. */
  async alike() {
    const at = this.#rows.flatMap((texts, file) => texts.map((_, part) => [file, part]));
    const pairs = await this.#alike();
    return JSON.stringify(pairs.map((pair) => ({ ...pair, a: at[pair.a], b: at[pair.b] })));
  }

  async #alike() {
    const prints = [];
    for (const [i, text] of this.#rows.flat().entries()) {
      prints.push(JSON.parse(text).prints ?? []);
      if (i % TURN === 0) await new Promise((go) => setTimeout(go));
    }
    return JSON.parse(await run("findAlike", [JSON.stringify(prints)]));
  }

  /** The sections of two reports side by side, in shared pieces and others. */
  async compare([fileA, partA], [fileB, partB], places) {
    const texts = await Promise.all([this.#texts(fileA, partA), this.#texts(fileB, partB)]);
    const beside = places.map(async (place) => {
      const [a, b] = texts.map((of) => of[place] ?? "");
      return JSON.parse(await run("sharedWords", [a, b]));
    });
    return JSON.stringify(await Promise.all(beside));
  }

  /** The texts of a report by their places. */
  async #texts(file, part) {
    const { report } = JSON.parse((await this.#desk.open(file))[part]);
    const texts = { preface: report?.preface };
    report?.sections.forEach(({ id, text }, i) => (texts[id ?? `x${i + 1}`] = text));
    return texts;
  }

  /** The sum of these reports; `upper` is the one they are compared with, or null. */
  async sum(reports, wanted, upper) {
    const open = async ([file, part]) => JSON.parse((await this.#desk.open(file))[part]).report;
    const opened = [];
    for (const at of reports) opened.push(await open(at));
    const all = { ...JSON.parse(wanted), upper: upper ? await open(upper) : undefined };
    return run("rollUp", [JSON.stringify(opened.filter(Boolean)), JSON.stringify(all)]);
  }

  #all() {
    return `[${this.#rows.flat().join(",")}]`;
  }
}
