// What the desk reads again, in the one-file page: a report that is opened with last year's, reports
// that are added up or laid side by side, and files that were replaced or removed since.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, openPage, served } from "./browser.mjs";
import { desk, file, last, open, panel, reportOf } from "./matrix.mjs";
import * as nianbao from "../../dist/npm/nianbao.js";

let browser;
before(async () => {
  await nianbao.default();
  browser = await launch();
});
after(() => browser.close());

/** One file with the reports of several units below each other. */
async function several(name, reports) {
  const texts = await Promise.all(reports.map(async (one) => {
    return new TextDecoder().decode(await nianbao.writeReport(one, "csv"));
  }));
  return { name, mimeType: "text/csv", buffer: Buffer.from(texts.join("")) };
}

/** Files on this computer, to be chosen by their paths. */
async function stored(context, files) {
  const folder = await mkdtemp(join(tmpdir(), "nianbao-"));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const paths = files.map(({ name }) => join(folder, name));
  for (const [i, { buffer }] of files.entries()) await writeFile(paths[i], buffer);
  return paths;
}

async function openUnit(page, unit, year) {
  await page.locator("tr", { hasText: year }).locator(`[data-unit="${unit}"]`).click();
  await panel(page).locator("[data-open-row]").click();
}

test("of a file with several units each unit's own report is laid beside", async () => {
  const old = ["甲局", "乙局", "丙局"].map((unit) => reportOf(unit, {}, last));
  const page = await desk(browser, [await several("去年.csv", old), file("乙局"), file("丙局")]);
  for (const unit of ["乙局", "丙局"]) {
    await openUnit(page, unit, "2023");
    await page.locator("[data-previous]", { hasText: `${unit}2022` }).waitFor();
    await page.locator('[data-place="toolbar"]').click();
  }
  assert.deepEqual(page.errors, []);
});

test("a report opened from the desk tells where its numbers were read", async () => {
  const book = await several("今年.csv", [reportOf("甲局"), reportOf("乙局")]);
  const page = await desk(browser, [book]);
  await openUnit(page, "乙局", "2023");
  await page.locator('[data-cell="3.received.person"]').click();
  assert.match(await page.locator(".help:visible").innerText(), /读自.*第 \d+ 行/);
});

test("a sum says which report is gone from it", async (context) => {
  const paths = await stored(context, [file("甲局"), file("乙局"), file("丙局")]);
  const page = await desk(browser, paths);
  await rm(paths[1]);
  await open(page, "汇总");
  await page.locator('[data-sum="go"]').click();
  await panel(page).locator("[data-rolled]").waitFor();
  assert.match(await panel(page).innerText(), /乙局[^]*读不到/);
  assert.match(await panel(page).innerText(), /已汇总 2 个单位/);
});

test("a sum says which file holds another report by now", async (context) => {
  const paths = await stored(context, [file("甲局"), file("乙局"), file("丙局")]);
  const page = await desk(browser, paths);
  await writeFile(paths[1], file("丁局").buffer);
  await open(page, "汇总");
  await page.locator('[data-sum="go"]').click();
  await panel(page).locator("[data-rolled]").waitFor();
  assert.match(await panel(page).innerText(), /没有计入[^]*乙局/);
  assert.doesNotMatch(await panel(page).locator("[data-rolled]").innerText(), /丁局/);
});

test("a report that is gone is not opened, and it is said why", async (context) => {
  const paths = await stored(context, [file("甲局"), file("乙局")]);
  const page = await desk(browser, paths);
  await rm(paths[0]);
  await openUnit(page, "甲局", "2023");
  await page.locator('.fault[role="alert"]', { hasText: "读不到" }).waitFor();
});

test("where last year's report is gone, this year's is opened and says so", async (context) => {
  const paths = await stored(context, [file("甲局"), file("甲局", {}, last)]);
  const page = await desk(browser, paths);
  await rm(paths[1]);
  await openUnit(page, "甲局", "2023");
  await page.locator("[data-notes]", { hasText: "上年" }).waitFor();
});

test("side by side stand the texts of the same place, also where a part comes twice", async () => {
  const said = (words) => Array.from({ length: 60 }, (_, i) => `${words}第${i}项工作已经完成。`).join("");
  const twice = (unit) => {
    const one = reportOf(unit);
    const [first, ...rest] = one.sections;
    const again = { ...first, text: said("再一次") };
    return { ...one, preface: "", sections: [{ ...first, text: said("第一次") }, again, ...rest.map((s) => ({ ...s, text: "" }))] };
  };
  const files = ["甲局", "乙局"].map((unit) => {
    return { name: `${unit}.json`, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(twice(unit))) };
  });
  const page = await desk(browser, files);
  await open(page, "雷同");
  await page.locator("[data-alike]").click();
  await page.locator("[data-compare]").first().click();
  await page.locator(".beside-texts mark").first().waitFor();
  const texts = await page.locator(".beside-texts section").allInnerTexts();
  assert.equal(texts.length, 2);
  assert.match(texts[0], /第一次第0项[^]*第一次第0项/);
  assert.doesNotMatch(texts[0], /再一次/);
  assert.match(texts[1], /再一次第0项[^]*再一次第0项/);
});

test("an answer that cannot be understood is reported, and has no effect", async (context) => {
  const dist = await served("dist");
  context.after(() => dist.close());
  const browserContext = await browser.newContext();
  await browserContext.route("**/www/desk-controller.js", async (route) => {
    const response = await route.fetch();
    const spoiled = ["open", "sum", "alike", "compare"].map((name) => `DeskController.prototype.${name} = async () => "{}";`);
    await route.fulfill({ response, body: `${await response.text()}\n${spoiled.join("\n")}` });
  });
  const page = await openPage(browserContext, dist.address);
  await page.locator('input[type=file][data-open="many"]').setInputFiles([file("甲局"), file("乙局")]);
  await page.locator('[data-progress="done"]').waitFor();
  const fault = page.locator('.fault[role="alert"]', { hasText: "读不出来" });
  await openUnit(page, "甲局", "2023");
  await fault.waitFor();
  await open(page, "汇总");
  await page.locator('[data-sum="go"]').click();
  await fault.waitFor();
  assert.equal(await panel(page).locator("[data-rolled]").count(), 0);
  await open(page, "雷同");
  await page.locator("[data-alike]").click();
  await fault.waitFor();
  assert.equal(await panel(page).getByText("没有发现雷同的报告").isVisible(), false);
});

test("a desk that was left is still there, with its results and its panel; new files begin a new one", async () => {
  const page = await desk(browser, [await file("示例市甲局"), await file("示例市乙局")]);
  await page.locator("[data-unit]").nth(1).waitFor();
  await page.locator('[data-place="toolbar"]').click();
  const on = page.getByRole("button", { name: "继续自检（2 份）" });
  await on.click();
  await page.locator('[data-unit="示例市乙局"]').waitFor();
  assert.equal(await page.locator("[data-unit]").count(), 2);
  await page.locator('[data-place="toolbar"]').click();
  await on.waitFor();
  await page.locator('input[type=file][data-open="many"]').first().setInputFiles([await file("示例市丙局"), await file("示例市丁局")]);
  await page.locator('[data-unit="示例市丁局"]').waitFor();
  assert.equal(await page.locator("[data-unit]").count(), 2);
  assert.deepEqual(page.errors, []);
});
