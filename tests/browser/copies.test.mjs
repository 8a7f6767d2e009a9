// Copies of the program with the report inside: each opens with the report it was saved with, and the
// browser keeps the chosen file up to date where it can write files.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { offlineFile, openPage, root, served } from "./browser.mjs";
import { browser, area, says, profile, fresh, resume, valueOf, downloaded, without } from "./draft.mjs";

let hosted;
let folder;
before(async () => {
  await nianbao.default();
  hosted = await served("dist");
  folder = await mkdtemp(`${tmpdir()}/nianbao-copy-`);
});
after(async () => {
  hosted.close();
  await rm(folder, { recursive: true, force: true });
});

/** Presses 离线程序 and puts what is downloaded into a folder. */
async function copied(page, name = "copy.html") {
  const { bytes, name: suggested } = await downloaded(page, () =>
    page.locator('[data-save="copy"]').dispatchEvent("click"),
  );
  assert.match(suggested, /^示例市财政局\d{4}年政府信息公开工作年度报告（离线填写）\.html$/);
  const path = `${folder}/${name}`;
  await writeFile(path, bytes);
  return { path, bytes, url: pathToFileURL(path).href };
}

const SLOT = /(<script type="application\/json" id="nianbao-report">)[^<]*/;

for (const place of ["the one file", "the hosted page"]) {
  test(`${place}: a copy of the program is the program with the report inside`, async () => {
    const page = await fresh(await profile(), place === "the one file" ? offlineFile : hosted.address);
    await area(page).fill("全年公开信息12条。</script><!--");
    const before = await valueOf(page);
    const { bytes, url } = await copied(page, "whole.html");
    const pristine = await readFile(`${root}dist/nianbao.html`, "utf8");
    assert.equal(String(bytes).replace(SLOT, "$1"), pristine);
    const { report, notes } = await nianbao.readReport(new Uint8Array(bytes), "copy.html");
    assert.deepEqual(report, before);
    assert.deepEqual(notes, []);

    // On another computer.
    const there = await openPage(await profile(), url);
    await area(there).waitFor();
    assert.deepEqual(await valueOf(there), before);
    await area(there).fill("全年公开信息13条。");
    await says(there, /^已保存 \d\d?:\d\d（本机 2 处），尚未存入文件$/);
    // What was typed since is not lost with the window; the file itself is as it was.
    await there.reload();
    await area(there).waitFor();
    assert.equal(await area(there).inputValue(), "全年公开信息13条。");
    // The file is still older than what is shown.
    await says(there, /^已保存 \d\d?:\d\d（本机 2 处），尚未存入文件$/);
    assert.ok(await there.locator('[data-save="file"]').isVisible());
    const second = await downloaded(there, async () => {
      await area(there).fill("全年公开信息14条。");
      await there.locator('[data-save="file"]').click();
    });
    const read = await nianbao.readReport(new Uint8Array(second.bytes), "copy.html");
    assert.equal(read.report.sections[0].text, "全年公开信息14条。");
    assert.deepEqual(there.requests, []);
    assert.deepEqual(there.errors, []);
  });
}

test("a copy saved before further work opens as it was saved, and the further work is listed", async () => {
  const context = await profile();
  const page = await fresh(context);
  await area(page).fill("初稿。");
  const { url } = await copied(page, "early.html");
  await area(page).fill("二稿。");
  await says(page, /^已保存/);
  await page.close();
  const copy = await openPage(context, url);
  await area(copy).waitFor();
  assert.equal(await area(copy).inputValue(), "初稿。");
  await copy.getByRole("button", { name: /返回首页/ }).click();
  await copy.locator(".draft").nth(1).waitFor();
  assert.match((await copy.locator(".draft").allInnerTexts()).join(), /在这个文件里/);
  await resume(copy, 0);
  assert.equal(await area(copy).inputValue(), "二稿。");
});

test("a copy that the browser saved once more as a page still opens with its report", async () => {
  const page = await fresh();
  await area(page).fill("全年公开信息12条。");
  const { url } = await copied(page);
  const copy = await openPage(await profile(), url);
  await area(copy).waitFor();
  const dom = await copy.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", "<div id=extension>来自浏览器扩展</div>");
    return `<!DOCTYPE html>\n<!-- saved from url=(0014)about:internet -->\n${document.documentElement.outerHTML}`;
  });
  await writeFile(`${folder}/again.html`, dom);
  const again = await openPage(await profile(), pathToFileURL(`${folder}/again.html`).href);
  await area(again).waitFor();
  assert.equal(await area(again).inputValue(), "全年公开信息12条。");
  const { bytes } = await copied(again);
  assert.equal(String(bytes).replace(SLOT, "$1"), await readFile(`${root}dist/nianbao.html`, "utf8"));
  assert.deepEqual(again.errors, []);
});

test("where the browser writes to the chosen file, every later change goes there too", async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    // A file of the page's own stands in for one that is chosen in the browser's dialog.
    window.showSaveFilePicker = async () => {
      const folder = await navigator.storage.getDirectory();
      return (window.chosen = await folder.getFileHandle("copy.html", { create: true }));
    };
  });
  const page = await fresh(context, hosted.address);
  await area(page).fill("全年公开信息12条。");
  await page.locator('[data-save="copy"]').dispatchEvent("click");
  await says(page, /^已保存 \d\d?:\d\d（本机 2 处），并已写入文件$/);
  await area(page).fill("全年公开信息13条。");
  await page.waitForFunction(async () =>
    (await (await window.chosen.getFile()).text()).includes("全年公开信息13条"),
  );
  await says(page, /并已写入文件/);
  await page.evaluate(() => (window.chosen.constructor.prototype.createWritable = () => Promise.reject(new Error("gone"))));
  await area(page).fill("全年公开信息14条。");
  await says(page, /尚未存入文件/);
  assert.deepEqual(page.errors, []);
});

test("a site without the one-file page says so", async () => {
  const context = await browser.newContext();
  await context.route("**/nianbao.html", (route) => route.fulfill({ status: 404, body: "" }));
  const page = await fresh(context, hosted.address);
  await page.locator('[data-save="copy"]').dispatchEvent("click");
  await page.getByText("这个网站没有提供离线程序").waitFor();
});
