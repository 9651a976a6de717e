import type { CaseRanges } from "../generators/caseRanges";
import type { NetworkCase } from "../network/network";
import { Evaluation } from "../theorems/evaluation";
import { caseFor, type Theorem } from "../theorems/theorem";
import { checkTheorem, type TheoremResult, type Weakening } from "./checkTheorem";
import { randomCase } from "./randomCase";

/** The smallest network found that violates a theorem. */
export interface ShrunkViolation {
  readonly networkCase: NetworkCase;
  readonly result: TheoremResult;
  /** Simplifications that kept the violation. */
  readonly steps: number;
}

/** A bound on the work: each candidate is one evaluation, and small networks take well under a millisecond. */
const MOST_CANDIDATES = 50_000;

/**
 * Simplifies a violating case for as long as it still violates: depth and width first, then the numbers.
 *
 * @returns null if the case does not violate the theorem
 */
export function shrinkViolation(
  theorem: Theorem,
  violating: NetworkCase,
  ranges: CaseRanges,
  weakening: Weakening = {},
): ShrunkViolation | null {
  const check = (networkCase: NetworkCase): TheoremResult =>
    checkTheorem(theorem, new Evaluation(networkCase), weakening);
  const arbitrary = theorem.cases(ranges);
  let networkCase = violating;
  let result = check(networkCase);
  if (result.verdict !== "violated") {
    return null;
  }
  let steps = 0;
  let candidates = 0;
  for (let shrinking = true; shrinking; ) {
    shrinking = false;
    for (const { value } of arbitrary.shrink(networkCase, undefined)) {
      const simpler = check(value);
      if (simpler.verdict === "violated") {
        networkCase = value;
        result = simpler;
        steps += 1;
        shrinking = candidates < MOST_CANDIDATES;
        break;
      }
      if (++candidates >= MOST_CANDIDATES) {
        break;
      }
    }
  }
  return { networkCase, result, steps };
}

/** The case that a theorem met as network `index` of a run: the random network, with the assumptions enforced. */
export function caseOfRun(theorem: Theorem, seed: number, index: number, ranges: CaseRanges): NetworkCase | null {
  return caseFor(theorem, randomCase(seed, index, ranges), ranges).networkCase;
}
