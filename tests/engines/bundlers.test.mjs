// Pages of others that import the package and are built with Vite and webpack: they build without any
// configuration, and run.
import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { serve } from "../../xtask/serve.mjs";
import { root } from "../browser/browser.mjs";
import { ENGINES, open, until } from "./engines.mjs";
import { walk } from "./walk.mjs";

const require = createRequire(import.meta.url);
const PAGE = `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><link rel="icon" href="data:,">
<title>门户</title></head><body><nianbao-report></nianbao-report>`;
const MAIN = `import init, { checkReport, forms } from "nianbao";
init().then(() => { window.told = [forms().some(({ id }) => id === "2021"), checkReport({ nianbao: 1, form: "2021", year: 2024, agency: "某局",
  sections: [], cells: { "3.received.person": "3", "3.received.total": "4" } }).findings.length > 0]; });`;

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "nianbao-host-"));
  await cp(`${root}dist/npm`, join(folder, "node_modules/nianbao"), { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await mkdir(join(folder, "src"));
  await writeFile(join(folder, "src/main.js"), MAIN);
  await writeFile(join(folder, "index.html"), `${PAGE}<script type="module" src="./src/main.js"></script></body></html>`);
});
after(() => rm(folder, { recursive: true, force: true }));

async function withVite(out) {
  const { build } = await import("vite");
  await build({ root: folder, base: "./", logLevel: "error", build: { outDir: out, emptyOutDir: true } });
}

async function withWebpack(out) {
  const webpack = require("webpack");
  const settings = { mode: "production", context: folder, entry: "./src/main.js", output: { path: out, filename: "main.js" } };
  const stats = await new Promise((done, failed) =>
    webpack(settings, (error, result) => (error ? failed(error) : done(result))));
  const { errors } = stats.toJson({ all: false, errors: true });
  assert.deepEqual(errors.map(({ message }) => message), []);
  await writeFile(join(out, "index.html"), `${PAGE}<script src="main.js"></script></body></html>`);
}

for (const [name, build] of Object.entries({ Vite: withVite, webpack: withWebpack })) {
  test(`a page built with ${name} has the element and the functions`, async (context) => {
    const page = await open(ENGINES["Chromium of today"]);
    if (!page) return context.skip("Chromium is not installed");
    context.after(() => page.close());
    const out = join(folder, `out-${name}`);
    await build(out);
    const server = await serve(out, 0);
    context.after(() => server.close());
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    assert.deepEqual(await until(page, () => window.told), [true, true]);
    await walk(page);
    assert.deepEqual(page.errors, []);
  });
}
