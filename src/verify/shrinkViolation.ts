import type { CaseRanges } from "../generators/caseRanges";
import type { NetworkCase } from "../network/network";
import { Evaluation } from "../theorems/evaluation";
import { caseFor, type Theorem } from "../theorems/theorem";
import { checkTheorem, type TheoremResult } from "./checkTheorem";
import { isClear, leastRatio } from "./clearMargin";
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

/** What a reader takes in at a glance; where shrinking ends above it, small random networks are tried for a violation too. */
const SMALL = { depth: { from: 1, to: 2 }, width: { from: 1, to: 2 }, inputDimension: { from: 1, to: 3 } };
const SMALL_NETWORKS = 5000;

/**
 * Simplifies a violating case for as long as it still violates by a clear margin: depth and width first, then the numbers.
 *
 * @param accepts a further condition on what a case may be replaced by; by default there is none
 * @returns null if the case does not violate the theorem
 * @example shrinkViolation(weakened(layerGradient, { layer: 0.5 }), violating, defaultRanges)?.networkCase.network.width // 1
 */
export function shrinkViolation(
  theorem: Theorem,
  violating: NetworkCase,
  ranges: CaseRanges,
  accepts: (networkCase: NetworkCase) => boolean = () => true,
): ShrunkViolation | null {
  const check = (networkCase: NetworkCase): TheoremResult => checkTheorem(theorem, new Evaluation(networkCase));
  const result = check(violating);
  if (result.verdict !== "violated") {
    return null;
  }
  const least = leastRatio(result);
  const stillFails = (simpler: NetworkCase, found: TheoremResult): boolean => isClear(found, least) && accepts(simpler);
  const shrunk = simplified({ networkCase: violating, result, steps: 0 }, theorem, ranges, check, stillFails);
  if (isSmall(shrunk.networkCase)) {
    return shrunk;
  }
  const smallRanges = { ...ranges, ...SMALL };
  for (let index = 0; index < SMALL_NETWORKS / (theorem.every ?? 1); index++) {
    const { networkCase } = caseFor(theorem, randomCase(0, index, smallRanges), smallRanges);
    const small = networkCase && check(networkCase);
    if (networkCase && small && stillFails(networkCase, small)) {
      return simplified({ ...shrunk, networkCase, result: small }, theorem, ranges, check, stillFails);
    }
  }
  return shrunk;
}

/** The case that a theorem met as network `index` of a run: the random network, with the assumptions enforced. */
export function caseOfRun(theorem: Theorem, seed: number, index: number, ranges: CaseRanges): NetworkCase | null {
  return caseFor(theorem, randomCase(seed, index, ranges), ranges).networkCase;
}

function simplified(
  start: ShrunkViolation,
  theorem: Theorem,
  ranges: CaseRanges,
  check: (networkCase: NetworkCase) => TheoremResult,
  stillFails: (networkCase: NetworkCase, result: TheoremResult) => boolean,
): ShrunkViolation {
  const arbitrary = theorem.cases(ranges);
  // As in a verification, theorems that take longer are looked at less often.
  const most = MOST_CANDIDATES / (theorem.every ?? 1);
  let { networkCase, result, steps } = start;
  let candidates = 0;
  for (let shrinking = true; shrinking; ) {
    shrinking = false;
    for (const { value } of arbitrary.shrink(networkCase, undefined)) {
      const simpler = check(value);
      candidates += 1;
      if (stillFails(value, simpler)) {
        networkCase = value;
        result = simpler;
        steps += 1;
        shrinking = candidates < most;
        break;
      }
      if (candidates >= most) {
        break;
      }
    }
  }
  return { networkCase, result, steps };
}

function isSmall({ network }: NetworkCase): boolean {
  return network.depth <= SMALL.depth.to && network.width <= SMALL.width.to;
}
