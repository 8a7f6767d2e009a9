// @ts-check
// Hindrances: what the page around the element, or the browser, denies to the program after its start:
// workers, storage, downloads. The program works as well as it can without them, and says once what is
// denied and how the maintainer of the site can allow it. failure.js tells why a program cannot start.

import { emit } from "./events.js";

const WORDS = {
  worker:
    "本网站的安全策略不允许后台处理，打开大文件时页面会停顿。请网站管理员在 Content-Security-Policy 中加入 worker-src 'self' blob:。",
  "worker types":
    "本网站的安全策略不允许后台处理，打开文件和检查可能用不了。请网站管理员在 Content-Security-Policy 中加入 trusted-types nianbao。",
  storage:
    "浏览器不允许本页在这台电脑上保存，内容只在这个窗口里，请及时下载。请在浏览器设置中允许本网站保存数据；不要使用无痕窗口。",
  "storage sandbox":
    "本页嵌在受限的框架里，不能保存草稿，内容只在这个窗口里，请及时下载。请网站管理员在 iframe 的 sandbox 属性中加入 allow-same-origin。",
  frame: "本页嵌在别的网站里，没有列出这台电脑上的草稿。",
  downloads:
    "本页嵌在受限的框架里，浏览器会拦截下载。请网站管理员在 iframe 的 sandbox 属性中加入 allow-downloads。",
  "downloads perhaps":
    "如果没有开始下载，是因为本页嵌在受限的框架里：请网站管理员在 iframe 的 sandbox 属性中加入 allow-downloads。",
};

/**
 * The hindrances so far: sentences by their code.
 * @type {Map<string, string>}
 */
export const hindrances = new Map();
let listen = () => {};

/**
 * Notes a hindrance.
 * @param {"worker" | "storage" | "frame" | "downloads"} code
 * @param {string} which picks between the sentences of this code
 */
export function hindered(code, which = "") {
  if (hindrances.has(code)) return;
  hindrances.set(code, WORDS[`${code} ${which}`.trim()]);
  listen();
}

/** Calls `listener` whenever there is another hindrance. */
export function onHindrance(listener) {
  listen = listener;
}

/** Whether this page is in a frame of another website. */
export function isForeign() {
  try {
    return parent.location.origin !== location.origin;
  } catch {
    return true;
  }
}

const opaque = () => self.origin === "null" && location.protocol !== "file:";

/** The `sandbox` of the frame that the page is in; null if there is none or it cannot be read. */
function sandbox() {
  try {
    return frameElement?.getAttribute("sandbox") ?? null;
  } catch {
    return null;
  }
}

/** Looks for hindrances at the start; `stores()` resolves to whether any storage works. */
export async function lookAround(stores) {
  const words = sandbox();
  if (words !== null && !words.includes("allow-downloads")) hindered("downloads");
  if (!(await stores())) hindered("storage", opaque() ? "sandbox" : "");
}

/**
 * Tells of the hindrances of which this element has not told yet: each in a line and as an event.
 * @param {HTMLElement} element
 * @param {Set<string>} told their codes
 * @param {HTMLElement} band
 * @param {() => void} list see `tell`
 */
export function tellNew(element, told, band, list) {
  for (const [code, message] of hindrances) {
    if (told.has(code)) continue;
    told.add(code);
    const unwanted = code === "storage" && element.getAttribute("draft-key") === "";
    if (unwanted) continue;
    tell(band, code, message, list);
    emit(element, "nianbao-error", { code, message });
  }
}

/**
 * Shows a hindrance as a line in `band`, with a button that removes the line. The band lies above the
 * program and takes room from it, so a line never covers a control.
 * @param {HTMLElement} band
 * @param {string} code
 * @param {string} message
 * @param {() => void} list lists the drafts, for the line that says that they are not
 */
function tell(band, code, message, list) {
  const line = document.createElement("p");
  line.className = "hindrance";
  line.dataset.hindrance = code;
  const words = document.createElement("span");
  words.append(message);
  line.append(words);
  const listed = () => {
    list();
    // The drafts are drawn by then.
    requestAnimationFrame(() => {
      const first = /** @type {HTMLElement | null | undefined} */ (band.nextElementSibling?.querySelector("[data-resume]"));
      first?.focus();
    });
  };
  const buttons = code === "frame" ? { 列出草稿: listed, 知道了() {} } : { 知道了() {} };
  for (const [name, act] of Object.entries(buttons)) {
    const button = document.createElement("button");
    button.textContent = name;
    button.onclick = () => {
      line.remove();
      band.querySelector("button")?.focus();
      act();
    };
    line.append(button);
  }
  // The newest line is the first, so that it is seen where the lines have to scroll.
  band.prepend(line);
  band.scrollTop = 0;
  show(line, band.nextElementSibling);
}

/**
 * Scrolls to a line that is out of sight, which happens where the element is higher than the window and
 * the user is further down in `program`. It does not scroll while the user types.
 * @param {HTMLElement} line
 * @param {Element | null} program
 */
function show(line, program) {
  if (!program) return;
  const watch = new IntersectionObserver((entries) => {
    watch.disconnect();
    const seen = (place) => entries.find(({ target }) => target === place)?.isIntersecting;
    const root = line.getRootNode();
    const focused = root instanceof ShadowRoot ? root.activeElement : document.activeElement;
    const typing = focused?.matches("input, textarea, select");
    if (seen(program) && !seen(line) && !typing) line.scrollIntoView({ block: "nearest" });
  });
  watch.observe(line);
  watch.observe(program);
}

/**
 * Lets the browser save a file.
 * @param {BlobPart} bytes
 * @param {string} name
 * @param {string} type its media type
 */
export function saveFile(bytes, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  if (opaque()) hindered("downloads", "perhaps");
}
