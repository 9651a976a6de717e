/** Numbers that measure an interval. NaN for the empty one, where nothing else is said. */
import { addUp, subtractUp } from "../rounding/directed";
import { abs, max, min } from "../rounding/exactMath";
import { type Interval, isEmpty, isEntire } from "./interval";

/** The greatest lower bound, ∞ of the empty interval; a zero is -0, as IEEE 1788 wants it. */
export function infimum({ lower }: Interval): number {
  return lower === 0 ? -0 : lower;
}

/** The least upper bound, -∞ of the empty interval; a zero is +0. */
export function supremum({ upper }: Interval): number {
  return upper === 0 ? 0 : upper;
}

/** A member near the middle: rounded to nearest, ±MAX_VALUE where one end is infinite, 0 for the whole line. */
export function midpoint(a: Interval): number {
  if (isEmpty(a)) {
    return Number.NaN;
  }
  if (isEntire(a)) {
    return 0;
  }
  const sum = a.lower + a.upper;
  // Halves first where the sum overflows; ends that large lose no bit by it.
  const middle = Number.isFinite(sum) ? sum / 2 : a.lower / 2 + a.upper / 2;
  return max(-Number.MAX_VALUE, min(Number.MAX_VALUE, middle)) + 0;
}

/** The least r, rounded up, with a ⊆ [m - r, m + r] for m = midpoint(a). */
export function radius(a: Interval): number {
  const middle = midpoint(a);
  return max(subtractUp(middle, a.lower), subtractUp(a.upper, middle));
}

/** upper - lower, rounded up. */
export function width(a: Interval): number {
  return isEmpty(a) ? Number.NaN : addUp(a.upper, -a.lower);
}

/** The largest |x|. */
export function magnitude(a: Interval): number {
  return isEmpty(a) ? Number.NaN : max(abs(a.lower), abs(a.upper));
}

/** The smallest |x|. */
export function mignitude(a: Interval): number {
  if (isEmpty(a)) {
    return Number.NaN;
  }
  return a.lower <= 0 && a.upper >= 0 ? 0 : min(abs(a.lower), abs(a.upper));
}
