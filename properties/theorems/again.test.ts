/**
 * What a violation would be judged by: every quantity again by its own route, from definitions in decimals, is what float64 measured, within the
 * error that it states; so are consequences, and bounds with what they take from measurements.
 */
import fc from "fast-check";
import { theorems } from "../../src/theorems/registry";
import { quickOrFull } from "../depth";
import { expectAgain, smoothRanges } from "../reference/expectAgain";

/** A class of networks is searched for its suprema, and 64 samples of it are computed again: a quick look at small ones. */
const smallClasses = {
  ...smoothRanges,
  depth: { from: 1, to: quickOrFull(1, 3) },
  width: { from: 1, to: quickOrFull(2, 3) },
};

describe.each(theorems.map((theorem) => [theorem.id, theorem] as const))("%s", (_, theorem) => {
  test("as it is stated", () => {
    let compared = 0;
    fc.assert(
      fc.property(theorem.cases(theorem.every === undefined ? smoothRanges : smallClasses), (networkCase) => {
        compared += expectAgain(theorem, networkCase);
      }),
      { numRuns: theorem.every === undefined ? quickOrFull(2, 6) : 1, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(0);
  });
});
