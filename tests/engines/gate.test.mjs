// The oldest browsers understand all that is shipped. Every script must parse in the version of JavaScript
// that they have, and every name in scripts and style sheets is looked up in MDN's table of when each was
// introduced. A name that several interfaces have counts as old if one of them had it then; the trials on
// real engines beside this file find what only types could tell apart.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { parse } from "acorn";
import { full } from "acorn-walk";
import * as csstree from "css-tree";
import { decode } from "../../www/seven.js";

const require = createRequire(import.meta.url);
const table = require("@mdn/browser-compat-data");
const OLDEST = { chrome: 88, firefox: 79 };
const dist = new URL("../../dist/", import.meta.url);

/** Newer names that are used, and what happens where they are missing. */
const GUARDED = {
  script: {
    DecompressionStream: "fflate unpacks",
    replaceSync: "a <style> element",
    showSaveFilePicker: "a download",
    createWritable: "only after showSaveFilePicker",
    pipeThrough: "only with DecompressionStream",
    captureStackTrace: "left out where it is missing",
    createPolicy: "only with Trusted Types",
    createScriptURL: "only after createPolicy",
    createHTML: "only after createPolicy",
    ClipboardItem: "no button copies a picture, and a page is copied as Ctrl+C copies",
  },
  style: {
    "text-wrap": "lines break where they would",
    "color-scheme": "scroll bars stay light",
    ":focus-visible": "in rules of its own, beside the browser's own ring",
    "@media forced-colors": "an old system's high contrast, as before",
    "forced-color-adjust": "an old system's high contrast, as before",
    size: "the size is chosen when printing",
    orphans: "two lines of a paragraph stay together in the preview of pages, as the browser has it",
    widows: "as above",
    "break-": "a heading may stand at the foot of a page",
    orphans: "on the screen a page of the Word file may end a line earlier",
    widows: "as above",
    // MDN's table gives one date for flexible boxes and grids; in grids both are old.
    "rect()": "in `clip`, where it is as old as that",
    "justify-content: start": "used in grids",
    "align-self: ": "used in grids",
  },
};

/** Whether the oldest browsers have it, perhaps with faults, by one entry of the table. */
function old(entry) {
  return Object.entries(OLDEST).every(([browser, oldest]) =>
    [entry.support[browser] ?? []].flat().some((told) => {
      const version = (text) => parseFloat(String(text).replace("≤", ""));
      const asItIs = !told.flags && !told.prefix && !told.alternative_name;
      const since = told.version_added && version(told.version_added) <= oldest;
      return asItIs && since && !(version(told.version_removed) <= oldest);
    }));
}

/** The guard of a newer name: the entry that it begins with. */
const guard = (names, name) => Object.keys(names).find((key) => name.startsWith(key));

/** Names of scripts in the table, globals and members: true where one of their owners is old. */
function scriptNames() {
  const [globals, members] = [new Map(), new Map()];
  const note = (names, name, { __compat }) => {
    if (__compat) names.set(name, names.get(name) || old(__compat));
  };
  for (const group of [table.api, table.javascript.builtins]) {
    for (const [name, owner] of Object.entries(group)) {
      note(globals, name, owner);
      for (const [member, entry] of Object.entries(owner)) {
        if (member === "__compat") continue;
        note(members, member.replace(/_static$/, ""), entry);
        if (/^Window$|GlobalScope$/.test(name)) note(globals, member, entry);
      }
    }
  }
  return [globals, members];
}

function scripts() {
  const below = (folder) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? below(new URL(`${entry.name}/`, folder)) : [new URL(entry.name, folder)]);
  // The command line runs in Node alone.
  const files = below(dist).filter(({ pathname }) => /(?<!\/cli)\.js$/.test(pathname));
  const all = files.map((url) => [url.pathname.split("/dist/")[1], readFileSync(url, "utf8")]);
  const page = readFileSync(new URL("nianbao.html", dist), "utf8");
  const boot = /<script id="nianbao-boot">(.*?)<\/script>/s.exec(page)[1];
  const [, length, text] = /id="nianbao-program" data-bytes="(\d+)">([^<]*)/.exec(page);
  const program = String(gunzipSync(decode(text, Number(length))));
  return [...all, ["nianbao.html", boot], ["the program of nianbao.html", program]];
}

