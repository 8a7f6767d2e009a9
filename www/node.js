// @ts-check
// Workers and files in Node. Node's modules are imported only when they are needed, since the package that
// this script is part of runs in browsers as well.

/** Gives a worker thread of Node the globals that a worker's script uses in a browser. */
const REALM = `
const { parentPort } = require("node:worker_threads");
globalThis.self = { postMessage: (message) => parentPort.postMessage(message) };
globalThis.importScripts = () => {};
parentPort.on("message", (data) => self.onmessage({ data }));
`;

/** The pool's options here: how many workers, and the one way to make them; see `startWorker`. */
export async function threads() {
  const { Worker } = await import(/* webpackIgnore: true */ /* @vite-ignore */ "node:worker_threads");
  const { cpus } = await import(/* webpackIgnore: true */ /* @vite-ignore */ "node:os");
  const make = (script) => {
    const thread = new Worker(REALM + script, { eval: true });
    const worker = {
      postMessage: (message) => thread.postMessage(message),
      terminate: () => thread.terminate(),
    };
    thread.on("message", (data) => worker.onmessage({ data }));
    thread.on("error", (error) => worker.onerror(error));
    return worker;
  };
  return { workers: cpus().length, makers: [make] };
}

/** The same list with files and folders that `gather` understands in the place of paths. */
export async function* localFiles(list) {
  const fs = await import(/* webpackIgnore: true */ /* @vite-ignore */ "node:fs/promises");
  for await (const thing of list) yield typeof thing === "string" ? at(fs, thing) : thing;
}

/** What lies at a path, in the shape of a browser's handle; `name` is what it is called. */
async function at(fs, path, name = path.replace(/[/\\]+$/, "") || path) {
  const stat = await fs.stat(path).catch(() => null);
  if (!stat?.isDirectory()) {
    const getFile = async () => {
      // Opening a pipe or a device might wait for ever.
      if (!stat?.isFile()) throw new Error("no plain file");
      return localFile(fs, path, stat.size);
    };
    return { kind: "file", name, getFile };
  }
  const children = async function* () {
    for (const entry of await fs.readdir(path, { withFileTypes: true })) {
      const inside = `${path}/${entry.name}`;
      const target = entry.isSymbolicLink() ? await fs.stat(inside).catch(() => null) : entry;
      // A link to a folder is not followed: the folder may contain this one. Pipes, sockets and devices are
      // no files. A link to nothing is told as a file that cannot be read.
      if (!target || target.isFile() || (target.isDirectory() && target === entry)) yield at(fs, inside, entry.name);
    }
  };
  return { kind: "directory", name, values: children };
}

/** A part of a file on disk, with the members of a Blob that `gather` uses. */
function localFile(fs, path, size, start = 0) {
  const arrayBuffer = async () => {
    const file = await fs.open(path);
    try {
      const bytes = new Uint8Array(size);
      let read = 0;
      while (read < size) {
        const { bytesRead } = await file.read(bytes, read, size - read, start + read);
        if (!bytesRead) break;
        read += bytesRead;
      }
      return bytes.buffer.slice(0, read);
    } finally {
      await file.close();
    }
  };
  const slice = (from, to = size) => localFile(fs, path, Math.min(to, size) - from, start + from);
  return { size, arrayBuffer, slice };
}
