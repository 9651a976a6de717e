/**
 * Where a number lies on the circle: x = k π/32 + r, k = round(32 x/π), |r| <= 0.0492, for every finite x.
 *
 * No float64 but 0 has |r| < 2^-65: the continued fractions of 2^e·32/π, e = -60..971, show that 32 x/π is at least 2^-61.6 away from
 * every integer (worst for 6381956970095103·2^797; properties/arithmetic/reducedAngle.test.ts goes through all of them).
 *
 * |x| <= 2^17: π/32 = P1 + P2 + P3, two parts of 32 bits and a double-double number for the rest, below 2^-66. With |k| < 2^21 the
 * products k P1 and k P2 are exact; so is x - k P1, a multiple of 2^-57 below 2^-4 (for k ≠ 0, |x| >= 0.049). k P3 is off by 2^21·2^-66·6u² <
 * 2^-148, which is 2^-83 of r, and the last sum by 3u².
 *
 * Larger |x|: significand·2^exponent times 32/π in integers. 32/π is held to 2^-1264, so the product is off by 2^-240; its
 * fraction, in double-double, times π/32 is r, right to 16u².
 */
import { type Dyadic, dyadicOf } from "../rounding/dyadic";
import { abs, floor } from "../rounding/exactMath";
import { powerOfTwo } from "../rounding/powerOfTwo";
import { PI } from "./constants";
import { add, type DoubleDouble, doubleDouble, multiply, multiplyNumber, scale, twoSum } from "./doubleDouble";
import { doubleDoubleOf, FRACTION_BITS, fixedPi, floatOf } from "./fixedPoint";

/** Steps of π/32 in a whole turn. */
export const STEPS = 64;

/** x = step π/32 + rest, but for whole turns. */
export interface ReducedAngle {
  /** k modulo 64, in [0, 63]. */
  readonly step: number;
  /** r, to a relative error of 2^-82. */
  readonly rest: DoubleDouble;
}

const STEPS_PER_RADIAN = 32 / PI.high;
const LARGEST_BY_PARTS = powerOfTwo(17);

/** π/32 has its first digit at 2^-4: cut after 2^-35 and 2^-67. */
const step = fixedPi() / 32n;
const cutAfter = (digits: number): bigint => {
  const dropped = BigInt(FRACTION_BITS - digits);
  return (step >> dropped) << dropped;
};
const PART_1 = floatOf(cutAfter(35));
const PART_2 = floatOf(cutAfter(67) - cutAfter(35));
const PART_3 = doubleDoubleOf(step - cutAfter(67));

/** @param x finite */
export function reducedAngle(x: number): ReducedAngle {
  if (abs(x) > LARGEST_BY_PARTS) {
    return reducedByIntegers(dyadicOf(x));
  }
  const k = floor(x * STEPS_PER_RADIAN + 0.5);
  if (k === 0) {
    return { step: 0, rest: doubleDouble(x) };
  }
  return {
    step: k & (STEPS - 1),
    rest: add(twoSum(x - k * PART_1, -k * PART_2), multiplyNumber(PART_3, -k)),
  };
}

const RECIPROCAL_BITS = 1280;
const STEP = scale(PI, 1 / 32);
let stepsPerRadian: bigint | undefined;

/** 32/π, computed when a large number first asks for it: half a millisecond. */
function reciprocalStep(): bigint {
  stepsPerRadian ??= (1n << BigInt(2 * RECIPROCAL_BITS + 5)) / fixedPi(RECIPROCAL_BITS);
  return stepsPerRadian;
}

function reducedByIntegers({ significand, exponent }: Dyadic): ReducedAngle {
  const fractionBits = RECIPROCAL_BITS - exponent;
  const steps = significand * reciprocalStep();
  // Rounded to nearest: the fraction is in [-1/2, 1/2).
  const k = (steps + (1n << BigInt(fractionBits - 1))) >> BigInt(fractionBits);
  const fraction = doubleDoubleOf(steps - (k << BigInt(fractionBits)), fractionBits);
  return { step: Number(BigInt.asUintN(6, k)), rest: multiply(fraction, STEP) };
}
