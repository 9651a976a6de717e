import { float64, UNIT_ROUNDOFF } from "../arithmetic/float64";
import type { NetworkCase } from "../network/network";
import { allOnes } from "../theorems/coefficients";
import { Evaluation } from "../theorems/evaluation";
import type { Quantity } from "../theorems/quantity";
import { roundingUnits } from "../theorems/rounding";
import type { Theorem } from "../theorems/theorem";
import { compare, type Verdict } from "../verify/verdict";

/** An inequality with its numbers. */
export interface Inequality {
  readonly quantity: number;
  /** The exact quantity is within this of it. */
  readonly error: number;
  readonly bound: number;
}

/** One place of a theorem on one case. */
export interface PlaceEvaluation extends Inequality {
  /** What the theorem calls it; undefined where it has one place. */
  readonly place: string | undefined;
  readonly verdict: Verdict;
  /** The exact bound is within this of it: rounding, and what is measured in it. */
  readonly boundError: number;
}

/** All that a theorem says of one case; or the name of the assumption that the case breaks. */
export type TheoremEvaluation =
  | { readonly unmet: string }
  | {
      readonly unmet: null;
      readonly places: readonly PlaceEvaluation[];
      readonly consequences: readonly (Inequality & { readonly claim: string; readonly verdict: Verdict })[];
    };

/**
 * A theorem on a case, place by place, with the errors of both sides.
 *
 * Bounds are sums and products of numbers above 0, of no more of them than four sweeps through the network and a sum over the
 * records have: so many units of rounding. Differences in them are of measured numbers, whose errors the theorem knows.
 *
 * @example evaluatePlaces(layerGradient, networkCase)
 */
export function evaluatePlaces(theorem: Theorem, networkCase: NetworkCase): TheoremEvaluation {
  const broken = theorem.assumptions.find((assumption) => !assumption.holds(networkCase));
  if (broken !== undefined) {
    return { unmet: broken.name };
  }
  const evaluation = new Evaluation(networkCase);
  const bounds = theorem.bound(float64, evaluation, allOnes(float64, theorem.coefficients));
  const measuredErrors = theorem.boundErrors?.(evaluation);
  const places = theorem.measure(evaluation).map((quantity, i) => ({
    ...inequalityOf(quantity, bounds[i]),
    place: theorem.places?.(i),
    boundError: boundRounding(networkCase, bounds[i]) + (measuredErrors?.[i] ?? 0),
  }));
  const consequences = (theorem.consequences?.(evaluation) ?? []).map(({ claim, quantity, bound }) => ({
    ...inequalityOf(quantity, bound),
    claim,
  }));
  return { unmet: null, places, consequences };
}

function inequalityOf(quantity: Quantity, bound: number): Inequality & { readonly verdict: Verdict } {
  const { value, error } = quantity;
  return { quantity: value, error, bound, verdict: compare(quantity, bound) };
}

/** The rounding error of a bound of this size. */
export function boundRounding({ network, data }: NetworkCase, bound: number): number {
  const records = data?.batch.inputs.length ?? 1;
  return (roundingUnits(network, 4) + 4 * records) * UNIT_ROUNDOFF * Math.abs(bound);
}
