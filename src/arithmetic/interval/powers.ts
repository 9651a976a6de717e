/** Powers and angles: the functions of two arguments that are monotone in each, and so have their range between the corners. */
import { angleAt } from "../elementary/arctangent";
import { PI } from "../elementary/constants";
import { justAbove } from "../elementary/enclosure";
import { powerAt } from "../elementary/power";
import { absolute, negate } from "./basic";
import { EMPTY, ENTIRE, type Interval, isEmpty } from "./interval";
import { hull, intersection } from "./sets";

const ZERO: Interval = { lower: 0, upper: 0 };
const ONE: Interval = { lower: 1, upper: 1 };
const NOT_NEGATIVE: Interval = { lower: 0, upper: Number.POSITIVE_INFINITY };

function isZero({ lower, upper }: Interval): boolean {
  return lower === 0 && upper === 0;
}

/**
 * x^n, for n < 0 where x is not 0; 1 for n = 0.
 *
 * @throws RangeError if n is not a safe integer
 * @example wholePower(interval(-2, 3), 2) // { lower: 0, upper: 9 }
 */
export function wholePower(a: Interval, n: number): Interval {
  if (!Number.isSafeInteger(n)) {
    throw new RangeError(`exponent: ${n}, expected an integer`);
  }
  if (isEmpty(a) || (n < 0 && isZero(a))) {
    return EMPTY;
  }
  if (n === 0) {
    return ONE;
  }
  if (n % 2 === 0) {
    return ofMagnitudes(absolute(a), n);
  }
  if (a.lower >= 0) {
    return ofMagnitudes(a, n);
  }
  if (a.upper <= 0) {
    return negate(ofMagnitudes(negate(a), n));
  }
  return n > 0 ? { lower: -powerAt(-a.lower, n).upper, upper: powerAt(a.upper, n).upper } : ENTIRE;
}

/** x^n for x >= 0. */
function ofMagnitudes(a: Interval, n: number): Interval {
  const [least, greatest] = n > 0 ? [a.lower, a.upper] : [a.upper, a.lower];
  return { lower: powerAt(least, n).lower, upper: powerAt(greatest, n).upper };
}

/**
 * x^y for x > 0, and 0 for x = 0 and y > 0.
 *
 * @example power(interval(1, 4), point(0.5)) // { lower: 1, upper: 2.0000000000000004 }
 */
export function power(a: Interval, b: Interval): Interval {
  const base = intersection(a, NOT_NEGATIVE);
  if (isEmpty(base) || isEmpty(b) || (isZero(base) && b.upper <= 0)) {
    return EMPTY;
  }
  if (isZero(base)) {
    return ZERO;
  }
  const ofLower = hull(powerAt(base.lower, b.lower), powerAt(base.lower, b.upper));
  const ofUpper = hull(powerAt(base.upper, b.lower), powerAt(base.upper, b.upper));
  return hull(ofLower, ofUpper);
}

/**
 * The angle of the points (x, y) with y in a and x in b, in (-π, π]; the origin has none.
 *
 * @example angle(point(1), interval(-1, 0)) // { lower: 1.5707963267948966, upper: 2.3561944901923453 }
 */
export function angle(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b) || (isZero(a) && isZero(b))) {
    return EMPTY;
  }
  if (a.lower >= 0) {
    return angleAbove(a, b);
  }
  if (b.lower < 0 && a.upper >= 0) {
    // Both sides of the cut along the negative axis.
    const { upper } = justAbove(PI.high);
    return { lower: -upper, upper };
  }
  const below = negate(angleAbove({ lower: a.upper < 0 ? -a.upper : 0, upper: -a.lower }, b));
  return a.upper > 0 ? hull(below, angleAbove({ lower: 0, upper: a.upper }, b)) : below;
}

/** The same for y >= 0: an angle falls with x, and with y it falls left and rises right of the axis. */
function angleAbove(y: Interval, x: Interval): Interval {
  if (isZero(y)) {
    return { lower: x.upper > 0 ? 0 : PI.high, upper: x.lower < 0 ? justAbove(PI.high).upper : 0 };
  }
  return {
    lower: angleAt(x.upper > 0 ? y.lower : y.upper, x.upper).lower,
    upper: angleAt(x.lower < 0 ? y.lower : y.upper, x.lower).upper,
  };
}
