// The element in a page of others: several in one page, moved while the user types, removed and put back,
// created before and after the script, among hostile styles, and in a frame.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { zeroReport } from "../npm/fixtures.mjs";
import { drawn, launch, openPage, served } from "./browser.mjs";

let browser;
let host;
let report;
before(async () => {
  await nianbao.default();
  report = zeroReport(nianbao.forms(), "2021");
  browser = await launch();
  host = await served("dist", { "access-control-allow-origin": "*" });
});
after(async () => {
  await browser.close();
  host.close();
});

const HEAD = `<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">`;
const SCRIPT = `<script type="module" src="npm/nianbao.js"></script>`;

/** A page of others, with this body. */
async function page(body, context) {
  context ??= await browser.newContext();
  const answer = { contentType: "text/html; charset=utf-8", body: HEAD + body };
  await context.route("**/portal.html", (route) => route.fulfill(answer));
  return openPage(context, `${host.address}portal.html`);
}

const ELEMENT = (id) => `<nianbao-report id="${id}" year="2024" agency="${id}市水务局" draft-key=""></nianbao-report>`;
const CELL = "3.received.person";
const cell = (page, id) => page.locator(`#${id} input[data-cell="${CELL}"]`);
const value = (page, id) => page.evaluate((i) => document.getElementById(i).value, id);

test("the licences are a file beside the package, so its help offers none", async () => {
  const shown = await page(`${ELEMENT("one")}${SCRIPT}`);
  await cell(shown, "one").waitFor();
  await shown.locator('[data-page="help"]').click();
  await shown.getByRole("heading", { name: "使用说明" }).waitFor();
  assert.equal(await shown.locator("[data-licences]").isVisible(), false);
  await shown.context().close();
});

test("two elements, moved in the page while the user types: both reports are whole", async () => {
  const shown = await page(`<div id="left">${ELEMENT("one")}</div><div id="right">${ELEMENT("two")}</div>${SCRIPT}`);
  await cell(shown, "one").fill("12");
  await cell(shown, "two").fill("7");
  await cell(shown, "one").focus();
  for (const digit of "345") {
    await shown.keyboard.type(digit);
    await shown.evaluate(() => {
      const one = document.getElementById("one");
      const other = one.parentNode.id === "left" ? "right" : "left";
      document.getElementById(other).append(one);
      one.shadowRoot.querySelector('input[data-cell="3.received.person"]').focus();
    });
  }
  await cell(shown, "two").focus();
  await shown.keyboard.type("8");
  assert.equal((await value(shown, "one")).cells[CELL], "12345");
  const two = await value(shown, "two");
  assert.match(two.cells[CELL], /^(78|87|8)$/);
  assert.equal(two.agency, "two市水务局");
  // Each takes back its own steps.
  await cell(shown, "one").focus();
  await shown.keyboard.press("Control+z");
  assert.notEqual((await value(shown, "one")).cells[CELL], "12345");
  assert.deepEqual(await value(shown, "two"), two);
  assert.deepEqual(shown.errors, []);
});

test("an element that is removed and put back still has its report and its steps", async () => {
  const shown = await page(`${ELEMENT("one")}${SCRIPT}`);
  await cell(shown, "one").fill("12");
  await shown.evaluate(() => {
    window.kept = document.getElementById("one");
    kept.remove();
  });
  await drawn(shown);
  assert.equal(await shown.evaluate((id) => kept.value.cells[id], CELL), "12");
  await shown.evaluate(() => {
    kept.value = { ...kept.value, agency: "另一个局" };
    document.body.append(kept);
  });
  assert.equal(await cell(shown, "one").inputValue(), "12");
  assert.equal((await value(shown, "one")).agency, "另一个局");
  assert.deepEqual(shown.errors, []);
});

test("elements made before and after the script, by markup and by script", async () => {
  const shown = await page(`${ELEMENT("markup")}
    <script>
      const early = document.createElement("nianbao-report");
      early.id = "early";
      early.setAttribute("draft-key", "");
      early.value = ${JSON.stringify({ ...report, agency: "早的局" })};
      document.body.append(early);
    </script>${SCRIPT}`);
  await cell(shown, "markup").waitFor();
  await cell(shown, "early").waitFor();
  await shown.evaluate((given) => {
    const late = document.createElement("nianbao-report");
    late.id = "late";
    late.setAttribute("draft-key", "");
    late.setAttribute("readonly", "");
    late.value = { ...given, agency: "晚的局" };
    document.body.append(late);
    document.body.insertAdjacentHTML("beforeend", '<nianbao-report id="parsed" year="2017" draft-key=""></nianbao-report>');
  }, report);
  await cell(shown, "late").waitFor();
  await shown.locator('#parsed input[data-cell="1.1"]').waitFor();
  assert.equal((await value(shown, "markup")).agency, "markup市水务局");
  assert.equal((await value(shown, "early")).agency, "早的局");
  assert.equal((await value(shown, "late")).agency, "晚的局");
  assert.equal((await value(shown, "parsed")).form, "2014");
  assert.equal(await cell(shown, "late").isEditable(), false);
  await shown.evaluate(() => document.getElementById("late").removeAttribute("readonly"));
  await cell(shown, "late").fill("5");
  assert.equal((await value(shown, "late")).cells[CELL], "5");
  assert.deepEqual(shown.errors, []);
});

