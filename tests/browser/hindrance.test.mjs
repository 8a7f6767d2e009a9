// The lines that tell of hindrances (see www/hosting.js) never cover a control: on every screen, at every
// size, in large type, zoomed, in our page and in a page of others, with as many lines as there can be.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "./axe.mjs";
import { drawn, launch, openPage, root, served, STRICT_POLICY } from "./browser.mjs";

const POLICY = { "content-security-policy": `${STRICT_POLICY}; worker-src 'none'` };
let browser;
let host;
before(async () => {
  browser = await launch();
  host = await served("dist", POLICY);
});
after(async () => {
  await browser.close();
  host.close();
});

/** Neither storage nor downloads; workers are refused by the server's policy. */
const hindering = () => {
  const refuse = { get: () => { throw new DOMException("denied", "SecurityError"); } };
  Object.defineProperty(window, "localStorage", refuse);
  Object.defineProperty(window, "indexedDB", refuse);
  Object.defineProperty(window, "frameElement", { get: () => ({ getAttribute: () => "allow-scripts" }) });
};
const CODES = ["downloads", "storage", "worker"];

const PORTAL = (style) => `<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">
  <style>body { margin: 0 } header, footer { padding: 20px } ${style}</style>
  <header>某单位门户网站</header><nianbao-report></nianbao-report><footer>版权所有</footer>
  <script type="module" src="npm/nianbao.js"></script>`;

/** The page with the element, alone or with this style in a page of others. */
async function shown({ viewport, large, style }, setUp = hindering) {
  const context = await browser.newContext({ viewport });
  await context.addInitScript(setUp);
  const headers = { "content-type": "text/html; charset=utf-8", ...POLICY };
  const answer = { headers, body: PORTAL(style) };
  await context.route("**/portal.html", (route) => route.fulfill(answer));
  const page = await openPage(context, `${host.address}${style === undefined ? "" : "portal.html"}`);
  await page.locator("[data-sample]").waitFor();
  if (large) await page.locator("[data-large]").first().click();
  return page;
}

const notices = (page) => page.locator("[data-hindrance]");
const notice = (page, code) => page.locator(`[data-hindrance="${code}"]`);

/**
 * Controls that a notice lies over once they are scrolled to, and how many were seen. What is scrolled
 * out of the program's own place is not there to be covered.
 */
const covered = (page) => page.evaluate(() => {
  const { shadowRoot } = document.querySelector("nianbao-report");
  const place = () => shadowRoot.querySelector(".app").getBoundingClientRect();
  const within = ([x, y], { left, top, right, bottom }) => x > left && x < right && y > top && y < bottom;
  const found = { controls: 0, covered: [] };
  for (const control of shadowRoot.querySelectorAll("button, input, textarea, select, a[href], label, [tabindex]")) {
    if (!control.getClientRects().length || control.closest("[data-hindrance]")) continue;
    let seen = false;
    for (const block of ["nearest", "center"]) {
      control.scrollIntoView({ block });
      const { left, top, right, bottom } = control.getBoundingClientRect();
      const points = [[(left + right) / 2, (top + bottom) / 2], [left + 2, top + 2], [right - 2, bottom - 2]];
      for (const point of points.filter((one) => within(one, place()))) {
        const hit = shadowRoot.elementFromPoint(...point);
        seen ||= Boolean(hit);
        if (hit?.closest("[data-hindrance]")) found.covered.push(control.outerHTML.slice(0, 120));
      }
    }
    found.controls += seen;
  }
  return found;
});

/** Whether a notice can be seen: it is what is hit in its middle. */
const inSight = (page, code) => notice(page, code).evaluate((line) => {
  const { left, top, width, height } = line.getBoundingClientRect();
  return line.contains(line.getRootNode().elementFromPoint(left + width / 2, top + height / 2));
});

const SCREENS = {
  start: async () => {},
  editor: async (page) => {
    await page.locator("[data-sample]").click();
    await page.locator("[data-finding]").first().waitFor({ state: "attached" });
  },
  desk: async (page) => {
    const files = ["shili_2024", "shili_2017"].map((name) => `${root}tests/reports/${name}.json`);
    await page.locator('input[type=file][data-open="many"]').setInputFiles(files);
    await page.locator('[data-progress="done"]').waitFor({ timeout: 30_000 });
    // In a low window its row lies under the list's own head.
    await page.locator("[data-unit]").first().dispatchEvent("click");
    await page.locator("[data-open-row]").waitFor();
  },
};

