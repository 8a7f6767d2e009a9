// The pages that are measured in a browser: ours with a full report open, and the same cells, texts and sums
// as others' forms, each as one file and as a folder to be hosted. TiddlyWiki has no cells: it stands for
// programs in one file, with its field to search in.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { offlineFile, root, served } from "../browser/browser.mjs";
import { relations } from "./measure.mjs";

const packages = join(root, "tests/peers/node_modules");
const folder = join(root, "target/bench");
const esbuild = createRequire(join(root, "xtask/package.json"))("esbuild");
const script = (path) => readFileSync(join(packages, path), "utf8");

/** The cell into which the tests type. */
export const CELL = "3.received.person";
const nameOf = (id) => `c_${id.replace(/\W/g, "_")}`;

/** The report as the peers have it: cells, texts, and the sums, each `at` the cell that tells when it is wrong. */
export function modelOf(form, report) {
  const own = new Set(form.cells.map(({ id }) => id));
  const names = (ids) => ids.filter((id) => own.has(id)).map(nameOf);
  const sums = relations()
    .filter((relation) => relation.form === form.id)
    .map(({ left, order, right }) => ({ left: names(left), order, right: names(right) }))
    .map((sum) => ({ ...sum, at: [...sum.left, ...sum.right][0] }));
  return {
    cells: form.cells.map(({ id, label }) => ({ name: nameOf(id), label, value: Number(report.cells[id] ?? 0) })),
    texts: report.sections.map(({ heading, text }, i) => ({ name: `s${i}`, label: heading, value: text })),
    sums: sums.filter(({ at }) => at),
  };
}

/** The definition of a survey; for Node as well. */
export function surveyOf({ cells, texts, sums }) {
  const side = (names) => names.map((name) => `{${name}}`).join("+") || "0";
  const expression = ({ left, order, right }) => `${side(left)} ${order === "==" ? "=" : order} ${side(right)}`;
  const validators = (name) =>
    sums.filter(({ at }) => at === name).map((sum) => ({ type: "expression", expression: expression(sum) }));
  const numbers = cells.map(({ name, label, value }) => ({
    type: "text", name, title: label, inputType: "number", defaultValue: value,
    startWithNewLine: /person|_1$/.test(name), validators: validators(name),
  }));
  const prose = texts.map(({ name, label, value }) => ({ type: "comment", name, title: label, defaultValue: value }));
  return { elements: [...prose, ...numbers], textUpdateMode: "onTyping", checkErrorsMode: "onValueChanged" };
}

// These functions run in the pages. All sums are checked at every key.

function surveyPage({ definition, judged }) {
  const survey = new Survey.Model(definition);
  survey.onValueChanged.add(() => judged.forEach((name) => survey.getQuestionByName(name).hasErrors(true)));
  survey.render(document.getElementById("form"));
}

function jqueryPage({ sums }) {
  const form = $("#form form");
  const fields = form[0].elements;
  const total = (names) => names.reduce((all, name) => all + Number(fields[name].value), 0);
  const holds = ({ left, order, right }) => {
    const [a, b] = [total(left), total(right)];
    return order === "==" ? a === b : order === "<=" ? a <= b : a >= b;
  };
  $.validator.addMethod("sums", (_, __, own) => own.every(holds), "这些数不相等");
  const of = Map.groupBy(sums, ({ at }) => at);
  const rules = Object.fromEntries([...of].map(([name, own]) => [name, { sums: own }]));
  const validator = form.validate({ rules, onkeyup: false, onfocusout: false });
  form.on("input", () => [...of.keys()].forEach((name) => validator.element(fields[name])));
}

function rjsfPage({ cells, texts, sums }, { createElement, createRoot, Form, validator }) {
  const property = (type) => ({ name, label }) => [name, { type, title: label }];
  const properties = Object.fromEntries([...texts.map(property("string")), ...cells.map(property("number"))]);
  const uiSchema = Object.fromEntries(texts.map(({ name }) => [name, { "ui:widget": "textarea" }]));
  const formData = Object.fromEntries([...texts, ...cells].map(({ name, value }) => [name, value]));
  const customValidate = (data, errors) => {
    const total = (names) => names.reduce((all, name) => all + (data[name] ?? 0), 0);
    for (const { at, left, order, right } of sums) {
      const [a, b] = [total(left), total(right)];
      if (!(order === "==" ? a === b : order === "<=" ? a <= b : a >= b)) errors[at].addError("这些数不相等");
    }
    return errors;
  };
  const schema = { type: "object", properties };
  const form = createElement(Form, { schema, uiSchema, formData, validator, customValidate, liveValidate: "onChange" });
  createRoot(document.getElementById("form")).render(form);
}

/** The form of jQuery-Validation's page is HTML, as such pages are. */
function htmlForm({ cells, texts }) {
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const area = ({ name, label, value }) => `<p><label>${label}<br><textarea name="${name}">${escaped(value)}</textarea></label></p>`;
  const input = ({ name, label, value }) => `<tr><td>${label}</td><td><input type="number" name="${name}" value="${value}"></td></tr>`;
  return `<form>${texts.map(area).join("")}<table>${cells.map(input).join("\n")}</table></form>`;
}

