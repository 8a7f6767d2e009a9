// Many real files in Node, of which a tenth is damaged or hostile and one hangs: each of these says why, and
// all others are right. FILES sets how many there are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { corpus, files, manifest, wrong } from "../corpus.mjs";
import * as nianbao from "../../dist/npm/nianbao.js";
import { SLOW } from "./fixtures.mjs";

const COUNT = Number(process.env.FILES ?? 200);

test(`of ${COUNT} files a tenth is ruined and one hangs: the others have their verdicts`, async () => {
  await nianbao.default();
  const folder = corpus(COUNT, "ruined");
  const given = files(folder);
  given.splice(COUNT / 2, 0, { name: "hangs.txt", bytes: new TextEncoder().encode(SLOW) });
  const rows = [];
  for await (const row of nianbao.checkFiles(given, { pair: true, timeLimit: 2_000 })) rows.push(row);
  assert.deepEqual(rows.map(({ file }) => file), given.map((file) => file.name ?? file));
  const told = wrong(folder, rows);
  assert.deepEqual(told, [], `${told.length} of ${rows.length}`);
  const failed = rows.filter(({ error }) => error);
  assert.equal(failed.length, manifest(folder).filter(({ readable }) => !readable).length + 1);
  assert.match(rows[COUNT / 2].error.message, /超过 2 秒/);
});
