// @ts-check
// JSON texts of values, also in a page whose libraries have given `toJSON` to all arrays or objects:
// there the browser's own texts could not be read again.

/**
 * The value as it is, whatever its `toJSON` would give in its place.
 * @this {any}
 * @param {string} key
 */
function itself(key) {
  return this[key];
}

/**
 * The JSON text of a value.
 * @param {unknown} value
 * @returns {string}
 */
export function jsonOf(value) {
  return "toJSON" in Array.prototype ? JSON.stringify(value, itself) : JSON.stringify(value);
}

/**
 * What a file is called; bytes without a name are taken for our own JSON.
 * @param {File | Blob} file
 */
export const nameOf = (file) => (file instanceof File ? file.name : "report.json");