const inPage = (run, model) => `(${run})(${JSON.stringify(model).replace(/</g, "\\u003c")})`;

function rjsfScript(model) {
  const contents = `import { createElement } from "react"; import { createRoot } from "react-dom/client";
import Form from "@rjsf/core"; import validator from "@rjsf/validator-ajv8";
(${rjsfPage})(${JSON.stringify(model)}, { createElement, createRoot, Form, validator });`;
  const stdin = { contents, resolveDir: join(root, "tests/peers") };
  const define = { "process.env.NODE_ENV": '"production"' };
  const { outputFiles } = esbuild.buildSync({ stdin, bundle: true, minify: true, define, format: "iife", write: false });
  return outputFiles[0].text;
}

/** Writes a page of a peer as one file and as a folder; returns the path of the file. */
function write(name, { styles = "", scripts, body = "" }) {
  const page = (style, scripts) => `<!DOCTYPE html><meta charset="utf-8">${style}<div id="form">${body}</div>${scripts.join("")}`;
  const one = page(`<style>${styles}</style>`, scripts.map((text) => `<script>${text.replaceAll("</script", "<\\/script")}</script>`));
  const hosted = page('<link rel="stylesheet" href="style.css">', scripts.map((_, i) => `<script src="${i}.js"></script>`));
  host(name, { "index.html": hosted, "style.css": styles, ...Object.fromEntries(scripts.map((text, i) => [`${i}.js`, text])) });
  writeFileSync(join(folder, `${name}.html`), one);
}

/** Writes files with their packed copies, which the server sends. */
function host(name, files) {
  mkdirSync(join(folder, "hosted", name), { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, "hosted", name, file);
    writeFileSync(path, text);
    writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }));
    writeFileSync(`${path}.br`, brotliCompressSync(text));
  }
}

/** Our one file with the report inside, as 下载 › 离线程序 writes it, and our hosted page that opens the report. */
async function writeOurs(browser, report) {
  const context = await browser.newContext();
  await context.addInitScript(() => delete window.showSaveFilePicker);
  const page = await context.newPage();
  await page.goto(offlineFile);
  await page.evaluate((value) => (document.querySelector("nianbao-report").value = value), report);
  await page.locator("[data-cell]").first().waitFor();
  const copy = page.waitForEvent("download");
  await page.locator('[data-save="copy"]').dispatchEvent("click");
  await (await copy).saveAs(join(folder, "nianbao.html"));
  await context.close();
  cpSync(join(root, "dist"), join(folder, "hosted/nianbao"), { recursive: true });
  const opening = `<script>document.querySelector("nianbao-report").value = ${JSON.stringify(report).replace(/</g, "\\u003c")}</script>`;
  const index = readFileSync(join(root, "dist/index.html"), "utf8");
  host("nianbao", { "index.html": index.replace("</nianbao-report>", (end) => end + opening) });
}

function writeTiddlyWiki() {
  const wiki = join(packages, "tiddlywiki");
  execFileSync(process.execPath, [join(wiki, "tiddlywiki.js"), join(wiki, "editions/empty"), "--output", folder, "--build", "empty"]);
  const text = readFileSync(join(folder, "empty.html"), "utf8");
  writeFileSync(join(folder, "TiddlyWiki.html"), text);
  host("TiddlyWiki", { "index.html": text });
}

/**
 * Makes all pages of a report of this form.
 * @returns `pages`: name, addresses `file` and `hosted`, `cell`: the selector of the cell to type into, and the
 *   `bytes` of the file; and `close`, to be called at last
 */
export async function makePages(browser, form, report) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const model = modelOf(form, report);
  await writeOurs(browser, report);
  const judged = [...new Set(model.sums.map(({ at }) => at))];
  const survey = ["survey-core/survey.core.min.js", "survey-js-ui/survey-js-ui.min.js"].map(script);
  write("SurveyJS", { styles: script("survey-core/survey-core.fontless.min.css"), scripts: [...survey, inPage(surveyPage, { definition: surveyOf(model), judged })] });
  const jquery = ["jquery/dist/jquery.min.js", "jquery-validation/dist/jquery.validate.min.js"].map(script);
  write("jQuery-Validation", { scripts: [...jquery, inPage(jqueryPage, model)], body: htmlForm(model) });
  write("RJSF", { scripts: [rjsfScript(model)] });
  writeTiddlyWiki();
  const server = await served("target/bench/hosted");
  const cells = {
    nianbao: `[data-cell="${CELL}"]`,
    SurveyJS: `[data-name="${nameOf(CELL)}"] input`,
    // The plugin is there once it has taken the browser's own checks away.
    "jQuery-Validation": `form[novalidate] [name="${nameOf(CELL)}"]`,
    RJSF: `#root_${nameOf(CELL)}`,
    TiddlyWiki: "input[type=search]",
  };
  const pages = Object.entries(cells).map(([name, cell]) => {
    const path = join(folder, `${name}.html`);
    return { name, cell, file: pathToFileURL(path).href, hosted: `${server.address}${name}/`, bytes: readFileSync(path) };
  });
  return { pages, close: server.close };
}
