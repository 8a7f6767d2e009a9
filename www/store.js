// @ts-check
// Drafts on this computer: each is stored twice, in IndexedDB and in localStorage, and counts as
// saved where it has been read back and was the same.
//
// This is a plain script, so that it works after a crash of the program in wasm. A draft is a JSON text:
//
//   { draft: 2, id, family, rev, time, past: [[id, rev], …], source (name of its file), report, previous }
//
// Every window writes under an id of its own and never into another window's draft, so no window can
// overwrite what was typed in another, whatever the timing. A window that continues a draft makes a new
// one, which names in `past` what it continues. The older draft is no longer listed, and is removed a day
// later or when room is needed. Two windows that continue one draft make two drafts of one family.
// Deliberately absent: locks, and an index that two windows would have to share.

import { isForeign } from "./hosting.js";
import { entries } from "./listed.js";

export const PREFIX = "nianbao:draft:";
const INDEX = "nianbao:drafts"; // of drafts before version 2
export const VERSION = 2;
/** A database that does not answer within this many ms counts as unusable until the next attempt. */
export const PATIENCE = 4_000;
const SILENT = "no answer";
export const DAY = 86_400_000;
/** The last moment that a date can be, in ms since 1970. */
const END_OF_TIME = 8.64e15;

/** The texts that the database held when it was last read or written, by id. */
let inDatabase = new Map();
/** The draft inside this very file, if it is a saved copy of the program. */
const inFile = new Map();
/** Texts of drafts of this window that no store has taken, by id. */
export const inWindow = new Map();
/** Called when the browser has closed the database, since its content may be deleted. */
let lost = () => {};

/**
 * Whether the start page lists drafts. In a frame of another website it does only when the user asks: a page
 * around ours could lead a click to where it likes.
 */
let listing = typeof document === "undefined" || !isForeign();

/** Whether drafts are there that are not listed. */
export const withheld = () => !listing && sorted().listed.length > 0;

export function listAll() {
  listing = true;
}

export function onLoss(call) {
  lost = call;
}

// --- the two stores

let opening;

function database() {
  opening ??= within(
    new Promise((resolve, reject) => {
      const request = indexedDB.open("nianbao", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("drafts");
      request.onsuccess = () => {
        const db = request.result;
        // The user has cleared the site's data, or another window deletes the database.
        db.onclose = db.onversionchange = () => {
          db.close();
          opening = undefined;
          setTimeout(lost, 100);
        };
        resolve(db);
      };
      request.onerror = () => reject(request.error);
    }),
  );
  // A database that hangs is not asked again for a minute, since every change would wait for it.
  opening.catch(({ message }) =>
    setTimeout(() => (opening = undefined), message === SILENT ? 60_000 : 0),
  );
  return opening;
}

/** Whether this page may store anything at all. */
export async function anyStore() {
  try {
    return localStorage.length >= 0;
  } catch {
    return database().then(() => true, () => false);
  }
}

function within(promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(SILENT)), PATIENCE);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Runs `ask` on the object store; resolves with its result once the transaction has completed. */
async function transact(mode, ask) {
  const db = await database();
  const work = new Promise((resolve, reject) => {
    const transaction = db.transaction("drafts", mode, { durability: "strict" });
    const request = ask(transaction.objectStore("drafts"));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    // The page may be closed before the browser would commit by itself.
    transaction.commit?.();
  });
  return within(work);
}

/** Stores a text in the database. Resolves to "" once it was read back, else to "differs", "full" or "blocked". */
export async function putDatabase(id, text) {
  try {
    await transact("readwrite", (store) => store.put(text, id));
    if ((await transact("readonly", (store) => store.get(id))) !== text) return "differs";
    inDatabase.set(id, text);
    return "";
  } catch (error) {
    return reason(error);
  }
}

/** The text that the database holds now, or null. */
export async function inDatabaseNow(id) {
  return (await transact("readonly", (store) => store.get(id)).catch(() => null)) ?? null;
}

