// The sheet 从台账填写: from a dropped register to a filled and checked report, and that nothing of its
// rows but counts and the office's own words gets out.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { violations } from "./axe.mjs";
import { blank, browser, cell, focused, opened, press, valueOf } from "./entry.mjs";
import { offlineFile, openPage } from "./browser.mjs";
import { long, register, tokens, wrong } from "./register.mjs";

const { unzipSync } = createRequire(new URL("../../xtask/package.json", import.meta.url))("fflate");
const FORMATS = ["docx", "html", "xlsx", "sheet", "csv", "txt", "json"];

const part = (page, name) => page.locator(`[data-register="${name}"]`);
const asks = (page) => page.locator("[data-ask]");
const choose = (page, purpose, file) =>
  page.locator(`input[type=file][data-open="${purpose}"]`).first().setInputFiles(file);

/** Drops a file on the page, as a user does. */
const drop = (page, { name, buffer }) =>
  page.evaluate(([name, text]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], name));
    const app = document.querySelector("nianbao-report").shadowRoot.querySelector(".app");
    app.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, composed: true, cancelable: true }));
  }, [name, buffer.toString()]);

/** A page that notes every event of the element and every message of the console. */
async function noted(file) {
  const page = await opened(file, () => {
    window.noted = [];
    for (const kind of ["ready", "change", "check", "save", "error"])
      document.addEventListener(`nianbao-${kind}`, ({ detail }) => noted.push(JSON.stringify(detail)), true);
  });
  await page.locator("[data-new], [data-cell]").first().waitFor();
  page.said = [];
  page.on("console", (message) => page.said.push(message.text()));
  return page;
}

/** Answers every question with its first choice by the keyboard; gives the answers by the words. */
async function answer(page) {
  const given = {};
  await part(page, "outcome").waitFor();
  while (await asks(page).count()) {
    const first = asks(page).first();
    const words = await first.getAttribute("data-ask");
    given[words] = await first.locator("[data-choice]").first().getAttribute("data-choice");
    await first.focus();
    await page.keyboard.press("1");
    await page.waitForFunction((words) => {
      const root = document.querySelector("nianbao-report").shadowRoot;
      return ![...root.querySelectorAll("[data-ask]")].some(({ dataset }) => dataset.ask === words);
    }, words);
  }
  return given;
}

/** Everything that the page stores, as text. */
const stored = (page) =>
  page.evaluate(async () => {
    const all = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie];
    for (const { name } of await indexedDB.databases()) {
      const open = indexedDB.open(name);
      await new Promise((done) => (open.onsuccess = done));
      for (const store of open.result.objectStoreNames) {
        const read = open.result.transaction(store).objectStore(store).getAll();
        await new Promise((done) => (read.onsuccess = done));
        all.push(JSON.stringify(read.result));
      }
      open.result.close();
    }
    all.push((await caches?.keys())?.join() ?? "", location.href, document.title);
    return all.join("\n");
  });

/** The texts in a file, unpacked where it is a zip. */
const texts = (bytes) => {
  const text = (part) => Buffer.from(part).toString("utf8");
  return bytes[0] === 0x50 && bytes[1] === 0x4b ? Object.values(unzipSync(bytes)).map(text).join("\n") : text(bytes);
};

const assertNoToken = (text, where) => {
  for (const token of tokens) assert.ok(!text.includes(token), `${token} got into ${where}`);
};

