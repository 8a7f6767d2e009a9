// Growth: what a report costs that has up to a hundred times as many cells, characters, findings or files. A
// test of crates/files counts the steps and holds them to the line; here they become lines of the table.
import { execFileSync } from "node:child_process";
import { root } from "../browser/browser.mjs";
import { row } from "./measure.mjs";

const LINE = {
  unit: "×",
  means: `Reading, recognising and checking a file that has so many times as much of this as a usual report, in counted steps, \
as a multiple of those of the usual one. A step is a piece of work of constant size; loops that may grow faster than \
their input count them. The other side is a straight line: work that grows just as its input does.`,
  why: "The test that counts allows 15 % from one size to the next.",
};

export async function measure() {
  const times = process.env.GROWTH_TIMES ?? "100";
  const test = ["test", "-q", "-p", "files", "--lib", "a_report_that_grows", "--", "--nocapture"];
  const told = execFileSync("cargo", test, { cwd: root, env: { ...process.env, GROWTH_TIMES: times } }).toString();
  const lines = told.split("\n").filter((line) => line.startsWith("growth\t")).map((line) => line.split("\t").slice(1));
  if (!lines.length) throw new Error("the test of growth printed no line");
  const first = new Map(lines.filter(([, , times]) => times === "1").map(([name, , , steps]) => [name, Number(steps)]));
  const rows = lines.filter(([, , times]) => times !== "1").map(([name, usual, times, steps]) =>
    row(`growth, ${Number(usual) * times} ${name}`, { nianbao: [steps / first.get(name)], "straight line": [Number(times)] }, LINE));
  return { rows, peers: [] };
}
