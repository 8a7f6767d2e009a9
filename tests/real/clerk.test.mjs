// The work of a clerk (morning.mjs) with a published report.
import { after, before, test } from "node:test";
import { launch } from "../browser/browser.mjs";
import { morning } from "../browser/morning.mjs";
import { missing, realReports } from "./reports.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test("a published report is corrected and never lost", { skip: missing }, async (context) => {
  const file = realReports().find(({ name }) => /^seed.*\.docx$/.test(name));
  if (!file) return context.skip("there is no seed*.docx among the reports");
  await morning(context, browser, file.bytes, [
    ["1.1", "578", ["A-07@1.1"]],
    ["1.2.1", "0", ["V-02@1.2.1"]],
    ["8.1", "1", ["V-02@8.1"]],
    ["8.2", "1", ["V-02@8.2"]],
  ]);
});
