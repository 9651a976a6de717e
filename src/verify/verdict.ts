import type { Quantity } from "../theorems/quantity";

/** What was found of one theorem, on one case or on many. */
export type Verdict = "holds" | "violated" | "undecided" | "not-applicable";

/** From best to worst; the verdict over many cases is the worst one met. */
const ORDER: readonly Verdict[] = ["not-applicable", "holds", "undecided", "violated"];

export function worse(a: Verdict, b: Verdict): Verdict {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}

/**
 * Whether quantity <= bound, as far as float64 can tell.
 *
 * - `undecided`: the quantity did not converge, or an overflow made a number meaningless.
 * - `violated`: even the smallest value that the error allows is above the bound.
 * - `holds`: else. Attained bounds hold, and so does a bound too large for a float64.
 */
export function compare({ value, error, converged }: Quantity, bound: number): Verdict {
  if (!converged || !Number.isFinite(value) || Number.isNaN(bound)) {
    return "undecided";
  }
  return value - error > bound ? "violated" : "holds";
}

/** A quotient of which not even two digits are known says nothing. */
export const LEAST_PRECISION = 0.01;

/**
 * quantity/bound; null for 0/0, where the bound is 0 and the quantity no more than rounding, and where the quantity's error is
 * more than a hundredth of the bound (a curvature along a step that is too short for float64, say).
 */
export function ratioOf({ value, error }: Quantity, bound: number): number | null {
  if (bound === 0) {
    return value > error ? Number.POSITIVE_INFINITY : null;
  }
  const ratio = value / bound;
  return Number.isNaN(ratio) || (error > LEAST_PRECISION * bound && value - error <= bound) ? null : ratio;
}
