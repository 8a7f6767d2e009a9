// Every way in which a website can keep the page from working. A Chinese sentence names the cause and the
// remedy, in the page and in the event `nianbao-error`.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, offlineFile, openPage, served, STRICT_POLICY } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const noteErrors = () => {
  window.told = [];
  document.addEventListener("nianbao-error", ({ detail }) => window.told.push(detail));
};

/** A page on which every `nianbao-error` is noted. */
async function page(url, setUp = () => {}, options = {}) {
  const context = await browser.newContext(options);
  await context.addInitScript(noteErrors);
  await setUp(context);
  return openPage(context, url);
}

/** The sentence in the page, which is also that of the event. */
async function sentence(frame, code) {
  const line = frame.locator(".starting[role=alert], [data-hindrance]").first();
  await line.waitFor();
  const words = await line.innerText();
  const told = await frame.evaluate(() => window.told);
  assert.deepEqual(told.map((detail) => detail.code), [code]);
  assert.ok(words.includes(told[0].message), `${words} / ${told[0].message}`);
  return told[0].message;
}

const starts = (frame) => frame.locator("[data-sample]").waitFor();

/** Serves dist/ with these headers while `use` runs. */
async function withHost(headers, use) {
  const host = await served("dist", headers);
  await use(host.address).finally(() => host.close());
}

const policy = (change) => ({ "content-security-policy": change(STRICT_POLICY) });

test("a policy without WebAssembly", () =>
  withHost(policy((text) => text.replace(" 'wasm-unsafe-eval'", "")), async (address) => {
    assert.match(await sentence(await page(address), "policy"), /script-src.*'wasm-unsafe-eval'.*97/);
  }));

test("a policy that does not let the program be fetched", () =>
  withHost(policy((text) => text.replace("connect-src 'self'", "connect-src 'none'")), async (address) => {
    assert.match(await sentence(await page(address), "policy"), /connect-src 中加入.*'self'/);
  }));

test("a policy without workers: all works, and the maintainer is told", () =>
  withHost(policy((text) => `${text}; worker-src 'none'`), async (address) => {
    const shown = await page(address);
    // First the notice, then the click: it must not be in the way of anything.
    assert.match(await sentence(shown, "worker"), /worker-src 'self' blob:/);
    await shown.locator("[data-sample]").click();
    await shown.locator("[data-finding]").first().waitFor();
    await shown.locator("[data-hindrance] button").click();
    assert.equal(await shown.locator("[data-hindrance]").count(), 0);
  }));

/** What works in a page whose policy asks for Trusted Types. */
async function worksWithTrustedTypes(shown) {
  await shown.locator("[data-sample]").click();
  await shown.locator("[data-finding]").first().waitFor();
  const download = shown.waitForEvent("download");
  await shown.locator('[data-download="docx"]').click();
  assert.match((await download).suggestedFilename(), /\.docx$/);
  await shown.reload();
  await shown.locator('[data-new="create"]').click();
  await shown.locator('input[data-cell="3.received.person"]').evaluate((cell) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", "<table><tr><td>1<td>2</table>");
    const paste = { clipboardData, bubbles: true, composed: true, cancelable: true };
    cell.focus();
    cell.dispatchEvent(new ClipboardEvent("paste", paste));
  });
  await shown.waitForFunction(() =>
    document.querySelector("nianbao-report").value.cells["3.received.company"] === "2");
}

test("a policy that asks for Trusted Types", () =>
  withHost(policy((text) =>
    `${text}; worker-src 'self' blob:; require-trusted-types-for 'script'; trusted-types nianbao`), async (address) => {
    const shown = await page(address);
    await worksWithTrustedTypes(shown);
    assert.deepEqual(shown.errors, []);
    assert.deepEqual(await shown.evaluate(() => window.told), []);
  }));

test("a policy that takes Trusted Types of its own only: the report can be written, and the maintainer is told", () =>
  withHost(policy((text) =>
    `${text}; worker-src 'self' blob:; require-trusted-types-for 'script'; trusted-types portal`), async (address) => {
    const shown = await page(address);
    assert.match(await sentence(shown, "worker"), /trusted-types nianbao/);
    // Writing goes on all the same.
    await shown.locator('[data-new="create"]').click();
    await shown.locator("input[data-cell]").first().fill("12");
    await shown.locator("[data-save-state]").filter({ hasText: /^已保存 \d/ }).waitFor();
  }));

/** What the server sends in place of the files that match. */
const instead = (pattern, answer) => (context) => context.route(pattern, (route) => route.fulfill(answer));
const HTML = { contentType: "text/html", body: "<!DOCTYPE html><p>请登录</p>" };

for (const [fault, code, pattern, answer, words] of [
  ["a module that is missing", "missing", "**/*_bg.wasm", { ...HTML, status: 404 }, /_bg\.wasm（404）.*上传/],
  ["another page in place of a module", "content", "**/*_bg.wasm", HTML, /错误页面.*application\/wasm/],
  ["a module cut short", "content", "**/*_bg.wasm",
    { contentType: "application/wasm", body: Buffer.from("0061736d0100000001", "hex") }, /不完整.*二进制/],
  ["a script that is missing", "missing", "**/nianbao-*.js", { ...HTML, status: 404 }, /确认文件已全部上传/],
  ["scripts with a wrong type", "missing", "**/boot.js", { contentType: "text/plain", body: "" }, /text\/javascript/],
]) {
  test(fault, () =>
    withHost({}, async (address) => {
      const shown = await page(address, instead(pattern, answer));
      assert.match(await sentence(shown, code), words);
    }));
}