test("a dropped register becomes a filled and checked report, by keyboard, in one step", async () => {
  const page = await noted();
  await drop(page, register);
  await part(page, "outcome").waitFor();
  assert.match(await part(page, "counted").innerText(), /2024/);
  assert.equal(await asks(page).count(), 2);
  assert.match(await page.locator("[data-register=questions] h2").innerText(), /2 组，3 行/);
  assert.match(await page.locator(".outcome .warn").innerText(), /3 行没有确认/);
  assert.match(await asks(page).first().innerText(), /“不予公开”.*第 4、5 行/s);
  const given = await answer(page);
  assert.equal((await focused(page)).place, "fill");
  await page.locator('[data-register="fill"]:not([aria-disabled])').waitFor();
  assert.equal(await page.locator(".outcome .warn").count(), 0);
  await page.keyboard.press("Enter");
  const value = (id) => cell(page, id).inputValue();
  await cell(page, "3.received.total").waitFor();
  const { year, cells } = await valueOf(page);
  assert.equal(year, 2024);
  const result = (words) => given[words].replace(/^3\./, "");
  assert.equal(cells["3.received.total"], "8");
  assert.equal(cells["3.received.person"], "6");
  assert.equal(cells["3.carried_in.person"], "1");
  assert.equal(cells["3.granted.total"], String(4 + (result("按规处理完毕") === "granted" ? 1 : 0)));
  assert.ok(Number(cells[`3.${result("不予公开")}.company`]) >= 1);
  assert.equal(cells["3.processed.total"], "8");
  assert.equal(cells["3.carried_out.person"], "1");
  assert.equal(cells["4.review.total"], "0");
  // The rules find nothing wrong in what was filled in.
  const { findings } = await page.evaluate(() => document.querySelector("nianbao-report").check());
  assert.deepEqual(findings.filter((f) => /^[34]\./.test(f.at) && f.severity === "error"), []);
  // The rows behind a cell.
  await cell(page, "3.carried_in.person").focus();
  assert.equal(await page.locator("[data-behind]").innerText(), "台账：第 9 行");
  // One undo takes all of it back.
  await press(page, "Control+z");
  assert.equal(await value("3.received.total"), "");
  assert.equal(await value("4.review.total"), "");
  await press(page, "Control+y");
  assert.equal(await value("3.received.total"), "8");
  assert.deepEqual(page.errors, []);
});

test("nothing of a register's rows gets into stores, events, messages, addresses or files", async () => {
  const page = await noted();
  await drop(page, register);
  await answer(page);
  await page.locator('[data-register="fill"]:not([aria-disabled])').click();
  await cell(page, "3.received.total").fill("9");
  await page.locator("[data-save-state]").filter({ hasText: /^已保存/ }).waitFor();
  await page.evaluate(() => document.querySelector("nianbao-report").check());
  for (const format of FORMATS) {
    const bytes = await page.evaluate(async (format) =>
      [...await document.querySelector("nianbao-report").export(format)], format);
    assert.ok(bytes.length > 100, format);
    assertNoToken(texts(Uint8Array.from(bytes)), `a ${format}`);
  }
  const kept = await stored(page);
  assert.match(kept, /不予公开/);
  assertNoToken(kept, "a store");
  assertNoToken((await page.evaluate(() => noted)).join("\n"), "an event");
  assertNoToken(page.said.join("\n"), "the console");
  assertNoToken(page.requests.join("\n"), "a request");
  assertNoToken(await page.locator(".paper").innerHTML(), "the paper");
  // Another report knows nothing of it.
  await page.locator('[data-place="toolbar"]').click();
  await page.locator('[data-new="create"]').click();
  await page.locator("[data-count]:not([hidden])").click();
  await page.locator('.register [data-open="register"]').waitFor({ state: "attached" });
  assert.equal(await page.locator('[data-register="name"]').count(), 0);
  await page.reload();
  await page.locator('[data-new="create"]').waitFor();
  assertNoToken(await stored(page), "a store after the page was left");
});

test("answers in the office's words are remembered, listed and forgotten", async () => {
  const page = await noted(blank("2021"));
  await page.locator("[data-count]:not([hidden])").click();
  await choose(page, "register", register);
  await answer(page);
  await page.keyboard.press("Escape");
  await page.locator('[data-place="toolbar"]').click();
  await choose(page, "register", register);
  await part(page, "outcome").waitFor();
  assert.equal(await asks(page).count(), 0);
  await part(page, "answers").locator("summary").click();
  await page.getByRole("button", { name: "改：不予公开" }).click();
  await asks(page).first().waitFor();
  assert.match(await asks(page).first().innerText(), /不予公开/);
  assert.ok(!(await page.evaluate(() => localStorage["nianbao:register-answers"])).includes("不予公开"));
});

