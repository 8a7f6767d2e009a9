// @ts-check
// `nianbao pdf`: a report as a PDF, in fonts that are named by their paths.
import { writeFile } from "node:fs/promises";
import { Usage, bytesOf } from "./count.js";
import { readReport, writePdf } from "./nianbao.js";

/** Writes the PDF of the report in a file, says what is to be said of it, and gives the exit status. */
export async function pdf({ paths, font: named = [], out }) {
  if (paths.length !== 1) throw new Usage("pdf 后面要写一个报告文件。");
  if (!named.length) throw new Usage("pdf 要用 --font 写明字体文件（ttf、otf 或 ttc），可写多次。");
  if (!out) throw new Usage("pdf 要用 --out 写明写到哪个文件。");
  const { report, notes } = await readReport(await bytesOf(paths[0]), paths[0]);
  const given = [];
  for (const font of named) {
    const [path, name = ""] = font.split("#");
    given.push({ name, bytes: await bytesOf(path) });
  }
  const made = await writePdf(report, given);
  await writeFile(out, made.bytes);
  for (const { message } of notes) console.error(`读取说明：${message}`);
  for (const note of made.notes) console.error(note);
  if (made.missing) console.error(`所给字体里没有这些字，文件里画成方框：${made.missing}`);
  return made.missing ? 1 : 0;
}
