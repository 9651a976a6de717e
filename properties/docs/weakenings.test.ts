/** docs/weakenings.md is what the record of weakened theorems says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { weakeningsDocument } from "../../src/cli/weakenings/weakeningsDocument";
import { readRecord } from "../../src/records/recordFile";
import { builtIn } from "../../src/theorems/registry";
import { weakeningRecord } from "../../src/weakenings/weakeningFile";

const root = join(__dirname, "..", "..");

test("docs/weakenings.md is up to date (npm run docs)", () => {
  const entries = readRecord(join(root, "fixtures", "weakenings.json"), weakeningRecord(builtIn));
  expect(readFileSync(join(root, "docs", "weakenings.md"), "utf8")).toBe(`${weakeningsDocument(entries)}\n`);
});