test("a column can be changed, and the figures stand beside those of the report", async () => {
  const page = await noted({ ...blank("2021"), year: 2024, cells: { "3.received.total": "99" } });
  await page.locator("[data-count]:not([hidden])").click();
  await choose(page, "register", register);
  await part(page, "outcome").waitFor();
  assert.equal(await page.locator('[data-will="3.received.total"] small').innerText(), "现 99");
  assert.match(await part(page, "outcome").innerText(), /其中 1 格会改变/);
  const columns = part(page, "columns");
  if (!(await columns.evaluate((element) => element.open))) await columns.locator("summary").click();
  await columns.getByLabel("“办理结果”是什么").selectOption("other");
  await page.waitForFunction(() => {
    const root = document.querySelector("nianbao-report").shadowRoot;
    return root.querySelector(".register [role=alert]:not([hidden])") ||
      root.querySelector('[data-will="3.granted.total"]')?.textContent.trim() === "0";
  });
});

test("what is no register is refused in one sentence, and the report stays", async () => {
  const page = await noted(blank("2021"));
  await page.locator("[data-count]:not([hidden])").click();
  await page.locator(".register h1").waitFor();
  await drop(page, wrong);
  const told = page.locator(".register [role=alert]");
  await told.waitFor();
  assert.match(await told.innerText(), /^[^。]*不是依申请公开台账/);
  assertNoToken(await told.innerText(), "the refusal");
  assert.equal((await valueOf(page)).form, "2021");
});

test("a register on the desk is named as one, and opens in the editor", async () => {
  const page = await openPage(await browser.newContext(), offlineFile);
  await page.locator("[data-desk]").click();
  const report = { name: "年报.json", mimeType: "", buffer: Buffer.from(JSON.stringify(blank("2021"))) };
  await page.locator("input[type=file][multiple]").first().setInputFiles([register, report]);
  await page.locator("tr.unread [data-unit]").click();
  await page.locator("[data-may-count] button").click();
  await part(page, "outcome").waitFor();
  assert.equal(await asks(page).count(), 2);
});

test("a register of 5,000 rows is counted while the page stays alive", async () => {
  const page = await noted();
  const file = long(5_000);
  await page.evaluate(() => {
    window.gap = 0;
    let last = performance.now();
    const tick = (now) => {
      window.gap = Math.max(window.gap, now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  const start = Date.now();
  await choose(page, "register", file);
  await part(page, "outcome").waitFor({ timeout: 30_000 });
  const counted = Date.now() - start;
  await page.locator('[data-register="fill"]').click();
  await cell(page, "3.received.total").waitFor();
  const filled = Date.now() - start;
  const gap = Math.round(await page.evaluate(() => gap));
  console.log(`5,000 rows: counted after ${counted} ms, filled after ${filled} ms, longest pause ${gap} ms`);
  assert.equal(await cell(page, "3.received.total").inputValue(), "5000");
  await cell(page, "3.received.total").focus();
  assert.match(await page.locator("[data-behind] summary").innerText(), /^台账：第 2、3、.* 行等，共 5000 行$/);
  assert.ok(filled < 6_000, `${filled} ms`);
  assert.ok(gap < 800, `a pause of ${gap} ms`);
});

test("axe finds nothing wrong with the sheet, light and dark, in large type and on a phone", async () => {
  for (const [colorScheme, width, height] of [["light", 1366, 768], ["dark", 1366, 768], ["light", 360, 740]]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height } });
    const page = await openPage(context, offlineFile);
    if (width > 360 && colorScheme === "light") await page.locator("[data-large]").click();
    await choose(page, "register", register);
    await part(page, "outcome").waitFor();
    assert.deepEqual(await violations(page), []);
    await page.locator('[data-register="fill"]').click();
    await cell(page, "3.received.person").click();
    await page.locator("[data-behind]").first().waitFor();
    assert.deepEqual(await violations(page), []);
    await page.locator("[data-count]:not([hidden])").click();
    const folder = process.env.SHOTS;
    if (folder) await page.screenshot({ path: `${folder}/${colorScheme}-${width}.png` });
    await context.close();
  }
});

test("the template can be downloaded from the start page, and says when it is still empty", async () => {
  const page = await noted();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("[data-template]").click()]);
  assert.equal(download.suggestedFilename(), "台账模板.xlsx");
  await choose(page, "register", await download.path());
  await page.getByRole("alert").filter({ hasText: "只有表头" }).waitFor();
});
