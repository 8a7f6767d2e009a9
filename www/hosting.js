// @ts-check
// What the page around the element, or the browser, keeps from it once it has started: workers,
// storage, downloads. It goes on as well as it can, and says once what is in the way and how a
// maintainer gets it out of the way. What keeps it from starting at all is told by failure.js.

const WORDS = {
  worker:
    "本网站的安全策略不允许后台处理，打开大文件时页面会停顿。请网站管理员在 Content-Security-Policy 中加入 worker-src 'self' blob:。",
  storage:
    "浏览器不允许本页在这台电脑上保存，内容只在这个窗口里，请及时下载。请在浏览器设置中允许本网站保存数据；不要使用无痕窗口。",
  "storage sandbox":
    "本页嵌在受限的框架里，不能保存草稿，内容只在这个窗口里，请及时下载。请网站管理员在 iframe 的 sandbox 属性中加入 allow-same-origin。",
  downloads:
    "本页嵌在受限的框架里，浏览器会拦截下载。请网站管理员在 iframe 的 sandbox 属性中加入 allow-downloads。",
  "downloads perhaps":
    "如果没有开始下载，是因为本页嵌在受限的框架里：请网站管理员在 iframe 的 sandbox 属性中加入 allow-downloads。",
};

/** All that is in the way so far: sentences by their code. */
export const hindrances = new Map();
let listen = () => {};

/** Something is in the way; `which` picks between its sentences. */
export function hindered(code, which = "") {
  if (hindrances.has(code)) return;
  hindrances.set(code, WORDS[`${code} ${which}`.trim()]);
  listen();
}

/** Calls `listener` whenever something more is in the way. */
export function onHindrance(listener) {
  listen = listener;
}

const opaque = () => self.origin === "null" && location.protocol !== "file:";

/** The words of the frame's sandbox as far as this page may see them; null for none. */
function sandbox() {
  try {
    return frameElement?.getAttribute("sandbox") ?? null;
  } catch {
    return null;
  }
}

/** Looks at what can be known before it is needed; `stores` tells whether any storage works. */
export async function lookAround(stores) {
  const words = sandbox();
  if (words !== null && !words.includes("allow-downloads")) hindered("downloads");
  if (!(await stores())) hindered("storage", opaque() ? "sandbox" : "");
}

/**
 * Adds a line with a sentence of these to `band`, to be put away by its button. The band lies above
 * the program and takes its room from it, so no line can ever cover a control.
 */
export function tell(band, code, message) {
  const line = document.createElement("p");
  line.className = "hindrance";
  line.dataset.hindrance = code;
  const words = document.createElement("span");
  words.append(message);
  const button = document.createElement("button");
  button.textContent = "知道了";
  button.onclick = () => {
    line.remove();
    band.querySelector("button")?.focus();
  };
  line.append(words, button);
  // The newest is the first, and seen where many have to scroll.
  band.prepend(line);
  band.scrollTop = 0;
  show(line, band.nextElementSibling);
}

/**
 * Where the element is higher than the window, its head with the line may be out of sight while
 * somebody is further down in `program`: scrolls to the line then, but away from nobody who types.
 */
function show(line, program) {
  if (!program) return;
  const watch = new IntersectionObserver((entries) => {
    watch.disconnect();
    const seen = (place) => entries.find(({ target }) => target === place)?.isIntersecting;
    const typing = line.getRootNode().activeElement?.matches("input, textarea, select");
    if (seen(program) && !seen(line) && !typing) line.scrollIntoView({ block: "nearest" });
  });
  watch.observe(line);
  watch.observe(program);
}

/** Lets the browser save bytes (or text) as a file. */
export function saveFile(bytes, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  if (opaque()) hindered("downloads", "perhaps");
}
