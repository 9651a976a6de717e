/** docs/plain-networks.md is what `npm run docs` writes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { comparisonDocument } from "../../src/cli/compare/comparisonDocument";
import { threeDigits } from "../../src/cli/shared/numbers";
import { compareNormalisation } from "../../src/experiments/compareNormalisation";
import { defaultComparison } from "../../src/experiments/defaultComparison";
import { onlyInFull } from "../onlyInFull";

onlyInFull("docs/plain-networks.md is the document of the default comparison, made now", () => {
  const committed = readFileSync(join(__dirname, "..", "..", "docs", "plain-networks.md"), "utf8");
  const made = comparisonDocument(defaultComparison, compareNormalisation(defaultComparison));
  expect(committed).toBe(`${made}\n`);
});

test("three digits do not depend on the last bits of a number", () => {
  // 2^-5 is half way between 0.0312 and 0.0313.
  expect([1 - 1e-12, 1, 1 + 1e-12].map((factor) => threeDigits(factor * 2 ** -5))).toEqual([
    "0.0313",
    "0.0313",
    "0.0313",
  ]);
  const printed = [null, 0, 1, -2.345678, 4095.99999999, 1.789e6, 5.4812e-6, Number.POSITIVE_INFINITY].map(threeDigits);
  expect(printed).toEqual(["–", "0", "1", "-2.35", "4100", "1.79e6", "5.48e-6", "Infinity"]);
});
