// Typing into a full report of form 2021, with long prose and last year's report loaded, beside a
// SurveyJS page with the same cells and sums: main-thread time a key, in one run, both with real keys.
// "Script" is what JavaScript and wasm took, "all" adds style, layout and painting.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as nianbao from "../../dist/npm/nianbao.js";
import { launch, offlineFile } from "../browser/browser.mjs";

const KEYS = 60;
await nianbao.default();
const form = nianbao.forms().find((form) => form.id === "2021");
const report = JSON.parse(readFileSync(new URL("../reports/shili_2024.json", import.meta.url)));
report.sections[0].text = Array(12).fill(report.sections[0].text).join("\n").slice(0, 5000);
const previous = { ...report, year: report.year - 1, title: report.title.replace("2024", "2023") };
const cell = "3.received.person";

const file = (value) => ({ name: "a.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(value)) });

async function nianbaoPage(page) {
  await page.goto(offlineFile);
  const input = (kind) => page.locator(`input[type=file][data-open="${kind}"]`).first();
  await input("report").setInputFiles(file(report));
  await page.locator(`[data-cell="${cell}"]`).waitFor();
  await input("previous").setInputFiles(file(previous));
  await page.locator('[data-save-state]').filter({ hasText: /^已保存/ }).waitFor();
  return page.locator(`[data-cell="${cell}"]`);
}

/** The same cells, each row's total checked against the sum of its row while one types. */
function surveyPage() {
  const parts = (id) => form.cells.map((c) => c.id).filter((other) => other !== id && other.replace(/\.[^.]+$/, "") === id.replace(/\.total$/, ""));
  const name = (id) => id.replace(/\W/g, "_");
  const elements = form.cells.map(({ id, label }) => ({
    type: "text",
    name: name(id),
    title: label,
    inputType: "number",
    startWithNewLine: /person|\.1$/.test(id),
    defaultValue: Number(report.cells[id] ?? 0),
    validators: id.endsWith(".total")
      ? [{ type: "expression", expression: `${parts(id).map((p) => `{${name(p)}}`).join("+")} = {${name(id)}}` }]
      : [],
  }));
  const prose = report.sections.map((s, i) => ({ type: "comment", name: `s${i}`, title: s.heading, defaultValue: s.text }));
  const definition = { elements: [...prose, ...elements], textUpdateMode: "onTyping", checkErrorsMode: "onValueChanged" };
  const source = (path) => `<script src="${new URL(`node_modules/${path}`, import.meta.url).href}"></script>`;
  const html = `<!DOCTYPE html><meta charset="utf-8"><div id="survey"></div>
${source("survey-core/survey.core.min.js")}${source("survey-js-ui/survey-js-ui.min.js")}
<script>const survey = new Survey.Model(${JSON.stringify(definition).replace(/</g, "\\u003c")});
const totals = ${JSON.stringify(form.cells.map((c) => c.id).filter((id) => id.endsWith(".total")).map(name))};
survey.onValueChanged.add(() => totals.forEach((t) => survey.getQuestionByName(t).hasErrors(true)));
survey.render(document.getElementById("survey"));</script>`;
  const path = join(mkdtempSync(join(tmpdir(), "nianbao-")), "survey.html");
  writeFileSync(path, html);
  return async (page) => {
    await page.goto(pathToFileURL(path).href);
    const input = page.locator(`[data-name="${name(cell)}"] input`);
    await input.waitFor();
    return input;
  };
}

async function perKey(browser, open, slowdown) {
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  const session = await page.context().newCDPSession(page);
  const input = await open(page);
  await input.click();
  await page.keyboard.press("End");
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const metrics = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const value = (name) => metrics.find((m) => m.name === name).value * 1000;
    return { script: value("ScriptDuration"), all: value("TaskDuration") };
  };
  await page.evaluate(() => {
    window.slow = 0;
    let last = performance.now();
    const watch = (now) => {
      if (now - last > 25) window.slow++;
      last = now;
      requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
  });
  // What an idle page spends in as much time (the frame counter, timers) is not the keys' doing.
  const idleBegin = await metrics();
  await page.waitForTimeout(KEYS * 60);
  const begin = await metrics();
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.press(i % 2 ? "Backspace" : String(i % 10));
    await page.waitForTimeout(60);
  }
  const end = await metrics();
  const missed = await page.evaluate(() => window.slow);
  await page.context().close();
  const cost = (name) => (end[name] - begin[name] - (begin[name] - idleBegin[name])) / KEYS;
  return { script: cost("script"), all: cost("all"), missed };
}

const browser = await launch();
console.log("main thread, a key".padEnd(30) + "script".padStart(10) + "all".padStart(10) + "missed frames".padStart(16));
for (const slowdown of [1, 6]) {
  for (const [who, open] of [["nianbao", nianbaoPage], ["SurveyJS", surveyPage()]]) {
    const { script, all, missed } = await perKey(browser, open, slowdown);
    const label = `${who}, CPU ÷${slowdown}`.padEnd(30);
    console.log(label + `${script.toFixed(2)} ms`.padStart(10) + `${all.toFixed(2)} ms`.padStart(10) + `${missed}/${KEYS}`.padStart(16));
  }
}
await browser.close();
