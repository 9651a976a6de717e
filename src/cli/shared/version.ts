import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The suite's version, as in package.json. */
export function version(): string {
  return JSON.parse(readFileSync(join(__dirname, "..", "..", "..", "package.json"), "utf8")).version;
}
