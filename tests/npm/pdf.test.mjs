// A PDF of our own in Node: `writePdf` and the command `nianbao pdf`.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import init, { readReport, writePdf, writeReport } from "../../dist/npm/nianbao.js";

const FONT = "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf";
const skip = !existsSync(FONT) && "needs Debian's fonts-arphic-gbsn00lp";
const report = JSON.parse(await readFile(new URL("../reports/shili_2024.json", import.meta.url), "utf8"));
const cli = new URL("../../dist/npm/cli.js", import.meta.url).pathname;
await init();

test("a report is written as PDF and read back whole", { skip }, async () => {
  const font = new Uint8Array(await readFile(FONT));
  const made = await writePdf(report, [{ bytes: font }]);
  assert.equal(String.fromCharCode(...made.bytes.slice(0, 8)), "%PDF-1.7");
  assert.ok(made.bytes.length < 150_000, `${made.bytes.length} bytes`);
  assert.deepEqual([made.missing, made.notes, made.pages], ["", [], 4]);
  const read = await readReport(made.bytes, "年报.pdf");
  assert.deepEqual(read.report, (await readReport(await writeReport(report, "json"), "年报.json")).report);
  assert.deepEqual((await writePdf(report, [{ bytes: font }])).bytes, made.bytes);
  const rare = { ...report, preface: "𠮷" };
  assert.equal((await writePdf(rare, [{ bytes: font }])).missing, "𠮷");
});

test("what is no font, and no font at all, is refused in words", async () => {
  await assert.rejects(writePdf(report, []), { code: "unsupported", message: /请选择一种字体/ });
  const bytes = new TextEncoder().encode("no font");
  await assert.rejects(writePdf(report, [{ bytes }]), { code: "unsupported", message: /不是可用的字体/ });
  await assert.rejects(writePdf({ ...report, form: "none" }, [{ bytes }]), { code: "form" });
});

test("the command writes a PDF and tells missing characters", { skip }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "nianbao-pdf-"));
  const run = promisify(execFile);
  const [path, out] = [join(folder, "年报.json"), join(folder, "年报.pdf")];
  await writeFile(path, JSON.stringify(report));
  await run(process.execPath, [cli, "pdf", path, "--font", FONT, "--out", out]);
  const { report: read } = await readReport(await readFile(out), "年报.pdf");
  assert.equal(read.agency, report.agency);
  await writeFile(path, JSON.stringify({ ...report, preface: "𠮷" }));
  const told = await run(process.execPath, [cli, "pdf", path, "--font", FONT, "--out", out]).catch((error) => error);
  assert.equal(told.code, 1);
  assert.match(told.stderr, /画成方框：𠮷/);
  const wrong = await run(process.execPath, [cli, "pdf", path, "--out", out]).catch((error) => error);
  assert.equal(wrong.code, 2);
  await rm(folder, { recursive: true });
});
