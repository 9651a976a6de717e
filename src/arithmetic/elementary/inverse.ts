/**
 * The inverses of sin, cos, sinh, cosh and tanh, by logarithms and angles of double-double numbers.
 *
 *     arcsin x = angle of (√((1 - x)(1 + x)), x)           arsinh x = log(1 + (x + x²/(1 + √(1 + x²))))
 *     arccos x = angle of (x, √((1 - x)(1 + x)))           arcosh x = log(1 + (t + √(t (t + 2)))), t = x - 1
 *                                                          artanh x = log(1 + 2x/(1 - x))/2
 *
 * for x >= 0. 1 - x, 1 + x and x - 1 are exact, nothing cancels, every argument is right to 60u²; and neither an angle nor log(1 + t) for t >= 0
 * changes by more, relatively, than its argument. Right to ARCTANGENT_ERROR and LOGARITHM_ERROR. From 2^60 on, arsinh x and
 * arcosh x are log x + log 2 to 2^-120.
 */
import type { Interval } from "../interval/interval";
import { powerOfTwo } from "../rounding/powerOfTwo";
import { ARCTANGENT_ERROR, angleOf } from "./arctangent";
import { HALF_PI, LN2, PI } from "./constants";
import {
  add,
  addNumber,
  type DoubleDouble,
  divide,
  doubleDouble,
  multiply,
  negate,
  scale,
  squareRoot,
  twoProduct,
  twoSum,
} from "./doubleDouble";
import { enclose, justAbove, justBelow, OVERFLOW, odd } from "./enclosure";
import { LOGARITHM_ERROR, logarithmOf, logarithmOnePlusOf } from "./logarithm";

const TINY = powerOfTwo(-27);
const NEGLIGIBLE = powerOfTwo(-60);
const HUGE = powerOfTwo(60);

/** √((1 - x)(1 + x)) for |x| <= 1. */
function cathetus(x: number): DoubleDouble {
  return squareRoot(multiply(twoSum(1, -x), twoSum(1, x)));
}

/** log(2x) for x >= 2^60. */
function logarithmOfTwice(x: number): Interval {
  return x === Number.POSITIVE_INFINITY
    ? OVERFLOW
    : enclose(add(logarithmOf(doubleDouble(x)), LN2), 2 * LOGARITHM_ERROR);
}

/** arcsin x for |x| <= 1. */
export const arcsineAt = odd((x) => {
  // x + x³/6 + …
  return x < TINY ? justAbove(x) : enclose(angleOf(doubleDouble(x), cathetus(x)), 2 * ARCTANGENT_ERROR);
});

/** arccos x for |x| <= 1. */
export function arccosineAt(x: number): Interval {
  if (x === 1) {
    return { lower: 0, upper: 0 };
  }
  if (x < NEGLIGIBLE && x > -NEGLIGIBLE) {
    // π/2 is 2^-53.9 above the float below it.
    return justAbove(HALF_PI.high);
  }
  const angle = x > 0 ? angleOf(cathetus(x), doubleDouble(x)) : add(PI, negate(angleOf(cathetus(x), doubleDouble(-x))));
  return enclose(angle, 2 * ARCTANGENT_ERROR);
}

/** arsinh x, ±∞ at ±∞. */
export const inverseHyperbolicSineAt = odd((x) => {
  if (x < TINY) {
    // x - x³/6 + …
    return justBelow(x);
  }
  if (x > HUGE) {
    return logarithmOfTwice(x);
  }
  const square = twoProduct(x, x);
  const rest = divide(square, addNumber(squareRoot(addNumber(square, 1)), 1));
  return enclose(logarithmOnePlusOf(addNumber(rest, x)), 2 * LOGARITHM_ERROR);
});

/** arcosh x for x >= 1, ∞ at ∞. */
export function inverseHyperbolicCosineAt(x: number): Interval {
  if (x === 1) {
    return { lower: 0, upper: 0 };
  }
  if (x > HUGE) {
    return logarithmOfTwice(x);
  }
  const t = twoSum(x, -1);
  return enclose(logarithmOnePlusOf(add(t, squareRoot(multiply(t, addNumber(t, 2))))), 2 * LOGARITHM_ERROR);
}

/** artanh x for |x| <= 1, ±∞ at ±1. */
export const inverseHyperbolicTangentAt = odd((x) => {
  if (x < TINY) {
    // x + x³/3 + …
    return justAbove(x);
  }
  if (x === 1) {
    return OVERFLOW;
  }
  const ratio = divide(doubleDouble(2 * x), twoSum(1, -x));
  return enclose(scale(logarithmOnePlusOf(ratio), 0.5), 2 * LOGARITHM_ERROR);
});
