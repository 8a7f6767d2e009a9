// Published reports in the package: their cells are read as they are known to be, and damaged copies are
// read or refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { cutAnywhere } from "../npm/outcome.mjs";
import { missing, realReports } from "./reports.mjs";

await nianbao.default();
const known = new Set(nianbao.forms().map(({ id }) => id));

test("there are reports", { skip: missing }, () => assert.ok(realReports().length));

for (const { name, bytes, expected } of realReports()) {
  test(`${name} yields its true cells`, async (context) => {
    if (!known.has(expected.form)) return context.skip(`form ${expected.form} is not known`);
    const { report } = await nianbao.readReport(bytes, name);
    assert.equal(report.form, expected.form);
    assert.deepEqual(report.cells, expected.cells);
  });

  test(`${name} cut anywhere is read or refused`, () => cutAnywhere(bytes, name));
}
