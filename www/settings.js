// @ts-check
// What one likes on this computer: large type, and what one has read before. Where the browser keeps
// nothing, each visit begins anew.

/** A setting; empty if it was never set. */
export function setting(name) {
  try {
    return localStorage.getItem(`nianbao:${name}`) ?? "";
  } catch {
    return "";
  }
}

export function set(name, value) {
  try {
    if (value) localStorage.setItem(`nianbao:${name}`, value);
    else localStorage.removeItem(`nianbao:${name}`);
  } catch {
    // It holds until the page is left.
  }
}

/** Whether somebody has said here before that this is known. */
export function known(what) {
  return Boolean(setting(`known-${what}`));
}

export function setKnown(what) {
  set(`known-${what}`, "1");
}