const HOSTILE = `<style>
  * { letter-spacing: 9px !important; text-transform: uppercase; }
  html, body, nianbao-report { font: italic 40px/3 cursive; color: lime; word-spacing: 1em; direction: rtl;
    text-align: right; white-space: pre; text-indent: 3em; cursor: wait; visibility: visible; }
  div, table, input, button, section, main { display: none !important; }
  input { width: 1px !important; }
</style>`;

test("the styles of the page do not reach into the element, nor its own out of it", async () => {
  const look = (shown) =>
    shown.evaluate((id) => {
      const inside = document.querySelector("nianbao-report").shadowRoot;
      const style = (element) => {
        const all = getComputedStyle(element);
        const names = ["display", "font", "color", "letterSpacing", "wordSpacing", "textTransform", "direction",
          "textAlign", "whiteSpace", "textIndent", "cursor"];
        return names.map((name) => `${name}: ${all[name]}`);
      };
      const outside = document.querySelector("h1");
      return {
        inside: [`input[data-cell="${id}"]`, "button", ".paper h2", "[data-verdict]"].map((s) => style(inside.querySelector(s))),
        outside: [...style(outside), outside.getBoundingClientRect().height],
      };
    }, CELL);
  const body = `<h1>门户</h1>${ELEMENT("one")}`;
  const plain = await page(body + SCRIPT);
  await cell(plain, "one").waitFor();
  const without = await page(HEAD + "<h1>门户</h1>");
  const heading = await without.evaluate(() => document.querySelector("h1").getBoundingClientRect().height);
  const hostile = await page(HOSTILE + body + SCRIPT);
  await cell(hostile, "one").waitFor();
  const seen = await look(plain);
  assert.deepEqual((await look(hostile)).inside, seen.inside);
  assert.equal(seen.outside.at(-1), heading);
});

test("a page with the plain script, without modules", async () => {
  const shown = await page(`${ELEMENT("one")}<script src="npm/nianbao-script.js"></script>
    <script>nianbao.default().then(() => { window.ids = nianbao.forms().map(({ id }) => id); });</script>`);
  await cell(shown, "one").fill("5");
  await shown.waitForFunction(() => window.ids?.includes("2021"));
  assert.equal(await shown.evaluate(() => document.querySelector("script[type=module]")), null);
  assert.deepEqual(shown.errors, []);
});

test("many elements taken out of the page and put back all have their own report", async () => {
  const shown = await page(`<div id="place"></div>${SCRIPT}`);
  const told = await shown.evaluate(async ([given, id]) => {
    await customElements.whenDefined("nianbao-report");
    const place = document.getElementById("place");
    const all = [];
    for (let i = 0; i < 14; i++) {
      const element = document.createElement("nianbao-report");
      element.setAttribute("draft-key", "");
      element.value = { ...given, agency: `第${i}局`, cells: { ...given.cells, [id]: String(i) } };
      place.append(element);
      await new Promise((done) => element.addEventListener("nianbao-ready", done, { once: true }));
      element.remove();
      all.push(element);
    }
    const away = all.map(({ value }) => value.agency);
    place.append(...all);
    const cells = [];
    for (const element of all) {
      const cell = () => element.shadowRoot.querySelector(`input[data-cell="${id}"]`);
      while (!cell()) await new Promise(requestAnimationFrame);
      cells.push(cell().value);
    }
    return { away, cells, agencies: all.map(({ value }) => value.agency) };
  }, [report, CELL]);
  const numbers = Array.from({ length: 14 }, (_, i) => i);
  assert.deepEqual(told.away, numbers.map((i) => `第${i}局`));
  assert.deepEqual(told.cells, numbers.map(String));
  assert.deepEqual(told.agencies, told.away);
  assert.deepEqual(shown.errors, []);
});

