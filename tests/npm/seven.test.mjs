// What the build packs into the one-file page as text, seven bits a character, the page reads.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

// Node 18 takes a script in a folder without package.json for CommonJS.
const source = await readFile(new URL("../../www/seven.js", import.meta.url));
const { decode } = await import(`data:text/javascript;base64,${source.toString("base64")}`);

test("the bytes come back from their text", () => {
  // The same bytes and text are in xtask/src/seven.rs, which writes them.
  const bytes = [0, 4, 111, 247, 143, 32, 141, 130];
  const text = "\u0101\u01ff\u023cA\u01c1\u0100";
  assert.deepEqual([...decode(text, bytes.length)], bytes);
  assert.deepEqual([...decode("", 0)], []);
});
