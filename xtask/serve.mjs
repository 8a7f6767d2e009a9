// A static file server for `cargo xtask run` and the browser tests, as plain as a portal's.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** A file, or the packed copy beside it that the browser takes: `[bytes, encoding]`. */
async function smallest(file, accepted) {
  for (const [encoding, end] of [["br", ".br"], ["gzip", ".gz"]]) {
    if (!accepted.includes(encoding)) continue;
    const body = await readFile(file + end).catch(() => null);
    if (body) return [body, encoding];
  }
  return [await readFile(file), null];
}

/** Serves a folder; resolves to the listening server. `headers` are added to every answer. */
export function serve(folder, port, headers = {}) {
  const server = createServer(async (request, response) => {
    try {
      const { pathname } = new URL(request.url, "http://localhost");
      const path = normalize(decodeURIComponent(pathname));
      const file = join(resolve(folder), path.endsWith("/") ? join(path, "index.html") : path);
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      const [body, packed] = await smallest(file, request.headers["accept-encoding"] ?? "");
      const encoding = packed && { "content-encoding": packed, vary: "accept-encoding" };
      const own = { "content-type": type, "cache-control": "no-cache", ...encoding };
      response.writeHead(200, { ...own, ...headers });
      response.end(body);
    } catch {
      response.writeHead(404).end("not found");
    }
  });
  return new Promise((done, failed) => {
    server.once("error", failed).listen(port, "127.0.0.1", () => done(server));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, port] = process.argv.slice(2);
  await serve(folder, Number(port)).catch((error) => {
    console.error(`port ${port} is not free: ${error.message}`);
    process.exit(1);
  });
}