// A thousand show the same and take a minute: MOUNTS=1000.
test("elements come and go by the hundred, and the memory stays", async () => {
  const shown = await page(`<div id="place"></div>${SCRIPT}`);
  await shown.waitForFunction(() => customElements.get("nianbao-report"));
  const session = await shown.context().newCDPSession(shown);
  const memory = async () => {
    for (let i = 0; i < 3; i++) await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    const { nodes } = await session.send("Memory.getDOMCounters");
    return { usedSize, nodes };
  };
  const round = (times) =>
    shown.evaluate(async (n) => {
      const place = document.getElementById("place");
      for (let i = 0; i < n; i++) {
        place.innerHTML = '<nianbao-report year="2024" draft-key=""></nianbao-report>';
        await new Promise((done) => place.firstChild.addEventListener("nianbao-ready", done));
        place.firstChild.remove();
        await new Promise((done) => setTimeout(done));
      }
    }, times);
  await round(50);
  const begin = await memory();
  await round(Number(process.env.MOUNTS || 250));
  const end = await memory();
  assert.ok(end.nodes < begin.nodes * 1.2, `${begin.nodes} to ${end.nodes} nodes`);
  assert.ok(end.usedSize < begin.usedSize * 1.2, `${begin.usedSize} to ${end.usedSize} bytes`);
});

test("of the page's storage only our own keys are read or written", async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    window.touched = new Set();
    for (const name of ["getItem", "setItem", "removeItem", "clear", "key"]) {
      const call = Storage.prototype[name];
      Storage.prototype[name] = function (...given) {
        touched.add(`${this === sessionStorage ? "session " : ""}${given[0]}`);
        return call.apply(this, given);
      };
    }
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (name, ...rest) {
      touched.add(name);
      return open.call(this, name, ...rest);
    };
    document.cookie = "session=secret";
    localStorage.token = "secret";
    sessionStorage.token = "secret";
  });
  const shown = await page(`${ELEMENT("one").replace(' draft-key=""', "")}${SCRIPT}`, context);
  await cell(shown, "one").fill("5");
  await shown.locator("[data-save-state]").filter({ hasText: /^已保存 \d/ }).waitFor();
  await shown.reload();
  await shown.locator("[data-save-state]").waitFor();
  const foreign = await shown.evaluate(() => [...touched].filter((key) => !/^nianbao(:|$)/.test(key)));
  assert.deepEqual(foreign, []);
  assert.deepEqual(
    await shown.evaluate(() => [localStorage.token, sessionStorage.token, document.cookie]),
    ["secret", "secret", "session=secret"],
  );
  assert.deepEqual(shown.errors, []);
});

test("a page that gives back what it hears changes nothing: focus, caret, steps and drafts stay", async () => {
  const context = await browser.newContext();
  const shown = await page(`<nianbao-report year="2024" agency="示例市水务局"></nianbao-report>${SCRIPT}<script>
    const element = document.querySelector("nianbao-report");
    let heard = 0;
    element.addEventListener("nianbao-change", ({ detail }) => {
      heard += 1;
      // At once, a little later as bindings do, and with members in another order.
      element.value = detail;
      queueMicrotask(() => (element.value = structuredClone(detail)));
      requestAnimationFrame(() => (element.value = Object.fromEntries(Object.entries(detail).reverse())));
    });
  </script>`, context);
  const area = shown.locator('textarea[data-section="1"]');
  await area.click();
  for (const words of ["全年公开信息", "12条", "，其中规章3件。"]) {
    const before = await shown.evaluate(() => heard);
    await shown.keyboard.type(words, { delay: 30 });
    await shown.waitForFunction((n) => heard > n, before);
    await drawn(shown);
    await shown.keyboard.press("ArrowLeft");
    await shown.keyboard.press("ArrowRight");
  }
  assert.equal(await area.inputValue(), "全年公开信息12条，其中规章3件。");
  assert.ok(await area.evaluate((text) => text.getRootNode().activeElement === text));
  const kept = await shown.evaluate(() => heard);
  await drawn(shown);
  assert.equal(await shown.evaluate(() => heard), kept);
  assert.ok(kept <= 10, `${kept} changes were told`);
  await shown.keyboard.press("Control+z");
  assert.notEqual(await area.inputValue(), "全年公开信息12条，其中规章3件。");
  const drafts = await shown.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.startsWith("nianbao:draft:")).length);
  assert.equal(drafts, 1);
  assert.deepEqual(shown.errors, []);
});

test("setting another value opens it, also the one from before", async () => {
  const shown = await page(`<nianbao-report year="2024" agency="甲局" draft-key=""></nianbao-report>${SCRIPT}`);
  const agency = shown.locator('[data-field="agency"]');
  await agency.waitFor();
  const first = await shown.evaluate(() => document.querySelector("nianbao-report").value);
  for (const given of [report, first, report]) {
    await shown.evaluate((r) => (document.querySelector("nianbao-report").value = r), given);
    await shown.waitForFunction((name) =>
      document.querySelector("nianbao-report").value.agency === name, given.agency);
  }
  assert.deepEqual(shown.errors, []);
});
