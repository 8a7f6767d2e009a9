// Writes a .gz and a .br beside every file of the page that shrinks, for hosts that send packed files
// and pack none themselves. The package is left as it is: its users have a bundler or a host.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = process.argv[2];
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(wasm|js|css|html)$/.test(entry.name))
  .map(({ name }) => join(folder, name));
for (const path of names) {
  const bytes = readFileSync(path);
  if (bytes.length < 1000) continue;
  const params = {
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    [constants.BROTLI_PARAM_QUALITY]: 10,
  };
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
}
