// @ts-check

/** A stopwatch in ms. */
export class Stopwatch {
  #before = 0;
  /** @type {number | undefined} */
  #since = performance.now();

  get ms() {
    return this.#before + (this.#since === undefined ? 0 : performance.now() - this.#since);
  }
  stop() {
    this.#before = this.ms;
    this.#since = undefined;
  }
  start() {
    this.#since ??= performance.now();
  }
}
