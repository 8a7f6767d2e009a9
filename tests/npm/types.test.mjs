// The types of the package are those of the values that Rust gives to JavaScript, in both directions.
// TypeScript refuses a literal with a member that its type lacks, or without one that the type requires;
// and every member and every word that a type declares has to occur in the values. The values are in
// boundary.json, which crates/files/src/tests/boundary.rs holds equal to the Rust types. Forms, and what
// is read from a file, come from the package itself.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fixtures } from "./fixtures.mjs";
import * as nianbao from "../../dist/npm/nianbao.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const require = createRequire(new URL("../../xtask/package.json", import.meta.url));
const ts = require("typescript");

await nianbao.default();
const values = JSON.parse(await readFile(join(root, "tests/npm/boundary.json"), "utf8"));
values.Form = nianbao.forms();
values.ReadResult = [];
for (const { report } of fixtures(nianbao.forms())) {
  for (const format of ["json", "txt"]) {
    values.ReadResult.push(await nianbao.readReport(await nianbao.writeReport(report, format), `a.${format}`));
  }
}
// Two reports in one file: of the one that is not read there is a note.
const both = await Promise.all([1, 2].map((i) => nianbao.writeReport({ ...values.ReadResult.find(({ report }) => report.form === "2021").report, agency: `${i}局` }, "csv")));
values.ReadResult.push(await nianbao.readReport(Buffer.concat(both), "a.csv"));

/** A program with the types, and a script that gives each of them its values. */
function programOf(types, declarations) {
  const literals = Object.entries(types).map(([type, all]) => `const all${type}: ${type}[] = ${JSON.stringify(all)};`);
  const script = `import type { ${Object.keys(types)} } from "./nianbao.js";\n${literals.join("\n")}\n`;
  const files = { "/boundary.ts": script, "/nianbao.d.ts": declarations };
  const host = ts.createCompilerHost({});
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) => {
    return files[name] === undefined ? getSourceFile(name, ...rest) : ts.createSourceFile(name, files[name], ts.ScriptTarget.ES2022);
  };
  host.fileExists = (name) => files[name] !== undefined || fileExists(name);
  host.readFile = (name) => files[name] ?? readFile(name);
  const options = {
    noEmit: true, strict: true, target: ts.ScriptTarget.ES2022, types: [],
    module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  return ts.createProgram(["/boundary.ts"], options, host);
}

/** What the compiler says against the values. */
function refused(program) {
  const told = ts.getPreEmitDiagnostics(program);
  return told.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

/** What the types declare and no value has. */
function unused(program, types) {
  const checker = program.getTypeChecker();
  const script = program.getSourceFile("/boundary.ts");
  const lacking = new Set();
  const walk = (type, values, place) => {
    const parts = type.isUnion() ? type.types : [type];
    for (const part of parts) {
      if (part.isStringLiteral() && !values.includes(part.value)) lacking.add(`${place}: "${part.value}"`);
      if (part.flags & ts.TypeFlags.Null && !values.includes(null)) lacking.add(`${place}: null`);
      // A type that has values of its own is looked at there.
      const known = place.includes(".") || place.includes("[") ? types[part.symbol?.name] : undefined;
      if (!(part.flags & ts.TypeFlags.Object) || known) continue;
      const there = values.filter((value) => typeof value === "object" && value);
      const items = checker.getIndexTypeOfType(part, ts.IndexKind.Number) ?? checker.getIndexTypeOfType(part, ts.IndexKind.String);
      if (items) {
        const inner = there.flatMap((value) => Object.values(value));
        if (inner.length) walk(items, inner, `${place}[]`);
        else lacking.add(`${place}[]`);
        continue;
      }
      for (const member of part.getProperties()) {
        const inner = there.map((value) => value[member.name]).filter((value) => value !== undefined);
        const name = `${place}.${member.name}`;
        if (!inner.length) lacking.add(name);
        else walk(checker.getNonOptionalType(checker.getTypeOfSymbol(member)), inner, name);
      }
    }
  };
  const scope = checker.getSymbolsInScope(script.endOfFileToken, ts.SymbolFlags.Alias);
  for (const [name, all] of Object.entries(types)) {
    const alias = scope.find((symbol) => symbol.name === name);
    walk(checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(alias)), all, name);
  }
  return [...lacking].sort();
}

