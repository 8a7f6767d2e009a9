// Parses every formula of every workbook in a folder with fast-formula-parser, which knows Excel's grammar,
// and calculates it from what the other cells show: it has to come to what its own cell shows. Conditions
// of formats have to come to true or false, names and ranges of charts to places. For valid.rs.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import FormulaParser from "fast-formula-parser";
import { strFromU8, unzipSync } from "fflate";

/** Excel's limits: characters of a formula, of a text in it, and of a cell. */
const MOST = { formula: 8_192, literal: 255, text: 32_767 };

const entities = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'" };
const plain = (xml) => xml.replace(/&(lt|gt|amp|quot|#39);/g, (_, name) => entities[name]);
const all = (xml, pattern) => [...xml.matchAll(pattern)].map(([, ...groups]) => groups);
const number = (letters) => [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0);

/** A place such as `'表三'!$A$1:$B$2` as the parser wants it. */
function place(text) {
  const [, sheet, left, top, right = left, bottom = top] = /^'(.*)'!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?$/.exec(text) ?? [];
  if (!sheet) throw new Error(`${text} is no place`);
  return { sheet: sheet.replaceAll("''", "'"), from: { row: +top, col: number(left) }, to: { row: +bottom, col: number(right) } };
}

/** A sheet's cells by `row,column`: what each shows, and its formula. */
function cellsOf(xml) {
  const cell = /<c r="([A-Z]+)(\d+)"[^>]*?(t="\w+")?(?:\/>|>(?:<f>([^<]*)<\/f>)?(?:<v>([^<]*)<\/v>|<is><t[^>]*>([^<]*)<\/t><\/is>)<\/c>)/g;
  return all(xml, cell).map(([column, row, kind, formula, value, text]) => {
    const shown = text ?? value;
    return {
      row: +row, col: number(column), at: column + row,
      formula: formula && plain(formula),
      value: shown === undefined ? null : kind ? plain(shown) : Number(shown),
    };
  });
}

function workbook(path) {
  const parts = unzipSync(readFileSync(path));
  const xml = (name) => strFromU8(parts[name]);
  const sheets = new Map();
  for (const [name, n] of all(xml("xl/workbook.xml"), /<sheet name="([^"]*)" sheetId="(\d+)"/g)) {
    const text = xml(`xl/worksheets/sheet${n}.xml`);
    const cells = new Map(cellsOf(text).map((cell) => [`${cell.row},${cell.col}`, cell]));
    const conditions = all(text, /sqref="([A-Z]+)(\d+)[^"]*"><cfRule[^>]*><formula>([^<]*)</g);
    sheets.set(plain(name), { cells, conditions });
  }
  const names = all(xml("xl/workbook.xml"), /<definedName name="(\w+)">([^<]*)</g);
  const charts = Object.keys(parts).filter((name) => /charts\/chart\d+\.xml$/.test(name));
  const ranges = charts.flatMap((name) => all(xml(name), /<c:f>([^<]*)<\/c:f>/g).flat().map(plain));
  return { sheets, names: new Map(names.map(([name, at]) => [name, place(plain(at))])), ranges };
}

/** The functions of ours that the parser lacks. */
const LACKING = {
  MAX: (...ranges) => Math.max(0, ...ranges.flatMap(({ value }) => value).flat().filter((n) => typeof n === "number")),
  SUBSTITUTE: (text, old, fresh) => String(text.value ?? "").replaceAll(old.value, fresh.value),
  VALUE: ({ value }) => {
    const text = String(value ?? "").trim();
    if (!/^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?$/.test(text)) throw FormulaParser.FormulaError.VALUE;
    return Number(text.replaceAll(",", ""));
  },
};

function same(a, b) {
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) < 1e-6 * Math.max(1, Math.abs(a));
  return a === b;
}

let formulas = 0;
const wrong = [];
const files = readdirSync(process.argv[2]).filter((name) => name.endsWith(".xlsx"));
for (const name of files) {
  const { sheets, names, ranges } = workbook(join(process.argv[2], name));
  const valueAt = (sheet, row, col) => {
    if (!sheets.has(sheet)) throw new Error(`there is no sheet ${sheet}`);
    return sheets.get(sheet).cells.get(`${row},${col}`)?.value ?? null;
  };
  const parser = new FormulaParser({
    onCell: ({ sheet, row, col }) => valueAt(sheet, row, col),
    onRange: ({ sheet, from, to }) => {
      const row = (r) => Array.from({ length: to.col - from.col + 1 }, (_, i) => valueAt(sheet, r, from.col + i));
      return Array.from({ length: to.row - from.row + 1 }, (_, i) => row(from.row + i));
    },
    onVariable: (word) => names.get(word) ?? null,
    functions: LACKING,
  });
  const calculate = (formula, at) => {
    formulas++;
    const literals = formula.match(/"(?:[^"]|"")*"/g) ?? [];
    if (formula.length > MOST.formula || literals.some((text) => text.length - 2 > MOST.literal)) return "too long";
    try {
      return parser.parse(formula, at);
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  };
  const note = (place, formula, value, shown) => {
    wrong.push(`${name} ${place}: ${formula}\n  comes to ${JSON.stringify(value)}, not ${JSON.stringify(shown)}`);
  };
  for (const [sheet, { cells, conditions }] of sheets) {
    for (const { row, col, at, formula, value } of cells.values()) {
      if (typeof value === "string" && value.length > MOST.text) note(`${sheet}!${at}`, "a text", value.length, MOST.text);
      if (!formula) continue;
      const comes = calculate(formula, { sheet, row, col });
      if (!same(comes, value)) note(`${sheet}!${at}`, formula, comes, value);
    }
    for (const [column, row, formula] of conditions) {
      const comes = calculate(plain(formula), { sheet, row: +row, col: number(column) });
      if (typeof comes !== "boolean") note(`${sheet}!${column}${row}`, plain(formula), comes, "true or false");
    }
  }
  for (const range of ranges) if (!sheets.has(place(range).sheet)) note("charts", range, null, "a place");
}
if (wrong.length) {
  console.log(`${wrong.length} of ${formulas} are wrong:\n${wrong.slice(0, 40).join("\n")}`);
  process.exitCode = 1;
} else console.log(`${files.length} workbooks, ${formulas} formulas`);
