// @ts-check
// Makes copies of the whole program with a report inside: the one-file page, whose empty slot for a report
// is filled. Where the browser can write files, it writes the same file at every later change; elsewhere
// every copy is a download.

const SLOT = '<script type="application/json" id="nianbao-report">';

/** Resolves to the text of the one-file page; null where there is none to be had. */
let program = beside;

/**
 * Resolves to the licences of others' work in the program; null where they are a file beside it.
 * @type {any}
 */
let licences = null;

/**
 * Replaces where the one-file page and the licences in it come from; null where there is none.
 * @param {any} next a function like `program`
 * @param {any} [terms] a function like `licences`
 */
export function setProgram(next, terms = null) {
  program = next;
  licences = terms;
}

/**
 * Whether there is a program to be copied (`copy`), or to be downloaded from beside this page (`page`), or
 * whether the licences are in this page (`licences`).
 */
export function offers(what) {
  if (what === "licences") return licences !== null;
  return what === "copy" ? program !== null : program === beside;
}

/** The licences of others' work in this page, as bytes of text. */
export const readLicences = () => licences();

/** The hosted page has the one-file page beside it, if its maintainer put it there. */
async function beside() {
  const answer = await fetch(new URL("nianbao.html", document.baseURI), { cache: "no-cache" }).catch(
    () => null,
  );
  const html = answer?.ok ? await answer.text() : "";
  if (html.includes(SLOT)) return html;
  const words = "这个网站没有提供离线程序（nianbao.html），请改为下载数据文件（json）。";
  throw Object.assign(new Error(words), { code: "unsupported" });
}

/** The one-file page with this draft inside. */
export async function copyWith(draft) {
  const html = await program();
  const start = html.indexOf(SLOT) + SLOT.length;
  // Without "<" the text cannot end its script element.
  const data = draft.replace(/</g, "\\u003c");
  return html.slice(0, start) + data + html.slice(html.indexOf("<", start));
}

/** Lets the user choose a file: its handle, undefined if the user cancelled, null where only downloads work. */
export async function chooseFile(suggestedName) {
  const types = [{ description: "网页", accept: { "text/html": [".html"] } }];
  try {
    if (typeof showSaveFilePicker !== "function") return null;
    return await showSaveFilePicker({ suggestedName, types });
  } catch (error) {
    return error.name === "AbortError" ? undefined : null;
  }
}

/** Writes a text into a file and reads it back; rejects with code `damaged` if it is not the same. */
export async function writeFile(handle, text) {
  const stream = await handle.createWritable();
  await stream.write(text);
  await stream.close();
  if ((await (await handle.getFile()).text()) === text) return;
  throw Object.assign(new Error("文件没有写好，请另选一个地方再存。"), { code: "damaged" });
}
