// Entering figures as in a spreadsheet, with the real keyboard, mouse and clipboard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn } from "./browser.mjs";
import { opened, report, blank, cell, valueOf, focused, press } from "./entry.mjs";

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
const preview = (page) => page.locator(".help.paste:visible");

/** Puts a table on the clipboard as spreadsheets do: as a page, and as lines. */
async function put(page, text, html) {
  await page.evaluate(
    async ([text, html]) => {
      const kinds = { "text/plain": new Blob([text], { type: "text/plain" }) };
      if (html) kinds["text/html"] = new Blob([html], { type: "text/html" });
      await navigator.clipboard.write([new ClipboardItem(kinds)]);
    },
    [text, html],
  );
}

test("the keys of a spreadsheet move, edit, restore and clear", async () => {
  const page = await opened(report("2021", { "3.received.person": "12", "3.received.total": "12" }));
  const at = async () => (await focused(page)).cell;
  await cell(page, "3.received.person").click();
  await press(page, "ArrowRight");
  assert.equal(await at(), "3.received.company");
  await press(page, "End");
  assert.equal(await at(), "3.received.total");
  await press(page, "ArrowDown", "Home");
  assert.equal(await at(), "3.carried_in.person");
  await press(page, "Control+End");
  assert.equal(await at(), "3.carried_out.total");
  await press(page, "Control+Home", "Enter", "Shift+Enter");
  assert.equal(await at(), "3.received.person");

  // Enter goes back below where Tab began.
  await press(page, "Tab", "Tab", "Enter");
  assert.equal(await at(), "3.carried_in.person");

  // Typing replaces, also after a first key; arrows take what was typed along.
  await press(page, "ArrowUp", "3", "4", "ArrowLeft", "ArrowRight");
  assert.equal(await cell(page, "3.received.person").inputValue(), "34");
  assert.equal(await at(), "3.received.company");
  // F2 edits: arrows move the caret, Escape restores.
  await press(page, "ArrowLeft", "F2", "ArrowLeft", "9");
  assert.equal(await cell(page, "3.received.person").inputValue(), "394");
  assert.equal(await at(), "3.received.person");
  await press(page, "Escape");
  assert.equal(await cell(page, "3.received.person").inputValue(), "34");
  await press(page, "Delete");
  assert.equal(await cell(page, "3.received.person").inputValue(), "");
  await press(page, "Control+z");
  assert.equal(await cell(page, "3.received.person").inputValue(), "34");
  // The heads of the cell are marked, and its help is a key away.
  const lit = await page.locator("th.lit").allInnerTexts();
  assert.deepEqual(lit, ["申请人情况", "自然人", "一、本年新收政府信息公开申请数量"]);
  await press(page, "F1");
  const help = page.locator(".help:focus");
  assert.match(await help.innerText(), /第二十九条/);
  await press(page, "Escape");
  assert.equal(await at(), "3.received.person");
  assert.deepEqual(page.errors, []);
});

