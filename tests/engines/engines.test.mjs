// The whole way on real engines, old and new: from file:// with the one file, and under a server
// that sends the headers of docs/hosting.md.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { root, served } from "../browser/browser.mjs";
import { ENGINES, open, until } from "./engines.mjs";
import { openFirst, walk } from "./walk.mjs";

const offlineFile = new URL("../../dist/nianbao.html", import.meta.url).href;

/** The headers of each sample in docs/hosting.md, in their order there. */
function documented() {
  const text = readFileSync(`${root}docs/hosting.md`, "utf8");
  return [...text.matchAll(/^```http\n(.*?)^```/gms)].map(([, lines]) =>
    Object.fromEntries(lines.trim().split("\n").map((line) => line.split(/: (.*)/).slice(0, 2))));
}

const [strict, older] = documented();

/** Requests that leave the page; what stands in it does not. */
const sent = (page) => page.requests.filter((url) => !/^(data|blob|about|file):/.test(url));
/** Errors, but not that an old browser does not know a word of the policy. */
const faults = (page) => page.errors.filter((text) => !/invalid source: ''wasm-unsafe-eval''/.test(text));

for (const [name, engine] of Object.entries(ENGINES)) {
  /** A trial in a fresh browser of this kind. */
  const trial = (what, run) =>
    test(`${name}: ${what}`, async (context) => {
      const page = await open(engine);
      if (!page) return context.skip(`${name} is not installed`);
      context.after(() => page.close());
      await run(page, context);
    });

  trial("the one file", async (page) => {
    await page.goto(offlineFile);
    await walk(page);
    assert.deepEqual(sent(page), []);
    assert.deepEqual(faults(page), []);
  });

  trial("the first file, ten times, at once after the start and while the machine is busy", async (page, context) => {
    const busy = [1, 2].map(() => new Worker("for (;;);", { eval: true }));
    context.after(() => Promise.all(busy.map((worker) => worker.terminate())));
    for (let time = 0; time < 10; time += 1) {
      await page.goto(`${offlineFile}?${time}`);
      await openFirst(page);
    }
    assert.deepEqual(faults(page), []);
  });

  trial("the hosted page with the headers of docs/hosting.md", async (page, context) => {
    const host = await served("dist", engine.version < 97 ? { ...strict, ...older } : strict);
    context.after(() => host.close());
    await page.goto(host.address);
    await walk(page);
    for (const url of sent(page)) assert.ok(url.startsWith(host.address), url);
    assert.deepEqual(faults(page), []);
    // Everything has been fetched by now: whatever else is done, nothing is asked for.
    page.requests.length = 0;
    await walk(page);
    assert.deepEqual(sent(page), []);
  });

  trial("a policy without WebAssembly is named", async (page, context) => {
    const forbidding = strict["Content-Security-Policy"].replace(" 'wasm-unsafe-eval'", "");
    const host = await served("dist", { ...strict, "Content-Security-Policy": forbidding });
    context.after(() => host.close());
    await page.goto(host.address);
    const words = await until(page, () => document.querySelector("[role=alert]")?.textContent);
    assert.match(words, /安全策略.*script-src.*'wasm-unsafe-eval'/);
  });
}
