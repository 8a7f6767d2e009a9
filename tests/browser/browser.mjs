// Helpers of the browser tests: they launch Chromium, serve dist/, and open a page that records every
// request and every error.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { serve } from "../../xtask/serve.mjs";

const require = createRequire(new URL("../../xtask/package.json", import.meta.url));
const { chromium } = require("playwright-core");

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const offlineFile = new URL("../../dist/nianbao.html", import.meta.url).href;

/** What a careful portal sends with every page. */
export const STRICT_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
].join("; ");

const options = {
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: [
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Chromium refuses its sandbox to root, which containers run as.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ],
};

export function launch() {
  return chromium.launch(options);
}

/** A browser whose storage stays in a folder, like that of a user. */
export function launchProfile(folder) {
  return chromium.launchPersistentContext(folder, options);
}

/** Serves a folder of the repository on a free port. */
export async function served(folder, headers) {
  const server = await serve(`${root}${folder}`, 0, headers);
  const address = `http://127.0.0.1:${server.address().port}/`;
  return { address, close: () => server.close() };
}

/** Does something, and returns the detail of the next event of this name. The page listens before it is done. */
export async function heard(page, name, act) {
  const listening = await page.evaluateHandle((name) => {
    const told = new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`there was no ${name}`)), 20_000);
      document.addEventListener(name, ({ detail }) => resolve(detail), { once: true, capture: true });
    });
    told.catch(() => {});
    return { told };
  }, name);
  await act();
  return listening.evaluate(({ told }) => told);
}

/** Waits until the browser has drawn what was to be drawn by now. */
export function drawn(page) {
  return page.evaluate(() =>
    new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** A page with `requests` (without the document itself) and `errors` noted on it. */
export async function openPage(context, url) {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.requests = [];
  page.errors = [];
  page.on("request", (request) => {
    if (request.url() !== url && !/^(data|blob):/.test(request.url())) page.requests.push(request.url());
  });
  page.on("pageerror", (error) => page.errors.push(error.message));
  page.on("console", (message) => {
    // Under a strict policy the Blob is refused and the worker starts from its address instead.
    const refusal = message.text().startsWith("Creating a worker from 'blob:");
    if (message.type() === "error" && !refusal) page.errors.push(message.text());
  });
  await page.goto(url);
  return page;
}

/** Puts the caret behind the first character of these words of a section's text, as a click does. */
export const caret = (page, place, words) =>
  page.locator(`textarea[data-section="${place}"]`).evaluate((area, words) => {
    area.focus();
    const at = area.value.indexOf(words) + 1;
    area.setSelectionRange(at, at);
    area.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
  }, words);
