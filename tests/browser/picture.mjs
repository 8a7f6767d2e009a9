// Takes docs/screen.png, the picture in the READMEs: node tests/browser/picture.mjs, after dist.
import { fileURLToPath } from "node:url";
import { launch, offlineFile, root } from "./browser.mjs";

const report = fileURLToPath(new URL("../reports/shili_2024.json", import.meta.url));
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
await page.goto(offlineFile);
await page.locator('input[type=file][data-open="report"]').first().setInputFiles(report);
// A total that three rules call wrong, in the middle of the screen.
const cell = page.locator('input[data-cell="3.processed.total"]');
await cell.evaluate((element) => element.scrollIntoView({ block: "center" }));
await cell.click();
await page.locator("[data-save-state]").filter({ hasText: /^已保存/ }).waitFor();
await page.screenshot({ path: `${root}docs/screen.png` });
await browser.close();
