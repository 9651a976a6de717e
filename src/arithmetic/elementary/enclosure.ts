/** From a value with a known error to the floats around it. */
import type { Interval } from "../interval/interval";
import { addDown, addUp } from "../rounding/directed";
import { abs } from "../rounding/exactMath";
import { nextDown, nextUp } from "../rounding/nextFloat";
import { scaleDown, scaleUp } from "../rounding/scale";
import type { DoubleDouble } from "./doubleDouble";

/**
 * The floats around every number that differs from the value by at most relativeError·|value.high|/2.
 *
 * fl(low ± error) is off by at most 2u² of |high|, and the factor 2 has room for that: relativeError >= 2^-100.
 */
export function enclose({ high, low }: DoubleDouble, relativeError: number): Interval {
  const error = relativeError * abs(high);
  return { lower: addDown(high, low - error), upper: addUp(high, low + error) };
}

/** The same for value·2^exponent, also where it overflows or becomes subnormal: each end is rounded once more in its direction. */
export function encloseScaled(value: DoubleDouble, exponent: number, relativeError: number): Interval {
  const { lower, upper } = enclose(value, relativeError);
  return { lower: scaleDown(lower, exponent), upper: scaleUp(upper, exponent) };
}

/** For a value just above x, less than one gap away. */
export function justAbove(x: number): Interval {
  return { lower: x, upper: nextUp(x) };
}

/** For a value just below x, less than one gap away. */
export function justBelow(x: number): Interval {
  return { lower: nextDown(x), upper: x };
}

/** Above every float64. */
export const OVERFLOW: Interval = { lower: Number.MAX_VALUE, upper: Number.POSITIVE_INFINITY };

/** Below every positive float64. */
export const UNDERFLOW: Interval = { lower: 0, upper: Number.MIN_VALUE };

/** f from its values for x > 0, for f(-x) = -f(x). */
export function odd(atPositive: (x: number) => Interval): (x: number) => Interval {
  return (x) => {
    if (x > 0) {
      return atPositive(x);
    }
    if (x === 0) {
      return { lower: 0, upper: 0 };
    }
    const { lower, upper } = atPositive(-x);
    return { lower: -upper, upper: -lower };
  };
}
