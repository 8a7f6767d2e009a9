// Drives Firefox by its own WebDriver BiDi, with the same few methods as chromium.mjs.
import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { WebSocket } from "ws";

/** Starts a browser that keeps its data and downloads in `folder`; resolves to its one page. */
export async function startFirefox(path, folder) {
  const settings = {
    "browser.download.folderList": 2,
    "browser.download.dir": `${folder}/downloads`,
    "browser.download.useDownloadDir": true,
    "browser.download.always_ask_before_handling_new_types": false,
    "browser.shell.checkDefaultBrowser": false,
    "datareporting.policy.dataSubmissionEnabled": false,
    "app.update.enabled": false,
  };
  await mkdir(`${folder}/profile`, { recursive: true });
  const lines = Object.entries(settings).map(([name, value]) =>
    `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  await writeFile(`${folder}/profile/user.js`, lines.join(""));
  const args = ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", `${folder}/profile`];
  const child = spawn(path, args, { stdio: ["ignore", "ignore", "pipe"] });
  const page = new FirefoxPage(child);
  await page.start();
  return page;
}

class FirefoxPage {
  requests = [];
  errors = [];
  #child;
  #socket;
  #context;
  #last = 0;
  #waiting = new Map();

  constructor(child) {
    this.#child = child;
  }

  async start() {
    const address = await new Promise((resolve, reject) => {
      let told = "";
      this.#child.stderr.setEncoding("utf8").on("data", (text) => {
        told += text;
        const found = /listening on (ws:\S+)/.exec(told);
        if (found) resolve(found[1]);
      });
      this.#child.once("exit", () => reject(new Error(`Firefox ended: ${told}`)));
    });
    this.#socket = new WebSocket(`${address}/session`);
    this.#socket.on("message", (text) => this.#receive(JSON.parse(text)));
    await new Promise((resolve, reject) => this.#socket.once("open", resolve).once("error", reject));
    await this.send("session.new", { capabilities: {} });
    const events = ["network.beforeRequestSent", "log.entryAdded"];
    await this.send("session.subscribe", { events });
    const { contexts } = await this.send("browsingContext.getTree", {});
    this.#context = contexts[0].context;
  }

  send(method, params) {
    const id = ++this.#last;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, method }));
  }

  #receive({ id, type, result, message, method, params }) {
    if (id) {
      const { resolve, reject, method: asked } = this.#waiting.get(id);
      this.#waiting.delete(id);
      return type === "error" ? reject(new Error(`${asked}: ${message}`)) : resolve(result);
    }
    if (method === "network.beforeRequestSent") this.requests.push(params.request.url);
    if (method === "log.entryAdded" && params.level === "error") this.errors.push(params.text);
  }

  async goto(url) {
    await this.send("browsingContext.navigate", { context: this.#context, url, wait: "complete" });
  }

  async #call(run, values, resultOwnership) {
    const answer = await this.send("script.callFunction", {
      // Plain values go and come as JSON text.
      functionDeclaration: run,
      arguments: values.map((value) => ({ type: "string", value: JSON.stringify(value) ?? "null" })),
      target: { context: this.#context },
      awaitPromise: true,
      userActivation: true,
      resultOwnership,
    });
    if (answer.type === "exception") throw new Error(answer.exceptionDetails.text);
    return answer.result;
  }

  /** Calls a function in the page with plain values; resolves to what it returns. */
  async evaluate(run, ...values) {
    const wrapped = `async (...given) => JSON.stringify(await (${run})(...given.map((v) => JSON.parse(v))))`;
    const result = await this.#call(wrapped, values, "none");
    return result.type === "string" ? JSON.parse(result.value) : undefined;
  }

  /** Puts a file, or several, into the input that `run` returns. */
  async choose(path, run, ...values) {
    const wrapped = `(...given) => (${run})(...given.map((v) => JSON.parse(v)))`;
    const { sharedId } = await this.#call(wrapped, values, "none");
    await this.send("input.setFiles", { context: this.#context, element: { sharedId }, files: [path].flat() });
  }

  /** Presses keys one after the other while the keys `held` are down. */
  async #keys(keys, held = []) {
    const down = (value) => ({ type: "keyDown", value });
    const up = (value) => ({ type: "keyUp", value });
    const actions = [...held.map(down), ...keys.flatMap((value) => [down(value), up(value)]), ...held.map(up)];
    const source = { type: "key", id: "keyboard", actions };
    await this.send("input.performActions", { context: this.#context, actions: [source] });
  }

  /** The page as it is printed, as PDF; margins in centimetres. */
  async print() {
    const margin = { top: 3.7, right: 2.6, bottom: 3.5, left: 2.8 };
    const { data } = await this.send("browsingContext.print", {
      context: this.#context, page: { width: 21, height: 29.7 }, margin,
    });
    return Buffer.from(data, "base64");
  }

  async type(text) {
    await this.#keys([...text]);
  }

  /** Presses a key, also with others held: `Control+z`. */
  async press(keys) {
    const named = {
      Tab: "\uE004", Enter: "\uE007", Backspace: "\uE003", End: "\uE010", Control: "\uE009", Shift: "\uE008",
    };
    const all = keys.split("+").map((key) => named[key] ?? key);
    await this.#keys(all.slice(-1), all.slice(0, -1));
  }

  async close() {
    if (this.#child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 5_000);
    this.send("browser.close", {}).catch(() => {});
    await ended;
    clearTimeout(timer);
    this.#socket.close();
  }
}
