// @ts-check
// The size class by which the style sheet lays out an element, and large type.
import { set, setting } from "./settings.js";

/** The factor by which large type is larger; look/base.css has the same. */
const LARGE = 1.25;

/**
 * The size classes, widest first: how much the columns beside the paper take (look/editor.css), and the least
 * width of the paper itself, which grows with the type, in px.
 * @type {[string, number, number][]}
 */
const SIZES = [
  ["large", 680, 920],
  ["wide", 548, 632],
  ["pair", 320, 580],
  ["medium", 0, 640],
];

/**
 * The size of one element. It follows the element's own width, not the window's, since the element may
 * stand in a column of a page; the oldest browsers that we serve have no container queries.
 */
export class Size {
  #host;
  #frame;
  /** @type {HTMLElement | undefined} */
  #root;
  /** @type {ResizeObserver | undefined} */
  #observer;

  /**
   * @param {HTMLElement} host
   * @param {HTMLElement} frame gets `data-large`
   */
  constructor(host, frame) {
    this.#host = host;
    this.#frame = frame;
    if (globalThis.ResizeObserver) this.#observer = new ResizeObserver(() => this.#measure());
    this.#enlarge(setting("large") !== "");
  }

  /**
   * Begins to give `data-size` to `root`.
   * @param {HTMLElement} root
   */
  follow(root) {
    this.#root = root;
    this.#observer?.observe(this.#host);
    this.#measure();
  }

  /** Stops following, while the element is not in a page. */
  rest() {
    this.#observer?.disconnect();
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

  #measure() {
    if (!this.#root) return;
    const width = this.#host.clientWidth || 1366;
    const scale = this.large ? LARGE : 1;
    const size = SIZES.find(([, beside, paper]) => width >= beside + paper * scale)?.[0] ?? "narrow";
    if (this.#root.dataset.size !== size) this.#root.dataset.size = size;
  }
}
