// The custom element <nianbao-report>: the only public form of the screen.
//
// It owns what must outlive the program in wasm: the shadow root, the host's attributes, and a
// mirror of the report, so that a crash of the program costs nobody a word. Everything on the
// screen is drawn by the Yew app that `define` is given a function to mount. Safe to import in Node.

const Base = globalThis.HTMLElement ?? class {};

/** Elements that show a report; a panic stops all of them, for they share one program. */
const shown = new Set();
let mount;
let styles;
let broken = false;

class NianbaoReport extends Base {
  static observedAttributes = ["readonly"];
  #app;
  #root;
  #widths;
  #following = 0;
  #mirrored = null;
  #early = null;

  connectedCallback() {
    if (!this.#root) this.#start();
    shown.add(this);
    this.#widths?.observe(this);
    this.#measure();
  }

  disconnectedCallback() {
    this.flush();
    this.#widths?.disconnect();
    shown.delete(this);
  }

  attributeChangedCallback() {
    this.#app?.setReadonly(this.hasAttribute("readonly"));
  }

  #start() {
    const shadow = this.attachShadow({ mode: "open" });
    adopt(shadow);
    this.#root = document.createElement("div");
    this.#root.className = "root";
    shadow.append(this.#root);
    this.#root.addEventListener("scroll", () => this.#follow(), true);
    // The browser's own undo (its menu, a phone's shake) knows nothing of ours.
    this.#root.addEventListener("beforeinput", (event) => {
      const own = event.composedPath()[0].hasAttribute?.("data-own");
      if (event.inputType.startsWith("history") && !own) event.preventDefault();
    });
    if (globalThis.ResizeObserver) this.#widths = new ResizeObserver(() => this.#measure());
    this.#measure();
    if (broken) return recover(this);
    this.#app = mount(this, this.#root);
    // What a page set before this class was there is an own property that hides the accessor.
    if (Object.hasOwnProperty.call(this, "value")) {
      this.#early = this.value;
      delete this.value;
    }
    const early = this.#early;
    this.#early = null;
    if (early) this.value = early;
    emit(this, "nianbao-ready");
  }

  // The layout follows the element's own width, not the window's: it may stand in a column of a
  // page, and container queries are missing from the oldest browsers served.
  #measure() {
    const width = this.clientWidth || 1366;
    const size = width < 640 ? "narrow" : width < 1180 ? "medium" : width < 1600 ? "wide" : "large";
    if (this.#root.dataset.size !== size) this.#root.dataset.size = size;
  }

  // Tells in the outline which part is being read. The app does not know how far one has scrolled,
  // and need not draw anything for it.
  #follow() {
    if (this.#following) return;
    this.#following = requestAnimationFrame(() => {
      this.#following = 0;
      const desk = this.#root.querySelector(".desk");
      if (!desk) return;
      const line = desk.getBoundingClientRect().top + 140;
      const parts = [...desk.querySelectorAll("[data-reads]")];
      const read = parts.filter((part) => part.getBoundingClientRect().top <= line).pop() ?? parts[0];
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
    // A page may make the element, set its value, and only then give it a place.
    if (!this.#root) return void (this.#early = report);
    this.mirrored = this.#app.setValue(report);
  }

  /** The report's JSON, kept where a crash of the program cannot reach it; null for none. */
  get mirrored() {
    return this.#mirrored;
  }
  set mirrored(json) {
    this.#mirrored = json;
    this.#follow();
  }

  /** The last check result; null on the start page. */
  get findings() {
    return this.#app?.findings() ?? null;
  }

  /** Opens a file; rejects with an Error in Chinese, and keeps the open report, if it cannot. */
  async open(file, name = file.name ?? "report.json") {
    await this.#app.open(new Uint8Array(await file.arrayBuffer()), name, false);
  }

  /** Opens last year's report, to compare with; rejects as `open` does. */
  async openPrevious(file, name = file.name ?? "report.json") {
    await this.#app.open(new Uint8Array(await file.arrayBuffer()), name, true);
  }

  /** Moves the focus to the findings; resolves to the check result for the report as it is. */
  async check() {
    return this.#app.check();
  }

  /** The report as a file of this format, as bytes. */
  export(format) {
    return this.#app.export(format);
  }

  /** Saves the report as a file of this format. */
  download(format) {
    return this.#app.download(format);
  }

  /** Stores the draft now; called before the page may go away. */
  flush() {
    if (!broken) this.#app?.flush();
  }

  /** Whether leaving the page would lose something. */
  get atRisk() {
    return !broken && Boolean(this.#app?.atRisk());
  }

  /** Another window has written this draft. */
  elsewhere(id) {
    this.#app?.elsewhere(id);
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
  const flush = () => shown.forEach((element) => element.flush());
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => document.hidden && flush());
  // Where nothing has the focus (its button went away), undo and save still mean the report.
  document.addEventListener("keydown", (event) => {
    if (event.target !== document.body || shown.size !== 1) return;
    const copy = new KeyboardEvent("keydown", event);
    const [element] = shown;
    if (!element.shadow.firstElementChild?.dispatchEvent(copy)) event.preventDefault();
  });
  addEventListener("beforeunload", (event) => {
    if (![...shown].some((element) => element.atRisk)) return;
    event.preventDefault();
    event.returnValue = true; // asked for by Chromium before 119
  });
  addEventListener("storage", (event) => {
    const id = event.newValue !== null && event.key?.split("nianbao:draft:")[1];
    if (id) shown.forEach((element) => element.elsewhere(id));
  });
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

/** Keeps the report's JSON where a crash cannot reach it; null for none. */
export function mirror(host, json) {
  host.mirrored = json ?? null;
}

/** Dispatches an event of the element once the program is at rest. */
export function emit(host, type, detail) {
  queueMicrotask(() =>
    host.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true })),
  );
}

/** Lets the browser save bytes (or text) as a file. */
export function saveFile(bytes, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The program has stopped: shows, in plain script, how to keep the report. */
export function panicked(message) {
  console.error(message);
  if (broken) return;
  broken = true;
  for (const element of shown) recover(element, message);
}

function recover(element, message = "") {
  const panel = document.createElement("section");
  panel.className = "crash";
  panel.setAttribute("role", "alert");
  const add = (tag, text) => {
    const node = document.createElement(tag);
    node.textContent = text;
    panel.append(node);
    return node;
  };
  add("h1", "程序出了问题，您填写的内容没有丢");
  if (element.mirrored !== null) {
    add("p", "请先把内容另存为文件，然后刷新页面，再打开这个文件接着填写。");
    const save = add("button", "另存为文件");
    save.className = "primary";
    save.onclick = () => saveFile(element.mirrored, "年报草稿.json", "application/json");
  } else {
    add("p", "请刷新页面后再试。");
  }
  const reload = add("button", "刷新页面");
  reload.onclick = () => location.reload();
  add("pre", message.slice(0, 600));
  element.shadow.parentNode.append(panel);
  element.shadow.hidden = true;
  emit(element, "nianbao-error", { code: "crash", message });
}
