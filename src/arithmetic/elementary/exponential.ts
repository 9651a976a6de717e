/**
 * e^x and e^x - 1.
 *
 * Reduction: k = round(64 x/log 2), r = x - k (log 2)/64 in double-double, |r| <= 0.0055; k = 64 e + j, so that
 * e^x = 2^e T_j e^r with T_j = 2^(j/64) from a table. r is off by at most 2^-94: 4u² of |k| (log 2)/64 <= 746 for the constant, 1.5u² for
 * the product, 3u²|r| for the difference.
 *
 * Series: (e^r - 1)/r = Σ r^k/(k+1)!, k = 0..8, the first three coefficients in double-double. Remainder below 2ζ⁹/10! < 2^-88,
 * rounding below 3uζ³/4! + … < 2^-78.5 (series.ts): q = e^r - 1 is right to 2^-78.4 of itself, so 1 + q to 2^-85.9, and e^x to 2^-85.
 *
 * e^x - 1 is q for k = 0; else 2^e (T_j (1 + q) - 2^-e), where |1 - e^-x| >= 0.0054 loses 7.6 digits: right to 2^-78.
 */
import type { Interval } from "../interval/interval";
import { floor } from "../rounding/exactMath";
import { powerOfTwo } from "../rounding/powerOfTwo";
import { LN2 } from "./constants";
import { add, addNumber, type DoubleDouble, doubleDouble, multiply, multiplyNumber, scale } from "./doubleDouble";
import { encloseScaled, justAbove, justBelow, OVERFLOW, UNDERFLOW } from "./enclosure";
import { doubleDoubleOf, fixedExponential, fixedLogarithm, fixedRatio, multiplyFixed } from "./fixedPoint";
import { reciprocalSeries, sumOf } from "./series";

/** value·2^exponent. */
export interface Scaled {
  readonly value: DoubleDouble;
  readonly exponent: number;
}

const STEPS = 64;
/** 2^(j/64), each from the one before: right to 2^-184. */
const ROOT = fixedExponential(fixedLogarithm(2n, 1n) / BigInt(STEPS));
const TABLE: DoubleDouble[] = [];
for (let j = 0, power = fixedRatio(1n, 1n); j < STEPS; j++) {
  TABLE.push(doubleDoubleOf(power));
  power = multiplyFixed(power, ROOT);
}
const STEP = scale(LN2, 1 / STEPS);
const STEPS_PER_UNIT = STEPS / LN2.high;

const factorial = (n: bigint): bigint => (n <= 1n ? 1n : n * factorial(n - 1n));
/** (e^r - 1)/r. */
export const EXPONENTIAL_SERIES = reciprocalSeries(9, 3, (k) => factorial(k + 1n));

/** Twice the bounds above, see `enclose`. */
export const EXPONENTIAL_ERROR = powerOfTwo(-84);
export const EXPONENTIAL_MINUS_ONE_ERROR = powerOfTwo(-77);

/** e^x > MAX_VALUE from here on, in spite of a relative error of 2^-60 of x. */
const LARGEST_ARGUMENT = 709.79;
/** e^x < 2^-1074 from here on. */
const SMALLEST_ARGUMENT = -744.5;
const TINY = powerOfTwo(-54);

function reduced(x: DoubleDouble): { readonly steps: number; readonly q: DoubleDouble } {
  const steps = floor(x.high * STEPS_PER_UNIT + 0.5);
  const r = steps === 0 ? x : add(x, multiplyNumber(STEP, -steps));
  return { steps, q: multiply(r, sumOf(EXPONENTIAL_SERIES, r)) };
}

function recomposed(steps: number, q: DoubleDouble): Scaled {
  const j = steps & (STEPS - 1);
  return { value: multiply(TABLE[j], addNumber(q, 1)), exponent: (steps - j) / STEPS };
}

/** e^x for |x| <= 746, to a relative error of EXPONENTIAL_ERROR/2. */
export function exponentialOf(x: DoubleDouble): Scaled {
  const { steps, q } = reduced(x);
  return recomposed(steps, q);
}

/** e^x - 1 for -50 <= x <= 746 and |x| >= 2^-54, to a relative error of EXPONENTIAL_MINUS_ONE_ERROR/2. */
export function exponentialMinusOneOf(x: DoubleDouble): Scaled {
  const { steps, q } = reduced(x);
  if (steps === 0) {
    return { value: q, exponent: 0 };
  }
  const { value, exponent } = recomposed(steps, q);
  return { value: addNumber(value, -powerOfTwo(-exponent)), exponent };
}

/**
 * e^x for an x in double-double that is itself off by up to `argumentError`.
 *
 * @param argumentError absolute, at most 2^-55
 */
export function encloseExponential(x: DoubleDouble, argumentError: number): Interval {
  if (x.high > LARGEST_ARGUMENT) {
    return OVERFLOW;
  }
  if (x.high < SMALLEST_ARGUMENT) {
    return UNDERFLOW;
  }
  const { value, exponent } = exponentialOf(x);
  // e^δ - 1 < 2δ; the bound's factor 2 on top of that.
  return encloseScaled(value, exponent, EXPONENTIAL_ERROR + 4 * argumentError);
}

/** e^x. @example exponentialAt(1) // { lower: 2.718281828459045, upper: 2.7182818284590455 } */
export function exponentialAt(x: number): Interval {
  if (x < TINY && x > -TINY) {
    return x === 0 ? { lower: 1, upper: 1 } : x > 0 ? justAbove(1) : justBelow(1);
  }
  return encloseExponential(doubleDouble(x), 0);
}

/** e^x - 1. */
export function exponentialMinusOneAt(x: number): Interval {
  if (x < TINY && x > -TINY) {
    // x + x²/2 + …, above x whatever its sign.
    return x === 0 ? { lower: 0, upper: 0 } : justAbove(x);
  }
  if (x > LARGEST_ARGUMENT) {
    return OVERFLOW;
  }
  if (x < -50) {
    return justAbove(-1);
  }
  const { value, exponent } = exponentialMinusOneOf(doubleDouble(x));
  return encloseScaled(value, exponent, EXPONENTIAL_MINUS_ONE_ERROR);
}