test("every script is one that the oldest browsers can run", () => {
  const [globals, members] = scriptNames();
  const used = new Set();
  const found = new Set();
  for (const [file, text] of scripts()) {
    const note = (names, { name }) => {
      if (names.get(name) !== false) return;
      if (guard(GUARDED.script, name)) used.add(guard(GUARDED.script, name));
      else found.add(`${name} in ${file}`);
    };
    full(parse(text, { ecmaVersion: 2021, sourceType: "module" }), (node) => {
      if (node.type === "Identifier" && node.name.length > 2) note(globals, node);
      const { callee } = node;
      if (callee?.type === "MemberExpression" && !callee.computed) note(members, callee.property);
    });
  }
  assert.deepEqual([...found], []);
  assert.deepEqual(Object.keys(GUARDED.script).filter((name) => !used.has(name)), [], "no longer used");
});

/** What a sheet uses, by name, with its entry in the table. */
function* styleNames(sheet) {
  const { properties, selectors, types } = table.css;
  const atRules = table.css["at-rules"];
  const functions = new Map();
  const collect = (group) => {
    for (const [name, entry] of Object.entries(group)) {
      if (name === "__compat" || typeof entry !== "object") continue;
      if (entry.__compat && !functions.has(name)) functions.set(name, entry);
      collect(entry);
    }
  };
  collect(types);
  const nodes = [];
  const onParseError = (error) => { throw error; };
  csstree.walk(csstree.parse(sheet, { onParseError }), {
    enter(node, item, list) {
      if (node.type === "Atrule" && node.name === "supports") return this.skip;
      // A declaration that is not understood leaves the one of the same property before it.
      const before = node.type === "Declaration" && item.prev?.data.property === node.property;
      if (before) return this.skip;
      nodes.push(node);
    },
  });
  for (const node of nodes) {
    if (node.type === "Declaration" && !node.property.startsWith("--")) {
      yield [node.property, properties[node.property]];
      csstree.walk(node.value, (part) => {
        if (part.type === "Identifier") nodes.push({ keyword: part.name, of: node.property });
      });
    }
    if (node.keyword) yield [`${node.of}: ${node.keyword}`, properties[node.of]?.[node.keyword]];
    if (/^Pseudo/.test(node.type)) yield [`:${node.name}`, selectors[node.name]];
    if (node.type === "Atrule") yield [`@${node.name}`, atRules[node.name]];
    if (node.type === "Feature") yield [`@media ${node.name}`, atRules.media[node.name]];
    if (node.type === "Function") yield [`${node.name}()`, functions.get(node.name)];
    // Units stand in the table in groups: those that follow a phone's bars, and those of containers.
    if (/^([dsl]v|cq)/.test(node.unit)) yield [node.unit, { __compat: { support: {} } }];
  }
}

test("every style sheet is one that the oldest browsers can read", async () => {
  const { look } = await import("../../www/look.js");
  const page = readdirSync(dist).find((name) => /^page-.*\.css$/.test(name));
  const used = new Set();
  const found = new Set();
  for (const sheet of [look(), readFileSync(new URL(page, dist), "utf8")]) {
    for (const [name, entry] of styleNames(sheet)) {
      if (!entry?.__compat || old(entry.__compat)) continue;
      if (guard(GUARDED.style, name)) used.add(guard(GUARDED.style, name));
      else found.add(name);
    }
  }
  assert.deepEqual([...found], []);
  assert.deepEqual(Object.keys(GUARDED.style).filter((name) => !used.has(name)), [], "no longer used");
});
