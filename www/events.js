// @ts-check
// Events of the element.

/** Dispatches an event of the element once the program is at rest. */
export function emit(host, type, detail) {
  queueMicrotask(() =>
    host.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true })),
  );
}

/** Tells the page of a failure: a code to decide by, and a Chinese sentence. */
export function failed(host, code, message) {
  emit(host, "nianbao-error", { code, message });
}
