// The outcome of reading any file: within a time limit it is read, or refused with a code and Chinese words.
import assert from "node:assert/strict";
import * as nianbao from "../../dist/npm/nianbao.js";

const CODES = ["unsupported", "damaged", "too-large", "encrypted", "form"];
/** Milliseconds of the processor for any one file: others may be busy beside us. */
const LONGEST = 20_000;
/** A truncation at every so many percent. */
const STEP = Number(process.env.NIANBAO_STEP ?? 5);

/** The code with which a file is refused, or "read". */
export async function outcome(bytes, name = "file") {
  const begin = process.cpuUsage();
  const code = await nianbao.readReport(new Uint8Array(bytes), name).then(
    ({ report }) => (assert.equal(report.nianbao, 1), "read"),
    (error) => {
      assert.ok(CODES.includes(error.code), `${name}: ${error.stack}`);
      assert.match(error.message, /[一-龥]/);
      return error.code;
    },
  );
  const { user, system } = process.cpuUsage(begin);
  const took = (user + system) / 1000;
  assert.ok(took < LONGEST, `${name} took ${took} ms`);
  return code;
}

/** Reads a sound file cut at every few percent of its length. */
export async function cutAnywhere(bytes, name) {
  for (let percent = 0; percent < 100; percent += STEP) {
    const cut = bytes.subarray(0, Math.floor((bytes.length * percent) / 100));
    await outcome(cut, `${name} cut at ${percent} %`);
  }
}