const LOOKS = {
  "a phone": { viewport: { width: 360, height: 740 } },
  "a phone in large type": { viewport: { width: 360, height: 740 }, large: true },
  "a tablet": { viewport: { width: 768, height: 1024 } },
  "1280 × 720": { viewport: { width: 1280, height: 720 } },
  "1280 × 720 at 200 %": { viewport: { width: 640, height: 360 } },
  "1280 × 720 at 200 % in large type": { viewport: { width: 640, height: 360 }, large: true },
  "1366 × 768 in large type": { viewport: { width: 1366, height: 768 }, large: true },
  "1920 × 1080": { viewport: { width: 1920, height: 1080 } },
  "a column of a page": { viewport: { width: 1366, height: 768 }, style: "nianbao-report { width: 1000px; margin: auto }" },
  "a page that sets its height": { viewport: { width: 1366, height: 768 }, style: "nianbao-report { height: 500px }" },
  "a page as long as its report": { viewport: { width: 1000, height: 700 }, style: "nianbao-report { height: auto }" },
};

for (const [look, options] of Object.entries(LOOKS)) {
  for (const [screen, lead] of Object.entries(SCREENS)) {
    test(`notices cover nothing: ${screen}, ${look}`, { timeout: 60_000 }, async () => {
      const page = await shown(options);
      for (const code of CODES) await notice(page, code).waitFor();
      assert.ok(await inSight(page, await notices(page).first().getAttribute("data-hindrance")));
      await lead(page);
      const { controls, covered: hidden } = await covered(page);
      assert.ok(controls >= 8, `${controls} controls`);
      assert.deepEqual(hidden, []);
      // Each can be put away, and then the program has all its room back.
      for (const code of CODES) await notice(page, code).locator("button").click();
      assert.equal(await notices(page).count(), 0);
      const program = page.locator("nianbao-report .app");
      const [own, all] = [await program.boundingBox(), await page.locator("nianbao-report").boundingBox()];
      assert.deepEqual(own, all);
      await page.context().close();
    });
  }
}

/** The editor in a page of others that is higher than the window, scrolled to its middle. */
async function scrolled() {
  const viewport = { width: 1000, height: 700 };
  const page = await shown({ viewport, style: "nianbao-report { height: 2400px }" }, () => {});
  await notice(page, "worker").locator("button").click();
  await SCREENS.editor(page);
  await page.evaluate(() => {
    scrollTo(0, 1200);
    Object.defineProperty(self, "origin", { value: "null" });
  });
  await drawn(page);
  return page;
}
const download = (page) => page.evaluate(() => document.querySelector("nianbao-report").download("json"));
const place = (page) => page.evaluate(() => scrollY);

test("a notice that appears above what is in the window is scrolled to", async () => {
  const page = await scrolled();
  await download(page);
  await notice(page, "downloads").waitFor();
  await page.waitForFunction(() => scrollY < 300);
  assert.ok(await inSight(page, "downloads"));
});

test("nobody who types is scrolled away", async () => {
  const page = await scrolled();
  const id = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector("nianbao-report");
    const fields = [...shadowRoot.querySelectorAll("input[data-cell]")];
    const field = fields.find((one) => one.getBoundingClientRect().top > 200);
    field.focus({ preventScroll: true });
    return field.dataset.cell;
  });
  const before = await place(page);
  await download(page);
  await notice(page, "downloads").waitFor();
  await drawn(page);
  await drawn(page);
  assert.ok(Math.abs((await place(page)) - before) < 150, `from ${before} to ${await place(page)}`);
  assert.ok(await page.evaluate((cell) => {
    const { activeElement } = document.querySelector("nianbao-report").shadowRoot;
    return activeElement.dataset.cell === cell && activeElement.getBoundingClientRect().top > 0;
  }, id));
});

test("notices are announced, come one after the other with Tab, and are not printed", async () => {
  const page = await shown({ viewport: { width: 1280, height: 720 } });
  for (const code of CODES) await notice(page, code).waitFor();
  const status = page.locator("[role=status]").filter({ has: notices(page) });
  assert.equal(await status.count(), 1);
  assert.deepEqual(await violations(page), []);
  await notices(page).first().locator("button").focus();
  await page.keyboard.press("Enter");
  assert.equal(await notices(page).count(), 2);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  assert.equal(await notices(page).count(), 0);
  await page.reload();
  await notice(page, "storage").waitFor();
  await page.emulateMedia({ media: "print" });
  assert.equal(await notice(page, "storage").isVisible(), false);
});
