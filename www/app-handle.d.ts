// What drives one mounted app, as the program exports it: `Editor` in src/editor.rs.
import type { CheckResult, Format, Report } from "./nianbao.js";

export interface AppHandle {
  /** Starts over for another element, to which the app's root has been moved. */
  serve(host: HTMLElement): void;
  /** Opens the report; returns its JSON, or nothing while the editor is still being fetched. */
  setValue(report: Report | null): string | undefined;
  /** Fetches the editor; rejects where it cannot be had. `export`, `download`, `open` and `check` need it. */
  load(): Promise<void>;
  /** The last check result; null on the start page and before there is one. */
  findings(): CheckResult | null;
  /** Moves the focus to the findings; resolves to the check result for the report as it is. */
  check(): Promise<CheckResult | null>;
  /** Opens a file's bytes, as last year's report where `previous` is true. */
  open(bytes: Uint8Array, name: string, previous: boolean): Promise<void>;
  /** The save status has changed. */
  kept(status: SaveStatus): void;
  /** The drafts of both stores are known; `draft` is the id of a newer one to begin with. */
  listed(draft?: string): void;
  /** The browser's Back was used: goes from a report to its desk, or from the desk to the start page. */
  back(): void;
  /** Makes the app call `alive()` of its element. */
  ping(): void;
  export(format: Format): Promise<Uint8Array>;
  download(format: Format): Promise<void>;
  setReadonly(readonly: boolean): void;
}

/** Where a draft is stored, and what other windows do with it. Members that are absent are as before. */
export interface SaveStatus {
  /** The stores that hold it: "IndexedDB", "localStorage". */
  where?: string[];
  /** When it was stored, in milliseconds since 1970. */
  time?: number;
  /** Why a store did not take it: "full", "blocked", "differs" or the error's words. */
  why?: string;
  /** The id of the draft in another window that shows this report, and whether that one was changed. */
  other?: string;
  other_changed?: boolean;
  /** Whether something was typed here that the other window does not have. */
  own_changed?: boolean;
  /** How many stores hold it. */
  places?: number;
  /** Whether the chosen file has it, too: "kept", "behind", or "" where there is no such file. */
  file?: string;
}
