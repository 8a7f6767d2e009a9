// Measures parts of nianbao beside its peers (`cargo xtask bench`): prints one table, and writes
// docs/benchmarks.md, a section for each part. Arguments are the parts; other sections stay as they are.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { launch, root } from "../browser/browser.mjs";
import { markdown, table } from "./measure.mjs";

const FILE = `${root}docs/benchmarks.md`;
/** The order of the sections. */
const PARTS = ["start", "typing", "files", "many", "growth"];
const HEAD = `# Benchmarks

\`cargo xtask bench\` wrote this page. In each section all sides did the same work in the same run, in turn, one after
another. A figure is the median; in brackets are those between which the middle half lies. The ratio is ours through
that of the best peer, in the median of the rounds: below 1 we are ahead. The less the better, in all lines.
On a busy machine the milliseconds say little, and the ratios not much: the load stands above each table.
How right the checker is stands in [truth.md](truth.md).
`;

const version = (path) => JSON.parse(readFileSync(root + path)).version;

/** Where, when and with what a part was measured. */
async function circumstances(peers, [load]) {
  const browser = await launch();
  const chromium = browser.version();
  await browser.close();
  const { model } = cpus()[0];
  const machine = `${cpus().length} cores (${model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}`;
  const programs = `Node ${process.versions.node}, Chromium ${chromium}, nianbao ${version("dist/npm/package.json")}`;
  const quiet = load < 0.5 ? "" : " The machine did other work as well.";
  const short = ["RUNS", "FILES"].filter((name) => process.env[name]).map((name) => ` ${name}=${process.env[name]}.`).join("");
  const names = peers.map((peer) => (peer.includes(" ") ? peer : `${peer} ${version(`tests/peers/node_modules/${peer}/package.json`)}`));
  return `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC; ${machine}; ${programs}. Load average at the start: \
${load.toFixed(1)}.${quiet}${short}${names.length ? ` Peers: ${names.join(", ")}.` : ""}`;
}

/** Puts the section of a part into the page, in place of its former one. */
function write(part, text) {
  const [, ...sections] = existsSync(FILE) ? readFileSync(FILE, "utf8").split(/^(?=## )/m) : [""];
  const name = (section) => section.slice(3, section.indexOf("\n"));
  const all = new Map(sections.map((section) => [name(section), section.trim()]));
  all.set(part, `## ${part}\n\n${text.trim()}`);
  const ordered = PARTS.flatMap((part) => all.get(part) ?? []);
  writeFileSync(FILE, `${[HEAD.trim(), ...ordered].join("\n\n")}\n`);
}

const rows = [];
for (const part of process.argv.slice(2)) {
  console.log(`measuring: ${part}`);
  const [load, begin] = [loadavg(), performance.now()];
  const { measure } = await import(`./${part}.mjs`);
  const found = await measure();
  rows.push(...found.rows);
  const text = [await circumstances(found.peers, load), markdown(found.rows), found.more ?? ""];
  write(part, text.join("\n\n"));
  console.log(`${part} took ${((performance.now() - begin) / 1000).toFixed(0)} s`);
}
console.log(`\n${table(rows)}\n\ndocs/benchmarks.md says what each line means`);
