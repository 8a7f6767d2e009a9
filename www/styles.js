// @ts-check
// The style sheet in the shadow root.

let sheet;

/** Gives the root our styles, which are `css`. */
export function adopt(root, css) {
  // A constructed sheet needs no permission of the host's `style-src`; a <style> is for browsers
  // without.
  try {
    if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement("style");
    style.textContent = css;
    root.append(style);
  }
}
