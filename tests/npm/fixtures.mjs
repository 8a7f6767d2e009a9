// Reports for the tests of the package and of the page.
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../reports/", import.meta.url);

const formats = JSON.parse(readFileSync(new URL("formats.json", import.meta.url), "utf8"));
/** The ids of the formats that reports are written in. */
export const WRITTEN = formats.filter(({ writes }) => writes).map(({ id }) => id);
/** The ids of those that are read, too. */
export const THERE_AND_BACK = formats.filter(({ reads, writes }) => reads && writes).map(({ id }) => id);

/** Reports to write and read back: one of each form, and the project's own (tests/reports/*.json). */
export function fixtures(forms) {
  return [
    ...forms.map(({ id }) => ({ name: `zero ${id}`, report: zeroReport(forms, id) })),
    ...readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => ({ name, report: JSON.parse(readFileSync(new URL(name, folder), "utf8")) })),
  ];
}

/** A report of 88,000 sentences with figures, for which the rules need seconds: a worker that has it hangs. */
export const SLOW = [
  "示例市财政局2024年政府信息公开工作年度报告\n一、总体情况\n",
  ...Array(2_200).fill(`${"全年收到申请12件，答复11件，占91.7%，同比增长3.2%。".repeat(40)}\n`),
].join("");

/** A report of one form with 0 in every cell, in which all sums hold. */
export function zeroReport(forms, id) {
  const { cells, years } = forms.find((form) => form.id === id);
  const year = Math.min(years[0] + 3, years[1]);
  return {
    nianbao: 1,
    form: id,
    year,
    agency: "示例市财政局",
    title: `示例市财政局${year}年政府信息公开工作年度报告`,
    preface: "",
    published: "",
    sections: [{ id: "1", heading: "一、概述", text: `${year}年，本局依法推进政府信息公开工作。` }],
    cells: Object.fromEntries(cells.map((cell) => [cell.id, "0"])),
  };
}