/** Stores a text in localStorage. Returns "" if it was read back, else "differs", "full" or "blocked". */
export function putLocal(id, text) {
  try {
    localStorage.setItem(PREFIX + id, text);
    return localStorage.getItem(PREFIX + id) === text ? "" : "differs";
  } catch (error) {
    return reason(error);
  }
}

function reason(error) {
  return /quota/i.test(`${error?.name} ${error?.message}`) ? "full" : "blocked";
}

export function getLocal(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function dropLocal(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Blocked: nothing is there.
  }
}

function localTexts() {
  const texts = new Map();
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX)) texts.set(key.slice(PREFIX.length), localStorage.getItem(key));
    }
  } catch {
    // Blocked: nothing is there.
  }
  return texts;
}

async function remove(id) {
  dropLocal(PREFIX + id);
  dropLocal(`nianbao:previous:${id}`);
  inDatabase.delete(id);
  inWindow.delete(id);
  await transact("readwrite", (store) => store.delete(id)).catch(() => {});
}

// --- reading

const parsed = new Map();

/** The draft in a text, or null if it is damaged, odd or of a later version. */
export function parse(id, text) {
  const have = parsed.get(id);
  if (have?.text === text) return have.record;
  let record = null;
  try {
    const value = JSON.parse(text);
    if (value.nianbao === 1 && isReport(value)) record = older(id, value);
    if (isDraft(value) && value.id === id) record = value;
  } catch {
    // Damaged.
  }
  parsed.set(id, { text, record });
  return record;
}

function isDraft({ draft, id, family, rev, time, past, source = "", report }) {
  const numbers = isCount(rev) && isTime(time) && typeof family === "string" && typeof source === "string";
  const chain = Array.isArray(past) &&
    past.every((link) => Array.isArray(link) && typeof link[0] === "string" && isCount(link[1]));
  return draft === VERSION && numbers && chain && isReport(report) && past.every(([of]) => of !== id);
}

const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isTime = (value) => Number.isFinite(value) && Math.abs(value) <= END_OF_TIME;

/** Whether it can be shown in the list of drafts; whether it is a report is found out when it is opened. */
function isReport(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { agency = "", title = "", form = "", cells = {} } = value;
  const words = [agency, title, form].every((word) => typeof word === "string");
  return words && typeof cells === "object" && cells !== null;
}

/** A draft as it was stored before version 2: the bare report, the rest under other keys. */
function older(id, report) {
  const read = (key) => {
    try {
      return JSON.parse(getLocal(key) ?? "null");
    } catch {
      return null;
    }
  };
  const index = read(INDEX);
  const time = Array.isArray(index) ? index.find((entry) => entry?.id === id)?.time : 0;
  const previous = read(`nianbao:previous:${id}`);
  return { id, family: id, rev: 0, time: isTime(time) ? time : 0, past: [], report, previous };
}

/** The latest copy of every draft, by id, with the number of stores that hold exactly this copy. */
export function known() {
  const best = new Map();
  for (const texts of [localTexts(), inDatabase, inFile, inWindow]) {
    const file = texts === inFile;
    const places = file || texts === inWindow ? 0 : 1;
    for (const [id, text] of texts) {
      const record = parse(id, text);
      const have = best.get(id);
      if (have?.text === text) {
        have.places += places;
      } else if (!have || (record && !(have.record?.rev >= record.rev))) {
        best.set(id, { id, text, record, file, places });
      }
    }
  }
  return best;
}

/** Whether the draft `later` continues `draft`, in this state or a later one. */
export function continues(later, draft) {
  return later.past.some(([id, rev]) => id === draft.id && rev >= draft.rev);
}

/** What a draft's text says of its reports. A quotation mark inside its head would be escaped. */
const content = (text) => text.slice(text.indexOf(',"report":') + 1);

/**
 * Parts these drafts into those to be listed, the last saved first, and those that others continue. Only
 * a draft saved later hides another, so drafts that name each other do not hide each other.
 */