test("a block is chosen by keys, by Shift and a click, by dragging; copied, cut and cleared", async () => {
  const cells = { "3.received.person": "7", "3.received.company": "1", "3.carried_in.person": "2" };
  const page = await opened(report("2021", cells));
  const picked = () => page.locator("td.picked").count();
  await cell(page, "3.received.person").click();
  await press(page, "Shift+ArrowRight", "Shift+ArrowDown");
  assert.equal(await picked(), 4);
  assert.equal(await page.locator(".sum:visible").innerText(), "已选 4 格，合计 10");
  await press(page, "Control+c");
  assert.equal(await clipboard(page), "7\t1\r\n2\t0\r\n");

  await cell(page, "3.granted.person").click();
  assert.equal(await picked(), 0);
  await cell(page, "3.refused.secret.research").click({ modifiers: ["Shift"] });
  assert.equal(await picked(), 9);

  const from = await cell(page, "3.received.person").boundingBox();
  const to = await cell(page, "3.carried_in.person").boundingBox();
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x + 5, to.y + 5, { steps: 4 });
  await page.mouse.up();
  assert.equal(await picked(), 2);
  // Tab and Enter go round within the block.
  await press(page, "Enter", "Enter");
  assert.equal((await focused(page)).cell, "3.received.person");
  assert.equal(await picked(), 2);
  await press(page, "Control+x");
  assert.equal(await clipboard(page), "7\r\n2\r\n");
  const after = (await valueOf(page)).cells;
  assert.equal(after["3.received.person"] ?? after["3.carried_in.person"], undefined);
  assert.match(await page.locator('[aria-label="撤销"]').first().getAttribute("title"), /清除 2 格/);
  await press(page, "Control+z");
  assert.deepEqual((await valueOf(page)).cells, report("2021", cells).cells);

  // All cells take their heads with them.
  await press(page, "Control+a", "Control+c");
  const lines = (await clipboard(page)).trimEnd().split("\r\n");
  assert.equal(lines.length, 3 + 25);
  for (const line of lines) assert.equal(line.split("\t").length, 10);
  assert.ok(lines[3].startsWith("一、本年新收政府信息公开申请数量\t\t\t7\t1\t"), lines[3]);
  await press(page, "Delete");
  const left = Object.keys((await valueOf(page)).cells).filter((id) => id.startsWith("3."));
  assert.deepEqual(left, []);
  await press(page, "Control+z", "Control+y", "Control+z");
  assert.deepEqual((await valueOf(page)).cells, report("2021", cells).cells);
  assert.deepEqual(page.errors, []);
});

