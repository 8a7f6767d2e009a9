// Our reader of PDF beside poppler's `pdftotext` and PyMuPDF (PyPI): made-up reports in several
// layouts, as Chromium and LibreOffice print them, and the published ones that NIANBAO_REPORTS names.
// Prints one table: see pdf.py for what is counted. Ours runs natively, like the others. PYTHON is the
// python that has PyMuPDF and rapidfuzz.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, root } from "../browser/browser.mjs";

const python = process.env.PYTHON ?? "python3";
const folder = join(root, "target/pdf");
const program = join(root, "target/release/examples/pdf");
const published = process.env.NIANBAO_REPORTS;

/** What is added to the style of a page, and the files it becomes. */
const LAYOUTS = {
  "borders": "body { color: black }",
  "no borders": "th, td { border: 0 !important; background: none !important }",
  "three lines": `th, td { border: 0 !important } table { border-top: 2px solid; border-bottom: 2px solid }
    thead tr:last-child th { border-bottom: 1px solid !important }`,
  "small": "body { font-size: 7pt !important; line-height: 9pt !important } h1, h2, h3 { font-size: 8pt } table { font-size: 5.5pt !important }",
  "wide, sans": "* { font-family: 'Noto Sans CJK SC', sans-serif !important; letter-spacing: .15em }",
  "two columns": "main { column-count: 2 } .scroll { column-span: all } body { font-size: 10pt !important; line-height: 14pt !important }",
  "short pages": "@page { size: A5 landscape; margin: 15mm } body { font-size: 10pt !important; line-height: 14pt !important } table.short { break-inside: auto !important }",
  "turned": "@page { size: A4 landscape; margin: 20mm }",
};

function ours(...args) {
  return execFileSync(program, args, { maxBuffer: 1 << 28 }).toString().trim();
}

const lines = (text) => text.split("\n").map((line) => JSON.parse(line));

/** Lets LibreOffice convert files; they lie in the folder `into` afterwards. */
function office(kind, into, files) {
  const profile = mkdtempSync(join(tmpdir(), "nianbao-"));
  const args = [`-env:UserInstallation=${pathToFileURL(profile)}`, "--headless", "--convert-to", kind, "--outdir", into];
  execFileSync("soffice", [...args, ...files], { stdio: "ignore" });
  rmSync(profile, { recursive: true });
}

/** The made-up reports in every layout: `{ layout, file, truth }`. */
async function made() {
  rmSync(folder, { recursive: true, force: true });
  ours("make", folder);
  const names = readdirSync(folder).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5)).sort();
  const truth = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`)));
  const all = (layout) => names.map((name) => ({ layout, file: join(folder, layout, `${name}.pdf`), truth: truth(name) }));
  const browser = await launch();
  const page = await browser.newPage();
  for (const [layout, style] of Object.entries(LAYOUTS)) {
    for (const { file } of all(layout)) {
      await page.goto(pathToFileURL(join(folder, basename(file, ".pdf") + ".html")).href);
      await page.addStyleTag({ content: style });
      mkdirSync(join(folder, layout), { recursive: true });
      await page.pdf({ path: file, preferCSSPageSize: true });
    }
  }
  await browser.close();
  execFileSync(python, ["tests/peers/pdf.py", "turn", ...all("turned").map(({ file }) => file)], { cwd: root });
  office("pdf", join(folder, "Word file"), names.map((name) => join(folder, `${name}.docx`)));
  return [...Object.keys(LAYOUTS), "Word file"].flatMap(all);
}

/** The published reports, with the text that LibreOffice finds in the Word files beside them. */
function real() {
  if (!published) return [];
  const beside = (name, kind) => join(published, "files", `${name}.${kind}`);
  const both = lines(ours("expect", published)).filter(({ name }) => ["pdf", "docx"].every((kind) => existsSync(beside(name, kind))));
  const texts = mkdtempSync(join(tmpdir(), "nianbao-"));
  office("txt:Text (encoded):UTF8", texts, both.map(({ name }) => beside(name, "docx")));
  const found = both.map(({ name, truth }) => {
    const text = readFileSync(join(texts, `${name}.txt`), "utf8");
    return { layout: "published", file: beside(name, "pdf"), truth: { ...truth, text } };
  });
  rmSync(texts, { recursive: true });
  return found;
}

execFileSync("cargo", ["build", "-q", "--release", "-p", "files", "--example", "pdf"], { cwd: root });
const list = join(folder, "list.json");
const files = [...(await made()), ...real()];
writeFileSync(list, JSON.stringify(files));
execFileSync(python, ["tests/peers/pdf.py", "score", list, program], { cwd: root, stdio: "inherit" });
if (!published) console.log("no published reports: NIANBAO_REPORTS names no folder");
