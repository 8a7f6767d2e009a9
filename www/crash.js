// @ts-check
// Handles a crash of the program: a panic, or running out of memory or stack, is a trap in wasm. The page
// sees an error, and the program answers no more. This script works without the program, and shows how
// to keep the report.
import { failed } from "./events.js";
import { saveFile } from "./hosting.js";

/** @import { NianbaoReport } from "./element.js" */

/**
 * The elements in the page. They share one program, so a crash stops all of them.
 * @type {Set<NianbaoReport>}
 */
export const shown = new Set();
let broken = false;

/** Whether the program has crashed. */
export const hasCrashed = () => broken;

/** Asks the program of one element whether it still answers. */
export class Pulse {
  #alive = true;

  /** An error has occurred in the page; `ping` makes the program call `answered` if it still works. */
  probe(ping, message) {
    this.#alive = false;
    try {
      ping();
    } catch (error) {
      return crashed(`${message}\n${error}`);
    }
    setTimeout(() => this.#alive || crashed(message), 1_000);
  }

  answered() {
    this.#alive = true;
  }
}

function crashed(message) {
  console.error(message);
  if (broken) return;
  broken = true;
  for (const element of shown) recover(element, message);
}

/**
 * Shows a panel in place of the program that says how to keep the report.
 * @param {NianbaoReport} element
 * @param {string} message the error's words, for developers
 */
export function recover(element, message = "") {
  element.flush();
  const panel = document.createElement("section");
  panel.className = "crash";
  panel.setAttribute("role", "alert");
  const add = (tag, text) => {
    const node = document.createElement(tag);
    node.textContent = text;
    panel.append(node);
    return node;
  };
  const json = element.mirrored;
  add("h1", json !== null ? "程序出了问题，您填写的内容没有丢" : "程序出了问题");
  add("p", "请刷新页面后再试。").dataset.safety = "";
  if (json !== null) {
    const save = add("button", "另存为文件");
    save.className = "primary";
    save.onclick = () => saveFile(json, "年报草稿.json", "application/json");
  }
  const reload = add("button", "刷新页面");
  reload.onclick = () => location.reload();
  add("pre", message.slice(0, 600));
  const { shadow } = element;
  if (shadow) shadow.hidden = true;
  shadow?.parentElement?.append(panel);
  showSafety(element);
  failed(element, "crash", message);
}

/**
 * Writes into the panel what to do, which depends on where the report is stored.
 * @param {NianbaoReport} element
 */
export function showSafety(element) {
  const line = element.shadow?.parentElement?.querySelector("[data-safety]");
  if (!line || element.mirrored === null) return;
  line.textContent = element.places
    ? `已保存在本机 ${element.places} 处：刷新页面后，从“接着写”继续。也可以先另存为文件。`
    : "还没有存在本机：请先另存为文件，然后刷新页面，再打开这个文件接着填写。";
}
