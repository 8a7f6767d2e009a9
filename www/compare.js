// @ts-check
// `nianbao compare`: files that should be copies of one report, and where they differ.
import { writeFile } from "node:fs/promises";
import { Usage, bytesOf } from "./count.js";
import { compareFiles, writeReceipt } from "./nianbao.js";

/** Compares the files that are named, prints where they differ, and gives the exit status. */
export async function compare({ paths, receipt, format = "text" }) {
  if (paths.length < 2) throw new Usage("compare 后面要写两个或更多文件。");
  if (!["text", "json"].includes(format)) throw new Usage("--format 只能是 text、json。");
  const ending = receipt === undefined ? "docx" : receipt.split(".").pop();
  if (ending !== "docx" && ending !== "html") throw new Usage("--receipt 的文件名要以 .docx 或 .html 结尾。");
  const files = [];
  for (const path of paths) files.push({ name: path, bytes: await bytesOf(path) });
  const copies = await compareFiles(files);
  if (receipt !== undefined) await writeFile(receipt, await writeReceipt(copies, ending, now()));
  process.stdout.write(format === "json" ? `${JSON.stringify(copies)}\n` : await writeReceipt(copies, "txt"));
  if (copies.files.some(({ error }) => error !== undefined)) return 2;
  return copies.same ? 0 : 1;
}

/** The time as the receipt has it: 2026年1月23日 14:32. */
function now() {
  const time = new Date();
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const day = `${time.getFullYear()}年${time.getMonth() + 1}月${time.getDate()}日`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
