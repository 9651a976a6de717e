/**
 * ‖values‖₂ of float64 numbers, enclosed.
 *
 * The values are divided by a power of two, so that the largest is in [1, 2). Each square is p + e, exactly; the p are summed with the
 * errors of the sums kept, and all those errors and the e are added up rounding down and rounding up. So [sum + below, sum + above]
 * holds Σ v², its width grows with n²·2^-106 only, and what has few digits stays exact: the norm of (3, 4) is [5, 5].
 */
import { addDown, addUp, sqrtDown, sqrtUp } from "../rounding/directed";
import { productError, sumError } from "../rounding/errorFree";
import { abs, max } from "../rounding/exactMath";
import { binaryExponent, powerOfTwo, scaled } from "../rounding/powerOfTwo";
import { scaleDown, scaleUp } from "../rounding/scale";
import { type Interval, point } from "./interval";

/** Scaled values below it are only counted: the squares of n of them add up to n·2^-968 at most. */
const NEGLIGIBLE = powerOfTwo(-484);
const NEGLIGIBLE_SQUARE = powerOfTwo(-968);

/**
 * √(Σ v²).
 *
 * @param values any numbers but NaN; with an infinite one the norm is beyond all floats
 * @returns [0, 0] for no values
 * @example euclideanNorm([3, 4]) // { lower: 5, upper: 5 }
 */
export function euclideanNorm(values: ArrayLike<number>): Interval {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    largest = max(largest, abs(values[i]));
  }
  if (largest === 0) {
    return point(0);
  }
  if (largest === Number.POSITIVE_INFINITY) {
    return { lower: Number.MAX_VALUE, upper: largest };
  }
  const exponent = binaryExponent(largest);
  let sum = 0;
  let below = 0;
  let above = 0;
  let negligible = 0;
  for (let i = 0; i < values.length; i++) {
    const value = abs(scaled(values[i], -exponent));
    if (value < NEGLIGIBLE) {
      negligible += values[i] === 0 ? 0 : 1;
      continue;
    }
    const square = value * value;
    const next = sum + square;
    const error = sumError(sum, square, next);
    const squareError = productError(value, value, square);
    below = addDown(below, addDown(error, squareError));
    above = addUp(above, addUp(error, squareError));
    sum = next;
  }
  above = addUp(above, negligible * NEGLIGIBLE_SQUARE);
  return {
    lower: scaleDown(sqrtDown(addDown(sum, below)), exponent),
    upper: scaleUp(sqrtUp(addUp(sum, above)), exponent),
  };
}
