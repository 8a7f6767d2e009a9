// @ts-check
// Saves one report while it is on the screen: stores it in both stores once typing pauses, checks that
// it is still there, and listens for other windows that show the same draft.
import { jsonOf } from "./json.js";
import {
  DAY, PATIENCE, PREFIX, VERSION, continues, first, getLocal, inDatabaseNow, inWindow, isFromFile, keepInPage, known,
  onLoss, parse, putDatabase, putLocal, sweep,
} from "./store.js";

/** A draft is stored after a pause in typing of `PAUSE` ms, and `LONGEST` ms after a change without one. */
const PAUSE = 250;
const LONGEST = 500;
/** After how many ms storing is tried again where neither store took the draft. */
const RETRY = 10_000;

const keepers = new Set();
onLoss(() => keepers.forEach((keeper) => keeper.verify()));

export const newId = () => Date.now().toString(36) + Math.random().toString(36).slice(2, 8);

/** Keeps one report on the screen safe, from when it is shown until another is. */
export class Keeper {
  id = newId();
  #key;
  #base;
  #family;
  #past;
  /** The copy of the program that this page is has the report, as it was at first or later. */
  #fromFile = false;
  /** What was continued is later than what that copy has. */
  #later = false;
  /** The name of the file from which the report came; "" if it came from none. */
  source = "";
  #previous;
  #json;
  #rev = 0;
  /** When the draft was last saved, in ms since 1970; later than before even if the clock is set back. */
  #time = 0;
  /**
   * The draft that was last stored or is being stored. Without `text`, it is the draft that this report
   * continues.
   * `opens` says whether the text was parsed and had the report in it.
   * @type {{ id: string, rev: number, text?: string, time: number, opens?: boolean } | null}
   */
  #last = null;
  #places = { local: false, database: false };
  #changed = false;
  #timer;
  #due = 0;
  #tell;
  /** @type {BroadcastChannel | null} */
  #channel = null;
  /**
   * Another window that shows the same draft: the id of its draft, and the draft that it continues.
   * @type {{ id: string, changed: boolean, from?: string, rev?: number } | null}
   */
  #other = null;
  #told = "";

