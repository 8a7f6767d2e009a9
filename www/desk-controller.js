// @ts-check
// What the screen of the self-check desk asks of it besides checking. The rules are in the files
// module; here rows, which are JSON texts, and the bytes of files are handed from one to the other.
import { Desk } from "./desk.js";
import { failure, readRegister, run } from "./files.js";
import { bytesOf, gather } from "./gather.js";
import { jsonOf } from "./json.js";

/** The entries or files that were dropped; nothing if it is a single file, unless `any` will do. */
export function many({ items, files }, any) {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const all = entries.length ? entries : [...files];
  return any || all.length > 1 || all.some((entry) => entry.isDirectory) ? all : undefined;
}

/** Whether these are one file and no folder. */
export function isSingle(things) {
  return things.length === 1 && !things[0].isDirectory;
}

/** All but files, which are bytes, is given and answered as JSON text. */
export class DeskController extends Desk {
  /**
   * @param {(progress: string, rows: [number, string[]][]) => void} tell see `Desk`
   */
  constructor(tell) {
    super((progress, rows) => tell(jsonOf(progress), rows), { prints: true });
  }

  /**
   * @param {number} file
   * @param {number} part
   * @returns {Promise<string>} the report with last year's, an `Opened`
   */
  async open(file, part) {
    const last = this.lastOf(file, part);
    // Without last year's, the report is opened all the same.
    const beside = last && (await this.bytesOf(last[0]).catch(() => undefined));
    return run("openRow", [this.row(file, part), await this.bytesOf(file), part, last?.[1], beside]);
  }

  /**
   * @param {number} file
   * @returns {() => Promise<Uint8Array>} gives its bytes
   */
  original(file) {
    return () => this.bytesOf(file);
  }

  /**
   * @param {[number, number][]} reports files and positions there
   * @returns {Promise<[Uint8Array, number]>} a zip of the files with the findings as comments, and how many
   *   files cannot have comments
   */
  async annotated(reports) {
    /** @type {Map<number, string[]>} */
    const rows = new Map();
    for (const [file, part] of reports) rows.set(file, [...(rows.get(file) ?? []), this.row(file, part)]);
    /** @type {string[]} */
    const names = [];
    /** @type {Uint8Array[]} */
    const files = [];
    let without = 0;
    for (const [file, texts] of rows) {
      const bytes = await this.bytesOf(file).catch(() => undefined);
      if (!bytes) without++;
      for (const [name, made] of bytes ? await run("annotateFile", [bytes, this.source(file).name, `[${texts}]`]) : []) {
        if (!made) without++;
        else files[names.push(name.replace(/(\.\w+)?$/, "（带批注）$1")) - 1] = made;
      }
    }
    if (!names.length) throw failure("unsupported", "没有可以写批注的文件：要有问题，并且是 docx 或 xlsx。");
    return [await run("packFiles", [names, files]), without];
  }

  /**
   * @param {import("./nianbao.js").RowFormat} format
   * @param {string} expected an `Expected`
   * @returns {Promise<Uint8Array>} all rows in one file
   */
  write(format, expected) {
    return run("writeRows", [`[${this.rows}]`, format, undefined, expected]);
  }

  /**
   * @param {FileList | any[]} things one file with a list of units
   * @returns {Promise<string[]>} the names in it
   */
  async names(things) {
    for await (const source of gather(things)) return run("readNames", [await bytesOf(source)]);
    return [];
  }

  /**
   * The bytes of a file that is a register of applications; undefined if it is none.
   * @param {number} file
   * @param {string} name
   */
  async register(file, name) {
    const bytes = await this.bytesOf(file);
    return readRegister(bytes, name, undefined, "[]").then(() => bytes, () => undefined);
  }

  notice(file, part, letter) {
    return run("writeNotice", [this.row(file, part), letter]);
  }

  /**
   * @param {[number, number][]} reports files and positions there
   * @param {string} letter a `Letter`
   * @param {string} missing a `Missing`: the units without a report that get a letter
   */
  notices(reports, letter, missing) {
    const rows = reports.map(([file, part]) => this.row(file, part));
    return run("writeNotices", [`[${rows}]`, letter, missing]);
  }

  /** The standard texts of notice, reminder, and the request to send a file again. */
  templates() {
    return Promise.all([run("noticeTemplate", []), run("reminderTemplate", []), run("resendTemplate", [])]);
  }

  alike() {
    return run("alikeRows", [this.rowsByFile()]);
  }

  /**
   * @param {[number, number]} a a file and a position there
   * @param {[number, number]} b
   * @param {string} places a list of names
   * @returns {Promise<string>} both texts at each place, in pieces
   */
  async compare(a, b, places) {
    const [rowA, rowB] = [this.row(...a), this.row(...b)];
    const [bytesA, bytesB] = [await this.bytesOf(a[0]), await this.bytesOf(b[0])];
    return run("compareRows", [rowA, bytesA, a[1], rowB, bytesB, b[1], places]);
  }

  /**
   * Compares files of one report, for many reports.
   * @param {[number, number][][]} groups of each report files and positions there
   * @returns {Promise<string>} a list of `Copies`
   */
  async copies(groups) {
    const found = groups.map(() => "");
    const jobs = groups.map((group, index) => {
      const [source, ...beside] = group.map(([file]) => this.source(file));
      const names = group.map(([file, part]) => [this.source(file).name, part]);
      /** @type {import("./pool.js").Job} */
      const job = { index, call: "compareFiles", source, rest: [jsonOf(names)], beside };
      return job;
    });
    await this.runAll(jobs, ({ job: { index, source }, value, error }) => {
      found[index] = value ?? jsonOf({ files: [{ file: source.name, error: error?.message }] });
    });
    return `[${found}]`;
  }

  /**
   * The receipt of comparisons as the bytes of a file.
   * @param {string} copies a list of `Copies`
   * @param {"docx" | "html"} format
   * @param {string} when in words
   */
  receipt(copies, format, when) {
    return run("writeReceipt", [copies, format, when]);
  }

  /**
   * @param {[number, number][]} reports files and positions there
   * @param {string} wanted a `RollUpWanted`
   * @param {[number, number]} [upper] the report that the sum is compared with
   * @returns {Promise<string>} a `Sum`
   */
  async sum(reports, wanted, upper) {
    /** @type {Map<number, number[]>} */
    const parts = new Map(reports.map(([file]) => [file, []]));
    for (const [file, part] of reports) parts.get(file)?.push(part);
    const files = await this.reread(parts);
    const [last] = upper ? await this.reread(new Map([[upper[0], [upper[1]]]])) : [];
    return run("sumRows", [`[${files}]`, wanted, last]);
  }
}
