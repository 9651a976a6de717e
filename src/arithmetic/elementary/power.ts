/**
 * Powers with a fixed base, logarithms with another base, and x^y.
 *
 * 2^x = e^(x log 2) and 10^x = e^(x log 10), the argument in double-double and off by 746·6u² < 2^-93; for whole x they are wholePowerAt.
 * log₂ x = log x/log 2 and log₁₀ x likewise, by 25u² less exact than log x; whole results are exact.
 *
 * x^y = e^(y log x) with y log x in double-double, off by |y log x| (2^-75 + 2u²) < 2^-65; for whole y it is wholePowerAt.
 */
import type { Interval } from "../interval/interval";
import { abs } from "../rounding/exactMath";
import { binaryExponent, powerOfTwo } from "../rounding/powerOfTwo";
import { LN2, LN10, ONE_OVER_LN2, ONE_OVER_LN10 } from "./constants";
import { type DoubleDouble, doubleDouble, multiply, multiplyNumber } from "./doubleDouble";
import { enclose, justAbove, justBelow, OVERFLOW, UNDERFLOW } from "./enclosure";
import { encloseExponential } from "./exponential";
import { LOGARITHM_ERROR, logarithmAt, logarithmOf } from "./logarithm";
import { wholePowerAt } from "./wholePower";

/** e^x is above MAX_VALUE beyond it and below 2^-1074 beyond its negative, however x was rounded. */
const OUT_OF_RANGE = 760;
const TINY = powerOfTwo(-54);
const ONE: Interval = { lower: 1, upper: 1 };

/** e^(factor·logarithm), or base^factor for whole factors. @param logarithm log base, to a relative error of `error` */
function powerOfBase(base: number, logarithm: DoubleDouble, error: number, factor: number): Interval {
  const estimate = logarithm.high * factor;
  if (estimate > OUT_OF_RANGE) {
    return OVERFLOW;
  }
  if (estimate < -OUT_OF_RANGE) {
    return UNDERFLOW;
  }
  if (Number.isInteger(factor)) {
    return wholePowerAt(base, BigInt(factor));
  }
  if (abs(estimate) < TINY) {
    // The estimate itself may have become 0.
    return logarithm.high > 0 === factor > 0 ? justAbove(1) : justBelow(1);
  }
  const x = multiplyNumber(logarithm, factor);
  return encloseExponential(x, abs(x.high) * error);
}

const CONSTANT_ERROR = powerOfTwo(-103);

/** 2^x. */
export function powerOfTwoAt(x: number): Interval {
  return powerOfBase(2, LN2, CONSTANT_ERROR, x);
}

/** 10^x. */
export function powerOfTenAt(x: number): Interval {
  return powerOfBase(10, LN10, CONSTANT_ERROR, x);
}

/**
 * x^y for x in [0, ∞] and y in [-∞, ∞], as a limit where it is one: 0 and ∞ at the ends of intervals stand for what is near them. x^0 and 1^y
 * are 1.
 *
 * @example powerAt(2, 0.5) // { lower: 1.414213562373095, upper: 1.4142135623730951 }
 */
export function powerAt(x: number, y: number): Interval {
  if (y === 0 || x === 1) {
    return ONE;
  }
  if (x === 0 || x === Number.POSITIVE_INFINITY || !Number.isFinite(y)) {
    return x > 1 === y > 0 ? OVERFLOW : x === 0 ? { lower: 0, upper: 0 } : UNDERFLOW;
  }
  return powerOfBase(x, logarithmOf(doubleDouble(x)), LOGARITHM_ERROR, y);
}

const LARGEST_EXACT_POWER_OF_TEN = 22;
const POWERS_OF_TEN = [1];
for (let n = 1; n <= LARGEST_EXACT_POWER_OF_TEN; n++) {
  POWERS_OF_TEN.push(POWERS_OF_TEN[n - 1] * 10);
}

/** log x/log b for x >= 0, or the whole number that it is. */
function logarithmToBase(x: number, reciprocal: DoubleDouble, whole: number | null): Interval {
  if (x === 0 || x === Number.POSITIVE_INFINITY) {
    return logarithmAt(x);
  }
  return whole === null
    ? enclose(multiply(logarithmOf(doubleDouble(x)), reciprocal), 2 * LOGARITHM_ERROR)
    : { lower: whole, upper: whole };
}

/** log₂ x for x >= 0, -∞ at 0. */
export function binaryLogarithmAt(x: number): Interval {
  const exponent = x > 0 && Number.isFinite(x) ? binaryExponent(x) : null;
  return logarithmToBase(x, ONE_OVER_LN2, exponent !== null && x === powerOfTwo(exponent) ? exponent : null);
}

/** log₁₀ x for x >= 0, -∞ at 0. */
export function decimalLogarithmAt(x: number): Interval {
  const exponent = POWERS_OF_TEN.indexOf(x);
  return logarithmToBase(x, ONE_OVER_LN10, exponent < 0 ? null : exponent);
}
