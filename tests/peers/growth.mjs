// Growth: what one more cell, character, finding or file costs in a report that has a hundred times as many as
// a usual one. A test of crates/files counts the steps and holds them to it; here they become lines of the table.
import { execFileSync } from "node:child_process";
import { root } from "../browser/browser.mjs";
import { row } from "./measure.mjs";

const LINE = {
  unit: "steps",
  means: `What one more of it costs at this size, from a third of it on, when a file is read, recognised and checked; beside it \
what one more costs in a file of a tenth of that size. At a ratio of 1 work grows just as its input does. A step is a piece of work of \
constant size; loops that may grow faster than their input count them, and nothing of this depends on the machine.`,
  why: "Above 1 the work grows faster than the input; the test allows twice as much from one size to the next.",
};

export async function measure() {
  const test = ["test", "-q", "-p", "files", "--lib", "growth::whole::one_more", "--", "--nocapture"];
  const env = { ...process.env, GROWTH_TIMES: process.env.GROWTH_TIMES ?? "100" };
  const told = execFileSync("cargo", test, { cwd: root, env }).toString();
  const lines = told.split("\n").filter((line) => line.startsWith("growth\t")).map((line) => line.split("\t").slice(1));
  const names = [...new Set(lines.map(([name]) => name))];
  if (!names.length) throw new Error("the test of growth printed no line");
  const rows = names.map((name) => {
    const sizes = lines.filter(([of]) => of === name);
    const [size, cost] = sizes.at(-1).slice(1);
    const before = sizes.find(([, other]) => Number(other) * 10 === Number(size));
    return row(`growth, one more of ${size} ${name}`, { nianbao: [Number(cost)], "of a tenth": [Number(before[2])] }, LINE);
  });
  return { rows, peers: [] };
}
