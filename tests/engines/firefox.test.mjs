// The days of a clerk and of a district office in Firefox: typing, steps, pasting, drafts, many files. A
// Firefox without a window tells the page nothing of the focus, so what follows the focus is left out.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { fixtures, zeroReport } from "../npm/fixtures.mjs";
import { ENGINES, open, until } from "./engines.mjs";

await nianbao.default();
const offlineFile = new URL("../../dist/nianbao.html", import.meta.url).href;
const PERSON = 'input[data-cell="3.received.person"]';
const SECTION = 'textarea[data-section="1"]';

/** A trial in a fresh Firefox; `page` has short names for what is done in the element's shadow root. */
const trial = (name, run) =>
  test(`Firefox: ${name}`, async (context) => {
    const page = await open(ENGINES["Firefox ESR"]);
    if (!page) return context.skip("Firefox is not installed");
    context.after(() => page.close());
    const inElement = (selector, what, ...values) => page.evaluate((selector, what, values) => {
      const found = document.querySelector("nianbao-report")?.shadowRoot?.querySelector(selector);
      return new Function("found", "values", `return ${what}`)(found, values) ?? null;
    }, selector, what, values);
    page.there = (selector) => until(page, (selector) =>
      Boolean(document.querySelector("nianbao-report")?.shadowRoot?.querySelector(selector)), selector);
    page.click = async (selector) => (await page.there(selector), inElement(selector, "found.click()"));
    page.focus = async (selector) => (await page.there(selector), inElement(selector, "found.focus()"));
    page.text = (selector) => inElement(selector, "found && (found.value ?? found.innerText)");
    page.value = () => page.evaluate(() => document.querySelector("nianbao-report").value);
    page.focusIs = (cell) => until(page, (cell) =>
      document.querySelector("nianbao-report").shadowRoot.activeElement?.dataset.cell === cell, cell);
    // What is copied goes over the browser's own clipboard.
    page.paste = async (copied) => {
      await page.evaluate((copied) => {
        const copy = (event) => {
          for (const [kind, text] of Object.entries(copied)) event.clipboardData.setData(kind, text);
          event.preventDefault();
          event.stopImmediatePropagation();
        };
        addEventListener("copy", copy, { capture: true, once: true });
        document.execCommand("copy");
      }, copied);
      await page.press("Control+v");
    };
    page.saved = () => until(page, () => /^已保存.*本机 2 处/.test(
      document.querySelector("nianbao-report").shadowRoot.querySelector("[data-save-state]")?.textContent));
    await page.goto(offlineFile);
    await run(page);
    assert.deepEqual(page.errors, []);
  });

const begin = async (page) => {
  await page.click('[data-new="create"]');
  await page.there(SECTION);
};

trial("typing in cells and texts, the way on by Tab, and the steps back", async (page) => {
  await begin(page);
  await page.focus(PERSON);
  await page.type("12");
  await page.press("Tab");
  await page.focusIs("3.received.company");
  await page.type("3");
  await page.press("Tab");
  await page.focusIs("3.received.research");
  const { cells } = await page.value();
  assert.deepEqual([cells["3.received.person"], cells["3.received.company"]], ["12", "3"]);
  await page.focus(SECTION);
  await page.type("全年公开信息12条。");
  assert.equal(await page.text(SECTION), "全年公开信息12条。");
  await page.press("Control+z");
  assert.notEqual(await page.text(SECTION), "全年公开信息12条。");
  await page.press("Control+Shift+z");
  assert.equal(await page.text(SECTION), "全年公开信息12条。");
});

trial("a whole report is pasted", async (page) => {
  const { report } = fixtures(nianbao.forms()).find(({ name }) => name === "shili_2017.json");
  const html = new TextDecoder().decode(await nianbao.writeReport(report, "html"));
  await page.there("[data-sample]");
  await page.paste({ "text/html": html });
  await page.there(SECTION);
  assert.deepEqual((await page.value()).cells, report.cells);
});

trial("a draft is there again after the page was left", async (page) => {
  await begin(page);
  await page.focus(SECTION);
  await page.type("全年公开信息12条。");
  await page.saved();
  const before = await page.value();
  await page.goto(`${offlineFile}?again`);
  await page.click("[data-resume]");
  await page.there(SECTION);
  assert.deepEqual(await page.value(), before);
  await page.focus(SECTION);
  await page.press("Control+End");
  await page.type("其中规章3件。");
  await page.saved();
  await page.goto(`${offlineFile}?third`);
  await page.there("[data-resume]");
  assert.equal(await page.evaluate(() =>
    document.querySelector("nianbao-report").shadowRoot.querySelectorAll(".draft").length), 1);
});

trial("many files on the desk; a row is opened, and the way back", async (page) => {
  const good = { ...zeroReport(nianbao.forms(), "2021"), agency: "甲局" };
  const other = { ...good, agency: "丙局" };
  const faulty = { ...good, agency: "乙局", cells: { ...good.cells, "3.received.total": "9" } };
  const files = [];
  for (const [name, report, format] of [["甲局.docx", good, "docx"], ["乙局.xlsx", faulty, "xlsx"], ["丙局.html", other, "html"]]) {
    files.push(join(page.folder, name));
    await writeFile(files.at(-1), await nianbao.writeReport(report, format));
  }
  files.push(join(page.folder, "坏.docx"));
  await writeFile(files.at(-1), "PK\u0003\u0004 no archive");
  await page.there('input[type=file][data-open="many"]');
  await page.choose(files, () =>
    document.querySelector("nianbao-report").shadowRoot.querySelector('input[type=file][data-open="many"]'));
  await until(page, () => /^4 份/.test(
    document.querySelector("nianbao-report").shadowRoot.querySelector("[data-progress]")?.innerText));
  const desk = await page.text(".root");
  for (const words of ["甲局", "乙局", "坏.docx"]) assert.ok(desk.includes(words), words);
  await page.click('[data-unit="乙局"]');
  await page.click("[data-open-row]");
  await page.there(SECTION);
  assert.equal((await page.value()).agency, "乙局");
});
