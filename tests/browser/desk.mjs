// Runs the desk without its screen in the built page, for the tests and for desk_bench.mjs.
import { readdirSync } from "node:fs";
import { root } from "./browser.mjs";

/**
 * The built page with `desk`, its last `progress`, and `checked`, which is waited for after `drop`.
 * `name` is `Desk`, or `DeskController` for what the screen has.
 */
export async function deskPage(browser, address, name = "Desk") {
  const page = await (await browser.newContext()).newPage();
  await page.goto(address);
  const [snippets] = readdirSync(`${root}dist/snippets`);
  await page.evaluate(async ([script, name]) => {
    const { [name]: Desk } = await import(script);
    window.desk = new Desk((progress) => (window.progress = progress));
    document.body.insertAdjacentHTML("beforeend", '<input type="file" id="many" multiple>');
    document.querySelector("#many").addEventListener("change", ({ target }) => {
      window.checked = desk.add(target.files);
    });
  }, [`${address}snippets/${snippets}/www/${name === "Desk" ? "desk" : "desk-controller"}.js`, name]);
  return page;
}

/** Lets the desk have files, by their paths; `page.evaluate(() => checked)` waits for their rows. */
export function drop(page, files) {
  return page.setInputFiles("#many", files);
}
