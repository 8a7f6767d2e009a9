// Drives WebKit (MiniBrowser of WebKitGTK) by its WebDriver, with the same few methods as
// chromium.mjs. WebDriver tells neither requests nor errors of the page, so those stay empty.
import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

// Each driver has a port of its own: that of the one before may still be taken.
let port = 20_000 + (process.pid % 20_000);

/** Starts a browser that keeps its data and downloads in `folder`; resolves to its one page. */
export async function startWebKit(path, folder) {
  await mkdir(join(folder, ".config"), { recursive: true });
  await mkdir(join(folder, "downloads"), { recursive: true });
  await writeFile(join(folder, ".config/user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${folder}/downloads"\n`);
  port++;
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: join(folder, ".config"), LIBGL_ALWAYS_SOFTWARE: "1" };
  // A browser without a window is not to be had; xvfb gives it one that nobody sees.
  const command = ["-a", "WebKitWebDriver", `--port=${port}`];
  const child = spawn("xvfb-run", command, { stdio: "ignore", env, detached: true });
  const page = new WebKitPage(child, `http://127.0.0.1:${port}`);
  try {
    await page.start(path);
  } catch (error) {
    process.kill(-child.pid);
    throw error;
  }
  return page;
}

class WebKitPage {
  requests = [];
  errors = [];
  #child;
  #driver;
  #session;

  constructor(child, driver) {
    this.#child = child;
    this.#driver = driver;
  }

  async start(binary) {
    const options = { binary, args: ["--automation"] };
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": options } };
    for (let tries = 0; ; tries++) {
      try {
        const { sessionId } = await this.#post(`${this.#driver}/session`, { capabilities });
        this.#session = `${this.#driver}/session/${sessionId}`;
        break;
      } catch (error) {
        if (tries > 50 || !error.cause) throw error;
        await new Promise((again) => setTimeout(again, 200));
      }
    }
    await this.#post(`${this.#session}/timeouts`, { script: 60_000 });
  }

  async #post(address, body) {
    // WebKitGTK 2.54 refuses what does not say that it is JSON.
    const headers = { "content-type": "application/json" };
    const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${address}: ${value.message ?? value.error}`);
    return value;
  }

  async goto(url) {
    await this.#post(`${this.#session}/url`, { url });
  }

  /** Calls a function in the page with plain values; resolves to what it returns. */
  async evaluate(run, ...values) {
    const script = `const done = arguments[1];
      (async () => (${run})(...JSON.parse(arguments[0])))().then(
        (value) => done(JSON.stringify({ value })), (error) => done(JSON.stringify({ error: String(error) })));`;
    const answer = await this.#post(`${this.#session}/execute/async`, { script, args: [JSON.stringify(values)] });
    const { value, error } = JSON.parse(answer);
    if (error) throw new Error(error);
    return value;
  }

  /** Puts a file into the input that `run` returns. */
  async choose(path, run, ...values) {
    const script = `return (${run})(...JSON.parse(arguments[0]))`;
    const found = await this.#post(`${this.#session}/execute/sync`, { script, args: [JSON.stringify(values)] });
    await this.#post(`${this.#session}/element/${Object.values(found)[0]}/value`, { text: path });
  }

  async type(text) {
    const actions = [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
    await this.#post(`${this.#session}/actions`, { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  async press(key) {
    await this.type([{ Tab: "\uE004", Enter: "\uE007", Backspace: "\uE003" }[key]]);
  }

  async close() {
    await fetch(this.#session, { method: "DELETE" }).catch(() => {});
    process.kill(-this.#child.pid);
  }
}
