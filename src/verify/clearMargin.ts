import type { TheoremResult } from "./checkTheorem";

/** A simpler violation is to have this ratio at least: more than rounding, and more than a drawing of it would hide. */
const CLEAR_RATIO = 1.01;
/** And an excess of quantity over bound of this many times the numerical error. */
const CLEAR_EXCESS = 10;

/** The ratio that simpler cases of a violation must reach: a clear one, or half the excess where the violation itself is less than clear. */
export function leastRatio({ ratio }: TheoremResult): number {
  return ratio === null ? 1 : Math.min(CLEAR_RATIO, 1 + (ratio - 1) / 2);
}

/**
 * Whether a case violates a theorem by a margin that no rounding explains: shrinking drifts towards cases where float64 is at its
 * worst, if any violation will do.
 *
 * @param least the least ratio, of {@link leastRatio}; not asked of theorems without ratios, nor of their consequences
 */
export function isClear({ verdict, quantity, bound, ratio, error, claim }: TheoremResult, least: number): boolean {
  if (verdict !== "violated" || claim !== undefined || quantity === null || bound === null || error === undefined) {
    return verdict === "violated";
  }
  return quantity - bound >= CLEAR_EXCESS * error && (ratio === null || ratio >= least);
}
