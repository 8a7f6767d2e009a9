// Runs the desk without its screen in the built page, for the tests and for tests/peers/desk.mjs.
import { readdirSync } from "node:fs";
import { root } from "./browser.mjs";

/**
 * The built page with `desk`, its last `progress`, and `checked`, which is waited for after `drop`.
 * `name` is `Desk`, or `DeskController` for what the screen has; `options` are the pool's.
 */
export async function deskPage(browser, address, name = "Desk", options = {}) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(address);
  const [snippets] = readdirSync(`${root}dist/snippets`);
  await page.evaluate(async ([script, name, options]) => {
    const { [name]: Desk } = await import(script);
    window.desk = new Desk((progress) => (window.progress = progress), {}, options);
    document.body.insertAdjacentHTML("beforeend", '<input type="file" id="many" multiple>');
    document.querySelector("#many").addEventListener("change", ({ target }) => {
      window.checked = desk.add(target.files);
    });
  }, [`${address}snippets/${snippets}/www/${name === "Desk" ? "desk" : "desk-controller"}.js`, name, options]);
  return page;
}

/** Lets the desk have files, by their paths; `page.evaluate(() => checked)` waits for their rows. */
export function drop(page, files) {
  return page.setInputFiles("#many", files);
}
