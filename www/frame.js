// @ts-check
// The page inside a frame of another website. It sends messages to the page around the frame: the height
// that it needs, the report when it changes, when it was stored, and errors. It opens a report that it is
// sent. It exchanges messages with its parent only, and only if the parent's origin is in its own
// address, ?parent=https://a.example,https://b.example, and if it is the page's own or the page names it, too:
// <meta name="nianbao-parents" content="https://a.example https://b.example">
const asked = new URL(location.href).searchParams.get("parent")?.split(",") ?? [];
const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="nianbao-parents"]'));
const named = [location.origin, ...(meta?.content.split(/\s+/) ?? [])];
const allowed = asked.filter((origin) => origin !== "null" && isOrigin(origin) && named.includes(origin));
const element = /** @type {import("./nianbao.js").NianbaoReportElement} */ (document.querySelector("nianbao-report"));

function isOrigin(text) {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
}

if (parent !== self && allowed.length) begin();

function begin() {
  addEventListener("message", ({ data, origin, source }) => {
    if (source !== parent || !allowed.includes(origin)) return;
    if (data?.type !== "nianbao:open") return;
    try {
      element.value = data.report;
    } catch ({ code, message }) {
      tell("error", { code, message });
    }
  });
  const { ancestorOrigins } = location;
  const targets = ancestorOrigins ? allowed.filter((o) => o === ancestorOrigins[0]) : allowed;
  const tell = (what, words) => {
    for (const target of targets) parent.postMessage({ type: `nianbao:${what}`, ...words }, target);
  };
  element.addEventListener("nianbao-change", ({ detail }) => tell("change", { report: detail }));
  element.addEventListener("nianbao-save", ({ detail }) => tell("save", detail));
  element.addEventListener("nianbao-error", ({ detail }) => tell("error", detail));

  let height = 0;
  let waiting = 0;
  const measure = () => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      const wanted = wantedHeight();
      if (wanted !== height) tell("height", { height: (height = wanted) });
    });
  };
  const watch = () => {
    const changes = { childList: true, subtree: true, characterData: true, attributes: true };
    if (element.shadowRoot) new MutationObserver(measure).observe(element.shadowRoot, changes);
    measure();
  };
  addEventListener("resize", measure);
  element.addEventListener("nianbao-ready", watch, { once: true });
  // The first message with a height tells the parent that this page is listening.
  measure();
}

/** The height in px at which nothing has to be scrolled. */
function wantedHeight() {
  const part = element.shadowRoot?.querySelector(".editor-scroll, .start");
  if (!part) return Math.ceil(element.getBoundingClientRect().height);
  const inside = [...part.children].map((child) => child.getBoundingClientRect().bottom);
  const { top, height } = part.getBoundingClientRect();
  const bottom = parseFloat(getComputedStyle(part).paddingBottom);
  const content = Math.max(0, ...inside) - top + part.scrollTop + bottom;
  return Math.ceil(element.getBoundingClientRect().height - height + content);
}
