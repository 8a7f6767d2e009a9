// @ts-check
// Settings of the user on this computer, in localStorage: large type, and which hints were put away.
// Where the browser stores nothing, they last until the page is left.

/** The setting of this name; "" if it was never set. */
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
    // The browser stores nothing.
  }
}

/** Whether the user has put this hint away. */
export function known(what) {
  return Boolean(setting(`known-${what}`));
}

export function setKnown(what) {
  set(`known-${what}`, "1");
}
