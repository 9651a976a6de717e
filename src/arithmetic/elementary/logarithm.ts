/**
 * log x and log(1 + x).
 *
 * Reduction: x = 2^e m with m in [√½, √2), c_i = fl(128/i) for i = round(128 m), z = m c_i - 1 in double-double, |z| <= 0.0056:
 * log x = e log 2 + (-log c_i) + log(1 + z), with -log c_i from a table for the very float c_i. z is exact for c = 1, and right to
 * 2^-104 otherwise.
 *
 * Series: log(1 + z)/z = Σ (-z)^k/(k+1), k = 0..10, the first three coefficients in double-double. Remainder below 2ζ¹¹/12 < 2^-84,
 * rounding below (3u ζ³/4)(1 + …) < 2^-75.8 (series.ts).
 *
 * Relative error: for c = 1 and e = 0, log x = log(1 + z) has that of the series. Otherwise |log x| > 0.0038 and |log(1 + z)| <= 0.0056,
 * both sums are within 3u² + 4u² of |e| log 2 + 0.35, at most three times |log x|, and z is right to 2^-96 of it: right to 2^-75.
 */
import type { Interval } from "../interval/interval";
import { dyadicOf } from "../rounding/dyadic";
import { abs, floor, sqrt } from "../rounding/exactMath";
import { binaryExponent, powerOfTwo, scaled } from "../rounding/powerOfTwo";
import { LN2 } from "./constants";
import {
  add,
  addNumber,
  type DoubleDouble,
  doubleDouble,
  multiply,
  multiplyNumber,
  twoProduct,
  twoSum,
} from "./doubleDouble";
import { enclose, justBelow, OVERFLOW } from "./enclosure";
import { doubleDoubleOf, fixedLogarithm, fixedRatio } from "./fixedPoint";
import { seriesOf, sumOf } from "./series";

const CENTRES = 128;
const FIRST_CENTRE = 90;
const LAST_CENTRE = 182;
const SQRT_2 = sqrt(2);

const TABLE = Array.from({ length: LAST_CENTRE - FIRST_CENTRE + 1 }, (_, i) => {
  const reciprocal = CENTRES / (FIRST_CENTRE + i);
  const { significand, exponent } = dyadicOf(reciprocal);
  return { reciprocal, logarithm: doubleDoubleOf(fixedLogarithm(1n << BigInt(-exponent), significand)) };
});

/** log(1 + z)/z. */
export const LOGARITHM_SERIES = seriesOf(
  Array.from({ length: 11 }, (_, k) => fixedRatio(k % 2 === 0 ? 1n : -1n, BigInt(k + 1))),
  3,
);

/** Twice the bound above, see `enclose`. */
export const LOGARITHM_ERROR = powerOfTwo(-74);

const TINY = powerOfTwo(-54);
const SMALL = 0.0056;

/** log(1 + z) for |z| <= 0.0056. */
function nearOne(z: DoubleDouble): DoubleDouble {
  return multiply(z, sumOf(LOGARITHM_SERIES, z));
}

/** log x for x > 0, to a relative error of LOGARITHM_ERROR/2. */
export function logarithmOf(x: DoubleDouble): DoubleDouble {
  const magnitude = binaryExponent(x.high);
  const mantissa = scaled(x.high, -magnitude);
  const e = mantissa > SQRT_2 ? magnitude + 1 : magnitude;
  const high = mantissa > SQRT_2 ? mantissa / 2 : mantissa;
  const { reciprocal, logarithm } = TABLE[floor(high * CENTRES + 0.5) - FIRST_CENTRE];
  const low = scaled(x.low, -e);
  if (reciprocal === 1) {
    const near = nearOne(twoSum(high - 1, low));
    return e === 0 ? near : add(multiplyNumber(LN2, e), near);
  }
  const product = twoProduct(high, reciprocal);
  // Close to 1, so the difference is exact.
  const z = twoSum(product.high - 1, product.low + low * reciprocal);
  return add(add(multiplyNumber(LN2, e), logarithm), nearOne(z));
}

/** log(1 + x) for x > -1 with |x| >= 2^-480, to a relative error of LOGARITHM_ERROR/2. */
export function logarithmOnePlusOf(x: DoubleDouble): DoubleDouble {
  // 1 + x in double-double is off by 2u², and by nothing for a float64 number x.
  return abs(x.high) < SMALL ? nearOne(x) : logarithmOf(addNumber(x, 1));
}

/** log x for x >= 0, -∞ at 0. @example logarithmAt(2) // { lower: 0.6931471805599453, upper: 0.6931471805599454 } */
export function logarithmAt(x: number): Interval {
  if (x === 0) {
    return { lower: Number.NEGATIVE_INFINITY, upper: -Number.MAX_VALUE };
  }
  if (x === Number.POSITIVE_INFINITY) {
    return OVERFLOW;
  }
  return x === 1 ? { lower: 0, upper: 0 } : enclose(logarithmOf(doubleDouble(x)), LOGARITHM_ERROR);
}

/** log(1 + x) for x >= -1, -∞ at -1. */
export function logarithmOnePlusAt(x: number): Interval {
  if (x < TINY && x > -TINY) {
    // x - x²/2 + …, below x whatever its sign.
    return x === 0 ? { lower: 0, upper: 0 } : justBelow(x);
  }
  if (x === -1 || x === Number.POSITIVE_INFINITY) {
    return logarithmAt(x + 1);
  }
  return enclose(logarithmOnePlusOf(doubleDouble(x)), LOGARITHM_ERROR);
}
