// Published reports, which are others' and no part of the project: NIANBAO_REPORTS names the folder
// that has them, as `files/` and their true cells as `expected/<name up to its first dot>.json`.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.env.NIANBAO_REPORTS;

/** Why these tests cannot run; false where they can. */
export const missing = folder ? false : "NIANBAO_REPORTS names no folder of published reports";

/** The reports, each with its bytes and its true cells. */
export function realReports() {
  if (missing) return [];
  return readdirSync(join(folder, "files")).map((name) => ({
    name,
    bytes: readFileSync(join(folder, "files", name)),
    expected: JSON.parse(readFileSync(join(folder, "expected", `${name.split(".")[0]}.json`), "utf8")),
  }));
}
