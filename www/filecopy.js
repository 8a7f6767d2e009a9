// @ts-check
// A copy of the program with the report inside, in a file that the user chose. Where the browser can
// write files, the copy is kept up to date.
import { chooseFile, copyWith, writeFile } from "./copy.js";
import { saveFile } from "./hosting.js";
import { newId } from "./keeper.js";

/** How long typing must pause before the file is written again, in ms. */
const PAUSE = 1_500;

/** The copy of one report. */
export class FileCopy {
  #keeper;
  #json;
  #changed;
  /**
   * @type {{ handle: FileSystemFileHandle, id: string, rev: number, state: string, of?: string | null,
   *   timer?: ReturnType<typeof setTimeout>, done?: Promise<void> } | null}
   */
  #file = null;
  #closed = false;

  /** `keeper` stores the report, `json()` returns it as it is now; `changed()` is called after `state` changed. */
  constructor(keeper, json, changed) {
    this.#keeper = keeper;
    this.#json = json;
    this.#changed = changed;
  }

  /** "kept", "behind", or "" before the first writing has ended; undefined while there is no file. */
  get state() {
    return this.#file?.state;
  }

  /**
   * Saves a copy; resolves to "written" where the file will be kept up to date from now on,
   * "downloaded", or "" if the user cancelled.
   */
  async save(name) {
    const id = newId();
    // The copy is made before the user chooses a file, since it may fail.
    const html = await copyWith(this.#keeper.forFile(id, 1));
    const handle = this.#file?.handle ?? (await chooseFile(name));
    if (handle === undefined || this.#closed) return "";
    if (handle === null) {
      saveFile(html, name, "text/html;charset=utf-8");
      return "downloaded";
    }
    this.#file ??= { handle, id, rev: 0, state: "" };
    await this.#write();
    return "written";
  }

  /** The report has changed: writes the file, if the user chose one, after the next pause in typing. */
  writeLater() {
    if (!this.#file) return;
    clearTimeout(this.#file.timer);
    this.#file.timer = setTimeout(() => this.#closed || this.#write().catch(() => {}), PAUSE);
  }

  /** Another report is shown: the file is not written any more. */
  close() {
    this.#closed = true;
  }

  // Writes wait for each other, since a file can be written by one stream at a time.
  #write() {
    const file = this.#file;
    if (!file) return Promise.resolve();
    const write = async () => {
      const of = this.#json();
      if (file.state === "kept" && file.of === of) return;
      try {
        await writeFile(file.handle, await copyWith(this.#keeper.forFile(file.id, ++file.rev)));
        Object.assign(file, { state: "kept", of });
      } catch (error) {
        file.state = "behind";
        throw error;
      } finally {
        if (!this.#closed) this.#changed();
      }
    };
    return (file.done = (file.done ?? Promise.resolve()).catch(() => {}).then(write));
  }
}
