// @ts-check
// Finds the files in what was dropped, chosen or named: in folders and in zips, each with its path.
//
// Only lists of names are read here, never the files, so ten thousand files cost ten thousand small
// objects. A member of a zip is read when its turn comes, and handed on as a zip that has only this
// member: the files module unpacks it, with all its limits. Zips within zips are not opened, on purpose.

/** Longest list of a zip that is opened; the files module has the same limit. */
const MEMBERS = 10_000;
const FOLDERS_DEEP = 64;
/** No file is read further than this: the files module refuses what is as long. */
const READ = (64 << 20) + 1;

/**
 * A file to be read: its name with its folders, a Blob or what reads like one, and for a file in a zip
 * where it lies there.
 * @typedef {object} Source
 * @property {string} name
 * @property {{ size: number, arrayBuffer(): Promise<ArrayBuffer>, slice(from: number, to?: number): any }} file
 * @property {{ start: number, end: number, entry: Uint8Array }} [member]
 */

/**
 * All files in a DataTransfer, a FileList, or any (async) list of files, `{ name, bytes }`, entries
 * and handles of files and folders. Each is `{ name, file }`: `name` with its folders, `file` a Blob
 * or whatever reads like one; of a zip's also `member`, where it lies.
 * Sources come in the order of the list, those of a folder by name.
 * @returns {AsyncGenerator<Source, void>}
 */
export function gather(things) {
  // A DataTransfer and a file input lose their files after the event, so they are read before any `await`.
  if (things.items) return all(dropped(things));
  return all(typeof things.length === "number" ? [...things] : things);
}

async function* all(things) {
  for await (const thing of things) yield* within(thing, "", 0);
}

const UNREAD = "读不到这个文件，可能已被移动、删除，或正被其他程序占用。";

/**
 * The bytes of a source; a zip's are those of a zip with this one only. Where it cannot be read any
 * more, the error has a `code` and says so.
 * @param {Source} source
 * @returns {Promise<Uint8Array>}
 */
export async function bytesOf({ file, member }) {
  try {
    if (!member) return await bytes(file.size > READ ? file.slice(0, READ) : file);
    const part = await bytes(file.slice(member.start, member.end));
    return onlyMember(part, member.entry);
  } catch (cause) {
    throw Object.assign(new Error(UNREAD, { cause }), { code: "damaged" });
  }
}

async function bytes(blob) {
  return new Uint8Array(await blob.arrayBuffer());
}

function dropped({ items, files }) {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  return entries.length ? entries : [...files];
}

async function* within(thing, folder, depth) {
  const name = folder + (thing.webkitRelativePath || thing.name || "");
  // Clutter is skipped in folders only: what the user named is meant, whatever it is called.
  if ((depth || thing.webkitRelativePath) && isClutter(name)) return;
  if (thing.isDirectory || thing.kind === "directory") {
    if (depth === FOLDERS_DEEP) return;
    const children = await childrenOf(thing);
    children.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    for (const child of children) yield* within(child, `${name}/`, depth + 1);
    return;
  }
  const file = await fileOf(thing).catch(() => missing);
  const members = /\.zip$/i.test(name) && (await membersOf(file).catch(() => null));
  if (!members) return yield { name, file };
  for (const member of members) yield { name: `${name}/${member.name}`, file, member };
}

/** A file that cannot be read: reading it fails, so that it gets a row like others that fail. */
const missing = { size: 0, arrayBuffer: () => Promise.reject(new Error("missing")), slice: () => missing };

async function childrenOf(folder) {
  const children = [];
  if (folder.values) {
    for await (const child of folder.values()) children.push(child);
    return children;
  }
  const reader = folder.createReader();
  // Browsers list a folder in pieces, of a hundred entries in Chromium.
  for (;;) {
    const piece = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!piece.length) return children;
    children.push(...piece);
  }
}

function fileOf(thing) {
  if (thing.getFile) return thing.getFile();
  if (thing.isFile) return new Promise((done, failed) => thing.file(done, failed));
  return Promise.resolve(thing.arrayBuffer ? thing : new Blob([thing.bytes]));
}

/** Names of files that systems and programs leave in folders; they are skipped. */
function isClutter(path) {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return /^[.~]|^(thumbs\.db|desktop\.ini)$/i.test(name) || /(^|\/)__MACOSX(\/|$)/.test(path);
}

// --- the list of a zip, which stands at its end

/** Parts by which a container is known to be one document, whatever it is called. */
const DOCUMENT =
  /^(\[Content_Types\]\.xml|mimetype|META-INF\/(manifest|container)\.xml|encrypted-package|OFD\.xml|Index\/Document\.iwa|(word\/document\d*|xl\/workbook|ppt\/presentation)\.(xml|bin))$/i;

/** The files in a zip; null where it is none, or not of many files: then it is a file like others. */
async function membersOf(file) {
  const tail = await bytes(file.slice(Math.max(0, file.size - 65_557)));
  let end = tail.length - 22;
  while (end >= 0 && read(tail, end, 4) !== 0x06054b50) end--;
  if (end < 0) return null;
  const [size, offset] = [read(tail, end + 12, 4), read(tail, end + 16, 4)];
  if (offset + size > file.size) return null;
  const list = await bytes(file.slice(offset, offset + size));
  const members = [];
  for (let at = 0; at + 46 <= list.length && read(list, at, 4) === 0x02014b50; ) {
    const [named, more, comment] = [28, 30, 32].map((place) => read(list, at + place, 2));
    const entry = list.slice(at, at + 46 + named + more + comment);
    const name = text(entry.subarray(46, 46 + named)).replaceAll("\\", "/").replace(/^\/+/, "");
    members.push({ name, start: read(entry, 42, 4), end: offset, entry });
    at += entry.length;
  }
  if (members.length > MEMBERS || members.some(({ name }) => DOCUMENT.test(name))) return null;
  const starts = [...members].sort((a, b) => a.start - b.start);
  // A member ends no later than the next one begins.
  starts.forEach((member, i) => (member.end = starts[i + 1]?.start ?? offset));
  return members.filter(({ name }) => name && !name.endsWith("/") && !isClutter(name));
}

function read(bytes, at, length) {
  let value = 0;
  for (let i = length - 1; i >= 0; i--) value = value * 256 + bytes[at + i];
  return value;
}

/** Names are UTF-8 or, from older programs in China, GBK. */
function text(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** A zip of one member: its part as it is, its line of the list, and the end of the list. */
function onlyMember(part, entry) {
  const zip = new Uint8Array(part.length + entry.length + 22);
  zip.set(part);
  zip.set(entry, part.length);
  const view = new DataView(zip.buffer);
  view.setUint32(part.length + 42, 0, true);
  const end = part.length + entry.length;
  view.setUint32(end, 0x06054b50, true);
  view.setUint16(end + 8, 1, true);
  view.setUint16(end + 10, 1, true);
  view.setUint32(end + 12, entry.length, true);
  view.setUint32(end + 16, part.length, true);
  return zip;
}
