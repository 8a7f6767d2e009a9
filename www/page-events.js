// @ts-check
// Passes events of the page on to the elements in it.
import { shown } from "./crash.js";
import { onHindrance } from "./hosting.js";
import { inWindow } from "./store.js";

/** Begins to listen; called once. */
export function listen() {
  const all = (call) => () => shown.forEach(call);
  addEventListener("pagehide", all((element) => element.leave()));
  addEventListener("pageshow", ({ persisted }) => persisted && all((e) => e.comeBack())());
  const flush = all((element) => element.flush());
  document.addEventListener("visibilitychange", () => document.hidden && flush());
  // When a button that had the focus is removed, nothing has it. Undo and save still mean the report then.
  document.addEventListener("keydown", (event) => {
    if (event.target !== document.body || shown.size !== 1) return;
    const copy = new KeyboardEvent("keydown", event);
    const [element] = shown;
    if (!element.shadow?.firstElementChild?.dispatchEvent(copy)) event.preventDefault();
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
  // A crash of the program shows as an error in the page.
  const probe = (/** @type {string} */ message) => shown.forEach((element) => element.probe(message));
  addEventListener("error", ({ message }) => probe(message));
  addEventListener("unhandledrejection", ({ reason }) => probe(String(reason)));
}

/**
 * Keeps the browser's own undo (in its menu, or by shaking a phone) from the fields in a shadow root: it
 * knows nothing of the report's steps. Fields with `data-own` are not the report's, and keep it.
 * @param {ShadowRoot} shadow
 */
export function keepOwnUndo(shadow) {
  shadow.addEventListener("beforeinput", (event) => {
    const [field] = event.composedPath();
    const own = field instanceof Element && field.hasAttribute("data-own");
    if (event instanceof InputEvent && event.inputType.startsWith("history") && !own) event.preventDefault();
  });
}
