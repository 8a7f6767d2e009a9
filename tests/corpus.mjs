// Made-up files with planted faults (`cargo run -p corpus`), and whether a verdict on one is right.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** The folder with so many of them, which is made if it is not there. */
export function corpus(count, ...more) {
  const folder = join(root, "target/corpus", [count, ...more].join("_"));
  if (!existsSync(join(folder, "manifest.json"))) {
    execFileSync("cargo", ["run", "--quiet", "-p", "corpus", "--", String(count), folder, "2026", ...more], { cwd: root });
  }
  return folder;
}

/** What is said of each file: see `Entry` in crates/corpus. */
export function manifest(folder) {
  return JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
}

/** The paths of the files. */
export function files(folder) {
  return manifest(folder).map(({ file }) => join(folder, file));
}

/**
 * What is wrong with the verdicts: a planted fault that is not found at its place, an error or warning
 * on a clean report, a ruined file that has no reason, a file without a row. Rows are found by name.
 */
export function wrong(folder, rows) {
  const byName = new Map(rows.map((row) => [row.file.slice(row.file.lastIndexOf("/") + 1), row]));
  return manifest(folder).flatMap((entry) => {
    const reason = wrongWith(entry, byName.get(entry.file));
    return reason ? [`${entry.file}: ${reason}`] : [];
  });
}

function wrongWith({ readable, faults }, row) {
  if (!row) return "has no row";
  if (!readable) return row.error && /[一-龥]/.test(row.error.message) ? "" : "is ruined and has no reason";
  if (row.error) return row.error.message;
  const told = row.findings.filter(({ severity }) => severity !== "hint");
  const at = (fault) => (found) => {
    return found.rule === fault.rule && (found.at === fault.at || found.cells.some(({ id }) => id === fault.at));
  };
  const missed = faults.find((fault) => !told.some(at(fault)));
  if (missed) return `${missed.rule} at ${missed.at} is not found, but ${told.map(({ rule, at }) => `${rule} ${at}`)}`;
  return faults.length || !told.length ? "" : `is clean, but ${told[0].message}`;
}
