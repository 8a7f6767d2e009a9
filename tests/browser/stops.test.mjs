// Crashes: of the program while it draws or with damaged memory, and of the files module. The report is
// not lost, and what the panel says of it is true.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  browser, area, says, SAVED, fresh, resume, stores, textsIn, downloaded, without,
} from "./draft.mjs";

/** Lets a page break its program: it is thrown out of the middle of drawing. Imported functions are told by
 * what they do; their names are short. */
const breakable = () => {
  const wrap = (imports) => {
    for (const members of Object.values(imports)) {
      for (const [name, call] of Object.entries(members)) {
        if (typeof call !== "function") continue;
        members[name] = (...args) => {
          if (window.breakNow && /\.(setAttribute\(|nodeValue ?= ?)/.test(call)) {
            window.breakNow = false;
            throw new Error("injected");
          }
          return call(...args);
        };
      }
    }
    return imports;
  };
  for (const way of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[way];
    WebAssembly[way] = (source, imports) => original.call(WebAssembly, source, wrap(imports));
  }
};

for (const blocked of [false, true]) {
  test(`a program that stops${blocked ? ", with storage blocked," : ""} leaves the report and true words`, async () => {
    const context = await browser.newContext();
    await context.addInitScript(breakable);
    if (blocked) {
      await context.addInitScript(without.database);
      await context.addInitScript(without.local);
    }
    const page = await fresh(context);
    await area(page).fill("全年公开信息12条。");
    await says(page, blocked ? /^未能保存/ : SAVED);
    await page.evaluate(() => (window.breakNow = true));
    await area(page).press("End");
    await page.keyboard.type("3", { delay: 20 });
    const panel = page.locator(".crash");
    await panel.waitFor();
    const words = blocked ? "还没有存在本机：请先另存为文件" : "已保存在本机 2 处：刷新页面后";
    await panel.getByText(words).waitFor();
    const { bytes } = await downloaded(page, () =>
      panel.getByRole("button", { name: "另存为文件" }).click(),
    );
    assert.equal(JSON.parse(bytes).sections[0].text, "全年公开信息12条。3");
    if (blocked) return;
    await panel.getByRole("button", { name: "刷新页面" }).click();
    await resume(page);
    assert.equal(await area(page).inputValue(), "全年公开信息12条。3");
  });
}

/** Lets a page spoil the memory of its first program, which is the one that can be asked for a sign. */
const spoilable = () => {
  for (const way of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[way];
    WebAssembly[way] = async (source, imports) => {
      const made = await original.call(WebAssembly, source, imports);
      const { exports } = made.instance ?? made;
      if (exports.editor_ping) {
        window.spoil = (from) => new Uint8Array(exports.memory.buffer).fill(0xff, from);
      }
      return made;
    };
  }
};

// From the start it is data and stack as well; from the first MB on, what the program has allocated.
for (const from of [0, 1 << 20]) {
  test(`a program whose memory is spoilt from ${from} on stops, and the report is kept`, async () => {
    const context = await browser.newContext();
    await context.addInitScript(spoilable);
    const page = await fresh(context);
    await area(page).fill("全年公开信息12条。");
    await says(page, SAVED);
    await page.evaluate((from) => window.spoil(from), from);
    await area(page).press("End");
    await page.keyboard.type("3");
    const panel = page.locator(".crash");
    await panel.getByText("已保存在本机 2 处：刷新页面后").waitFor();
    const { bytes } = await downloaded(page, () =>
      panel.getByRole("button", { name: "另存为文件" }).click(),
    );
    // What the program never came to know of is the one key that killed it.
    assert.equal(JSON.parse(bytes).sections[0].text, "全年公开信息12条。");
    assert.ok(page.errors.some((error) => /unreachable|out of bounds|indirect|null/.test(error)), page.errors[0]);
    await panel.getByRole("button", { name: "刷新页面" }).click();
    await resume(page);
    assert.equal(await area(page).inputValue(), "全年公开信息12条。");
    await context.close();
  });
}

test("an error of the host page is not taken for a stopped program", async () => {
  const page = await fresh();
  await area(page).fill("全年公开信息12条。");
  await page.evaluate(() => {
    const element = document.querySelector("nianbao-report");
    window.signs = 0;
    element.alive = function () {
      window.signs++;
      return Object.getPrototypeOf(this).alive.call(this);
    };
    setTimeout(() => {
      throw new Error("the host's own");
    });
    Promise.reject(new Error("the host's own"));
  });
  // The program was asked for a sign after each, and gave it.
  await page.waitForFunction(() => window.signs >= 2);
  assert.equal(await page.locator(".crash").count(), 0);
  await says(page, SAVED);
});

test("a files module that stops costs the download only", async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    // The worker's module is thrown out of the middle of reading the report it is to write.
    const breaking = `const instantiate = WebAssembly.instantiate;
      WebAssembly.instantiate = (module, imports) => {
        for (const members of Object.values(imports)) {
          for (const [name, call] of Object.entries(members)) {
            if (/= ?[^;=]*Reflect\\.get\\(|= ?[^;=]*>>> ?0\\];/.test(call)) {
              members[name] = () => { throw new Error("injected"); };
            }
          }
        }
        return instantiate(module, imports);
      };`;
    const Whole = Blob;
    window.Blob = function (parts, options) {
      const script = options && options.type === "text/javascript" && typeof parts[0] === "string";
      return new Whole(script ? [breaking, ...parts] : parts, options);
    };
  });
  const page = await fresh(context);
  await area(page).fill("全年公开信息12条。");
  await page.locator('[data-download="docx"]').first().click();
  await page.locator(".notice.error").waitFor();
  await says(page, SAVED);
  await area(page).fill("全年公开信息13条。");
  await says(page, SAVED);
  assert.deepEqual(textsIn((await stores(page)).local), ["全年公开信息13条。"]);
  assert.equal(await page.locator(".crash").count(), 0);
});
