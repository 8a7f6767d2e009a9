// @ts-check
// The browser's Back: it goes from a report of the desk to the desk, and from there to the start page,
// instead of leaving the site.
//
// For every level above the first there is an entry in the browser's history. The entries have the page's
// own address and keep its `history.state`, so that a router of the page sees nothing new in them.

/** The member of `history.state` that numbers the entries. */
const NUMBER = "nianbao";
/** @type {Climbing[]} the element on each level above the first */
const levels = [];
/** @type {number | undefined} the number of the entry of the first level; none before there is another */
let base;
/** The number of the entry on which the browser is. */
let position = 0;
/** Whether the browser was asked to go back and has not done it yet. */
let leaving = false;

/** @type {typeof HTMLElement} */
const Base = globalThis.HTMLElement ?? class {};

/** An element that has levels. */
export class Climbing extends Base {
  #level = 0;

  /** Called by the app: it is on this level, 0 being the first one. */
  climb(level) {
    this.#level = level;
    if (this.isConnected) climb(this, level);
  }

  /** It has been put into a page. */
  arrive() {
    climb(this, this.#level);
  }

  /** It is taken out of the page. */
  depart() {
    forget(this);
  }

  /** The browser's Back was used. */
  goBack() {}
}

/**
 * An element is on this level now.
 * @param {Climbing} element
 * @param {number} level
 */
function climb(element, level) {
  const own = levels.filter((one) => one === element).length;
  for (let i = own; i < level; i++) levels.push(element);
  for (let i = own; i > level; i--) levels.splice(levels.lastIndexOf(element), 1);
  if (own !== level) follow();
}

/**
 * The entries of an element stay, and do nothing.
 * @param {Climbing} element
 */
function forget(element) {
  const own = levels.filter((one) => one === element).length;
  levels.splice(0, levels.length, ...levels.filter((one) => one !== element));
  if (base !== undefined) base += own;
}

/** Makes the browser's history as long as there are levels. */
function follow() {
  if (leaving) return;
  try {
    if (base === undefined) {
      base = position = Number(history.state?.[NUMBER]) || 0;
      history.replaceState({ ...history.state, [NUMBER]: position }, "");
      addEventListener("popstate", moved);
    }
    const wanted = base + levels.length;
    while (position < wanted) {
      history.pushState({ ...history.state, [NUMBER]: position + 1 }, "");
      position += 1;
    }
    leaving = position > wanted;
    if (leaving) history.go(wanted - position);
  } catch {
    // A page that may have no history, such as one in a sandbox: there Back leaves it.
  }
}

/** @param {PopStateEvent} event */
function moved({ state }) {
  const number = state?.[NUMBER];
  // Entries of others, such as those of links within the page, are none of ours.
  if (typeof number !== "number" || base === undefined) return;
  position = number;
  base = Math.min(base, number);
  const asked = leaving;
  leaving = false;
  while (!asked && levels.length > number - base) levels.pop()?.goBack();
  follow();
}