/** What Excel puts on the clipboard for cells with merged heads above them. */
const excel = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta name=ProgId content=Excel.Sheet><style><!--td{mso-number-format:General}--></style></head><body>
<table border=0 cellpadding=0 cellspacing=0 width=192><!--StartFragment--><col width=64 span=3>
<tr><td colspan=3 class=xl65>法人或其他组织</td></tr>
<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td></tr>
<tr><td align=right>1,203</td><td align=right x:num>2</td><td></td></tr>
<tr><td align=right>4</td><td align=right>5</td><td align=right>６</td></tr>
<!--EndFragment--></table></body></html>`;

/** Rows of table 3 as WPS puts them there: labels merged over rows and columns, a note beside. */
const wps = `<html><body><!--StartFragment--><table><tr><td rowspan="2">三、本年度办理结果</td>
<td colspan="2">（一）予以公开</td><td>8</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>8</td><td>已核</td></tr>
<tr><td colspan="2">（二）部分公开</td><td>三</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>1.2万</td><td>9</td></tr>
</table><!--EndFragment--></body></html>`;

test("numbers that just fit are pasted at once, one number fills a block", async () => {
  const page = await opened(blank("2021"));
  await put(page, "1,203\t２\r\n4\t\r\n");
  await cell(page, "3.received.person").click();
  await press(page, "Control+v");
  const expected = { "3.received.person": "1203", "3.received.company": "2", "3.carried_in.person": "4" };
  assert.deepEqual((await valueOf(page)).cells, expected);
  assert.equal(await preview(page).count(), 0);
  assert.equal(await page.locator("td.picked").count(), 4);
  // A second click sets the caret; a block still falls on cells, a text goes to the caret.
  await cell(page, "3.received.person").click();
  await press(page, "Control+v");
  assert.deepEqual((await valueOf(page)).cells, expected);
  await put(page, "5");
  await cell(page, "3.received.company").click();
  await press(page, "F2", "Control+v", "Control+z");
  assert.deepEqual((await valueOf(page)).cells, expected);
  await put(page, "0");
  await cell(page, "4.review.upheld").click();
  await press(page, "Shift+End", "Control+v");
  const zeros = Object.entries((await valueOf(page)).cells).filter(([id]) => id.startsWith("4."));
  assert.equal(zeros.length, 15);
  await press(page, "Control+z", "Control+z");
  assert.deepEqual((await valueOf(page)).cells, {});
  assert.deepEqual(page.errors, []);
});

test("a block with heads or of another shape is shown before it is taken", async () => {
  const page = await opened({ ...blank("2021"), cells: { "3.received.company": "9" } });
  const before = (await valueOf(page)).cells;
  await put(page, "", excel);
  await cell(page, "3.received.company").click();
  await press(page, "Control+v");
  await preview(page).waitFor();
  assert.match(await preview(page).innerText(), /6 格，其中 1 格原有的内容会改变/);
  assert.deepEqual((await valueOf(page)).cells, before);
  const coming = page.locator("td[data-coming]");
  assert.deepEqual(await coming.evaluateAll((all) => all.map((td) => td.dataset.coming)), ["1203", "2", "4", "5", "6"]);
  await press(page, "Escape");
  assert.equal(await preview(page).count(), 0);
  assert.deepEqual((await valueOf(page)).cells, before);

  await press(page, "Control+v", "Enter");
  const taken = (await valueOf(page)).cells;
  assert.equal(taken["3.received.company"], "1203");
  assert.equal(taken["3.carried_in.charity"], "6");

  // By its labels a row finds its place; what has none is named.
  await put(page, "", wps);
  await press(page, "Control+v");
  assert.match(await preview(page).innerText(), /不会填入的有 2 处：“已核”“9”/);
  await preview(page).locator('[data-paste="take"]').click();
  const { cells } = await valueOf(page);
  assert.equal(cells["3.granted.person"], "8");
  assert.equal(cells["3.partial.person"], "3");
  assert.equal(cells["3.partial.total"], "12000");
  await press(page, "Control+z", "Control+z");
  assert.deepEqual((await valueOf(page)).cells, before);
  assert.deepEqual(page.errors, []);
});

test("a page on the clipboard can do nothing to ours", async () => {
  const page = await opened(blank("2021"));
  await cell(page, "3.received.person").click();
  const html = `<table><tr><td><img src="https://example.invalid/x.png" onerror="window.hit=1">1</td>
    <td colspan="99999999" rowspan="99999999">2</td></tr></table><script>window.hit = 1</script>`;
  await cell(page, "3.received.person").evaluate((input, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    const paste = { clipboardData, bubbles: true, composed: true, cancelable: true };
    input.dispatchEvent(new ClipboardEvent("paste", paste));
  }, html);
  await page.waitForFunction(() =>
    document.querySelector("nianbao-report").value.cells["3.received.company"] === "2");
  // A picture of our own that cannot be shown has told so: so would that of the clipboard.
  await page.evaluate(() =>
    new Promise((done) => Object.assign(new Image(), { onerror: done, src: "data:image/png;base64,AA" })));
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.deepEqual(page.requests, []);
  assert.deepEqual(page.errors, []);
});

test("an input method composes undisturbed; what is meant is put in order when the cell is left", async () => {
  const page = await opened(blank("2021"));
  const keyboard = await page.context().newCDPSession(page);
  await cell(page, "3.received.person").click();
  for (const text of ["w", "wan", "１２万"]) {
    const caret = { selectionStart: text.length, selectionEnd: text.length };
    await keyboard.send("Input.imeSetComposition", { text, ...caret });
    assert.equal(await cell(page, "3.received.person").inputValue(), text);
  }
  // The rules answer while one composes.
  await page.evaluate(() => new Promise((done) => {
    const element = document.querySelector("nianbao-report");
    element.addEventListener("nianbao-check", done, { once: true });
    element.openPrevious(new File([JSON.stringify({ ...element.value, year: element.value.year - 1 })], "上年.json"));
  }));
  await drawn(page);
  assert.equal(await cell(page, "3.received.person").inputValue(), "１２万");
  await keyboard.send("Input.insertText", { text: "１２万" });
  assert.equal(await cell(page, "3.received.person").inputValue(), "１２万");
  await press(page, "Tab");
  assert.equal(await cell(page, "3.received.person").inputValue(), "120000");
  for (const [typed, stands] of [["1，036", "1036"], ["三十二", "32"], ["5件", "5"], ["—", "—"], ["若干", "若干"]]) {
    await page.keyboard.insertText(typed);
    const { cell: id } = await focused(page);
    await press(page, "Tab");
    assert.equal(await cell(page, id).inputValue(), stands);
  }
  for (let i = 0; i < 6; i++) await press(page, "Control+z");
  assert.deepEqual((await valueOf(page)).cells, {});
  assert.deepEqual(page.errors, []);
});

test("a blank total shows its sum in grey, and one key takes it", async () => {
  const page = await opened(blank("2021"));
  await cell(page, "4.review.upheld").click();
  for (const figure of ["2", "0", "1", "0"]) await press(page, figure, "Tab");
  const total = cell(page, "4.review.total");
  await page.waitForFunction((input) => input.placeholder === "3", await total.elementHandle());
  assert.equal(await total.inputValue(), "");
  await press(page, "Enter");
  await page.waitForFunction((input) => input.value === "3", await total.elementHandle());
  await press(page, "Control+z");
  assert.equal(await total.inputValue(), "");
  await total.focus();
  await page.waitForFunction((input) => input.placeholder === "3", await total.elementHandle());
  await press(page, "Alt+=");
  await page.waitForFunction((input) => input.value === "3", await total.elementHandle());
  assert.deepEqual(page.errors, []);
});

test("the result is spoken once typing rests, and not at every key", async () => {
  const page = await opened(report("2021"));
  const live = page.locator('[aria-live="polite"].unseen');
  await live.evaluate((element) => {
    window.spoken = [];
    window.typed = -Infinity;
    document.addEventListener("input", () => (window.typed = performance.now()), true);
    const speak = () => spoken.push([element.textContent, performance.now() - window.typed]);
    new MutationObserver(speak).observe(element, { characterData: true, childList: true, subtree: true });
  });
  await cell(page, "3.received.person").click();
  await press(page, ..."1234567");
  await page.waitForFunction(() => spoken.some(([, rested]) => rested < Infinity));
  const spoken = await page.evaluate(() => window.spoken);
  for (const [, rested] of spoken) assert.ok(rested >= 990, `after ${rested} ms`);
  assert.match(spoken.at(-1)[0], /^\d+ 条错误/);
});

test("the result is spoken however long the rules take", async () => {
  const page = await opened(report("2021"), () => {
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message) {
      setTimeout(() => postMessage.call(this, message), message.call === "checkTexts" ? 1_500 : 0);
    };
  });
  const live = page.locator('[aria-live="polite"].unseen');
  for (const figure of ["7", "0"]) {
    const before = await live.textContent();
    await cell(page, "3.received.person").fill(figure);
    await live.filter({ hasText: /^\d+ 条错误/, hasNotText: before || undefined }).waitFor({ state: "attached" });
  }
});

test("findings are filtered by severity and place, and lead to the cell and its heads", async () => {
  const page = await opened(report("2021", { "3.received.person": "3", "4.review.upheld": "1", "2.fee.amount": "" }));
  const shown = () => page.locator(".findings [data-finding]:visible").count();
  await page.locator('[data-finding="C-04"]').waitFor();
  const all = await shown();
  const places = page.locator("[data-within]");
  await places.selectOption("table:4");
  assert.ok((await shown()) < all);
  assert.equal(await page.locator('[data-finding="C-01"]:visible').count(), 0);
  await page.locator('[data-finding="C-04"]').first().click();
  assert.match((await focused(page)).cell, /^4\.review\./);
  assert.equal(await page.locator("th.lit").count(), 2);
  // Settled: the filter that would show nothing is gone.
  await cell(page, "4.review.upheld").fill("0");
  await page.locator('[data-finding="C-04"]').waitFor({ state: "detached" });
  await page.locator('[data-finding="C-01"]').first().waitFor();
  const marks = await cell(page, "3.received.total").locator("xpath=..").evaluate((td) => getComputedStyle(td, "::after").content);
  assert.equal(marks, '"!"');
  assert.equal(await cell(page, "3.received.total").getAttribute("aria-invalid"), "true");
  assert.deepEqual(page.errors, []);
});
