// The work of a clerk (morning.mjs) with a made-up report.
import { after, before, test } from "node:test";
import * as nianbao from "../../dist/npm/nianbao.js";
import { fixtures } from "../npm/fixtures.mjs";
import { launch } from "./browser.mjs";
import { morning } from "./morning.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test("a report is corrected, taken back, redone, downloaded, and never lost", async (context) => {
  const { report } = fixtures(nianbao.forms()).find(({ name }) => name === "shili_2017.json");
  await morning(context, browser, await nianbao.writeReport(report, "docx"), [
    ["3.1.4", "4", ["A-01@3.1"]],
    ["1.2.3", "246", ["A-16@section:2", "A-07@1.1"]],
    ["8.2", "1", ["V-02@8.2"]],
  ]);
});
