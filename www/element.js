// The custom element <nianbao-report>: the only public form of the screen.
//
// It owns what must outlive the program in wasm: the shadow root, the host's attributes, a mirror of
// the report and what stores it, so that a crash of the program costs nobody a word. Everything on
// the screen is drawn by the Yew app that `define` is given a function to mount. Safe to import in
// Node.
import { set, setting } from "./settings.js";
import { chooseFile, copyWith, writeFile } from "./copy.js";
import { Keeper, newId } from "./keeper.js";
import { hindrances, lookAround, onHindrance, saveFile, tell } from "./hosting.js";
import { anyStore, first, inWindow, refresh } from "./store.js";

/** How much larger large type is; base.css says the same. */
const LARGE = 1.25;
const Base = globalThis.HTMLElement ?? class {};

/** Elements that show a report; a panic stops all of them, for they share one program. */
const shown = new Set();
let mount;
let styles;
let broken = false;

/**
 * Elements that were taken out of the page, the oldest first; this many go on as they were when they
 * are put back. Of others the report is kept, and their app serves the next element that needs one:
 * one that is destroyed leaves its listeners behind.
 */
const out = new Set();
const AT_REST = 8;
const spare = [];

/** How long typing must pause before a file that the user chose is written again. */
const FILE_PAUSE = 1_500;

class NianbaoReport extends Base {
  static observedAttributes = ["readonly"];
  #app;
  #ready = false;
  #nowReady;
  #whenReady = new Promise((tell) => (this.#nowReady = tell));
  #refreshed;
  #frame;
  #notices;
  #root;
  #widths;
  #following = 0;
  #mirrored = null;
  #early = null;
  #keeper = null;
  #held = 0;
  #saved = { where: [] };
  #file = null;
  #alive = true;
  #told = new Set();

