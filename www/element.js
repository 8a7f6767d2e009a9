// @ts-check
// The custom element <nianbao-report>: the only public form of the screen.
//
// The element owns what must outlive a crash of the program in wasm: the shadow root, the attributes,
// the report as JSON, and the keeper that stores it. So a crash costs nobody a word. The Yew app draws
// everything on the screen; `define` is given the function that mounts it. Importing this script is
// safe in Node, where there are no elements.
import { Climbing } from "./back.js";
import { Pulse, hasCrashed, recover, shown, showSafety } from "./crash.js";
import { emit, failed } from "./events.js";
import { FileCopy } from "./filecopy.js";
import { hindered, lookAround, tellNew } from "./hosting.js";
import { nameOf } from "./json.js";
import { Keeper } from "./keeper.js";
import { Follower } from "./outline.js";
import { keepOwnUndo, listen } from "./page-events.js";
import { Size } from "./size.js";
import { anyStore, first, listAll, refresh, withheld } from "./store.js";
import { adopt } from "./styles.js";

/** @import { AppHandle, SaveStatus } from "./app-handle.js" */
/** @import { Format, Report } from "./nianbao.js" */

/** @type {(host: HTMLElement, root: HTMLElement) => AppHandle} */
let mount;
/** @type {string} */
let styles;

/**
 * Elements that were taken out of the page, the oldest first. `AT_REST` of them keep their app, so that
 * they go on as they were when they are put back. The others keep only their report, and give their
 * app to `spare`, for the next element that needs one: an app that is destroyed leaks its listeners.
 * @type {Set<NianbaoReport>}
 */
const out = new Set();
const AT_REST = 8;
/** @type {{ app: AppHandle, root: HTMLElement }[]} */
const spare = [];

/** Exported for its type; `define` defines it. */
export class NianbaoReport extends Climbing {
  static observedAttributes = ["readonly"];
  /** @type {AppHandle | undefined} none while the element has no app, and after a crash before its start */
  #app;
  #ready = false;
  #nowReady = () => {};
  /** @type {Promise<void>} */
  #whenReady = new Promise((tell) => (this.#nowReady = tell));
  /** @type {Promise<unknown> | undefined} settled once the drafts of both stores are known */
  #refreshed;
  /** All that the shadow root has; in it the `hindrances`, then the app's root. */
  #frame = document.createElement("div");
  #notices = document.createElement("div");
  #size = new Size(this, this.#frame);
  /** @type {HTMLElement | undefined} the element in which the app draws */
  #root;
  /** @type {Follower | undefined} */
  #outline;
  /** @type {string | null} the report as JSON; null on the start page */
  #mirrored = null;
  /** @type {Report | null} the report to be opened once the editor is there */
  #early = null;
  /** @type {Keeper | null} */
  #keeper = null;
  /** How many reports have been shown. */
  #held = 0;
  /** @type {{ where: string[], time?: number }} */
  #saved = { where: [] };
  /** @type {FileCopy | null} */
  #copy = null;
  #pulse = new Pulse();
  /** Codes of the hindrances that this element has told of. */
  #told = new Set();

