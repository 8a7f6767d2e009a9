// The package in dist/npm, imported by a script in Node.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { test } from "node:test";
import { THERE_AND_BACK, WRITTEN, fixtures, zeroReport } from "./fixtures.mjs";

const folder = new URL("../../dist/npm/", import.meta.url);
const nianbao = await import(new URL("nianbao.js", folder));
await nianbao.default();

test("init may be called again", async () => {
  assert.equal(nianbao.default(), nianbao.default());
  await nianbao.default();
});

test("the package exports what its types declare, and names every file it has", async () => {
  const types = await readFile(new URL("nianbao.d.ts", folder), "utf8");
  const declared = [...types.matchAll(/^export (?:default )?function (\w+)/gm)].map((m) => m[1]);
  const exported = Object.keys(nianbao).map((name) => (name === "default" ? "init" : name));
  assert.deepEqual(exported.sort(), declared.sort());
  const manifest = JSON.parse(await readFile(new URL("package.json", folder), "utf8"));
  for (const file of [manifest.main, manifest.types, "nianbao_bg.wasm", "files_bg.wasm", "files.js"]) {
    assert.ok((await readFile(new URL(file, folder))).length > 100, file);
  }
});

test("the modules name no folder of the machine that built them", async () => {
  for (const file of ["nianbao_bg.wasm", "files_bg.wasm"]) {
    const module = await readFile(new URL(file, folder), "latin1");
    assert.ok(!module.includes(`${homedir()}/`), file);
  }
});

test("forms lists the official forms with all their cells", () => {
  const cells = Object.fromEntries(nianbao.forms().map((form) => [form.id, form.cells.length]));
  assert.equal(cells["2014"], 58);
  for (const form of nianbao.forms()) {
    assert.ok(form.rules.length > 0, `form ${form.id} has rules`);
    assert.equal(new Set(form.cells.map((cell) => cell.id)).size, form.cells.length);
    for (const cell of form.cells) assert.ok(cell.id && cell.label && cell.unit, cell.id);
  }
});

test("a sum that does not hold is found, with its numbers, and gone once it holds", () => {
  const report = zeroReport(nianbao.forms(), "2014");
  report.cells["3.1"] = "5";
  report.cells["3.1.1"] = "3";
  const broken = nianbao.checkReport(report).findings.find((f) => f.rule === "A-01");
  assert.equal(broken.severity, "error");
  assert.match(broken.message, /5/);
  assert.match(broken.message, /3/);
  report.cells["3.1.3"] = "2";
  const { findings, rules } = nianbao.checkReport(report);
  assert.ok(!findings.some((f) => f.rule === "A-01"));
  assert.ok(rules.held > 0 && rules.checked >= rules.held + rules.broken);
});

test("reports of several agencies add up cell by cell", () => {
  const one = zeroReport(nianbao.forms(), "2014");
  const two = zeroReport(nianbao.forms(), "2014");
  one.cells["3.1"] = "2";
  two.cells["3.1"] = "40";
  const sum = nianbao.combineReports([one, two], "示例区人民政府");
  assert.equal(sum.agency, "示例区人民政府");
  assert.equal(sum.cells["3.1"], "42");
  assert.equal(sum.cells["9.1"], "0");
});

test("a report that is none is refused with a code and Chinese words", () => {
  const refused = (error) => error instanceof Error && error.code === "form" && /[一-龥]/.test(error.message);
  assert.throws(() => nianbao.checkReport({ ...zeroReport(nianbao.forms(), "2014"), form: "1999" }), refused);
});

test("bytes that are no report are refused with a code and Chinese words", async () => {
  const noise = Uint8Array.from({ length: 4096 }, (_, i) => (i * 197 + 13) & 255);
  await assert.rejects(nianbao.readReport(noise, "noise.bin"), (error) => {
    assert.ok(error instanceof Error);
    assert.match(error.code, /^(unsupported|damaged)$/);
    assert.match(error.message, /[一-龥]/);
    return true;
  });
});

test("what is not read back is written all the same, last year's report beside it", async () => {
  const report = zeroReport(nianbao.forms(), "2021");
  const previous = { ...report, year: report.year - 1, cells: { ...report.cells, "3.carried_out.person": "4" } };
  const page = new TextDecoder().decode(await nianbao.writeReport(report, "sheet", previous));
  assert.match(page, /已对照2023年报告/);
  assert.match(page, /应等于“上年度结转下年·自然人”4 件/);
  assert.match(new TextDecoder().decode(await nianbao.writeReport(report, "sheet")), /没有载入/);
  const book = await nianbao.writeReport(report, "xlsx", previous);
  assert.deepEqual([...book.slice(0, 2)], [0x50, 0x4b]);
});

test("an unknown format is refused", async () => {
  const report = zeroReport(nianbao.forms(), "2014");
  await assert.rejects(nianbao.writeReport(report, "odt"), { code: "unsupported" });
});

for (const { name, report } of fixtures(nianbao.forms())) {
  for (const format of THERE_AND_BACK) {
    test(`${name} written as ${format} reads back with the same cells`, async () => {
      const bytes = await nianbao.writeReport(report, format);
      assert.ok(bytes instanceof Uint8Array);
      const back = await nianbao.readReport(bytes, `report.${format}`);
      assert.equal(back.report.form, report.form);
      assert.deepEqual(back.report.cells, report.cells);
    });
  }

  test(`${name} gives the same bytes when it is written again`, async () => {
    for (const format of WRITTEN) {
      const first = await nianbao.writeReport(report, format);
      assert.deepEqual(await nianbao.writeReport(report, format), first, format);
    }
  });
}
