// @ts-check
// What a worker does with the files module. It runs behind the glue in a Blob, or by itself where a
// policy allows only scripts that have an address.
//
// A message brings the module, one call to be answered, or jobs, many calls whose answers go back
// together (`answers`, in their order); the last of them say so, whether a job trapped, after which
// the module is of no more use and the rest is left, and how much memory the module has.
if (typeof importScripts === "function") {
  if (typeof wasm_bindgen === "undefined") importScripts("files.js");

  /** Milliseconds after which answers are told though more are to come. */
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
