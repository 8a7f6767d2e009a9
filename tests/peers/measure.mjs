// What all parts of the benchmark share: both sides in turn, medians, and the lines of the table.
//
// A part exports `measure()`, which resolves to `{ rows, peers, more }`: lines made by `row`, the names of the
// packages beside which it measured, and Markdown to add below its table.
import { execFileSync } from "node:child_process";
import { root } from "../browser/browser.mjs";

/** How often a part repeats its work; the variable RUNS makes all parts shorter or longer. */
export const runs = (usual) => Number(process.env.RUNS ?? usual);

/** The two speeds of a page, by the factor by which Chromium slows the processor down. */
export const SPEEDS = { "full speed": 1, "CPU ÷6": 6 };

/**
 * Lets every side do the work once in each round, so that whatever else the machine does befalls all alike.
 * Every second round goes through the sides backwards; `warm` rounds before do not count.
 * @param sides functions by name; each resolves to what it measured, numbers by name
 * @returns for each of these names the sides, each with its numbers, one of each round
 */
export async function interleaved(sides, rounds, warm = 0) {
  const found = {};
  const names = Object.keys(sides);
  for (let round = -warm; round < rounds; round++) {
    for (const side of round % 2 ? names.toReversed() : names) {
      const numbers = await sides[side]();
      if (round < 0) continue;
      for (const [what, number] of Object.entries(numbers)) ((found[what] ??= {})[side] ??= []).push(number);
    }
  }
  return found;
}

/** A side of `interleaved` that measures how long the job takes, as `ms`. */
export const timed = (job) => async () => {
  const begin = performance.now();
  await job();
  return { ms: performance.now() - begin };
};

/**
 * A line of the table. The less the better; one of the sides is called `nianbao`.
 * @param work what was done, in a few words
 * @param sides the numbers of each side, as `interleaved` gives them
 * @param line `unit` of the numbers, `means`: what was measured, and `why` a peer may win, if we know
 */
export const row = (work, sides, { unit = "ms", means, why }) => ({ work, sides, unit, means, why });

/** The value below which this share of the numbers lies. */
function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)];
}

export const median = (numbers) => quantile(numbers, 0.5);

const short = (number) => number.toFixed(number >= 99.95 || number === 0 ? 0 : number >= 9.995 ? 1 : 2);

/** The median with its unit; of several numbers also those between which the middle half lies. */
function told(numbers, unit) {
  const spread = numbers.length < 2 ? "" : ` (${short(quantile(numbers, 0.25))}–${short(quantile(numbers, 0.75))})`;
  return `${short(median(numbers))}${spread} ${unit}`.trim();
}

/** Our numbers through theirs: the median of the rounds, if both have as many. */
function ratio(ours, theirs) {
  const rounds = ours.length === theirs.length ? ours.map((n, i) => n / theirs[i]) : [median(ours) / median(theirs)];
  return median(rounds.map((share) => (Number.isNaN(share) ? 1 : share)));
}

/** The cells of a line: work, ours, the best peer, the ratio, the other peers. */
function cells({ work, sides, unit }) {
  const { nianbao, ...peers } = sides;
  const [best, ...others] = Object.entries(peers).sort(([, a], [, b]) => median(a) - median(b));
  const one = ([name, numbers]) => `${name} ${told(numbers, unit)}`;
  const share = best ? short(ratio(nianbao, best[1])) : "";
  return [work, told(nianbao, unit), best ? one(best) : "", share, others.map(one).join("; ")];
}

/** The table for a terminal. */
export function table(rows) {
  const lines = [["", "nianbao", "best peer", "ratio"], ...rows.map((row) => cells(row).slice(0, 4))];
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => line[column].length)) + 2);
  return lines.map((line) => line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("").trimEnd()).join("\n");
}

/** The same as Markdown, with all peers, and with what each line means. */
export function markdown(rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const meanings = Object.groupBy(rows, ({ means }) => means);
  const explained = Object.entries(meanings).map(([means, of]) => {
    const ahead = of.filter((row) => Number(cells(row)[3]) > 1);
    const names = of.map(({ work }) => work).join("; ");
    const why = of[0].why ?? "Why is not known yet.";
    return `- *${names}*: ${means}${ahead.length ? ` A peer is ahead (${ahead.map(({ work }) => work).join("; ")}). ${why}` : ""}`;
  });
  const head = [line(["work", "nianbao", "best peer", "ratio", "other peers"]), line(Array(5).fill("---"))];
  return [...head, ...rows.map((row) => line(cells(row))), "", ...explained].join("\n");
}

/** The sums of all forms, one relation a place: `{ form, rule, left, order, right }` with ids of cells. */
export function relations() {
  const told = execFileSync("cargo", ["run", "-q", "-p", "report", "--example", "relations"], { cwd: root });
  return told.toString().trim().split("\n").map((line) => JSON.parse(line));
}
