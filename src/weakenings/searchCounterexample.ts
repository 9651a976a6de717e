import { setImmediate } from "node:timers/promises";
import { defaultRanges } from "../generators/caseRanges";
import type { NetworkCase } from "../network/network";
import { Evaluation } from "../theorems/evaluation";
import { caseFor } from "../theorems/theorem";
import { cellsOf, rangesOf } from "../tightness/cells";
import { searchedTheorem } from "../tightness/searchedTheorem";
import { type RatioSearch, searchLargestRatio } from "../tightness/searchLargestRatio";
import { checkTheorem, type TheoremResult } from "../verify/checkTheorem";
import { randomCase } from "../verify/randomCase";
import { excessOf } from "./excess";
import { stated, type WeakenedStatement } from "./weakenedStatement";

/** Where to search, and how long. */
export interface CounterexampleSearch {
  /** A 32-bit integer. */
  readonly seed: number;
  /** Random networks to begin with, and evaluations of each climb after them. */
  readonly evaluations: number;
  /** When the climbs end; by default there are none. In milliseconds of performance.now(). */
  readonly deadline?: number;
  /** Networks known to be hard, looked at first; climbs begin from them too. */
  readonly known?: readonly NetworkCase[];
  readonly signal?: AbortSignal;
}

/** The case that a search ended with. */
export interface SearchedCase {
  readonly networkCase: NetworkCase;
  readonly result: TheoremResult;
  /** Whether the statement is false there, as far as float64 can tell. */
  readonly isViolated: boolean;
  /** What the search climbed on: the excess, or the ratio of a statement without a part. */
  readonly score: number;
}

/**
 * Looks for a network on which a weakened statement fails: known hard cases, then random networks, then climbs from random small
 * networks and from the known ones, cell after cell, each round of them longer.
 *
 * @returns the first violation; else the case that came closest, or null if the statement says something on none
 * @example await searchCounterexample({ theorem: "layer-gradient", weakening: { layer: 0.5 } }, { seed: 1, evaluations: 200 })
 */
export async function searchCounterexample(
  statement: WeakenedStatement,
  { seed, evaluations, deadline = 0, known = [], signal }: CounterexampleSearch,
): Promise<SearchedCase | null> {
  const theorem = stated(statement);
  const excess = excessOf(statement);
  const score = excess ?? ((_: NetworkCase, result: TheoremResult) => result.ratio);
  const found: { best: SearchedCase | null } = { best: null };
  /** Whether the search is over. */
  const consider = (networkCase: NetworkCase | null): boolean => {
    const result = networkCase && checkTheorem(theorem, new Evaluation(networkCase));
    if (networkCase === null || result === null || !(result.verdict === "holds" || result.verdict === "violated")) {
      return false;
    }
    const isViolated = result.verdict === "violated";
    const own = score(networkCase, result) ?? Number.NEGATIVE_INFINITY;
    if (isViolated || own > (found.best?.score ?? Number.NEGATIVE_INFINITY)) {
      found.best = { networkCase, result, isViolated, score: own };
    }
    return isViolated;
  };
  for (const networkCase of known) {
    if (consider(networkCase)) {
      return found.best;
    }
  }
  for (let index = 0; index < evaluations; index++) {
    if (consider(caseFor(theorem, randomCase(seed, index, defaultRanges), defaultRanges).networkCase)) {
      return found.best;
    }
  }
  const searched = searchedTheorem(theorem);
  const stopAbove = excess === null ? CLEAR_RATIO : CLEAR_EXCESS;
  const climbs = [...cellsOf(theorem).map((cell) => ({ ranges: rangesOf(cell) })), ...known.map(climbFrom)];
  for (let round = 0; performance.now() < deadline; round++) {
    for (const [turn, climb] of climbs.entries()) {
      // Lets signals through.
      await setImmediate();
      if (signal?.aborted || performance.now() >= deadline) {
        return found.best;
      }
      const next = turn % TURNS_EACH_AGAIN === 0 && found.best ? climbFrom(found.best.networkCase) : climb;
      const longer = evaluations * 2 ** Math.min(round, MOST_DOUBLINGS);
      const seedOfTurn = (seed + round * climbs.length + turn) | 0;
      const reached = searchLargestRatio(searched, {
        ...next,
        seed: seedOfTurn,
        evaluations: longer,
        score,
        stopAbove,
      });
      if (consider(reached?.networkCase ?? null)) {
        return found.best;
      }
    }
  }
  return found.best;
}

/** So often the turn goes to the best case so far. */
const TURNS_EACH_AGAIN = 4;
/** A climb that has come so far has found what it was for. */
const CLEAR_RATIO = 1.02;
const CLEAR_EXCESS = 0.01;
const MOST_DOUBLINGS = 4;

/** A climb from a case, which keeps its shape. */
function climbFrom(networkCase: NetworkCase): Pick<RatioSearch, "start" | "ranges"> {
  const { depth, width, activation } = networkCase.network;
  return { start: networkCase, ranges: rangesOf({ depth, width, activation: activation.activation.name }) };
}
