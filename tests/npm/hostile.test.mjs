// Files made to do harm, and damaged ones, in the package as it is shipped: each is read or refused
// with a code and Chinese words, in bounded time, and the module works on. A trap has no code.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { word, workbook, zip } from "./container.mjs";
import { WRITTEN, fixtures, zeroReport } from "./fixtures.mjs";
import { cutAnywhere, outcome } from "./outcome.mjs";

await nianbao.default();
const forms = nianbao.forms();

const many = (text, count) => text.repeat(count);
const row = (cells) => `<w:tr>${cells}</w:tr>`;
const cell = (text) => `<w:tc><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
const paragraph = (text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const DEEP = 100_000;
const nested = (begin, end) => many(begin, DEEP) + "1" + many(end, DEEP);
const laughs = () => {
  const more = (_, i) => `<!ENTITY l${i + 1} "${many(`&l${i};`, 10)}">`;
  return `<!DOCTYPE x [<!ENTITY l0 "哈哈哈哈">${Array.from({ length: 9 }, more).join("")}]>`;
};
const odt = (content) => zip([
  ["mimetype", "application/vnd.oasis.opendocument.text"],
  ["META-INF/manifest.xml", "<manifest/>"],
  ["content.xml", content],
]);
const locked = (name) => readFileSync(new URL(`locked/${name}`, import.meta.url));
function nestedZip(depth) {
  let bytes = word(paragraph("一"));
  for (let i = 0; i < depth; i++) bytes = zip([[`${i}.zip`, bytes]]);
  return bytes;
}

/** Each with what must become of it: a code, `read`, or any of several where all are right. */
const FILES = [
  ["a zip bomb", () => word(many("<w:p/>", 60_000_000)), "too-large"],
  ["a zip bomb that states a small size", () => zip([["word/document.xml", many("<w:p/>", 30_000_000)]], 1000), /too-large|damaged/],
  ["a bomb of a page", () => zip([["年报.html", many("<p>一</p>", 20_000_000)]]), /too-large|unsupported/],
  ["zips within zips", () => nestedZip(20), "unsupported"],
  ["a zip of 20,000 parts", () => zip(Array.from({ length: 20_000 }, (_, i) => [`${i}.txt`, "1"])), "too-large"],
  ["a page of a million cells", () => `<table>${many(`<tr>${many("<td>1", 50)}`, 20_001)}</table>`, "too-large"],
  ["a Word file of a million cells", () => word(`<w:tbl>${many(row(many(cell("1"), 50)), 20_001)}</w:tbl>`), "too-large"],
  ["a workbook of a million cells", () => workbook(many(`<row>${many("<c><v>1</v></c>", 50)}</row>`, 20_001)), "too-large"],
  ["a csv file of a million cells", () => many(`${many("1,", 50)}1\r\n`, 20_001), /too-large|read/],
  ["cells that span without end", () => `<table>${many('<tr><td rowspan="65535" colspan="9999">1', 2000)}</table>`, /too-large|unsupported/],
  ["a workbook with cells far away", () => workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "unsupported"],
  ["blocks nested in a page", () => nested("<div>", "</div>"), "unsupported"],
  ["tables nested in a page", () => nested("<table><tr><td>", "</td></tr></table>"), /too-large|damaged/],
  ["tables nested in a Word file", () => word(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")), /too-large|damaged/],
  ["elements nested in a workbook", () => workbook(nested("<row>", "</row>")), "unsupported"],
  ["elements nested in an odt", () => odt(nested("<text:span>", "</text:span>")), /too-large|damaged/],
  ["lists nested in JSON", () => `{"nianbao":1,"form":"2014","cells":${nested("[", "]")}}`, "damaged"],
  ["a text of one long line", () => many("text:span,", DEEP), "too-large"],
  ["lists nested in a PDF", () => `%PDF-1.4\n1 0 obj ${nested("[", "]")} endobj\ntrailer <</Root 1 0 R>>`, "damaged"],
  ["entities in entities in a Word file", () => word(paragraph("一、概述&l9;"), laughs()), "read"],
  ["entities in entities in a page", () => `${laughs()}<p>一、概述&l9;</p>`, /read|unsupported/],
  ["an entity of another file", () => word(paragraph("一、概述&f;"), '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'), "read"],
  ["a Word file with macros", () => word(paragraph("一、概述"), "", [["word/vbaProject.bin", many("\0", 5000)]]), "read"],
  ["an encrypted Word file", () => locked("password.docx"), "encrypted"],
  ["an encrypted PDF", () => locked("password.pdf"), "encrypted"],
  ["a PDF encrypted in the old way", () => locked("password_old.pdf"), "encrypted"],
];

for (const [name, make, becomes] of FILES) {
  test(`${name} is read or refused`, async () => {
    assert.match(await outcome(Buffer.from(make()), name), new RegExp(becomes));
  });
}

test("random bytes are refused, whatever they begin with", async () => {
  let state = 1;
  const noise = (length) => Buffer.from(Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  }));
  const beginnings = ["", "PK\x03\x04", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "%PDF-1.7\n", "<html><table>", "{\"nianbao\":1,", "\xff\xfe", "\xef\xbb\xbf", "<?xml version=\"1.0\"?>", "MIME-Version: 1.0\r\n\r\n"];
  for (const begin of beginnings) {
    for (let i = 1; i <= 20; i++) {
      await outcome(Buffer.concat([Buffer.from(begin, "latin1"), noise(i * 997)]), JSON.stringify(begin));
    }
  }
});

for (const format of WRITTEN) {
  test(`a ${format} of ours cut anywhere is read or refused`, async () => {
    await cutAnywhere(await nianbao.writeReport(fixtures(forms).at(-1).report, format), format);
  });
}

test("nothing that a report says becomes a script or a formula", async () => {
  const script = "<script>alert(1)</script><img src=x onerror=alert(1)>";
  const formula = "=cmd|' /C calc'!A0";
  const report = zeroReport(forms, "2021");
  report.agency = script;
  report.title = formula;
  report.sections[0].text = ["+1+1", "-2", "@SUM(A1)", formula, script].join("\n");
  report.cells["3.received.person"] = formula;
  for (const format of ["html", "sheet"]) {
    const page = new TextDecoder().decode(await nianbao.writeReport(report, format));
    assert.doesNotMatch(page, /<script>|<img/, format);
  }
  const csv = new TextDecoder().decode(await nianbao.writeReport(report, "csv"));
  assert.doesNotMatch(csv, /(^|,|\n)"?(?!-\d)[=+@-]/);
  for (const format of ["docx", "xlsx", "html", "json"]) {
    const { report: back } = await nianbao.readReport(await nianbao.writeReport(report, format), "");
    assert.equal(back.sections[0].text, report.sections[0].text, format);
    assert.equal(back.cells["3.received.person"], formula, format);
  }
});

test("after all this the module reads a good file", async () => {
  const report = zeroReport(forms, "2014");
  const { report: back } = await nianbao.readReport(await nianbao.writeReport(report, "docx"), "");
  assert.deepEqual(back.cells, report.cells);
});

test("names with a meaning for JavaScript are only names", async () => {
  const names = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"];
  const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
  const text = (value) => {
    const members = names.map((name) => `${JSON.stringify(name)}: ${value}`).join(", ");
    return `{ "nianbao": 1, "form": "2021", "year": 2024, "agency": "某局", ${members},
      "sections": [{ "id": null, "heading": "一", "text": "二", ${members} }],
      "cells": { "3.received.person": "5", ${members} },
      "explanations": [{ "rule": "C-01", "at": "x", "reason": "y", ${members} }] }`;
  };
  for (const value of ['"polluted"', '{ "polluted": "yes", "toJSON": "no" }', "[1]"]) {
    const own = JSON.parse(text(value));
    const bytes = new TextEncoder().encode(text(value));
    const answers = [
      await nianbao.readReport(bytes, "年报.json").catch(({ code }) => code),
      ...["json", "docx", "csv"].map((format) => nianbao.writeReport(own, format).catch(({ code }) => code)),
    ];
    await Promise.all(answers);
    try {
      const { findings } = nianbao.checkReport(own);
      assert.ok(Array.isArray(findings));
    } catch ({ code }) {
      assert.ok(["damaged", "form"].includes(code), code);
    }
    assert.equal({}.polluted, undefined);
    assert.equal(JSON.stringify(Object.getOwnPropertyNames(Object.prototype)), before);
  }
});
