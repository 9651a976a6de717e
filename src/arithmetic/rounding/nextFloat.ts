/**
 * The neighbours of a float64 number.
 *
 * For |x| >= 2^-960, y = fl(|x|·2^-53(1 + 2^-51)) lies above half of the gap on the outer side of |x| and below one and a half of
 * the gap on the inner side, which is half as wide where |x| is a power of two; so x + y rounds to the next float. (Rump,
 * Zimmermann, Boldo, Melquiond: Computing predecessor and successor in rounding to nearest, BIT 49, 2009.) Below 2^-1021 all
 * gaps are 2^-1074. In between x is multiplied by 2^100 first, which is exact, and so is the way back.
 */
import { abs } from "./exactMath";
import { powerOfTwo } from "./powerOfTwo";

const STEP = powerOfTwo(-53) + powerOfTwo(-104);
const SMALL = powerOfTwo(-960);
const GAPS_EQUAL = powerOfTwo(-1021);
const SMALLEST = powerOfTwo(-1074);
const UP = powerOfTwo(100);
const DOWN = powerOfTwo(-100);

/**
 * The least float64 above x. MAX_VALUE has infinity, -infinity has -MAX_VALUE, infinity and NaN have themselves.
 *
 * @example nextUp(1) // 1.0000000000000002
 */
export function nextUp(x: number): number {
  const magnitude = abs(x);
  if (magnitude >= SMALL) {
    return x === Number.NEGATIVE_INFINITY ? -Number.MAX_VALUE : x + magnitude * STEP;
  }
  return magnitude < GAPS_EQUAL ? x + SMALLEST : (x * UP + magnitude * UP * STEP) * DOWN;
}

/**
 * The greatest float64 below x. -MAX_VALUE has -infinity, infinity has MAX_VALUE, -infinity and NaN have themselves.
 *
 * @example nextDown(1) // 0.9999999999999999
 */
export function nextDown(x: number): number {
  return -nextUp(-x);
}