  connectedCallback() {
    out.delete(this);
    if (!this.#root) this.#start();
    shown.add(this);
    this.hindered();
    this.#widths?.observe(this);
    this.#measure();
  }

  disconnectedCallback() {
    this.flush();
    this.#widths?.disconnect();
    shown.delete(this);
    out.add(this);
    if (out.size > AT_REST) [...out].find((element) => element.#ready)?.#rest();
  }

  /** Gives up the app, and keeps the report for when the element is put back. */
  #rest() {
    out.delete(this);
    if (broken) return;
    const json = this.#mirrored;
    this.hold(null);
    this.#held = 0;
    this.#early = json && JSON.parse(json);
    this.#root.remove();
    spare.push({ app: this.#app, root: this.#root });
    this.#app = this.#root = null;
    this.#ready = false;
    this.#whenReady = new Promise((tell) => (this.#nowReady = tell));
  }

  attributeChangedCallback() {
    this.#app?.setReadonly(this.hasAttribute("readonly"));
  }

  #attach() {
    const shadow = this.attachShadow({ mode: "open" });
    adopt(shadow);
    this.#frame = shadow.appendChild(document.createElement("div"));
    this.#frame.className = "frame";
    this.#notices = this.#frame.appendChild(document.createElement("div"));
    this.#notices.className = "hindrances";
    // There from the start: a region that comes with its words is not read out everywhere.
    this.#notices.setAttribute("role", "status");
    this.#notices.setAttribute("aria-atomic", "false");
    shadow.addEventListener("scroll", () => this.#follow(), true);
    shadow.addEventListener("focusin", () => this.#follow());
    // The browser's own undo (its menu, a phone's shake) knows nothing of ours.
    shadow.addEventListener("beforeinput", (event) => {
      const own = event.composedPath()[0].hasAttribute?.("data-own");
      if (event.inputType.startsWith("history") && !own) event.preventDefault();
    });
    if (globalThis.ResizeObserver) this.#widths = new ResizeObserver(() => this.#measure());
  }

  #start() {
    if (!this.shadowRoot) this.#attach();
    const used = broken ? undefined : spare.pop();
    this.#root = used?.root ?? document.createElement("div");
    this.#root.className = "root";
    this.#frame.append(this.#root);
    this.#enlarge(setting("large"));
    this.#measure();
    if (broken) return recover(this);
    this.#app = used?.app ?? mount(this, this.#root);
    used?.app.serve(this);
    // What a page set before this class was there is an own property that hides the accessor.
    if (Object.hasOwnProperty.call(this, "value")) {
      this.#early = this.value;
      delete this.value;
    }
    if (this.#early) this.value = this.#early;
    lookAround(anyStore);
    this.#refreshed = refresh().then(() => broken || this.#app.listed());
  }

  /** The editor is there: what was asked of it can be done. */
  ready() {
    if (this.#ready) return;
    this.#ready = true;
    this.#nowReady();
    const early = this.#early;
    this.#early = null;
    try {
      if (early) this.value = early;
    } catch ({ code, message }) {
      failed(this, code, message);
    }
    emit(this, "nianbao-ready");
    this.#lookFurther();
  }

  // What needs the editor waits for it here; rejects if it cannot be fetched.
  async #editor() {
    await this.#app.load();
    await this.#whenReady;
    return this.#app;
  }

  // At first only what localStorage holds is known: it answers at once.
  async #lookFurther() {
    await this.#refreshed;
    if (broken) return;
    const key = this.getAttribute("draft-key");
    const draft = this.#keeper ? this.#keeper.outdated : key && first(key);
    if (this.#held <= 1 && draft) this.#app.listed(draft);
  }

  /** Something around the element is in the way: each is said in a line that can be put away. */
  hindered() {
    for (const [code, message] of hindrances) {
      if (this.#told.has(code)) continue;
      this.#told.add(code);
      const unwanted = code === "storage" && this.getAttribute("draft-key") === "";
      if (unwanted) continue;
      tell(this.#notices, code, message);
      emit(this, "nianbao-error", { code, message });
    }
  }

  // The layout follows the element's own width, not the window's: it may stand in a column of a
  // page, and container queries are missing from the oldest browsers served.
  #measure() {
    const width = (this.clientWidth || 1366) / (this.large ? LARGE : 1);
    const size = width < 640 ? "narrow" : width < 1180 ? "medium" : width < 1600 ? "wide" : "large";
    if (this.#root.dataset.size !== size) this.#root.dataset.size = size;
  }

  /** Whether large type is on; setting it is remembered on this computer. */
  get large() {
    return "large" in this.#frame.dataset;
  }
  set large(on) {
    set("large", on ? "1" : "");
    this.#enlarge(on);
    this.#measure();
  }

  #enlarge(on) {
    if (on) this.#frame.dataset.large = "";
    else delete this.#frame.dataset.large;
  }

  // Tells in the outline which part one is in: that of the field with the focus while it is in sight,
  // else the one that is being read. The app does not know how far one has scrolled, and need not draw
  // anything for it.
  #follow() {
    if (this.#following) return;
    this.#following = requestAnimationFrame(() => {
      this.#following = 0;
      const editor = this.#root.querySelector(".editor-scroll");
      if (!editor) return;
      const { top, bottom } = editor.getBoundingClientRect();
      const parts = [...editor.querySelectorAll("[data-reads]")];
      const field = this.shadowRoot.activeElement;
      const place = field?.getBoundingClientRect();
      const worked = place?.bottom > top && place.top < bottom && field.closest("[data-reads]");
      const passed = (part) => part.getBoundingClientRect().top <= top + 140;
      const read = worked || parts.filter(passed).pop() || parts[0];
      for (const entry of this.#root.querySelectorAll("[data-part]")) {
        if (entry.dataset.part === read.dataset.reads) entry.setAttribute("aria-current", "true");
        else entry.removeAttribute("aria-current");
      }
    });
  }

  /** The report as the JSON object of the contract; null on the start page. */
  get value() {
    return this.#mirrored === null ? this.#early : JSON.parse(this.#mirrored);
  }
  set value(report) {
    // A page may make the element, set its value, and only then give it a place. Then the editor may
    // still be on its way.
    const json = this.#app?.setValue(report);
    if (json === undefined) this.#early = report;
    else this.mirrored = json;
  }

  /** The report's JSON, kept where a crash of the program cannot reach it; null for none. */
  get mirrored() {
    return this.#mirrored;
  }
  set mirrored(json) {
    this.#mirrored = json;
  }

  /** The last check result; null on the start page. */
  get findings() {
    return this.#app?.findings() ?? null;
  }

  /** Opens a file; rejects with an Error in Chinese, and keeps the open report, if it cannot. */
  async open(file, name = file.name ?? "report.json") {
    const bytes = new Uint8Array(await file.arrayBuffer());
    await (await this.#editor()).open(bytes, name, false);
  }

  /** Opens last year's report, to compare with; rejects as `open` does. */
  async openPrevious(file, name = file.name ?? "report.json") {
    const bytes = new Uint8Array(await file.arrayBuffer());
    await (await this.#editor()).open(bytes, name, true);
  }

  /** Moves the focus to the findings; resolves to the check result for the report as it is. */
  async check() {
    return (await this.#editor()).check();
  }

  /** The report as a file of this format, as bytes. */
  async export(format) {
    return (await this.#editor()).export(format);
  }

  /** Saves the report as a file of this format. */
  async download(format) {
    return (await this.#editor()).download(format);
  }

  /** Another report is shown, or none (null); what was there stays in its own draft. */
  hold(json, beside, from, changed) {
    this.#keeper?.close();
    this.#held += 1;
    this.#keeper = this.#file = null;
    this.#saved = { where: [] };
    this.mirrored = json;
    if (json === null) return;
    this.#follow();
    const key = this.getAttribute("draft-key");
    const tell = (state) => keeper === this.#keeper && this.#kept(state);
    const keeper = new Keeper(json, beside, from, key, tell);
    this.#keeper = keeper;
    if (changed) keeper.change(json);
  }

  /** The report has changed. */
  change(json) {
    this.mirrored = json;
    this.#keeper.change(json);
  }

  /** Last year's report beside it, as JSON, or null. */
  beside(json) {
    this.#keeper?.beside(json);
  }

  // Something is true now of storing, or of another window with this report.
  #kept(state) {
    if (state.where) this.#saved = state;
    if (state.where?.length) {
      emit(this, "nianbao-save", { where: state.where.join(", "), when: state.time });
    }
    if (broken) return void showSafety(this);
    const file = this.#file ? this.#file.state : this.#keeper.inFile ? "behind" : "";
    this.#app?.kept({ ...this.#saved, ...state, places: this.#saved.where.length, file });
    if (state.where && this.#file) this.#writeLater();
  }

  /** In how many places the report is stored. */
  get places() {
    return this.#saved.where.length;
  }

  /** Stores the draft now; called before the page may go away. */
  flush() {
    this.#keeper?.store();
  }

  /** The page goes away, or comes back. */
  leave() {
    this.#keeper?.leave();
  }
  comeBack() {
    this.#keeper?.comeBack();
  }

  /** Looks whether what was stored is still there. */
  verify() {
    this.#keeper?.verify();
  }

  /** Another window has changed the local storage. */
  heard(event) {
    this.#keeper?.heard(event);
  }

  /**
   * Saves a copy of the program with the report inside; resolves to "written" where the file will be
   * kept up to date from now on, "downloaded", or "" if the user thought better of it.
   */
  async saveCopy(name) {
    const keeper = this.#keeper;
    const id = newId();
    // Made before a place is chosen: there may be no program to be had.
    const html = await copyWith(keeper.forFile(id, 1));
    const handle = this.#file?.handle ?? (await chooseFile(name));
    if (handle === undefined || keeper !== this.#keeper) return "";
    if (handle === null) {
      saveFile(html, name, "text/html;charset=utf-8");
      return "downloaded";
    }
    this.#file ??= { handle, id, rev: 0, state: "" };
    await this.#write();
    return "written";
  }

  #writeLater() {
    const file = this.#file;
    clearTimeout(file.timer);
    file.timer = setTimeout(() => file === this.#file && this.#write().catch(() => {}), FILE_PAUSE);
  }

  // One at a time: a file that is being written cannot be written by another.
  #write() {
    const file = this.#file;
    const write = async () => {
      if (file.state === "kept" && file.of === this.#mirrored) return;
      const of = this.#mirrored;
      try {
        await writeFile(file.handle, await copyWith(this.#keeper.forFile(file.id, ++file.rev)));
        Object.assign(file, { state: "kept", of });
      } catch (error) {
        file.state = "behind";
        throw error;
      } finally {
        if (file === this.#file) this.#kept({});
      }
    };
    return (file.done = (file.done ?? Promise.resolve()).catch(() => {}).then(write));
  }

  /** An error was seen somewhere in the page: does the program still answer? */
  probe(message) {
    if (broken || !this.#app) return;
    this.#alive = false;
    try {
      this.#app.ping();
    } catch (error) {
      return panicked(`${message}\n${error}`);
    }
    setTimeout(() => this.#alive || panicked(message), 1_000);
  }
  alive() {
    this.#alive = true;
  }

  get shadow() {
    return this.#root;
  }
}

/**
 * Defines the element. `mountApp(host, root)` mounts the program into `root` and returns what
 * drives it; `css` is the style sheet.
 */
export function define(mountApp, css) {
  mount = mountApp;
  styles = css;
  if (customElements.get("nianbao-report")) return;
  customElements.define("nianbao-report", NianbaoReport);
  const all = (call) => () => shown.forEach(call);
  addEventListener("pagehide", all((element) => element.leave()));
  addEventListener("pageshow", ({ persisted }) => persisted && all((e) => e.comeBack())());
  const flush = all((element) => element.flush());
  document.addEventListener("visibilitychange", () => document.hidden && flush());
  // Where nothing has the focus (its button went away), undo and save still mean the report.
  document.addEventListener("keydown", (event) => {
    if (event.target !== document.body || shown.size !== 1) return;
    const copy = new KeyboardEvent("keydown", event);
    const [element] = shown;
    if (!element.shadow.firstElementChild?.dispatchEvent(copy)) event.preventDefault();
  });
  addEventListener("beforeunload", (event) => {
    flush();
    if (!inWindow.size) return;
    event.preventDefault();
    event.returnValue = true; // asked for by Chromium before 119
  });
  onHindrance(all((element) => element.hindered()));
  addEventListener("storage", (event) => shown.forEach((element) => element.heard(event)));
  addEventListener("focus", all((element) => element.verify()));
  // The program stops by a trap, whether it panicked or ran out of memory or stack.
  const probe = ({ message, reason }) =>
    shown.forEach((element) => element.probe(String(message ?? reason)));
  addEventListener("error", probe);
  addEventListener("unhandledrejection", probe);
}

// A constructed sheet needs no leave from the host's `style-src`; a <style> is for browsers without.
let sheet;
function adopt(shadow) {
  try {
    if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(styles);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement("style");
    style.textContent = styles;
    shadow.append(style);
  }
}

/** Another report is shown, or none: it is kept where a crash cannot reach it. */
export function hold(host, json, beside, from, changed) {
  host.hold(json ?? null, beside, from, changed);
}

/** The report has changed. */
export function change(host, json) {
  host.change(json);
}

/** Another report of last year lies beside it, or none. */
export function beside(host, json) {
  host.beside(json ?? null);
}

/** Stores the draft at once. */
export function flush(host) {
  host.flush();
}

/** The program answers. */
export function alive(host) {
  host.alive();
}

/** Saves a copy of the program with the report inside. */
export function saveCopy(host, name) {
  return host.saveCopy(name);
}

/** Dispatches an event of the element once the program is at rest. */
export function emit(host, type, detail) {
  queueMicrotask(() =>
    host.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true })),
  );
}

/** Tells the page of a failure. */
export function failed(host, code, message) {
  emit(host, "nianbao-error", { code, message });
}

/** The editor is there. */
export function ready(host) {
  host.ready();
}

/** The program has stopped: shows, in plain script, how to keep the report. */
function panicked(message) {
  console.error(message);
  if (broken) return;
  broken = true;
  for (const element of shown) recover(element, message);
}

function recover(element, message = "") {
  element.flush();
  const panel = document.createElement("section");
  panel.className = "crash";
  panel.setAttribute("role", "alert");
  const add = (tag, text) => {
    const node = document.createElement(tag);
    node.textContent = text;
    panel.append(node);
    return node;
  };
  const kept = element.mirrored !== null;
  add("h1", kept ? "程序出了问题，您填写的内容没有丢" : "程序出了问题");
  add("p", "请刷新页面后再试。").dataset.safety = "";
  if (kept) {
    const save = add("button", "另存为文件");
    save.className = "primary";
    save.onclick = () => saveFile(element.mirrored, "年报草稿.json", "application/json");
  }
  const reload = add("button", "刷新页面");
  reload.onclick = () => location.reload();
  add("pre", message.slice(0, 600));
  element.shadow.parentNode.append(panel);
  element.shadow.hidden = true;
  showSafety(element);
  failed(element, "crash", message);
}

/** Says in the panel what to do, which depends on where the report is stored. */
function showSafety(element) {
  const line = element.shadow.parentNode.querySelector("[data-safety]");
  if (!line || element.mirrored === null) return;
  line.textContent = element.places
    ? `已保存在本机 ${element.places} 处：刷新页面后，从“接着写”继续。也可以先另存为文件。`
    : "还没有存在本机：请先另存为文件，然后刷新页面，再打开这个文件接着填写。";
}

/** Switches large type on or off; tells whether it is on now. */
export function enlarge(host) {
  return (host.large = !host.large);
}

export function isLarge(host) {
  return host.large;
}