function sorted(drafts = [...known().values()]) {
  const all = drafts.sort((a, b) => (b.record?.time ?? 0) - (a.record?.time ?? 0));
  const past = new Map();
  const seen = new Set();
  const listed = [];
  const hidden = [];
  for (const draft of all) {
    const { record, text } = draft;
    const continued = record && past.get(record.id) >= record.rev;
    const twin = record && !continued && seen.has(content(text));
    (continued || twin ? hidden : listed).push(draft);
    if (!record) continue;
    if (!continued) seen.add(content(text));
    for (const [id, rev] of record.past) past.set(id, Math.max(rev, past.get(id) ?? 0));
  }
  return { listed, hidden };
}

/** What the start page shows of each draft, the last saved first. */
export function drafts() {
  return listing ? entries(sorted().listed) : [];
}

/** Reads the database, and removes drafts that others have continued for a day. */
export async function refresh() {
  try {
    const db = await database();
    const store = db.transaction("drafts").objectStore("drafts");
    const ask = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const [ids, texts] = await within(
      Promise.all([ask(store.getAllKeys()), ask(store.getAll())]),
    );
    inDatabase = new Map(ids.map((id, i) => [String(id), String(texts[i])]));
  } catch {
    inDatabase = new Map();
  }
  await sweep(Date.now() - DAY);
}

/** Removes drafts that others continue and that were saved before this time (ms since 1970). */
export async function sweep(before) {
  // A draft in a file or only in this window may be lost, so it makes no other draft needless.
  const { hidden } = sorted([...known().values()].filter(({ places }) => places));
  const old = hidden.filter(({ record }) => record.time < before);
  await Promise.all(old.map(({ id }) => remove(id)));
}

/** The report of a draft and last year's beside it, or null. */
export function load(id) {
  const record = known().get(id)?.record;
  return record ? { report: record.report, previous: record.previous ?? null } : null;
}

/** The text of a draft as it is stored, even if it is damaged. */
export function stored(id) {
  return known().get(id)?.text ?? null;
}

/** Deletes a draft, and those that it continues. */
export async function forget(id) {
  const { listed, hidden } = sorted();
  const { record, text } = listed.find((draft) => draft.id === id) ?? {};
  const others = listed.filter((draft) => draft.id !== id && draft.record);
  const goes = (draft) =>
    record &&
    (continues(record, draft.record) || content(text) === content(draft.text)) &&
    !others.some((other) => continues(other.record, draft.record));
  const gone = [id, ...hidden.filter(goes).map((draft) => draft.id)];
  await Promise.all(gone.map(remove));
  if (![...known().values()].some(({ record }) => record?.rev === 0)) dropLocal(INDEX);
}

// --- the draft inside this file

const FILE_ID = "nianbao-report";

/** Reads the draft that this file carries, if it is a saved copy of the program. */
function readFile() {
  const text = document.getElementById(FILE_ID)?.textContent;
  if (!text || inFile.size) return;
  try {
    const { id } = JSON.parse(text);
    if (parse(id, text)) inFile.set(id, text);
  } catch {
    // The draft is damaged: the page starts without it, and lists what the stores hold.
  }
}

/** Puts the draft into the one-file page, so that it is in the file if the browser saves the page. */
export function keepInPage(text) {
  const slot = document.getElementById(FILE_ID);
  // Without "<" the text cannot end its script element.
  slot?.replaceChildren(text.replace(/</g, "\\u003c"));
}

/** Whether a draft continues the one that this file carries. */
export function isFromFile(record) {
  return [...inFile].some(([id, text]) => continues(record, parse(id, text)));
}

/**
 * The id of the draft to begin with: the newest of the page's key, or the one in this file, or a later one
 * that continues it; null for none.
 */
export function first(key) {
  readFile();
  const { listed } = sorted();
  const whole = listed.filter(({ record }) => record);
  if (key) return whole.find(({ record }) => record.family === key)?.id ?? null;
  const [file] = [...inFile].map(([id, text]) => parse(id, text));
  if (!file) return null;
  return whole.find(({ record }) => continues(record, file))?.id ?? file.id;
}
