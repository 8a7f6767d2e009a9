// @ts-check
// Comparing copies of one report: files, or drafts. Answers but bytes are JSON texts.
import { run } from "./files.js";
import { bytesOf } from "./gather.js";
import { jsonOf } from "./json.js";

/**
 * Compares files that should be copies of one report, the first with each other one.
 * @param {{ name: string, size: number, arrayBuffer(): Promise<ArrayBuffer>, slice(from: number, to?: number): any }[]} files
 * @returns {Promise<string>} a `Copies`
 */
export async function compareFiles(files) {
  const bytes = [];
  for (const file of files) bytes.push(await bytesOf({ name: file.name, file }));
  const names = files.map(({ name }) => [name, null]);
  return run("compareFiles", [bytes[0], files[0].name, jsonOf(names), bytes.slice(1)]);
}

/**
 * Compares reports that are JSON texts.
 * @param {string[]} reports
 * @returns {Promise<string>} a `Comparison`
 */
export function compareDrafts(reports) {
  return run("compareReports", [reports]);
}

/**
 * The receipt of comparisons as the bytes of a file.
 * @param {string} copies a list of `Copies`
 * @param {"docx" | "html"} format
 * @param {string} when in words
 */
export function writeReceipt(copies, format, when) {
  return run("writeReceipt", [copies, format, when]);
}
