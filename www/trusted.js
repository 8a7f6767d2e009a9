// @ts-check
// Trusted Types: a page whose policy asks for them takes text for addresses of scripts and for markup
// only from a named policy, ours is `nianbao`. What passes here is our own address of a script, or text
// that is parsed outside the page, where nothing in it is loaded or run.

let policy;
/** Whether the page allows no policy of ours, so that what needs one is refused. */
export let refused = false;
try {
  const asGiven = (text) => text;
  policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("nianbao", {
    createScriptURL: asGiven,
    createHTML: asGiven,
  });
} catch {
  refused = true;
}

/**
 * An address of a script of ours, as `Worker` and script elements take it here.
 * @param {string} address
 * @returns {string}
 */
export const scriptAddress = (address) => policy?.createScriptURL(address) ?? address;

/**
 * A text parsed as a document that is not shown.
 * @param {string} text
 * @param {DOMParserSupportedType} type
 */
export function parseMarkup(text, type) {
  return new DOMParser().parseFromString(policy?.createHTML(text) ?? text, type);
}
