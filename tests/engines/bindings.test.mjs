// Pages of others that bind the element's value to a state of their own and give every change back to it, in
// React, Vue and Svelte: the caret, the steps and the draft stay as they are.
import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { compile } from "svelte/compiler";
import { build } from "vite";
import * as nianbao from "../../dist/npm/nianbao.js";
import { zeroReport } from "../npm/fixtures.mjs";
import { serve } from "../../xtask/serve.mjs";
import { root } from "../browser/browser.mjs";
import { ENGINES, open, until } from "./engines.mjs";

await nianbao.default();
const report = zeroReport(nianbao.forms(), "2021");
const GIVEN = JSON.stringify({ ...report, sections: report.sections.map((section) => ({ ...section, text: "" })) });
const START = `import init from "nianbao"; init();`;
const HOSTS = {
  React: `import init from "nianbao";
    import { createElement, useState } from "react";
    import { createRoot } from "react-dom/client";
    function Portal() {
      const [value, setValue] = useState(${GIVEN});
      window.held = value;
      return createElement("nianbao-report", { value, "onnianbao-change": ({ detail }) => setValue(detail) });
    }
    // Of an element that is not defined yet React sets attributes, and a value is none.
    await init();
    createRoot(document.querySelector("main")).render(createElement(Portal));`,
  Vue: `${START}
    import { createApp, h, ref } from "vue";
    createApp({
      setup() {
        const value = ref(${GIVEN});
        return () => {
          window.held = value.value;
          return h("nianbao-report", { ".value": value.value, "onNianbao-change": ({ detail }) => (value.value = detail) });
        };
      },
    }).mount("main");`,
  Svelte: `${START}
    import { mount } from "svelte";
    import Portal from "./portal.js";
    mount(Portal, { target: document.querySelector("main") });`,
};
const SVELTE = `<script>
  let value = $state(${GIVEN});
  $effect(() => { window.held = value; });
</script>
<nianbao-report {value} onnianbao-change={({ detail }) => (value = detail)}></nianbao-report>`;

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "nianbao-binding-"));
  await mkdir(join(folder, "node_modules"));
  await cp(`${root}dist/npm`, join(folder, "node_modules/nianbao"), { recursive: true });
  for (const name of ["react", "react-dom", "vue", "svelte"]) {
    await symlink(`${root}tests/engines/node_modules/${name}`, join(folder, "node_modules", name));
  }
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(join(folder, "portal.js"), compile(SVELTE, { generate: "client" }).js.code);
});
after(() => rm(folder, { recursive: true, force: true }));

const TEXT = ["全年公开信息12条", "，其中规章3件", "。另有文件9件。"];
const typed = () => {
  const element = document.querySelector("nianbao-report");
  const area = element?.shadowRoot?.querySelector('textarea[data-section="1"]');
  return area && {
    text: area.value,
    focused: element.shadowRoot.activeElement === area,
    caret: area.selectionStart,
    held: window.held?.sections?.find(({ id }) => id === "1")?.text ?? "",
    drafts: Object.keys(localStorage).filter((key) => key.startsWith("nianbao:draft:")).length,
  };
};

for (const [name, script] of Object.entries(HOSTS)) {
  test(`a value bound both ways in ${name}`, async (context) => {
    const page = await open(ENGINES["Chromium of today"]);
    if (!page) return context.skip("Chromium is not installed");
    context.after(() => page.close());
    await writeFile(join(folder, `${name}.js`), script);
    await writeFile(join(folder, "index.html"), `<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">
      <main></main><script type="module" src="./${name}.js"></script>`);
    const out = join(folder, `out-${name}`);
    await build({ root: folder, base: "./", logLevel: "error", build: { outDir: out, emptyOutDir: true } });
    const server = await serve(out, 0);
    context.after(() => server.close());
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await until(page, () =>
      Boolean(document.querySelector("nianbao-report")?.shadowRoot?.querySelector('textarea[data-section="1"]')));
    await page.evaluate(() =>
      document.querySelector("nianbao-report").shadowRoot.querySelector('textarea[data-section="1"]').focus());
    let text = "";
    for (const words of TEXT) {
      // The page's state follows a moment after the typing; meanwhile typing goes on.
      await page.type(words);
      text += words;
      await page.evaluate((words) => (window.expected = words), text);
      await until(page, () => window.held.sections.find(({ id }) => id === "1")?.text === window.expected);
      assert.deepEqual(await page.evaluate(typed), { text, focused: true, caret: text.length, held: text, drafts: 1 });
    }
    assert.deepEqual(page.errors, []);
  });
}
