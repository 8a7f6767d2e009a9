// @ts-check
// Answers the messages that a worker gets, with the files module. In a Blob, this script stands behind the
// glue in one text; where a policy forbids Blobs, the worker is this file, which loads the glue. The module
// that writes PDF is used in the same way; then `#pdf.js` stands behind the address.
//
// A message has one of three members:
// - `module`: the compiled module. The answer is `{ value: "ready" }`.
// - `call` and `args`: one call. The answer is `{ value }` or `{ error }`.
// - `jobs`: a batch of calls. The answers are lists, `{ answers }`, in the order of the calls. The last one
//   has `last`, `memory` (the module's bytes), and `trapped`: a trap leaves the module useless, so the
//   calls after it are left out.
if (typeof importScripts === "function") {
  if (typeof wasm_bindgen === "undefined") importScripts(self.location.hash === "#pdf.js" ? "pdf.js" : "files.js");

  /** After this many ms the answers so far are sent, though the batch goes on. */
  const SILENCE = 250;
  let program;

  const told = (error) => ({ code: error.code, message: String(error.message || error) });
  const answer = ({ call, args }) => {
    try {
      return { value: wasm_bindgen[call](...args) };
    } catch (error) {
      return { error: told(error) };
    }
  };

  const work = (jobs) => {
    let answers = [];
    let since = performance.now();
    let trapped = false;
    for (const job of jobs) {
      if (performance.now() - since > SILENCE) {
        self.postMessage({ answers });
        answers = [];
        since = performance.now();
      }
      answers.push(answer(job));
      const { error } = answers[answers.length - 1];
      trapped = Boolean(error && !error.code);
      if (trapped) break;
    }
    self.postMessage({ answers, last: true, trapped, memory: program?.memory?.buffer.byteLength });
  };

  self.onmessage = async ({ data }) => {
    if (data.jobs) return work(data.jobs);
    if (!data.module) return self.postMessage(answer(data));
    try {
      program = await wasm_bindgen({ module_or_path: data.module });
      self.postMessage({ value: "ready" });
    } catch (error) {
      self.postMessage({ error: told(error) });
    }
  };
}
