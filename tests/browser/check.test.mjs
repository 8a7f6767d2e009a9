// The check result comes a moment after each change. Tested are www/check.js alone, with a small script in
// place of the files module, and the page while the rules are slow, late or not to be had.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { zeroReport } from "../npm/fixtures.mjs";
import { launch, offlineFile, openPage, served } from "./browser.mjs";

// Answers with the report's own words after some work; `life` counts the answers of one instance.
const GLUE = `let wasm_bindgen = (() => {
  let life = 0;
  return Object.assign(async () => {}, {
    checkTexts(report, previous) {
      if (report === "hang") for (;;);
      if (report === "crash") throw new WebAssembly.RuntimeError("unreachable");
      for (const end = performance.now() + 30; performance.now() < end; );
      return { report, previous, life: ++life, worker: typeof window === "undefined" };
    },
  });
})();`;
const EMPTY_MODULE = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

let browser;
let www;
let dist;
before(async () => {
  await nianbao.default();
  browser = await launch();
  [www, dist] = await Promise.all([served("www"), served("dist")]);
});
after(async () => {
  await browser.close();
  www.close();
  dist.close();
});

/** A page whose `ask(report, element)` resolves to the answer, to undefined, or to `{ code }`. */
async function pageWith(setUp = () => {}) {
  const page = await openPage(await browser.newContext(), `${www.address}embed.html`);
  await page.evaluate(setUp);
  await page.evaluate(
    async ([glue, module]) => {
      const files = await import("./files.js");
      const { check } = await import("./check.js");
      files.setSource({
        script: async () => `${glue}\n${await (await fetch("files-worker.js")).text()}`,
        module: () => WebAssembly.compile(new Uint8Array(module)),
      });
      window.ask = (report, element = window) =>
        check(element, report, "last").catch(({ code }) => ({ code }));
    },
    [GLUE, EMPTY_MODULE],
  );
  return page;
}

const refuseWorkers = () => {
  window.Worker = class {
    constructor() {
      throw new Error("refused");
    }
  };
};

for (const [place, setUp, worker] of [
  ["in a worker", undefined, true],
  ["where workers are refused", refuseWorkers, false],
]) {
  test(`of the reports that wait, the newest of each element is judged, ${place}`, async () => {
    const page = await pageWith(setUp);
    const told = await page.evaluate(async () => {
      const other = {};
      await ask("0");
      return Promise.all([ask("1"), ask("2"), ask("a", other), ask("3"), ask("4"), ask("b", other)]);
    });
    assert.deepEqual(told.map((answer) => answer?.report), ["1", undefined, undefined, undefined, "4", "b"]);
    assert.deepEqual(told[4], { report: "4", previous: "last", life: 3, worker });
  });

  test(`a crash is told, and the next report is judged, ${place}`, async () => {
    const page = await pageWith(setUp);
    assert.deepEqual(await page.evaluate(() => ask("crash")), { code: "check" });
    assert.equal((await page.evaluate(() => ask("next"))).life, 1);
  });
}

test("rules that hang are given up after twice five seconds, and the next report is judged", async () => {
  const page = await pageWith();
  await page.evaluate(() => ask("warm"));
  await page.clock.install();
  await page.evaluate(() => void ask("hang").then((told) => (window.told = told)));
  while (!(await page.evaluate(() => window.told))) await page.clock.runFor(2_600);
  assert.deepEqual(await page.evaluate(() => window.told), { code: "check" });
  const next = page.evaluate(() => ask("next"));
  await page.clock.resume();
  assert.equal((await next).life, 1);
});

/** A form-2021 report in which all sums hold. */
function matrix() {
  const value = zeroReport(nianbao.forms(), "2021");
  const some = { "3.received.person": "22", "3.granted.person": "22", "3.processed.person": "22" };
  const sums = { "3.received.total": "22", "3.granted.total": "22", "3.processed.total": "22" };
  return { ...value, cells: { ...value.cells, ...some, ...sums } };
}

const errors = ({ findings }) => findings.filter((f) => f.severity === "error").map((f) => f.rule);

test("check() gives the result of the value that was just set, and so does the event", async () => {
  const page = await openPage(await browser.newContext(), offlineFile);
  const told = await page.evaluate(async (value) => {
    const element = document.querySelector("nianbao-report");
    const events = [];
    element.addEventListener("nianbao-check", ({ detail }) => events.push(detail));
    const none = await element.check();
    const broken = structuredClone(value);
    broken.cells["3.processed.total"] = "23";
    element.value = value;
    const first = element.check();
    element.value = broken;
    const second = await element.check();
    return { none, first: await first, second, last: element.findings, event: events.at(-1) };
  }, matrix());
  assert.equal(told.none, null);
  assert.deepEqual(errors(told.second), errors(nianbao.checkReport(
    { ...matrix(), cells: { ...matrix().cells, "3.processed.total": "23" } },
  )));
  assert.ok(errors(told.second).length);
  for (const same of [told.first, told.last, told.event]) assert.deepEqual(same, told.second);
  assert.deepEqual(page.errors, []);
});

test("a correction offered for what stood there before is not made", async () => {
  const page = await openPage(await browser.newContext(), offlineFile);
  await page.evaluate((value) => {
    value.cells["3.processed.total"] = "26";
    document.querySelector("nianbao-report").value = value;
  }, matrix());
  const fix = page.locator('[data-fix="3.processed.total"]').first();
  await fix.waitFor();
  const cells = await fix.evaluate(async (button) => {
    const element = document.querySelector("nianbao-report");
    const inputs = (id) => element.shadowRoot.querySelector(`input[data-cell="${id}"]`);
    for (const id of ["3.processed.company", "3.granted.company", "3.received.company"]) {
      inputs(id).value = "4";
      inputs(id).dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    }
    button.click();
    await element.check();
    return element.value.cells;
  });
  assert.equal(cells["3.processed.company"], "4");
  assert.equal(cells["3.processed.total"], "26");
  assert.deepEqual(page.errors, []);
});

test("where the rules cannot be had the page says so calmly, and goes on", async () => {
  const context = await browser.newContext();
  await context.route("**/files_bg.wasm", (route) => route.fulfill({ status: 404 }));
  const page = await openPage(context, dist.address);
  await page.evaluate((value) => {
    document.querySelector("nianbao-report").value = value;
  }, matrix());
  const verdict = page.locator("[data-verdict]").filter({ hasText: "检查暂时没有完成" });
  await verdict.waitFor();
  await page.locator('input[data-cell="3.received.total"]').fill("25");
  await page.locator("[data-save-state]").filter({ hasText: /^已保存 \d/ }).waitFor();
  const code = await page.evaluate(() =>
    document.querySelector("nianbao-report").check().catch((error) => error.code));
  assert.equal(code, "check");

  await context.unroute("**/files_bg.wasm");
  await page.locator('input[data-cell="3.received.total"]').fill("26");
  await verdict.waitFor({ state: "detached" });
  const result = await page.evaluate(() => document.querySelector("nianbao-report").check());
  assert.ok(errors(result).length);
});
