// The documentation of the package is true: the types say what the functions return, and the samples of
// the READMEs run.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fixtures, zeroReport } from "./fixtures.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);
const nianbao = await import(new URL("../../dist/npm/nianbao.js", import.meta.url));
await nianbao.default();

/** An empty project that has the package installed. */
async function project() {
  const folder = await mkdtemp(join(tmpdir(), "nianbao-"));
  await cp(`${root}dist/npm`, join(folder, "node_modules/nianbao"), { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  return folder;
}

// TypeScript refuses a literal with a member that its type lacks, or without one that it asks for.
// So what the functions returned is written down as literals of the declared types.
test("the types say what the functions return", async () => {
  const all = nianbao.forms();
  const broken = { ...zeroReport(all, "2014"), agency: "" };
  broken.cells["3.1"] = "5";
  const unreadable = { ...broken, year: null, level: null, cells: { 1.1: "几条" } };
  const known = { Form: [], Report: [], CheckResult: [], ReadResult: [] };
  known.Form.push(...all);
  for (const report of [...fixtures(all).map(({ report }) => report), broken, unreadable]) {
    known.CheckResult.push(nianbao.checkReport(report));
    known.Report.push(nianbao.combineReports([report, report], "示例市"));
    for (const format of ["txt", "json"]) {
      const bytes = await nianbao.writeReport(report, format);
      known.ReadResult.push(await nianbao.readReport(bytes, `report.${format}`));
    }
  }
  const literals = Object.entries(known).map(([type, values]) => {
    assert.ok(values.length, type);
    return `export const all${type}: ${type}[] = ${JSON.stringify(values)};`;
  });
  const host = `
    import init, { checkReport, type CheckResult, type Form, type Report, type ReadResult } from "nianbao";
    ${literals.join("\n")}
    await init();
    const element = document.createElement("nianbao-report");
    element.value = allReport[0];
    element.addEventListener("nianbao-check", ({ detail }) => console.log(detail.rules.broken));
    document.addEventListener("nianbao-error", ({ detail }) => console.log(detail.code, detail.message));
    const checked: CheckResult | null = await element.check();
    const bytes: Uint8Array = await element.export("docx");
    console.log(bytes.length, checked?.rules.held, element.value?.cells["3.1"], checkReport(allReport[0]).findings[0]?.at);
  `;
  const folder = await project();
  await writeFile(join(folder, "host.ts"), host);
  const compiler = `${root}xtask/node_modules/typescript/bin/tsc`;
  const options = "--noEmit --strict --target es2022 --module nodenext".split(" ");
  const told = await run(process.execPath, [compiler, ...options, "host.ts"], { cwd: folder })
    .then(() => "", ({ stdout }) => stdout);
  assert.equal(told, "");
});

for (const page of ["README.md", "README.zh.md", "www/npm.md"]) {
  test(`the scripts in ${page} run`, async () => {
    const text = await readFile(root + page, "utf8");
    const scripts = [...text.matchAll(/^```js\n(.*?)^```/gms)].map((match) => match[1]);
    assert.ok(scripts.length);
    const folder = await project();
    const report = zeroReport(nianbao.forms(), "2014");
    report.cells["3.1"] = "5";
    await writeFile(join(folder, "年报.docx"), await nianbao.writeReport(report, "docx"));
    for (const script of scripts) {
      await writeFile(join(folder, "sample.mjs"), script);
      const { stdout } = await run(process.execPath, ["sample.mjs"], { cwd: folder });
      assert.match(stdout, /^A-01 .*5 件/m);
    }
    const written = await readFile(join(folder, "年报.html"));
    assert.equal((await nianbao.readReport(written, "年报.html")).report.cells["3.1"], "5");
  });
}
