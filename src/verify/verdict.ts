import type { Quantity } from "../measurement/quantity";

/** What was found of one theorem, on one case or on many. */
export type Verdict = "holds" | "violated" | "undecided" | "not-applicable";

/** From best to worst; the verdict over many cases is the worst one met. */
const ORDER: readonly Verdict[] = ["not-applicable", "holds", "undecided", "violated"];

export function worse(a: Verdict, b: Verdict): Verdict {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}

/** An attained bound is known to be one where the two agree to this many digits: a share of the bound. */
export const ATTAINED = 1e-9;

/** What float64 can tell of quantity <= bound. */
export interface Comparison {
  readonly verdict: Exclude<Verdict, "not-applicable">;
  /** It holds as the two are equal up to a rounding error of at most {@link ATTAINED} of the bound. */
  readonly attained: boolean;
}

/**
 * Whether quantity <= bound, as far as float64 can tell.
 *
 * - `violated`: even the smallest value that the error allows is above the bound.
 * - `holds`: even the largest is not; or the bound is attained, as theorems are by some networks: both sides agree up to an error of
 *   at most {@link ATTAINED} of the bound.
 * - `undecided`: else. The quantity did not converge, or the bound lies within its error.
 *
 * @param boundError how far the bound may be off; the same rule for both
 * @example compareSides({ value: 1, error: 1e-16, converged: true }, 1, 1e-16) // { verdict: "holds", attained: true }
 */
export function compareSides({ value, error, converged }: Quantity, bound: number, boundError = 0): Comparison {
  const either = error + boundError;
  if (!converged || !Number.isFinite(value) || !(either >= 0)) {
    return UNDECIDED;
  }
  if (value - either > bound) {
    return VIOLATED;
  }
  // A bound too large for a float64 is above everything that is finite.
  if (value + either <= bound || bound === Number.POSITIVE_INFINITY) {
    return HOLDS;
  }
  return either <= ATTAINED * bound ? IS_ATTAINED : UNDECIDED;
}

const UNDECIDED: Comparison = { verdict: "undecided", attained: false };
const VIOLATED: Comparison = { verdict: "violated", attained: false };
const HOLDS: Comparison = { verdict: "holds", attained: false };
const IS_ATTAINED: Comparison = { verdict: "holds", attained: true };

/** The verdict of {@link compareSides}. */
export function compare(quantity: Quantity, bound: number, boundError = 0): Comparison["verdict"] {
  return compareSides(quantity, bound, boundError).verdict;
}

/** A quotient of which not even two digits are known says nothing. */
export const LEAST_PRECISION = 0.01;

/**
 * quantity/bound; null for 0/0, where the bound is 0 and the quantity no more than rounding, and where their error is
 * more than a hundredth of the bound (a curvature along a step that is too short for float64, say).
 */
export function ratioOf({ value, error }: Quantity, bound: number, boundError = 0): number | null {
  const either = error + boundError;
  if (bound === 0) {
    return value > either ? Number.POSITIVE_INFINITY : null;
  }
  const ratio = value / bound;
  return Number.isNaN(ratio) || (either > LEAST_PRECISION * bound && value - either <= bound) ? null : ratio;
}
