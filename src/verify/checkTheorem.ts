import { float64 } from "../arithmetic/float64";
import type { Certificate } from "../rigour/certificate";
import type { Assumption } from "../theorems/assumptions";
import { allOnes } from "../theorems/coefficients";
import type { Evaluation } from "../theorems/evaluation";
import type { Quantity } from "../theorems/quantity";
import type { Consequence, Theorem } from "../theorems/theorem";
import { compare, ratioOf, type Verdict, worse } from "./verdict";

/** A theorem on one case. */
export interface TheoremResult {
  readonly verdict: Verdict;
  /** Of the worst place (each layer is a place, say): the one with the largest ratio. Null if not applicable. */
  readonly quantity: number | null;
  readonly bound: number | null;
  readonly ratio: number | null;
  /** The exact quantity is within this of it, the uncertainty of the bound included. */
  readonly error?: number;
  /** Which place that was, where there are several. */
  readonly place?: string;
  /** The name of the assumption that the case breaks, if not applicable. */
  readonly assumption?: string;
  /** A consequence of the theorem that does not hold, with its numbers. */
  readonly claim?: string;
  /** Whether the theorem says something here, for those that often do not. */
  readonly nonvacuous?: boolean;
  /** Of a certified verdict: what proves it. */
  readonly proof?: Certificate | null;
}

/**
 * Checks one theorem on one case: assumptions, every place, every consequence.
 *
 * @example checkTheorem(layerGradient, new Evaluation({ network, input })).verdict // "holds"
 */
export function checkTheorem(theorem: Theorem, evaluation: Evaluation): TheoremResult {
  const broken = theorem.assumptions.find((assumption) => !assumption.holds(evaluation.networkCase));
  if (broken !== undefined) {
    return notApplicable(broken);
  }
  const { verdict, index, quantity, bound, ratio } = worstPlace(theorem, evaluation);
  const result = {
    verdict,
    quantity: quantity.value,
    bound,
    ratio: theorem.ratio === "none" ? null : ratio,
    error: quantity.error,
    ...(theorem.places === undefined ? {} : { place: theorem.places(index) }),
    ...(theorem.nonvacuous && { nonvacuous: theorem.nonvacuous.holds(evaluation.networkCase) }),
  };
  return verdict === "violated" ? result : withConsequences(theorem, evaluation, result);
}

/** The place where a theorem fares worst: the worst verdict, and among those the largest ratio. */
export interface WorstPlace {
  readonly index: number;
  readonly quantity: Quantity;
  readonly bound: number;
  readonly ratio: number | null;
  readonly verdict: Verdict;
}

/** @param evaluation of a case that meets the assumptions */
export function worstPlace(theorem: Theorem, evaluation: Evaluation): WorstPlace {
  const quantities = theorem.measure(evaluation);
  const bounds = theorem.bound(float64, evaluation, allOnes(float64, theorem.coefficients));
  let verdict: Verdict = "holds";
  let worst = 0;
  let worstRatio: number | null = null;
  for (const [index, quantity] of quantities.entries()) {
    const placeVerdict = compare(quantity, bounds[index]);
    const ratio = ratioOf(quantity, bounds[index]);
    const isWorse = verdict !== worse(verdict, placeVerdict);
    if (isWorse || (placeVerdict === verdict && ratio !== null && (worstRatio === null || ratio > worstRatio))) {
      worst = index;
      worstRatio = ratio;
    }
    verdict = worse(verdict, placeVerdict);
  }
  return { index: worst, quantity: quantities[worst], bound: bounds[worst], ratio: worstRatio, verdict };
}

/** The consequence of a theorem that fails by most, relative to its bound; null if none does. */
export function brokenConsequence(theorem: Theorem, evaluation: Evaluation): Consequence | null {
  const broken = (theorem.consequences?.(evaluation) ?? []).filter(
    ({ quantity, bound }) => compare(quantity, bound) === "violated",
  );
  const excess = ({ quantity, bound }: Consequence): number => quantity.value / bound;
  return broken.sort((a, b) => excess(b) - excess(a))[0] ?? null;
}

/** The result of a theorem whose assumption fails. */
export function notApplicable({ name }: Assumption): TheoremResult {
  return { verdict: "not-applicable", quantity: null, bound: null, ratio: null, assumption: name };
}

function withConsequences(theorem: Theorem, evaluation: Evaluation, result: TheoremResult): TheoremResult {
  let worst = result;
  for (const { claim, quantity, bound } of theorem.consequences?.(evaluation) ?? []) {
    const verdict = compare(quantity, bound);
    if (verdict !== worse(worst.verdict, verdict)) {
      continue;
    }
    if (verdict !== worst.verdict) {
      worst = { ...worst, verdict, claim: `${claim}: ${quantity.value} against ${bound}` };
    }
  }
  return worst;
}
