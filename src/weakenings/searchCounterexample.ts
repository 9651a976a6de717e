import { setImmediate } from "node:timers/promises";
import { defaultRanges } from "../generators/caseRanges";
import { Evaluation } from "../measurement/evaluation";
import type { NetworkCase } from "../network/networkCase";
import { cellsOf, rangesOf } from "../records/cells";
import { searchedTheorem } from "../records/searchedTheorem";
import { type RatioSearch, searchLargestRatio } from "../records/searchLargestRatio";
import type { Registry } from "../theorems/registryOf";
import { caseFor } from "../theorems/theorem";
import { checkTheorem, type TheoremResult } from "../verify/checkTheorem";
import { randomCase } from "../verify/randomCase";
import { LEAST_PART, missingTermOf } from "./missingTerm";
import { stated, type WeakenedStatement } from "./weakenedStatement";

/** Where to search, and how long. */
interface CounterexampleSearch {
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

/** A case with what a statement says of it. */
export interface SearchedCase {
  readonly networkCase: NetworkCase;
  readonly result: TheoremResult;
}

/** What a search came to. */
export interface Finding extends SearchedCase {
  /** Whether the statement is false there, as far as float64 can tell; else the case has the largest ratio found. */
  readonly isViolated: boolean;
}

/** What a climb goes up. */
type Score = NonNullable<RatioSearch["score"]>;

/**
 * Looks for a network on which a weakened statement fails: known hard cases, then random networks, then climbs from random small networks
 * and from the known ones, cell after cell, each round of them longer.
 *
 * @returns the first violation; else the case with the largest ratio among those on which what is missing counts; null if there is none
 * @example await searchCounterexample({ theorem: "layer-gradient", weakening: { layer: 0.5 } }, { seed: 1, evaluations: 200 }, builtIn)
 */
export async function searchCounterexample(
  statement: WeakenedStatement,
  { seed, evaluations, deadline = 0, known = [], signal }: CounterexampleSearch,
  registry: Registry,
): Promise<Finding | null> {
  const theorem = stated(statement, registry);
  const { ratio, excess } = scoresOf(statement, registry);
  const ratios = new Best();
  const excesses = new Best();
  /** Whether the statement is false there. */
  const consider = (networkCase: NetworkCase | null): Finding | null => {
    const result = networkCase && checkTheorem(theorem, new Evaluation(networkCase));
    if (networkCase === null || result === null) {
      return null;
    }
    if (result.verdict === "holds") {
      ratios.consider({ networkCase, result }, ratio);
      excesses.consider({ networkCase, result }, excess);
    }
    return result.verdict === "violated" ? { networkCase, result, isViolated: true } : null;
  };
  const closest = (): Finding | null => ratios.case && { ...ratios.case, isViolated: false };

  const drawn = (index: number): NetworkCase | null =>
    caseFor(theorem, randomCase(seed, index, defaultRanges), defaultRanges).networkCase;
  for (let index = -known.length; index < evaluations; index++) {
    const found = consider(index < 0 ? known[index + known.length] : drawn(index));
    if (found) {
      return found;
    }
  }
  const searched = searchedTheorem(theorem);
  const climbs = [...cellsOf(theorem).map((cell) => ({ ranges: rangesOf(cell) })), ...known.map(climbFrom)];
  for (let round = 0; performance.now() < deadline; round++) {
    for (const [turn, climb] of climbs.entries()) {
      // Lets signals through.
      await setImmediate();
      if (signal?.aborted || performance.now() >= deadline) {
        return closest();
      }
      const [score, best] = (round + turn) % 2 === 0 ? [excess, excesses] : [ratio, ratios];
      const next = turn % TURNS_EACH_AGAIN < 2 && best.case ? climbFrom(best.case.networkCase) : climb;
      const reached = searchLargestRatio(searched, {
        ...next,
        seed: (seed + round * climbs.length + turn) | 0,
        evaluations: evaluations * 2 ** Math.min(round, MOST_DOUBLINGS),
        score,
        stopAbove: score === excess ? CLEAR_EXCESS : CLEAR_RATIO,
      });
      const found = consider(reached?.networkCase ?? null);
      if (found) {
        return found;
      }
    }
  }
  return closest();
}

/** A climb that has come so far has found what it was for. */
const CLEAR_RATIO = 1.02;
const CLEAR_EXCESS = 0.01;
const MOST_DOUBLINGS = 4;
/** Of this many turns, two go on from the best cases so far. */
const TURNS_EACH_AGAIN = 6;

/** The ratio where what is missing counts, and the excess; for a statement without a part, both are the ratio. */
function scoresOf(statement: WeakenedStatement, registry: Registry): { readonly ratio: Score; readonly excess: Score } {
  const missing = missingTermOf(statement, registry);
  const plain: Score = (_, result) => result.ratio;
  return missing === null
    ? { ratio: plain, excess: plain }
    : {
        ratio: (networkCase, result) => ((missing(networkCase)?.part ?? 0) >= LEAST_PART ? result.ratio : null),
        excess: (networkCase) => missing(networkCase)?.excess ?? null,
      };
}

/** The case with the largest score so far. */
class Best {
  case: SearchedCase | null = null;
  private score = Number.NEGATIVE_INFINITY;

  consider(searched: SearchedCase, score: Score): void {
    const own = score(searched.networkCase, searched.result) ?? Number.NEGATIVE_INFINITY;
    if (own > this.score) {
      this.case = searched;
      this.score = own;
    }
  }
}

/** A climb from a case, which keeps its shape. */
function climbFrom(networkCase: NetworkCase): Pick<RatioSearch, "start" | "ranges"> {
  const { depth, width, activation } = networkCase.network;
  return { start: networkCase, ranges: rangesOf({ depth, width, activation: activation.activation.name }) };
}
