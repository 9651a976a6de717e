/** What is asked of every theorem, whatever its group. */
import fc from "fast-check";
import { defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { Evaluation } from "../../src/measurement/evaluation";
import type { NetworkCase } from "../../src/network/networkCase";
import { theoremProperties } from "../../src/testing/theoremProperties";
import { smoothActivation } from "../../src/theorems/assumptions";
import { builtIn, theorems } from "../../src/theorems/registry";
import type { Theorem, TheoremGroup } from "../../src/theorems/theorem";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { verifyChunk } from "../../src/verify/verifyChunk";
import { quickOrFull } from "../depth";
import { expectTheorem } from "./expectTheorem";

export function theoremsOf(group: TheoremGroup): readonly Theorem[] {
  return theorems.filter((theorem) => theorem.group === group);
}

/**
 * The tests that every theorem passes, for those of a group.
 *
 * @param condition how much larger the bound's relative rounding error may be than that of sums and products of positive
 * numbers, where it is a difference
 */
export function testTheorems(
  group: TheoremGroup,
  condition: (theorem: Theorem, networkCase: NetworkCase) => number = () => 1,
): void {
  describe.each(theoremsOf(group).map((theorem) => [theorem.id, theorem] as const))("%s", (_, theorem) => {
    test("holds on random networks", () => {
      // Those that take longer get fewer cases, as they do in a verification.
      expectTheorem(theorem, theorem.every === undefined ? {} : { numRuns: quickOrFull(3, 40) });
    });

    const small = { ...defaultRanges, width: { from: 1, to: 4 }, inputDimension: { from: 1, to: 4 } };
    const properties = theoremProperties(theorem, {
      ranges: small,
      runs: theorem.every === undefined ? quickOrFull(6, 30) : quickOrFull(3, 30),
      seed: Number(process.env["WNB_SEED"]),
      boundError: (networkCase) => 1e-12 * condition(theorem, networkCase),
    });
    // That it holds is looked at above, where what is found is saved.
    for (const { name, check } of properties.filter((property) => property.name !== "holds on random networks")) {
      test(name, check);
    }

    test("states its parts", () => {
      expect(theorem.coefficients.length).toBeGreaterThan(0);
      expect(theorem.statement).toMatch(/\\/);
      expect(theorem.reference).not.toBe("");
    });
  });

  const smoothOnes = theoremsOf(group).filter(({ assumptions }) => assumptions.includes(smoothActivation));
  if (smoothOnes.length === 0) {
    return;
  }
  test("a theorem on second derivatives is not-applicable to relu, by name", () => {
    fc.assert(
      fc.property(networkCases({ ...defaultRanges, activations: ["relu"] }), (networkCase) => {
        for (const theorem of smoothOnes) {
          const expected = { verdict: "not-applicable", assumption: "A2", quantity: null, bound: null, ratio: null };
          expect(checkTheorem(theorem, new Evaluation(networkCase))).toEqual(expected);
        }
      }),
      { numRuns: quickOrFull(8, 20) },
    );
  });
}

/** The random networks so many at a time. */
const CHUNK = 250;
const MOST_NETWORKS = 20_000;

/**
 * Whether random search finds a network that violates the theorem with a part of one of its terms.
 *
 * @param from the first network tried: where the finding one is rare, near it
 */
export function isFoundViolated(id: string, coefficient: string, share: number, from = 0): boolean {
  const plan = { theoremIds: [id], ranges: defaultRanges, seed: 1, weakenings: { [id]: { [coefficient]: share } } };
  for (let first = from; first < MOST_NETWORKS; first += CHUNK) {
    if (verifyChunk(plan, { from: first, to: first + CHUNK }, builtIn)[0].verdict === "violated") {
      return true;
    }
  }
  return false;
}
