import { float64 } from "../arithmetic/float64";
import { allOnes } from "../bounds/coefficients";
import type { Evaluation } from "../measurement/evaluation";
import type { Quantity } from "../measurement/quantity";
import { relativeBoundRounding } from "../measurement/rounding";
import type { Certificate } from "../rigour/certificate";
import type { Assumption } from "../theorems/assumptions";
import type { Consequence, Theorem, TheoremDefinition } from "../theorems/theorem";
import { compare, compareSides, ratioOf, type Verdict, worse } from "./verdict";

/** A theorem on one case. */
export interface TheoremResult {
  readonly verdict: Verdict;
  /** Of the worst place (each layer is a place, say): the one with the largest ratio. Null if not applicable. */
  readonly quantity: number | null;
  readonly bound: number | null;
  readonly ratio: number | null;
  /** The exact quantity is within this of it, the uncertainty of the bound included. */
  readonly error?: number;
  /** The theorem holds as quantity and bound are equal up to rounding, at some place. */
  readonly attained?: true;
  /** Which place that was, where there are several. */
  readonly place?: string;
  /** An undecided verdict is due to differences that float64 does not see well enough: see {@link TheoremDefinition.madeOf}. */
  readonly unresolved?: true;
  /** The name of the assumption that the case breaks, if not applicable. */
  readonly assumption?: string;
  /** A consequence of the theorem that does not hold, with its numbers. */
  readonly claim?: string;
  /** Whether the theorem says something here, for those that often do not. */
  readonly nonvacuous?: boolean;
  /** What is wrong with the theorem itself, which then says nothing. */
  readonly fault?: string;
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
  const { verdict, attained, unresolved, index, quantity, bound, boundError, ratio } = worstPlace(theorem, evaluation);
  const result = {
    verdict,
    quantity: quantity.value,
    bound,
    ratio: theorem.ratio === "none" ? null : ratio,
    error: quantity.error + boundError,
    ...(attained && { attained }),
    ...(unresolved && { unresolved }),
    ...(theorem.places === undefined ? {} : { place: theorem.places(index) }),
    ...(theorem.nonvacuous && { nonvacuous: theorem.nonvacuous.holds(evaluation.networkCase) }),
  };
  return verdict === "violated" ? result : withConsequences(theorem, evaluation, result);
}

/** One place of a theorem on a case, both sides with their errors. */
interface Place {
  readonly index: number;
  readonly quantity: Quantity;
  readonly bound: number;
  /** The exact bound is within this of it: its rounding, and what is measured in it. */
  readonly boundError: number;
}

/** @param evaluation of a case that meets the assumptions */
export function placesOf(theorem: Theorem, evaluation: Evaluation): readonly Place[] {
  const relative = relativeBoundRounding(evaluation.networkCase);
  const bounds = theorem.bound(float64, evaluation, allOnes(float64, theorem.coefficients));
  const measuredErrors = theorem.boundErrors?.(evaluation);
  return theorem.measure(evaluation).map((quantity, index) => ({
    index,
    quantity,
    bound: bounds[index],
    boundError: relative * Math.abs(bounds[index]) + (measuredErrors?.[index] ?? 0),
  }));
}

/** The place where a theorem fares worst: the worst verdict, and among those the largest ratio. */
interface WorstPlace extends Place {
  readonly ratio: number | null;
  readonly verdict: Verdict;
  /** Whether the theorem holds at some place only as an attained bound does. */
  readonly attained: boolean;
  /** Whether differences leave it undecided, wherever it is. */
  readonly unresolved: boolean;
}

/** @param evaluation of a case that meets the assumptions */
export function worstPlace(theorem: Theorem, evaluation: Evaluation): WorstPlace {
  const places = placesOf(theorem, evaluation);
  let verdict: Verdict = "holds";
  let attained = false;
  let unresolved = theorem.madeOf === "differences";
  let [worst] = places;
  let worstRatio: number | null = null;
  for (const place of places) {
    const found = compareSides(place.quantity, place.bound, place.boundError);
    const ratio = ratioOf(place.quantity, place.bound, place.boundError);
    const isWorse = verdict !== worse(verdict, found.verdict);
    if (isWorse || (found.verdict === verdict && ratio !== null && (worstRatio === null || ratio > worstRatio))) {
      worst = place;
      worstRatio = ratio;
    }
    verdict = worse(verdict, found.verdict);
    attained ||= found.attained;
    unresolved &&= found.verdict !== "undecided" || place.quantity.converged;
  }
  const { index, quantity, bound, boundError } = worst;
  return {
    index,
    quantity,
    bound,
    boundError,
    ratio: worstRatio,
    verdict,
    attained: attained && verdict === "holds",
    unresolved: unresolved && verdict === "undecided",
  };
}

/** Whether a consequence of a theorem holds, its bound as rounded as any. */
function compareConsequence({ quantity, bound }: Consequence, relative: number): Verdict {
  return compare(quantity, bound, relative * Math.abs(bound));
}

/** The consequence of a theorem that fails by most, relative to its bound; null if none does. */
export function brokenConsequence(theorem: Theorem, evaluation: Evaluation): Consequence | null {
  const relative = relativeBoundRounding(evaluation.networkCase);
  const broken = (theorem.consequences?.(evaluation) ?? []).filter(
    (consequence) => compareConsequence(consequence, relative) === "violated",
  );
  const excess = ({ quantity, bound }: Consequence): number => quantity.value / bound;
  return broken.sort((a, b) => excess(b) - excess(a))[0] ?? null;
}

/** The consequences of a theorem that float64 leaves open. */
export function openConsequences(theorem: Theorem, evaluation: Evaluation): readonly Consequence[] {
  const relative = relativeBoundRounding(evaluation.networkCase);
  return (theorem.consequences?.(evaluation) ?? []).filter(
    (consequence) => compareConsequence(consequence, relative) === "undecided",
  );
}

/** The result of a theorem whose assumption fails. */
export function notApplicable({ name }: Pick<Assumption, "name">): TheoremResult {
  return { verdict: "not-applicable", quantity: null, bound: null, ratio: null, assumption: name };
}

function withConsequences(theorem: Theorem, evaluation: Evaluation, result: TheoremResult): TheoremResult {
  let worst = result;
  const relative = relativeBoundRounding(evaluation.networkCase);
  for (const consequence of theorem.consequences?.(evaluation) ?? []) {
    const { claim, quantity, bound } = consequence;
    const verdict = compareConsequence(consequence, relative);
    if (verdict !== worse(worst.verdict, verdict)) {
      continue;
    }
    if (verdict !== worst.verdict) {
      worst = { ...worst, verdict, claim: `${claim}: ${quantity.value} against ${bound}` };
    }
  }
  return worst;
}
