// @ts-check
// Marks the current part of the report in the outline: the part of the field with the focus while that
// field is in sight, else the part that is at the top of the editor. This is a script, since the app does
// not know how far the editor is scrolled, and would have to draw everything again.

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
