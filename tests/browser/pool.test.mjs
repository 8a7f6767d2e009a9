// www/desk.js with a small script in place of the files module: many files of which some crash, hang or
// cannot be read; their order, pairs of years, pause and cancel.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { zip } from "../npm/container.mjs";
import { launch, openPage, served } from "./browser.mjs";

// A file's text is what it does; `life` counts the files of one instance.
const GLUE = `let wasm_bindgen = (() => {
  let life = 0;
  const acts = {
    hang() { for (;;); },
    trap() { throw new WebAssembly.RuntimeError("unreachable"); },
    slow() { const end = performance.now() + 40; while (performance.now() < end); },
  };
  return Object.assign(async () => ({ memory: { buffer: new ArrayBuffer(8) } }), {
    checkFile(bytes, name, wanted, last, beside) {
      life++;
      const text = new TextDecoder().decode(bytes);
      acts[text]?.();
      const [agency, year] = text.split(" ");
      return [JSON.stringify({ file: name, agency, year: Number(year), life, size: bytes.length,
        beside: beside.map((last) => new TextDecoder().decode(last)) })];
    },
    failedRow(file, code, message) {
      return JSON.stringify({ file, error: { code, message }, agency: "", year: null });
    },
    pairFiles(files) {
      const all = JSON.parse(files).map(([unit = {}]) => unit);
      const last = (u) => all.findIndex((v) => v.agency === u.agency && v.year === u.year - 1);
      const found = all.map(last).map((at) => (at < 0 ? { files: [], of: [null] } : { files: [at], of: [[0, 0]] }));
      return JSON.stringify(found);
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

/** A page with `desk`, what it tells (`states`, `rows` by file name, `tellings`), and `files(texts)`. */
async function pageWith(options = {}, setUp = () => {}) {
  const page = await openPage(await browser.newContext(), `${www.address}embed.html`);
  await page.evaluate(setUp);
  await page.evaluate(
    async ([glue, module, options]) => {
      const { setSource } = await import("./files.js");
      const { Desk } = await import("./desk.js");
      setSource({
        script: async () => `${glue}\n${await (await fetch("files-worker.js")).text()}`,
        module: () => WebAssembly.compile(new Uint8Array(module)),
      });
      Object.assign(window, { states: [], rows: {}, tellings: 0 });
      const note = (progress, fresh) => {
        if (states.at(-1)?.state !== progress.state) states.push(progress);
        states[states.length - 1] = progress;
        tellings += fresh.length > 0;
        for (const [, texts] of fresh) {
          for (const row of texts.map((text) => JSON.parse(text))) rows[row.file] = row;
        }
      };
      window.desk = new Desk(note, {}, { workers: 2, timeLimit: 1_000, ...options });
      window.files = (all) => Object.entries(all).map(([name, text]) => new File([text], name));
    },
    [GLUE, EMPTY_MODULE, options],
  );
  return page;
}

const many = (count, text = (i) => `unit${i} 2024`) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i}.txt`, text(i)]));
const states = (page) => page.evaluate(() => states.map(({ state }) => state));

const refuseWorkers = () => {
  window.Worker = class {
    constructor() {
      throw new Error("refused");
    }
  };
};

for (const [place, setUp] of [["in workers", undefined], ["where workers are refused", refuseWorkers]]) {
  test(`every file gives its row ${place}, and they come by the handful`, async () => {
    const page = await pageWith({}, setUp);
    const told = await page.evaluate(async (all) => {
      await desk.add(files(all));
      return { rows, tellings, last: states.at(-1), texts: desk.rows.length };
    }, many(300));
    assert.equal(Object.keys(told.rows).length, 300);
    assert.equal(told.texts, 300);
    assert.equal(told.rows["7.txt"].agency, "unit7");
    assert.ok(told.tellings < 100, `${told.tellings} tellings`);
    assert.deepEqual(await states(page), ["listing", "checking", "done"]);
  });

  test(`a file that traps gets a row that says so and costs no other ${place}`, async () => {
    const page = await pageWith({}, setUp);
    const acts = (i) => (i % 10 === 3 ? "trap" : `unit${i} 2024`);
    const told = await page.evaluate(async (all) => {
      await desk.add(files(all));
      return { rows, failed: states.at(-1).failed };
    }, many(100, acts));
    const failed = Object.values(told.rows).filter((row) => row.error);
    assert.deepEqual(failed.map((row) => row.file).sort(), [..."0123456789"].map((i) => `${+i || ""}3.txt`).sort());
    assert.match(failed[0].error.message, /[一-龥]/);
    assert.equal(failed[0].error.code, "damaged");
    assert.equal(told.failed, 10);
    assert.equal(Object.keys(told.rows).length, 100);
  });
}

test("a file that hangs is given up after its time, and the others have their rows", async () => {
  const page = await pageWith();
  const acts = (i) => (i === 5 || i === 60 ? "hang" : `unit${i} 2024`);
  const told = await page.evaluate(async (all) => (await desk.add(files(all)), rows), many(100, acts));
  const failed = Object.values(told).filter((row) => row.error);
  assert.deepEqual(failed.map((row) => row.file).sort(), ["5.txt", "60.txt"]);
  assert.match(failed[0].error.message, /超过 1 秒/);
  assert.equal(Object.keys(told).length, 100);
});

test("a file that can no longer be read gets a row that says so", async () => {
  const page = await pageWith();
  const told = await page.evaluate(async () => {
    const gone = { name: "gone.txt", size: 3, arrayBuffer: () => Promise.reject(new Error("gone")) };
    await desk.add([gone, ...files({ "here.txt": "unit 2024" })]);
    return rows;
  });
  assert.match(told["gone.txt"].error.message, /读不到/);
  assert.equal(told["here.txt"].agency, "unit");
});

