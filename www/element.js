// The custom element <nianbao-report>: the only public form of the screen.
//
// It owns what must outlive the program in wasm: the shadow root, the host's attributes, a mirror of
// the report and what stores it, so that a crash of the program costs nobody a word. Everything on
// the screen is drawn by the Yew app that `define` is given a function to mount. Safe to import in
// Node.
import { Pulse, hasCrashed, recover, shown, showSafety } from "./crash.js";
import { emit, failed } from "./events.js";
import { FileCopy } from "./filecopy.js";
import { hindrances, lookAround, tell } from "./hosting.js";
import { Keeper } from "./keeper.js";
import { Follower } from "./outline.js";
import { listen } from "./page-events.js";
import { set, setting } from "./settings.js";
import { anyStore, first, refresh } from "./store.js";
import { adopt } from "./styles.js";

/** How much larger large type is; base.css says the same. */
const LARGE = 1.25;
const Base = globalThis.HTMLElement ?? class {};

let mount;
let styles;

/**
 * Elements that were taken out of the page, the oldest first; this many go on as they were when they
 * are put back. Of others the report is kept, and their app serves the next element that needs one:
 * one that is destroyed leaves its listeners behind.
 */
const out = new Set();
const AT_REST = 8;
const spare = [];

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
  #outline;
  #mirrored = null;
  #early = null;
  #keeper = null;
  #held = 0;
  #saved = { where: [] };
  #copy = null;
  #pulse = new Pulse();
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
    if (hasCrashed()) return;
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
    adopt(shadow, styles);
    this.#frame = shadow.appendChild(document.createElement("div"));
    this.#frame.className = "frame";
    this.#notices = this.#frame.appendChild(document.createElement("div"));
    this.#notices.className = "hindrances";
    // There from the start: a region that comes with its words is not read out everywhere.
    this.#notices.setAttribute("role", "status");
    this.#notices.setAttribute("aria-atomic", "false");
    this.#outline = new Follower(shadow);
    // The browser's own undo (its menu, a phone's shake) knows nothing of ours.
    shadow.addEventListener("beforeinput", (event) => {
      const own = event.composedPath()[0].hasAttribute?.("data-own");
      if (event.inputType.startsWith("history") && !own) event.preventDefault();
    });
    if (globalThis.ResizeObserver) this.#widths = new ResizeObserver(() => this.#measure());
  }

  #start() {
    if (!this.shadowRoot) this.#attach();
    const used = hasCrashed() ? undefined : spare.pop();
    this.#root = used?.root ?? document.createElement("div");
    this.#root.className = "root";
    this.#frame.append(this.#root);
    this.#enlarge(setting("large"));
    this.#measure();
    if (hasCrashed()) return recover(this);
    this.#app = used?.app ?? mount(this, this.#root);
    used?.app.serve(this);
    // What a page set before this class was there is an own property that hides the accessor.
    if (Object.hasOwnProperty.call(this, "value")) {
      this.#early = this.value;
      delete this.value;
    }
    if (this.#early) this.value = this.#early;
    lookAround(anyStore);
    this.#refreshed = refresh().then(() => hasCrashed() || this.#app.listed());
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
    if (hasCrashed()) return;
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
  hold(json = null, beside, from, changed) {
    this.#keeper?.close();
    this.#copy?.close();
    this.#held += 1;
    this.#keeper = this.#copy = null;
    this.#saved = { where: [] };
    this.mirrored = json;
    if (json === null) return;
    this.#outline.follow();
    const key = this.getAttribute("draft-key");
    const tell = (state) => keeper === this.#keeper && this.#kept(state);
    const keeper = new Keeper(json, beside, from, key, tell);
    this.#keeper = keeper;
    this.#copy = new FileCopy(keeper, () => this.#mirrored, () => this.#kept({}));
    if (changed) keeper.change(json);
  }

  /** The report has changed. */
  change(json) {
    this.mirrored = json;
    this.#keeper.change(json);
  }

  /** Last year's report beside it, as JSON, or null. */
  beside(json = null) {
    this.#keeper?.beside(json);
  }

  // The save status has changed, or another window shows this report.
  #kept(state) {
    if (state.where) this.#saved = state;
    if (state.where?.length) {
      emit(this, "nianbao-save", { where: state.where.join(", "), when: state.time });
    }
    if (hasCrashed()) return void showSafety(this);
    const file = this.#copy.state ?? (this.#keeper.inFile ? "behind" : "");
    this.#app?.kept({ ...this.#saved, ...state, places: this.#saved.where.length, file });
    if (state.where) this.#copy.writeLater();
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

  /** Saves a copy of the program with the report inside; see FileCopy. */
  saveCopy(name) {
    return this.#copy.save(name);
  }

  /** An error was seen somewhere in the page: does the program still answer? */
  probe(message) {
    if (!hasCrashed() && this.#app) this.#pulse.probe(() => this.#app.ping(), message);
  }

  /** The program answers. */
  alive() {
    this.#pulse.answered();
  }

  /** The element in which the program draws. */
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
  listen();
}
