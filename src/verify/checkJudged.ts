import { certificatesOf } from "../measurement/certificates";
import type { Evaluation } from "../measurement/evaluation";
import type { NetworkCertificates } from "../rigour/networkCertificates";
import type { Theorem } from "../theorems/theorem";
import { checkTheorem, type TheoremResult } from "./checkTheorem";
import { type JudgedVerdict, type Judgement, judge } from "./judge";
import { settleTheorem } from "./settle";
import type { Verdict } from "./verdict";

/** A theorem on one network. What float64 takes for a violation is judged in decimals, on networks small enough for that. */
export interface TheoremRow extends TheoremResult {
  readonly id: string;
  readonly judgement?: JudgedVerdict;
}

/** A theorem on one case, a violation judged. */
export interface JudgedResult {
  /** That of float64, but a violation that decimals do not confirm is undecided. */
  readonly verdict: Verdict;
  readonly result: TheoremResult;
  /** Null where float64 finds no violation. */
  readonly judgement: Judgement | null;
}

/**
 * Checks one theorem on one case: what float64 leaves undecided is settled by certificates, and what it takes for a violation is judged.
 *
 * @example checkJudged(layerGradient, new Evaluation({ network, input })).verdict // "holds"
 */
export function checkJudged(
  theorem: Theorem,
  evaluation: Evaluation,
  certificates: () => NetworkCertificates = () => certificatesOf(evaluation.networkCase),
): JudgedResult {
  const result = settleTheorem(theorem, evaluation, checkTheorem(theorem, evaluation), certificates);
  // What is proved needs no judge.
  if (result.verdict !== "violated" || result.proof) {
    return { verdict: result.verdict, result, judgement: null };
  }
  const judgement = judge(theorem, evaluation.networkCase);
  return { verdict: judgement.verdict === "numerical artefact" ? "undecided" : "violated", result, judgement };
}
