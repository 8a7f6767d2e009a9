// What stands between navigation and the first cell of our page: when each step begins and ends.
import { interleaved, median, runs, SPEEDS } from "./measure.mjs";

/** The steps in their order, by the names under which `watch` and `times` note them. */
const STEPS = {
  document: "the document is there",
  fetch: "first module and its script fetched",
  unpack: "first module and its script unpacked",
  compile: "first module compiled",
  instantiate: "first module instantiated",
  mount: "program run, element defined, start page mounted",
  styles: "of this, styles adopted",
  editorCompile: "editor unpacked or fetched, and compiled",
  editorInstantiate: "editor's modules instantiated",
  cell: "report opened, drawn, and first cell painted",
};

/** Runs in the page before its own scripts, and notes when what they call begins and ends, as `steps`. */
function watch() {
  const steps = (window.steps = {});
  const now = () => performance.now();
  const note = (name, begin, end = now()) => {
    const [first, last] = steps[name] ?? [begin, end];
    steps[name] = [Math.min(first, begin), Math.max(last, end)];
  };
  const { compile, compileStreaming, instantiate } = WebAssembly;
  let first = true;
  /** Does what `instantiate` does in two steps, so that each has its time. */
  const inSteps = async (compiled, imports) => {
    const [c, i] = first ? ["compile", "instantiate"] : ["editorCompile", "editorInstantiate"];
    first = false;
    const begin = now();
    const module = await compiled();
    const middle = now();
    note(c, begin, middle);
    const instance = await instantiate(module, imports);
    note(i, middle);
    return { module, instance };
  };
  WebAssembly.instantiate = (source, imports) =>
    source instanceof WebAssembly.Module ? instantiate(source, imports) : inSteps(() => compile(source), imports);
  WebAssembly.instantiateStreaming = (source, imports) => inSteps(() => compileStreaming(source), imports);

  const { getElementById } = Document.prototype;
  let unpacking;
  Document.prototype.getElementById = function (id) {
    if (/^nianbao-(program|module)$/.test(id)) unpacking ??= now();
    return getElementById.call(this, id);
  };
  const { arrayBuffer } = Response.prototype;
  Response.prototype.arrayBuffer = async function () {
    const bytes = await arrayBuffer.call(this);
    if (unpacking && first) note("unpack", unpacking);
    return bytes;
  };
  const timed = (owner, method, name) => {
    const original = owner[method];
    owner[method] = function (...rest) {
      const begin = now();
      try {
        return original.apply(this, rest);
      } finally {
        note(name, begin);
      }
    };
  };
  timed(CustomElementRegistry.prototype, "define", "mount");
  timed(CSSStyleSheet.prototype, "replaceSync", "styles");
}

/** In the page, at the first cell: the steps, with those that the browser noted by itself. */
function times() {
  const [{ responseStart, responseEnd }] = performance.getEntriesByType("navigation");
  const program = performance.getEntriesByType("resource").filter(({ name }) => /nianbao-[0-9a-f]+(_bg\.wasm|\.js)$/.test(name));
  const found = { ...steps, document: [responseStart, responseEnd] };
  if (program.length) found.fetch = [Math.min(...program.map((e) => e.startTime)), Math.max(...program.map((e) => e.responseEnd))];
  if (found.instantiate && found.mount) found.mount[0] = found.instantiate[1];
  found.cell = [found.editorInstantiate?.[1] ?? found.mount[1], firstCell];
  return found;
}

/**
 * A table of the steps, as Markdown.
 * @param opened opens our page at an address and a speed, as start.mjs does
 */
export async function waterfall(opened, { file, hosted }) {
  const ask = async (page, session) => {
    const found = await page.evaluate(times);
    const numbers = Object.entries(found).flatMap(([name, [begin, end]]) => [[`${name} begins`, begin], [`${name} ends`, end]]);
    const { metrics } = await session.send("Performance.getMetrics");
    const spent = (name) => metrics.find((metric) => metric.name === `${name}Duration`).value * 1000;
    const sums = { script: spent("Script"), style: spent("RecalcStyle"), layout: spent("Layout") };
    return { ...Object.fromEntries(numbers), ...sums };
  };
  const columns = [["one file", file], ["hosted", hosted]].flatMap(([place, address]) =>
    Object.entries(SPEEDS).map(([speed, slowdown]) => [`${place}, ${speed}`, () => opened(address, slowdown, ask, watch)]));
  const sides = Object.fromEntries(columns);
  const found = await interleaved(sides, runs(7));
  const names = Object.keys(sides);
  const of = (what, side) => (found[what]?.[side] ? median(found[what][side]).toFixed(0) : null);
  const span = (step) => (side) => (of(`${step} begins`, side) === null ? "" : `${of(`${step} begins`, side)}–${of(`${step} ends`, side)}`);
  const line = (label, tell) => `| ${[label, ...names.map(tell)].join(" | ")} |`;
  return [
    "**Waterfall of our page**: when each step begins and ends, in ms since navigation, medians. What is compiled while it is",
    "fetched overlaps. Compiling and instantiating, which the program asks for at once, are asked for one by one here.",
    "The last lines are sums over the main thread until the first cell, whatever the step.",
    "",
    line("step", (name) => name),
    line("---", () => "---"),
    ...Object.entries(STEPS).map(([step, label]) => line(label, span(step))),
    ...[["script", "all scripts and wasm"], ["style", "styles computed"], ["layout", "layout"]].map(([what, label]) => line(label, (side) => of(what, side))),
  ].join("\n");
}