  connectedCallback() {
    out.delete(this);
    this.arrive();
    if (this.#root) this.#size.follow(this.#root);
    else this.#start();
    shown.add(this);
    this.hindered();
  }

  disconnectedCallback() {
    this.flush();
    this.depart();
    this.#size.rest();
    shown.delete(this);
    out.add(this);
    const oldest = out.size > AT_REST && [...out].find((element) => element.#ready);
    if (oldest) oldest.#rest();
  }

  /** Gives up the app, and keeps the report for when the element is put back. */
  #rest() {
    out.delete(this);
    if (hasCrashed()) return;
    const json = this.#mirrored;
    this.hold(null);
    this.#held = 0;
    this.climb(0);
    this.#early = json && JSON.parse(json);
    this.#root?.remove();
    if (this.#app && this.#root) spare.push({ app: this.#app, root: this.#root });
    this.#app = this.#root = undefined;
    this.#ready = false;
    this.#whenReady = new Promise((tell) => (this.#nowReady = tell));
  }

  attributeChangedCallback() {
    this.#app?.setReadonly(this.hasAttribute("readonly"));
  }

  #attach() {
    const shadow = this.attachShadow({ mode: "open" });
    adopt(shadow, styles);
    this.#frame.className = "frame";
    // A page translation would change words under the app's hands, and figures with them.
    this.#frame.setAttribute("translate", "no");
    this.#notices.className = "hindrances";
    shadow.append(this.#frame);
    this.#frame.append(this.#notices);
    // The region is there before its words: some screen readers speak only what is added to a region.
    this.#notices.setAttribute("role", "status");
    this.#notices.setAttribute("aria-atomic", "false");
    this.#outline = new Follower(shadow);
    keepOwnUndo(shadow);
  }

  #start() {
    if (!this.shadowRoot) this.#attach();
    const used = hasCrashed() ? undefined : spare.pop();
    const root = (this.#root = used?.root ?? document.createElement("div"));
    root.className = "root";
    this.#frame.append(root);
    this.#size.follow(root);
    if (hasCrashed()) return recover(this);
    const app = (this.#app = used?.app ?? mount(this, root));
    used?.app.serve(this);
    // A value that the page set before the element was defined is an own property, which hides the accessor.
    if (Object.hasOwnProperty.call(this, "value")) {
      this.#early = this.value;
      Reflect.deleteProperty(this, "value");
    }
    if (this.#early) this.value = this.#early;
    lookAround(anyStore);
    this.#refreshed = refresh().then(() => hasCrashed() || app.listed());
    this.#refreshed.then(() => withheld() && hindered("frame"));
  }

  /** Called by the app once the editor is there and what was asked of it can be done. */
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

  /** Resolves to the app once the editor is there; rejects if the editor cannot be fetched. */
  async #editor() {
    const app = this.#app;
    if (!app) throw Object.assign(new Error("程序没有在运行，请刷新页面。"), { code: "crash" });
    await app.load();
    await this.#whenReady;
    return app;
  }

  /**
   * At first only the drafts in localStorage are known, since it answers at once. When IndexedDB has
   * answered, too, a newer draft of the same key takes the place of the one that was opened.
   */
  async #lookFurther() {
    await this.#refreshed;
    if (hasCrashed()) return;
    const key = this.getAttribute("draft-key");
    const draft = this.#keeper ? this.#keeper.outdated : key && first(key);
    if (this.#held <= 1 && draft) this.#app?.listed(draft);
  }

  /** Tells of each hindrance (see hosting.js) once: in a line that can be put away, and as an event. */
  hindered() {
    tellNew(this, this.#told, this.#notices, () => (listAll(), this.#app?.listed()));
  }

  /** Whether large type is on; setting it is remembered on this computer. */
  get large() {
    return this.#size.large;
  }
  set large(on) {
    this.#size.large = on;
  }

  /**
   * The report as the JSON object of the contract; null on the start page.
   * @returns {Report | null}
   */
  get value() {
    return this.#mirrored === null ? this.#early : JSON.parse(this.#mirrored);
  }
  set value(report) {
    // A page may create the element, set its value, and only then insert it. Even then the editor may
    // still be loading. In both cases the report waits in `#early`.
    const json = this.#app?.setValue(report);
    if (json === undefined) this.#early = report;
    else this.#mirrored = json;
  }

  /** The report as JSON, kept where a crash of the program cannot reach it; null on the start page. */
  get mirrored() {
    return this.#mirrored;
  }

  /** The last check result; null on the start page. */
  get findings() {
    return this.#app?.findings() ?? null;
  }

  /**
   * Opens a file. If it cannot be read, this rejects with an Error with a code and a Chinese sentence, and
   * the open report stays.
   * @param {File | Blob} file
   * @param {string} name
   */
  async open(file, name = nameOf(file)) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    await (await this.#editor()).open(bytes, name, false);
  }

  /**
   * Opens last year's report, with which the open one is compared; rejects as `open` does.
   * @param {File | Blob} file
   * @param {string} name
   */
  async openPrevious(file, name = nameOf(file)) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    await (await this.#editor()).open(bytes, name, true);
  }

  /** Moves the focus to the findings; resolves to the check result for the report as it is. */
  async check() {
    return (await this.#editor()).check();
  }

  /**
   * The bytes of the report as a file of this format.
   * @param {Format} format
   */
  async export(format) {
    return (await this.#editor()).export(format);
  }

  /**
   * Lets the browser save the report as a file of this format.
   * @param {Format} format
   */
  async download(format) {
    return (await this.#editor()).download(format);
  }

  /**
   * Called by the app when it shows another report. The report that was shown stays in its own draft.
   * Returns the id of the new one's draft, if it may be stored.
   * @param {string | null} [json] the report; null for the start page
   * @param {string} [previous] last year's report, as JSON
   * @param {string} [from] the id of the draft that the report continues
   * @param {boolean} [changed] whether the report is to be stored before anything is typed
   */
  hold(json = null, previous, from, changed) {
    this.#keeper?.close();
    this.#copy?.close();
    this.#held += 1;
    this.#keeper = this.#copy = null;
    this.#saved = { where: [] };
    this.#mirrored = json;
    if (json === null) return null;
    this.#outline?.follow();
    const key = this.getAttribute("draft-key");
    const tell = (status) => keeper === this.#keeper && this.#kept(keeper, copy, status);
    const keeper = new Keeper(json, previous, from, key, tell);
    const copy = new FileCopy(keeper, () => this.#mirrored, () => this.#kept(keeper, copy, {}));
    this.#keeper = keeper;
    this.#copy = copy;
    if (changed) keeper.change(json);
    return key === "" ? null : keeper.id;
  }

  /** Called by the app: the report comes from a file of this name, by which its draft is known. */
  comesFrom(name) {
    if (this.#keeper) this.#keeper.source = name;
  }

  goBack() {
    this.#app?.back();
  }

  /** Called by the app when the report has changed; `json` is what it is now. */
  change(json) {
    this.#mirrored = json;
    this.#keeper?.change(json);
  }

  /** Called by the app when another report of last year is compared with, as JSON; null for none. */
  beside(json = null) {
    this.#keeper?.beside(json);
  }

  /**
   * The save status has changed, or another window shows this report.
   * @param {Keeper} keeper
   * @param {FileCopy} copy
   * @param {SaveStatus} status
   */
  #kept(keeper, copy, status) {
    const { where, time } = status;
    if (where) this.#saved = { where, time };
    if (where?.length) emit(this, "nianbao-save", { where: where.join(", "), when: time });
    if (hasCrashed()) return void showSafety(this);
    const file = copy.state ?? (keeper.inFile ? "behind" : "");
    this.#app?.kept({ ...this.#saved, ...status, places: this.#saved.where.length, file });
    if (where) copy.writeLater();
  }

  /** How many stores hold the report. */
  get places() {
    return this.#saved.where.length;
  }

  /** Stores the draft at once; called before the page may be closed. */
  flush() {
    this.#keeper?.store();
  }

  /** The page is being left. */
  leave() {
    this.#keeper?.leave();
  }

  /** The browser shows the page again as it was left. */
  comeBack() {
    this.#keeper?.comeBack();
  }

  /** Reads the draft back, and stores it again if a store has lost it. */
  verify() {
    this.#keeper?.verify();
  }

  /**
   * Another window has changed the local storage.
   * @param {StorageEvent} event
   */
  heard(event) {
    this.#keeper?.heard(event);
  }

  /** Saves a copy of the program with the report inside; see FileCopy. The user may change the name. */
  async saveCopy(name) {
    return this.#copy?.save(name) ?? "";
  }

  /**
   * An error has occurred somewhere in the page: asks the app for a sign of life.
   * @param {string} message the error's words
   */
  probe(message) {
    const app = this.#app;
    if (app && !hasCrashed()) this.#pulse.probe(() => app.ping(), message);
  }

  /** Called by the app in answer to `ping`. */
  alive() {
    this.#pulse.answered();
  }

  /** The element in which the app draws; none before the element is in a page. */
  get shadow() {
    return this.#root;
  }
}

/**
 * Defines the element.
 * @param {(host: HTMLElement, root: HTMLElement) => AppHandle} mountApp mounts an app of the element into `root`
 * @param {string} css the style sheet
 */
export function define(mountApp, css) {
  mount = mountApp;
  styles = css;
  if (customElements.get("nianbao-report")) return;
  customElements.define("nianbao-report", NianbaoReport);
  listen();
}