test("last year's report of a unit is laid beside this year's, also if it comes later", async () => {
  const page = await pageWith();
  const beside = await page.evaluate(async () => {
    await desk.add(files({ "a.txt": "甲 2024", "b.txt": "乙 2023", "c.txt": "乙 2024" }));
    const first = structuredClone(rows);
    await desk.add(files({ "d.txt": "甲 2023" }));
    return [first, rows].map((all) => Object.fromEntries(Object.values(all).map((r) => [r.file, r.beside])));
  });
  assert.deepEqual(beside[0], { "a.txt": [], "b.txt": [], "c.txt": ["乙 2023"] });
  assert.deepEqual(beside[1], { ...beside[0], "a.txt": ["甲 2023"], "d.txt": [] });
  assert.deepEqual(await states(page), ["listing", "checking", "pairing", "done", "listing", "checking", "pairing", "done"]);
});

test("cancelling stops at once, even in a file that hangs; what is there stays", async () => {
  // A hang is waited for without end, so whatever ends was ended by cancelling.
  const page = await pageWith({ timeLimit: 1e9 });
  const told = await page.evaluate(async (all) => {
    const ended = desk.add(files(all));
    while (Object.keys(rows).length < 10) await new Promise((done) => setTimeout(done, 20));
    desk.cancel();
    await ended;
    const there = Object.keys(rows).length;
    const how = states.at(-1).state;
    // What is still on its way comes before this one.
    await desk.add(files({ "later.txt": "甲 2024" }));
    return { there, how, later: Object.keys(rows).length - 1, texts: desk.rows.length - 1 };
  }, many(1000, (i) => (i === 30 ? "hang" : "slow")));
  assert.ok(told.there < 1000);
  assert.equal(told.later, told.there);
  assert.equal(told.texts, told.there);
  assert.equal(told.how, "cancelled");
});

test("after cancelling other files can be checked", async () => {
  const page = await pageWith();
  await page.evaluate((all) => (desk.add(files(all)), desk.cancel()), many(50, () => "slow"));
  const told = await page.evaluate(async () => (await desk.add(files({ "a.txt": "甲 2024" })), rows));
  assert.equal(told["a.txt"].agency, "甲");
});

test("a pause gives out no more files, and goes on where it stood", async () => {
  const page = await pageWith();
  const told = await page.evaluate(async (all) => {
    let given = 0;
    const { arrayBuffer } = Blob.prototype;
    Blob.prototype.arrayBuffer = function () {
      given++;
      return arrayBuffer.call(this);
    };
    const here = () => Object.keys(rows).length;
    const until = async (reached) => {
      while (!reached()) await new Promise((done) => setTimeout(done, 20));
    };
    const ended = desk.add(files(all));
    await until(() => here() > 0);
    desk.pause();
    // One who is not paused always takes the next files while the last ones are worked on.
    await until(() => here() === given);
    const [state, before] = [states.at(-1).state, here()];
    desk.resume();
    await ended;
    return { state, before, after: here() };
  }, many(60, () => "slow"));
  assert.equal(told.state, "paused");
  assert.ok(told.before < 60);
  assert.equal(told.after, 60);
});

test("a zip is opened and its files are handed on one by one, folders and clutter are not", async () => {
  const page = await pageWith();
  const files = zip([["报告/", ""], ["报告/一.txt", "甲 2024"], ["二.txt", "乙 2024"], ["__MACOSX/._二.txt", "x"], ["~$二.docx", "x"]]);
  const book = zip([["[Content_Types].xml", "<Types/>"], ["xl/workbook.xml", "<workbook/>"]]);
  const told = await page.evaluate(async ([files, book]) => {
    const blob = (bytes, name) => new File([new Uint8Array(bytes)], name);
    const { gather } = await import("./gather.js");
    const all = [];
    for await (const source of gather([blob(files, "各单位.zip"), blob(book, "book.zip")])) all.push(source);
    const { bytesOf } = await import("./gather.js");
    const part = await bytesOf(all[0]);
    return { names: all.map(({ name }) => name), part: [...part] };
  }, [[...files], [...book]]);
  assert.deepEqual(told.names, ["各单位.zip/报告/一.txt", "各单位.zip/二.txt", "book.zip"]);
  assert.ok(told.part.length < files.length);
});

test("folders are walked by name, by entries and by handles", async () => {
  const page = await pageWith();
  const names = await page.evaluate(async () => {
    const { gather } = await import("./gather.js");
    const file = (name) => ({ isFile: true, name, file: (done) => done(new File(["x"], name)) });
    const folder = (name, pieces) => ({
      isDirectory: true,
      name,
      createReader: () => ({ readEntries: (done) => done(pieces.shift() ?? []) }),
    });
    const handle = (name) => ({ kind: "file", name, getFile: async () => new File(["x"], name) });
    const directory = {
      kind: "directory",
      name: "h",
      async *values() {
        yield* [handle("2.txt"), handle(".DS_Store"), handle("1.txt")];
      },
    };
    const entry = folder("e", [[file("b.txt"), folder("sub", [[file("c.txt")]])], [file("a.txt"), file("Thumbs.db")]]);
    const all = [];
    const dropped = { items: [{ webkitGetAsEntry: () => entry }], files: [] };
    for await (const { name } of gather(dropped)) all.push(name);
    for await (const { name } of gather([directory])) all.push(name);
    return all;
  });
  assert.deepEqual(names, ["e/a.txt", "e/b.txt", "e/sub/c.txt", "h/1.txt", "h/2.txt"]);
});
