/**
 * arctan x, and the angles that arcsine, arccosine and the two-argument arctangent are.
 *
 * Reduction: arctan x = π/2 - arctan(1/x) for x > 1. For 0 <= y <= 1 let c = round(32 y)/32 and z = (y - c)/(1 + y c), |z| <= 1/64:
 * arctan y = arctan c + arctan z, the first from a table. z is right to 30u² of itself.
 *
 * Series: (arctan z)/z = Σ (-1)^k s^k/(2k + 1) with s = z² <= 2^-12, k = 0..6, the first two coefficients in double-double. Remainder
 * below 2ζ⁷/15 < 2^-86, rounding below (3u ζ²/5)(1 + …) < 2^-77.7 (series.ts).
 *
 * Relative error: for c = 0 that of the series; else arctan y >= arctan(1/64) >= |arctan z|: right to 2^-77.
 */
import type { Interval } from "../interval/interval";
import { divideDown, divideUp } from "../rounding/directed";
import { abs, floor } from "../rounding/exactMath";
import { binaryExponent, powerOfTwo, scaled } from "../rounding/powerOfTwo";
import { HALF_PI, PI } from "./constants";
import {
  add,
  addNumber,
  type DoubleDouble,
  divide,
  doubleDouble,
  multiply,
  multiplyNumber,
  negate,
} from "./doubleDouble";
import { enclose, justAbove, justBelow, odd } from "./enclosure";
import { doubleDoubleOf, fixedArctangent, fixedRatio } from "./fixedPoint";
import { seriesOf, sumOf } from "./series";

const CENTRES = 32;

/** arctan((j + 1)/32) - arctan(j/32) = arctan(32/(1024 + j (j + 1))). */
const TABLE = [doubleDouble(0)];
for (let j = 0n, sum = 0n; j < CENTRES; j++) {
  sum += fixedArctangent(32n, 1024n + j * (j + 1n));
  TABLE.push(doubleDoubleOf(sum));
}

/** (arctan z)/z in z². */
export const ARCTANGENT_SERIES = seriesOf(
  Array.from({ length: 7 }, (_, k) => fixedRatio(k % 2 === 0 ? 1n : -1n, BigInt(2 * k + 1))),
  2,
);

/** Twice the bound above, see `enclose`. */
export const ARCTANGENT_ERROR = powerOfTwo(-76);

const TINY = powerOfTwo(-27);
const HUGE = powerOfTwo(60);
const NEGLIGIBLE = powerOfTwo(-60);

/** arctan y for 0 <= y <= 1, y = 0 or y >= 2^-240, to a relative error of ARCTANGENT_ERROR/2. */
function arctangentOf(y: DoubleDouble): DoubleDouble {
  const j = floor(y.high * CENTRES + 0.5);
  const c = j / CENTRES;
  const z = j === 0 ? y : divide(addNumber(y, -c), addNumber(multiplyNumber(y, c), 1));
  const angle = multiply(z, sumOf(ARCTANGENT_SERIES, multiply(z, z)));
  return j === 0 ? angle : add(TABLE[j], angle);
}

/** The angle of the point (x, y) of the first quadrant, not the origin, in [0, π/2]: to a relative error of ARCTANGENT_ERROR. */
export function angleOf(y: DoubleDouble, x: DoubleDouble): DoubleDouble {
  return y.high <= x.high ? arctangentOf(divide(y, x)) : add(HALF_PI, negate(arctangentOf(divide(x, y))));
}

/** arctan x, ±π/2 at ±∞. @example arctangentAt(1) // { lower: 0.7853981633974483, upper: 0.7853981633974484 } */
export const arctangentAt = odd((x) => {
  if (x < TINY) {
    // x - x³/3 + …
    return justBelow(x);
  }
  // π/2 - 1/x + … lies between the floats around π/2, which is 2^-53.9 above the lower one.
  return x > HUGE ? justAbove(HALF_PI.high) : enclose(angleOf(doubleDouble(x), doubleDouble(1)), ARCTANGENT_ERROR);
});

/**
 * The angle of the point (x, y) of the upper half plane in [0, π]: at infinity its limit.
 *
 * @param y >= 0, not infinite together with x, not 0 together with x
 * @example angleAt(1, -1) // { lower: 2.356194490192345, upper: 2.3561944901923453 }
 */
export function angleAt(y: number, x: number): Interval {
  const ratio = y / abs(x);
  if (ratio > HUGE) {
    // Less than 2^-60 from π/2 on either side, as in arctangentAt.
    return justAbove(HALF_PI.high);
  }
  if (ratio < NEGLIGIBLE) {
    // Less than 2^-60 below π, which is 2^-52.9 above the float below it.
    return x < 0 ? justAbove(PI.high) : smallAngle(y, x);
  }
  const down = -binaryExponent(y);
  const first = angleOf(doubleDouble(scaled(y, down)), doubleDouble(scaled(abs(x), down)));
  return enclose(x < 0 ? add(PI, negate(first)) : first, ARCTANGENT_ERROR);
}

/** arctan(y/x) for y/x < 2^-60: less than y/x by 2^-121 of it, while a quotient that is not a float64 is 2^-108 away from all of them. */
function smallAngle(y: number, x: number): Interval {
  if (y === 0 || x === Number.POSITIVE_INFINITY) {
    return { lower: 0, upper: 0 };
  }
  const lower = divideDown(y, x);
  const upper = divideUp(y, x);
  return lower === upper ? justBelow(lower) : { lower, upper };
}
