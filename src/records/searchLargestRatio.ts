import { pseudoRandom } from "../arithmetic/pseudoRandom";
import type { CaseRanges } from "../generators/caseRanges";
import { extremeCase } from "../generators/extremeCase";
import { Evaluation } from "../measurement/evaluation";
import type { NetworkCase } from "../network/networkCase";
import { dataSet } from "../theorems/assumptions";
import { caseFor, type Theorem } from "../theorems/theorem";
import { checkTheorem, type TheoremResult } from "../verify/checkTheorem";
import { randomCase } from "../verify/randomCase";
import { movedCase } from "./movedCase";

/** Where to search, and how long. */
export interface RatioSearch {
  readonly ranges: CaseRanges;
  /** A 32-bit integer. */
  readonly seed: number;
  readonly evaluations: number;
  /** A score above this ends the search. */
  readonly stopAbove?: number;
  /** Where the climb begins; by default at the best of random cases, which then take the first half of the evaluations. */
  readonly start?: NetworkCase;
  /** What is to be large; by default the ratio. Null where a case says nothing. */
  readonly score?: (networkCase: NetworkCase, result: TheoremResult) => number | null;
}

/** A case to which a theorem applies, with its ratio there. */
interface FoundRatio {
  readonly networkCase: NetworkCase;
  readonly result: TheoremResult;
  readonly score: number;
}

/** How far a climb moves numbers at first, relative to each; a step in vain shortens it, a good one lengthens it. */
const FIRST_STEP = 0.5;
/** A climb that has come to its end begins again with steps of the first length. */
const SHORTEST_STEP = 1e-7;

/**
 * Looks for the case with the largest ratio (or score): the best of random ones, then a climb from there.
 *
 * @returns null if the theorem could be applied to none
 * @example searchLargestRatio(layerGradient, { ranges, seed: 1, evaluations: 100 })
 */
export function searchLargestRatio(
  theorem: Theorem,
  {
    ranges,
    seed,
    evaluations,
    stopAbove = Number.POSITIVE_INFINITY,
    start,
    score = (_, result) => result.ratio,
  }: RatioSearch,
): FoundRatio | null {
  const random = pseudoRandom(seed);
  const look = (drawn: NetworkCase | null): FoundRatio | null => {
    const { networkCase } = drawn === null ? { networkCase: null } : caseFor(theorem, drawn, ranges);
    const result = networkCase && checkTheorem(theorem, new Evaluation(networkCase));
    if (networkCase === null || result === null || !(result.verdict === "holds" || result.verdict === "violated")) {
      return null;
    }
    return { networkCase, result, score: score(networkCase, result) ?? Number.NEGATIVE_INFINITY };
  };
  const hasData = theorem.assumptions.some(({ name }) => name === dataSet.name);
  const drawnCase = (index: number): NetworkCase =>
    index % 2 === 0 ? randomCase(seed, index, ranges) : extremeCase(random, ranges, hasData);
  let best = start === undefined ? null : look(start);
  let step = FIRST_STEP;
  for (let index = 0; index < evaluations && !(best !== null && best.score > stopAbove); index++) {
    const isClimbing: boolean =
      best !== null && best.score > Number.NEGATIVE_INFINITY && (start !== undefined || 2 * index >= evaluations);
    const drawn = isClimbing && best !== null ? movedCase(best.networkCase, step, random) : drawnCase(index);
    const found: FoundRatio | null = look(drawn);
    const isBetter: boolean = found !== null && (best === null || found.score > best.score);
    best = isBetter ? found : best;
    step = isClimbing ? Math.min(1, step * (isBetter ? 2 : 0.85)) : step;
    step = step < SHORTEST_STEP ? FIRST_STEP : step;
  }
  return best;
}