test("a module with a wrong type runs all the same", () =>
  withHost({}, async (address) => {
    const setUp = (context) =>
      context.route("**/*.wasm", async (route) =>
        route.fulfill({ response: await route.fetch(), headers: { "content-type": "text/plain" } }));
    const shown = await page(address, setUp);
    await shown.locator("[data-sample]").click();
    await shown.locator("[data-finding]").first().waitFor();
    assert.deepEqual(shown.errors, []);
    assert.deepEqual(await shown.evaluate(() => window.told), []);
  }));

test("a page by https whose program is at an address by http", async () => {
  const body = `<!DOCTYPE html><nianbao-report></nianbao-report>
    <script src="npm/failure.js"></script>
    <script type="module" src="http://files.example/npm/nianbao.js"></script>`;
  await withHost({}, async (address) => {
    const setUp = async (context) => {
      await context.route("https://portal.example/**", async (route) => {
        const path = new URL(route.request().url()).pathname;
        if (path === "/") return route.fulfill({ contentType: "text/html", body });
        await route.fulfill({ response: await route.fetch({ url: address + path.slice(1) }) });
      });
    };
    assert.match(await sentence(await page("https://portal.example/", setUp), "mixed"), /https.*http/);
  });
});

test("a browser without WebAssembly says so before anything is typed", () =>
  withHost({}, async (address) => {
    const setUp = (context) => context.addInitScript(() => delete window.WebAssembly);
    const shown = await page(address, setUp);
    assert.match(await sentence(shown, "browser"), /Chromium 88、Firefox 79.*极速模式/);
    assert.equal(await shown.locator("input").count(), 0);
  }));

test("a browser that is too old says so, hosted and from the one file", async () => {
  const lacking = (context) =>
    context.addInitScript(() => {
      const refuse = () => Promise.reject(new WebAssembly.CompileError("invalid opcode"));
      const { CompileError } = WebAssembly;
      const names = ["compile", "compileStreaming", "instantiate", "instantiateStreaming"];
      const calls = Object.fromEntries(names.map((name) => [name, refuse]));
      window.WebAssembly = { ...calls, CompileError, validate: () => false };
    });
  // What a browser cannot parse, it does not run.
  const unread = { contentType: "text/javascript", body: "class { #" };
  await withHost({}, async (address) => {
    for (const [url, setUp] of [
      [address, lacking],
      [offlineFile, lacking],
      [address, async (context) => {
        await lacking(context);
        await instead("**/boot.js", unread)(context);
      }],
    ]) {
      assert.match(await sentence(await page(url, setUp), "browser"), /Chromium 88/);
    }
  });
});

test("the page of a website opened from a folder", async () => {
  const shown = await page(new URL("../../dist/index.html", import.meta.url).href);
  assert.match(await sentence(shown, "file"), /nianbao\.html/);
});

test("a browser that stores nothing", () =>
  withHost({}, async (address) => {
    const setUp = (context) =>
      context.addInitScript(() => {
        const refuse = { get: () => { throw new DOMException("denied", "SecurityError"); } };
        Object.defineProperty(window, "localStorage", refuse);
        Object.defineProperty(window, "indexedDB", refuse);
      });
    const shown = await page(address, setUp);
    await starts(shown);
    assert.match(await sentence(shown, "storage"), /只在这个窗口里.*浏览器设置/);
  }));

/** The page in a frame with these words of a sandbox; resolves to the frame. */
async function framed(address, sandbox, path = "") {
  const body = `<!DOCTYPE html><iframe sandbox="${sandbox}" src="${address}${path}" width="1200" height="800"></iframe>`;
  const shown = await page(`${address}portal.html`, (context) =>
    context.route("**/portal.html", (route) => route.fulfill({ contentType: "text/html", body })));
  await shown.frameLocator("iframe").locator("nianbao-report").waitFor({ state: "attached" });
  return shown.frames()[1];
}

test("a frame whose sandbox allows no downloads", () =>
  withHost({}, async (address) => {
    const frame = await framed(address, "allow-scripts allow-same-origin");
    await starts(frame);
    assert.match(await sentence(frame, "downloads"), /allow-downloads/);
  }));

test("a frame whose sandbox allows everything that is needed", () =>
  withHost({}, async (address) => {
    const frame = await framed(address, "allow-scripts allow-same-origin allow-downloads");
    await starts(frame);
    await frame.locator("[data-sample]").click();
    await frame.locator("[data-finding]").first().waitFor();
    assert.deepEqual(await frame.evaluate(() => window.told), []);
  }));

test("a frame whose sandbox keeps the page from its own files", () =>
  withHost({}, async (address) => {
    const frame = await framed(address, "allow-scripts");
    assert.match(await sentence(frame, "sandbox"), /allow-same-origin allow-downloads/);
  }));

test("a frame whose sandbox keeps the page from its storage", () =>
  withHost({ "access-control-allow-origin": "*" }, async (address) => {
    const frame = await framed(address, "allow-scripts");
    await starts(frame);
    assert.match(await sentence(frame, "storage"), /只在这个窗口里.*allow-same-origin/);
    await frame.locator("[data-sample]").click();
    await frame.locator('[data-download="docx"]').first().click();
    const line = frame.locator('[data-hindrance="downloads"]');
    await line.waitFor();
    assert.match(await line.innerText(), /没有开始下载.*allow-downloads/);
  }));

test("a frame whose sandbox allows no scripts", () =>
  withHost({}, async (address) => {
    const frame = await framed(address, "allow-same-origin");
    assert.match(await frame.locator("noscript").innerText(), /allow-scripts/);
  }));
