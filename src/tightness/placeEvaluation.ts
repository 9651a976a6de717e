import { Evaluation } from "../measurement/evaluation";
import type { Quantity } from "../measurement/quantity";
import { boundRounding } from "../measurement/rounding";
import type { NetworkCase } from "../network/networkCase";
import type { Theorem } from "../theorems/theorem";
import { placesOf } from "../verify/checkTheorem";
import { compare, type Verdict } from "../verify/verdict";

/** An inequality with its numbers. */
export interface Inequality {
  readonly quantity: number;
  /** The exact quantity is within this of it. */
  readonly error: number;
  readonly bound: number;
}

/** One place of a theorem on one case. */
interface PlaceEvaluation extends Inequality {
  /** What the theorem calls it; undefined where it has one place. */
  readonly place: string | undefined;
  readonly verdict: Verdict;
  /** The exact bound is within this of it: rounding, and what is measured in it. */
  readonly boundError: number;
}

/** All that a theorem says of one case; or the name of the assumption that the case breaks. */
type TheoremEvaluation =
  | { readonly unmet: string }
  | {
      readonly unmet: null;
      readonly places: readonly PlaceEvaluation[];
      readonly consequences: readonly (Inequality & { readonly claim: string; readonly verdict: Verdict })[];
    };

/**
 * A theorem on a case, place by place, with the errors of both sides.
 *
 * @example evaluatePlaces(layerGradient, networkCase)
 */
export function evaluatePlaces(theorem: Theorem, networkCase: NetworkCase): TheoremEvaluation {
  const broken = theorem.assumptions.find((assumption) => !assumption.holds(networkCase));
  if (broken !== undefined) {
    return { unmet: broken.name };
  }
  const evaluation = new Evaluation(networkCase);
  const places = placesOf(theorem, evaluation).map(({ index, quantity, bound, boundError }) => ({
    ...inequalityOf(quantity, bound, boundError),
    place: theorem.places?.(index),
    boundError,
  }));
  const consequences = (theorem.consequences?.(evaluation) ?? []).map(({ claim, quantity, bound }) => ({
    ...inequalityOf(quantity, bound, boundRounding(networkCase, bound)),
    claim,
  }));
  return { unmet: null, places, consequences };
}

function inequalityOf(
  quantity: Quantity,
  bound: number,
  boundError: number,
): Inequality & { readonly verdict: Verdict } {
  const { value, error } = quantity;
  return { quantity: value, error, bound, verdict: compare(quantity, bound, boundError) };
}
