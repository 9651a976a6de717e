import type { Evaluation } from "../theorems/evaluation";
import type { Theorem } from "../theorems/theorem";
import { checkTheorem, type TheoremResult } from "./checkTheorem";
import { type Judgement, judge } from "./judge";
import type { Verdict } from "./verdict";

/** A theorem on one case, a violation judged. */
export interface JudgedResult {
  /** That of float64, but a violation that decimals do not confirm is undecided. */
  readonly verdict: Verdict;
  readonly result: TheoremResult;
  /** Null where float64 finds no violation. */
  readonly judgement: Judgement | null;
}

/**
 * Checks one theorem on one case, and judges what float64 takes for a violation.
 *
 * @example checkJudged(layerGradient, new Evaluation({ network, input })).verdict // "holds"
 */
export function checkJudged(theorem: Theorem, evaluation: Evaluation): JudgedResult {
  const result = checkTheorem(theorem, evaluation);
  if (result.verdict !== "violated") {
    return { verdict: result.verdict, result, judgement: null };
  }
  const judgement = judge(theorem, evaluation.networkCase);
  return { verdict: judgement.verdict === "numerical artefact" ? "undecided" : "violated", result, judgement };
}