  /**
   * @param {string} json the report
   * @param {string | undefined} previous last year's report as JSON
   * @param {string | undefined} from the id of the draft that this one continues
   * @param {string | null} key the page's own name for the draft; "" if nothing is to be stored
   * @param {(status: import("./app-handle.js").SaveStatus) => void} tell called when the status changes
   */
  constructor(json, previous, from, key, tell) {
    const base = known().get(from ?? (key ? first(key) : undefined));
    const record = base?.record;
    this.#json = json;
    this.#previous = previous ?? "null";
    this.#tell = tell;
    this.#key = key;
    this.#base = record ? `${record.id}@${record.rev}` : "";
    this.#family = key || record?.family || this.id;
    this.#past = record ? [...record.past, [record.id, record.rev]].slice(-200) : [];
    if (record && record.time < Date.now() + DAY) this.#time = record.time;
    if (record && from) {
      this.source = record.source ?? "";
      // Last year's report stays with the draft even where this version could not read it.
      this.#previous = previous ?? jsonOf(record.previous ?? null);
      this.#later = !base.file && isFromFile(record);
      this.#fromFile = base.file || this.#later;
      if (!base.file) this.#last = { id: base.id, rev: record.rev, time: record.time };
    }
    keepers.add(this);
    this.#listen();
    if (this.#last) this.verify();
  }

  /** The page is being left: stores the draft, and tells other windows. */
  leave() {
    this.store();
    this.#say("closed");
  }
  /** The browser shows the page again as it was left. */
  comeBack() {
    this.#say("opened");
    this.verify();
  }

  /** Another report is shown: ends this keeper. */
  close() {
    this.leave();
    keepers.delete(this);
    const channel = this.#channel;
    // The channel stays open until what is being stored has been told to the other windows.
    setTimeout(() => {
      this.#channel = null;
      channel?.close();
    }, PATIENCE);
  }

  /** The report has changed; `json` is stored after the next pause in typing. */
  change(json) {
    this.#json = json;
    this.#wait();
  }

  /** Another report of last year is compared with, as JSON; null for none. */
  beside(previous) {
    this.#previous = previous ?? "null";
    this.#wait();
  }

  #wait() {
    if (this.#key === "") return; // The host wants nothing stored.
    this.#changed = true;
    const now = performance.now();
    this.#due ||= now + LONGEST;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.store(), Math.max(0, Math.min(PAUSE, this.#due - now)));
  }

  /** Stores the report if it has changed. localStorage has it when this returns, the database later. */
  store() {
    clearTimeout(this.#timer);
    this.#due = 0;
    if (!this.#changed) return;
    this.#changed = false;
    this.#rev += 1;
    const { text, time } = this.record(this.id, this.#rev, this.#past);
    const opens = jsonOf(parse(this.id, text)?.report) === jsonOf(JSON.parse(this.#json));
    this.#last = { id: this.id, rev: this.#rev, text, time, opens };
    inWindow.set(this.id, text);
    keepInPage(text);
    this.#put(this.#last);
  }

  /** The draft as JSON text, and the time in it. */
  record(id, rev, past) {
    const time = (this.#time = Math.max(Date.now(), this.#time + 1));
    const source = this.source || undefined;
    const head = jsonOf({ draft: VERSION, id, family: this.#family, rev, time, past, source });
    return { text: `${head.slice(0, -1)},"report":${this.#json},"previous":${this.#previous}}`, time };
  }

  /** The draft as JSON text for a copy of the program. It continues the draft that is stored here. */
  forFile(id, rev) {
    this.store();
    const own = this.#rev ? [[this.id, this.#rev]] : [];
    return this.record(id, rev, [...this.#past, ...own]).text;
  }

  async #put(last) {
    const { id, text, time } = last;
    let local = putLocal(id, text);
    if (!last.opens) return this.#unreadable(text);
    this.#places = { local: !local, database: false };
    if (!local) this.#kept();
    const database = await putDatabase(id, text);
    if (last !== this.#last) return;
    if (local === "full" && !database) {
      await sweep(time);
      local = putLocal(id, text);
      if (last !== this.#last) return;
    }
    this.#places = { local: !local, database: !database };
    if (!local || !database) {
      this.#kept();
      this.#say("saved");
    }
    if (this.#changed) return;
    this.#report(local || database);
    if (local && database) this.#timer = setTimeout(() => this.verify(), RETRY);
  }

  /** A library of the page has changed how JSON is written or read. The text may still help somebody. */
  #unreadable(text) {
    putDatabase(this.id, text);
    this.#places = { local: false, database: false };
    this.#report("differs");
  }

  // The draft is stored, so neither it nor those that it continues have to wait in this window.
  #kept() {
    for (const [id] of [[this.id], ...this.#past]) inWindow.delete(id);
  }

  #report(why) {
    const { local, database } = this.#places;
    const where = [...(database ? ["IndexedDB"] : []), ...(local ? ["localStorage"] : [])];
    this.#tell({ where, time: this.#last?.time, why: why || undefined, ...this.#elsewhere() });
  }

  /** Whether the report was opened from the copy of the program that this page is, and then changed, perhaps
   * before this page was opened again. */
  get inFile() {
    return this.#later || (this.#rev > 0 && this.#fromFile);
  }

  /** Reads the draft from both stores, and stores it again where one has lost it. */
  async verify() {
    const last = this.#last;
    if (!last || this.#changed || last.opens === false) return;
    const there = await inDatabaseNow(last.id);
    if (last !== this.#last || this.#changed || !keepers.has(this)) return;
    const here = getLocal(PREFIX + last.id);
    if (last.text) {
      const whole = here === last.text && there === last.text;
      if (!whole) return this.#put(last);
      const known = this.#places.local && this.#places.database;
      this.#places = { local: true, database: true };
      return known ? undefined : this.#report("");
    }
    // The draft that this one continues may be another window's, which may have stored a later state.
    const holds = (text) => Boolean(text) && parse(last.id, text)?.rev >= last.rev;
    this.#places = { local: holds(here), database: holds(there) };
    if (this.#places.local || this.#places.database) return this.#report("");
    if ([...known().values()].some(({ record }) => record && continues(record, last))) return;
    this.#changed = true;
    this.store();
  }

  /** The id of the page's draft where the database has a newer one and nothing was typed yet; else null. */
  get outdated() {
    if (this.#rev || this.#changed) return null;
    const id = first(this.#key);
    const record = known().get(id)?.record;
    return record && `${record.id}@${record.rev}` !== this.#base ? id : null;
  }

  // --- other windows

  #listen() {
    try {
      this.#channel = new BroadcastChannel("nianbao");
      this.#channel.onmessage = ({ data }) => this.hear(data);
    } catch {
      // Old browsers have no BroadcastChannel; there the storage event tells what another window stores.
    }
    this.#say("opened");
  }

  #say(what) {
    const [[id, rev] = []] = this.#past.slice(-1);
    this.#channel?.postMessage({ what, family: this.#family, id: this.id, from: id, rev });
  }

  /** Another window says that it has opened, shows (`here`), saved or closed a draft. */
  hear({ what, family, id, from, rev }) {
    if (family !== this.#family || id === this.id || !keepers.has(this)) return;
    if (what === "opened") this.#say("here");
    if (what === "saved") this.#other = { id, changed: true, from, rev };
    else if (what !== "closed") this.#other ??= { id, changed: false };
    else if (!this.#other?.changed) this.#other = null;
    const told = this.#elsewhere();
    // A window in which somebody types sends a message twice a second; only news is handed on.
    if (jsonOf(told) !== this.#told) this.#tell(told);
    this.#told = jsonOf(told);
  }

  /** Another window has changed localStorage; the argument is the browser's StorageEvent. */
  heard({ key, newValue }) {
    if (key !== null && !key.startsWith(PREFIX)) return;
    const id = key?.slice(PREFIX.length);
    if (key === null || id === this.id || !newValue) return this.verify();
    const record = parse(id, newValue);
    const [[from, rev] = []] = record?.past.slice(-1) ?? [];
    if (record) this.hear({ what: "saved", family: record.family, id, from, rev });
  }

  #elsewhere() {
    const { id, changed, from, rev = 0 } = this.#other ?? {};
    // The other window may have begun with all that was typed here.
    const continued = from === this.id && rev >= this.#rev;
    const own_changed = this.#changed || (this.#rev > 0 && !continued);
    return { other: id, other_changed: Boolean(changed), own_changed };
  }
}
