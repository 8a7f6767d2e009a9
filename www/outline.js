// @ts-check
// The outline shows which part of the report one is in: that of the field with the focus while it is in
// sight, else the one that is being read. The app does not know how far one has scrolled, and need not
// draw anything for it.

/** Follows the focus and the scrolling in a shadow root. */
export class Follower {
  #shadow;
  #next = 0;

  constructor(shadow) {
    this.#shadow = shadow;
    shadow.addEventListener("scroll", () => this.follow(), true);
    shadow.addEventListener("focusin", () => this.follow());
  }

  /** Marks the current part, before the next frame is painted. */
  follow() {
    this.#next ||= requestAnimationFrame(() => {
      this.#next = 0;
      this.#mark();
    });
  }

  #mark() {
    const editor = this.#shadow.querySelector(".editor-scroll");
    if (!editor) return;
    const { top, bottom } = editor.getBoundingClientRect();
    const parts = [...editor.querySelectorAll("[data-reads]")];
    const field = this.#shadow.activeElement;
    const place = field?.getBoundingClientRect();
    const worked = place?.bottom > top && place.top < bottom && field.closest("[data-reads]");
    const passed = (part) => part.getBoundingClientRect().top <= top + 140;
    const read = worked || parts.filter(passed).pop() || parts[0];
    for (const entry of this.#shadow.querySelectorAll("[data-part]")) {
      if (entry.dataset.part === read.dataset.reads) entry.setAttribute("aria-current", "true");
      else entry.removeAttribute("aria-current");
    }
  }
}
