// @ts-check
// Which rows of the desk are replaced by a corrected report. Such a report is a file of the desk of its own,
// with a number behind those of the files that were added.

/** @typedef {import("./nianbao.js").Unit} Unit */

export class Corrections {
  /**
   * The number of the correction by the place of the row.
   * @type {Map<string, number>}
   */
  #files = new Map();

  /** The number of the correction of a row, if it has one. */
  of(file, part) {
    return this.#files.get(`${file}/${part}`);
  }

  /** Whether a file is a correction. */
  has(file) {
    return [...this.#files.values()].includes(file);
  }

  add(file, part, index) {
    this.#files.set(`${file}/${part}`, index);
  }

  /** Gives a correction up: the row that it replaced stands again. */
  giveUp(index) {
    for (const [place, own] of this.#files) if (own === index) this.#files.delete(place);
  }

  /**
   * All rows in the order of the files; a corrected one stands where the one before did.
   * @param {string[][]} rows the rows of each file
   */
  inOrder(rows) {
    return rows.flatMap((texts, file) => {
      if (this.has(file)) return [];
      return texts.map((text, part) => rows[this.of(file, part) ?? -1]?.[0] ?? text);
    });
  }

  /**
   * The same list of lists with something else in place of what is corrected, so that all keep their places.
   * @template T
   * @param {T[][]} lists
   * @param {T} nothing
   */
  without(lists, nothing) {
    return lists.map((list, file) => list.map((one, part) => (this.of(file, part) === undefined ? one : nothing)));
  }
}

/** The file's name in a row, and how the report is called among several. */
export function nameIn(text) {
  const { file, part } = JSON.parse(text);
  return part ? `${file}：${part}` : file;
}
