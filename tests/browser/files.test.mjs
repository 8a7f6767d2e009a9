// www/files.js alone, with small scripts in place of the files module: a file that fails, crashes or hangs,
// with workers and without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, served } from "./browser.mjs";

// Behaves like the module's glue. `life` counts the jobs of one instance, so a test can see whether
// it was replaced.
const GLUE = `let wasm_bindgen = (() => {
  let life = 0;
  const jobs = {
    hang() { for (;;); },
    crash() { throw new WebAssembly.RuntimeError("unreachable"); },
    refuse() { throw Object.assign(new Error("这个文件已加密"), { code: "encrypted" }); },
  };
  return Object.assign(async () => {}, {
    readReport(bytes) {
      life++;
      const name = new TextDecoder().decode(bytes);
      return jobs[name] ? jobs[name]() : { name, size: bytes.length, life, worker: typeof window === "undefined" };
    },
  });
})();`;
const EMPTY_MODULE = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

let browser;
let www;
before(async () => {
  browser = await launch();
  www = await served("www");
});
after(async () => {
  await browser.close();
  www.close();
});

/** A page whose `read(name)` resolves to the result or to `{ code, message }`. */
async function pageWith(setUp = () => {}) {
  const page = await openPage(await browser.newContext(), `${www.address}embed.html`);
  await page.evaluate(setUp);
  await page.evaluate(
    async ([glue, module]) => {
      const files = await import("./files.js");
      files.setSource({
        script: async () => `${glue}\n${await (await fetch("files-worker.js")).text()}`,
        module: () => WebAssembly.compile(new Uint8Array(module)),
      });
      // The bytes of a file are the name of what the module is to do.
      window.read = (name) =>
        files
          .readReport(new TextEncoder().encode(name))
          .catch(({ code, message }) => ({ code, message }));
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
  test(`a file is read ${place}`, async () => {
    const page = await pageWith(setUp);
    const result = await page.evaluate(() => read("a.docx"));
    assert.deepEqual(result, { name: "a.docx", size: 6, life: 1, worker });
  });

  test(`the module's own error keeps its code and words ${place}`, async () => {
    const page = await pageWith(setUp);
    const told = await page.evaluate(() => read("refuse"));
    assert.deepEqual(told, { code: "encrypted", message: "这个文件已加密" });
    assert.equal((await page.evaluate(() => read("next"))).life, 2, "the instance is kept");
  });

  test(`a crash costs one file ${place}`, async () => {
    const page = await pageWith(setUp);
    const told = await page.evaluate(() => read("crash"));
    assert.equal(told.code, "damaged");
    assert.match(told.message, /没能处理完/);
    assert.equal((await page.evaluate(() => read("next"))).life, 1, "the instance is replaced");
  });
}

test("a file that hangs is given up after 30 seconds, and the next one is read", async () => {
  const page = await pageWith();
  await page.evaluate(() => read("warm"));
  await page.clock.install();
  await page.evaluate(() => void (window.hanging = read("hang")));
  await page.clock.fastForward(31_000);
  assert.equal((await page.evaluate(() => window.hanging)).code, "damaged");
  assert.equal((await page.evaluate(() => read("next"))).life, 1);
});

test("many files at once all come back, each with its own answer", async () => {
  const page = await pageWith();
  const names = Array.from({ length: 40 }, (_, i) => (i % 7 ? `${i}.docx` : "crash"));
  const results = await page.evaluate((all) => Promise.all(all.map(read)), names);
  results.forEach((result, i) => assert.equal(result.name ?? "crash", names[i]));
});
