// @ts-check
// Puts the style sheet into a shadow root.

let sheet;

/** Gives a shadow root the style sheet `css`. */
export function adopt(root, css) {
  // The page's `style-src` does not apply to a constructed sheet. Browsers that have none get a <style>.
  try {
    if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement("style");
    style.textContent = css;
    root.append(style);
  }
}