const declarations = await readFile(join(root, "www/nianbao.d.ts"), "utf8");

test("the types declare every member that Rust gives, and Rust gives every member they declare", () => {
  const program = programOf(values, declarations);
  assert.deepEqual(refused(program), []);
  assert.deepEqual(unused(program, values), []);
});

test("the scripts of the page keep their types", async () => {
  const compiler = join(root, "xtask/node_modules/typescript/bin/tsc");
  const told = await promisify(execFile)(process.execPath, [compiler, "-p", "www"], { cwd: root }).then(() => "", ({ stdout }) => stdout);
  assert.equal(told, "");
});

test("the functions of the files module are those that its table of types has", async () => {
  const glue = await readFile(join(root, "dist/npm/files.js"), "utf8");
  const module = new Function(`${glue}\nreturn wasm_bindgen;`)();
  const table = join(root, "www/files-module.d.ts");
  const program = ts.createProgram([table], { noEmit: true, strict: true, types: [], target: ts.ScriptTarget.ES2022 });
  const checker = program.getTypeChecker();
  const [{ symbol }] = program.getSourceFile(table).statements.filter(ts.isInterfaceDeclaration);
  const count = (member) => {
    const [{ parameters }] = checker.getTypeOfSymbol(member).getCallSignatures();
    const rest = parameters[0] && checker.getTypeOfSymbol(parameters[0]);
    return checker.isTupleType(rest ?? checker.getAnyType()) ? checker.getTypeArguments(rest).length : parameters.length;
  };
  const members = checker.getDeclaredTypeOfSymbol(symbol).getProperties();
  const declared = Object.fromEntries(members.map((member) => [member.name, count(member)]));
  const functions = Object.entries(module).filter(([, value]) => typeof value === "function");
  const exported = Object.fromEntries(functions.map(([name, { length }]) => [name, length]));
  delete exported.initSync;
  assert.deepEqual(declared, exported);
});

test("what drives an app has the methods that its type has", async () => {
  const methods = (members) => Object.fromEntries(members
    .filter((member) => member.parameters && member.name?.text && !member.modifiers && !/^(__|free)/.test(member.name.text))
    .map(({ name, parameters }) => [name.text, parameters.length]));
  const parse = (text) => ts.createSourceFile("a.ts", text, ts.ScriptTarget.ES2022);
  const [glue] = (await readdir(join(root, "dist"))).filter((name) => /^nianbao-\w+\.js$/.test(name));
  const { statements } = parse(await readFile(join(root, "dist", glue), "utf8"));
  const classes = statements.filter(ts.isClassDeclaration).map(({ members }) => methods(members));
  const types = parse(await readFile(join(root, "www/app-handle.d.ts"), "utf8")).statements;
  const handle = types.find(({ name }) => name?.text === "AppHandle");
  assert.deepEqual(methods(handle.members), classes.find(({ setValue }) => setValue !== undefined));
});

test("a member on one side alone is noticed, whichever side it is", () => {
  const more = structuredClone(values);
  more.Row[0].findings[0].mood = "";
  assert.match(refused(programOf(more, declarations)).join(), /mood.* does not exist/);
  const lacking = (from, to) => unused(programOf(values, declarations.replace(from, to)), values);
  assert.deepEqual(lacking("  paired: boolean;", "  paired: boolean;\n  mood?: string;"), ["Row.mood"]);
  assert.deepEqual(lacking('"lost" | "guessed"', '"lost" | "mood" | "guessed"'), ['Note.level: "mood"']);
});
