/**
 * The tightest cases known, evaluated again: a theorem whose bound changed, looser or tighter, or whose quantity did, fails here
 * with the old value and the new one.
 */
import { join } from "node:path";
import { describeChanges } from "../../src/cli/tightness/tightnessReport";
import { readRecord } from "../../src/records/recordFile";
import { builtIn, theorems } from "../../src/theorems/registry";
import { weakened } from "../../src/theorems/weakening";
import { compareEntry, compareTightness } from "../../src/tightness/compareTightness";
import { tightnessRecord } from "../../src/tightness/tightnessFile";
import { entriesOf } from "../../src/tightness/tightnessSummary";

const file = join(__dirname, "..", "..", "fixtures", "tightness.json");
const entries = readRecord(file, tightnessRecord(builtIn));

describe.each(theorems.map((theorem) => [theorem.id, theorem] as const))("%s", (id, theorem) => {
  const own = entriesOf(theorem, entries);

  test("is as tight as recorded, in every cell", () => {
    const changes = compareTightness(theorem, own);
    if (changes.length > 0) {
      throw new Error(`${changes.length} changes\n${describeChanges({ id, changes })}`);
    }
  });

  test.each(theorem.coefficients)("shows a change of its coefficient %s by 1 %%, up and down", (coefficient) => {
    const isSeen = (factor: number, what: string): boolean =>
      own.some((entry) =>
        compareEntry(weakened(theorem, { [coefficient]: factor }), entry).some((change) => change.what === what),
      );
    // In some cells a term is 0, or too small to count. A bound that is divided by a term falls where that grows.
    const kinds = ["bound looser", "bound tighter"];
    expect(kinds.some((what) => isSeen(1.01, what))).toBe(true);
    expect(kinds.some((what) => isSeen(0.99, what))).toBe(true);
  });
});
