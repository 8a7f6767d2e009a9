// Drives any Chromium from 88 on through its debugging pipe. Playwright and its like speak to recent
// ones only; what the tests ask of a browser is a dozen commands that have not changed since.
import { spawn } from "node:child_process";

const ARGUMENTS = [
  "--headless",
  "--no-zygote",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--remote-debugging-pipe",
  // Chromium refuses its sandbox to root, which containers run as.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/** Starts a browser that keeps its data and downloads in `folder`; resolves to its one page. */
export async function startChromium(path, folder) {
  const child = spawn(path, [...ARGUMENTS, `--user-data-dir=${folder}/profile`], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const page = new ChromiumPage(child);
  await page.start(`${folder}/downloads`);
  return page;
}

class ChromiumPage {
  requests = [];
  errors = [];
  #child;
  #session;
  #frame;
  #last = 0;
  #waiting = new Map();
  #heard = new Map();

  constructor(child) {
    this.#child = child;
    let rest = "";
    child.stdio[4].setEncoding("utf8").on("data", (text) => {
      const messages = (rest + text).split("\0");
      rest = messages.pop();
      for (const message of messages) this.#receive(JSON.parse(message));
    });
    child.stdio[3].on("error", () => {});
    child.on("exit", () => this.#waiting.forEach(({ reject }) => reject(new Error("browser ended"))));
  }

  async start(downloadPath) {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" }, null);
    const attached = { targetId, flatten: true };
    this.#session = (await this.send("Target.attachToTarget", attached, null)).sessionId;
    await this.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath }, null);
    for (const domain of ["Page", "Runtime", "Network", "Log"]) await this.send(`${domain}.enable`);
    // Without this a page made by a command does not think that it is looked at.
    await this.send("Emulation.setFocusEmulationEnabled", { enabled: true });
    this.#frame = (await this.send("Page.getFrameTree")).frameTree.frame.id;
  }

  /** Sends a command of the protocol to the page, or with `null` to the browser. */
  send(method, params = {}, sessionId = this.#session) {
    const id = ++this.#last;
    const text = JSON.stringify({ id, method, params, sessionId: sessionId ?? undefined });
    this.#child.stdio[3].write(`${text}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, method }));
  }

  #receive({ id, result, error, method, params }) {
    if (id) {
      const { resolve, reject, method: asked } = this.#waiting.get(id);
      this.#waiting.delete(id);
      return error ? reject(new Error(`${asked}: ${error.message}`)) : resolve(result);
    }
    this.#heard.get(method)?.(params);
    if (method === "Network.requestWillBeSent") this.requests.push(params.request.url);
    if (method === "Runtime.exceptionThrown") {
      const { text, exception } = params.exceptionDetails;
      this.errors.push(exception?.description ?? text);
    }
    if (method === "Log.entryAdded" && params.entry.level === "error") {
      this.errors.push(params.entry.text);
    }
  }

  /** The next event of this name. */
  next(method) {
    return new Promise((resolve) => this.#heard.set(method, resolve));
  }

  /** The page as it is printed, as PDF. */
  async print() {
    const { data } = await this.send("Page.printToPDF", { preferCSSPageSize: true });
    return Buffer.from(data, "base64");
  }

  async goto(url) {
    const loaded = this.next("Page.loadEventFired");
    const { errorText } = await this.send("Page.navigate", { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
    await loaded;
  }

  /** Calls a function in the page with plain values; resolves to what it returns. */
  async evaluate(run, ...values) {
    const given = values.map((value) => JSON.stringify(value)).join(", ");
    const expression = `(${run})(${given})`;
    const asked = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", asked);
    if (!exceptionDetails) return result.value;
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }

  /** Puts a file into the input that `run` returns. */
  async choose(path, run, ...values) {
    const given = values.map((value) => JSON.stringify(value)).join(", ");
    const { result } = await this.send("Runtime.evaluate", { expression: `(${run})(${given})` });
    await this.send("DOM.setFileInputFiles", { files: [path], objectId: result.objectId });
  }

  async type(text) {
    await this.send("Input.insertText", { text });
  }

  async press(key) {
    const code = { Tab: 9, Enter: 13, Backspace: 8 }[key];
    const pressed = { key, code: key, windowsVirtualKeyCode: code };
    await this.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...pressed });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...pressed });
  }

  /** Makes the processor seem so many times slower. */
  async slow(rate) {
    await this.send("Emulation.setCPUThrottlingRate", { rate });
  }

  async close() {
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    if (this.#child.exitCode !== null) return;
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 3_000);
    this.send("Browser.close", {}, null).catch(() => {});
    await ended;
    clearTimeout(timer);
  }
}
