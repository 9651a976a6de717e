/** docs/tightness.md is what the record of the tightest cases says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tightnessDocument } from "../../src/cli/tightness/tightnessDocument";
import { readRecord } from "../../src/records/recordFile";
import { builtIn, theorems } from "../../src/theorems/registry";
import { tightnessRecord } from "../../src/tightness/tightnessFile";

const root = join(__dirname, "..", "..");

test("docs/tightness.md is up to date (npm run docs)", () => {
  const entries = readRecord(join(root, "fixtures", "tightness.json"), tightnessRecord(builtIn));
  expect(readFileSync(join(root, "docs", "tightness.md"), "utf8")).toBe(`${tightnessDocument(theorems, entries)}\n`);
});
