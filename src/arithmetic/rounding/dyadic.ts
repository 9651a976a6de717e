/**
 * Dyadic rationals significand·2^exponent with integers of any length: every float64 is one, and so is every sum and product of
 * them. For what leaves the range in which floats tell their own rounding errors, and for constants.
 */
import { clz32 } from "./exactMath";
import { binaryExponent, GREATEST_EXPONENT, LEAST_EXPONENT, powerOfTwo, scaled } from "./powerOfTwo";

/** significand·2^exponent. */
export interface Dyadic {
  readonly significand: bigint;
  readonly exponent: number;
}

/** Digits of a float64's significand. */
const PRECISION = 53;

/**
 * Exactly x.
 *
 * @param x finite
 * @example dyadicOf(0.75) // { significand: 6755399441055744n, exponent: -53 }
 */
export function dyadicOf(x: number): Dyadic {
  if (x === 0) {
    return { significand: 0n, exponent: 0 };
  }
  const exponent = binaryExponent(x) - (PRECISION - 1);
  return { significand: BigInt(scaled(x, -exponent)), exponent };
}

/** a·b, exactly. */
export function multiplyDyadic(a: Dyadic, b: Dyadic): Dyadic {
  return { significand: a.significand * b.significand, exponent: a.exponent + b.exponent };
}

/** a + b, exactly. */
export function addDyadic(a: Dyadic, b: Dyadic): Dyadic {
  if (a.exponent < b.exponent) {
    return addDyadic(b, a);
  }
  const aligned = a.significand << BigInt(a.exponent - b.exponent);
  return { significand: aligned + b.significand, exponent: b.exponent };
}

/** -1, 0 or 1. */
export function signOfDyadic({ significand }: Dyadic): number {
  return significand > 0n ? 1 : significand < 0n ? -1 : 0;
}

/** The number of binary digits of an integer >= 0; 0 has none. */
export function bitLength(integer: bigint): number {
  const digits = integer.toString(16);
  return 4 * digits.length - (clz32(Number.parseInt(digits[0], 16)) - 28);
}

/**
 * The greatest float64 that is at most the given number, -infinity below all of them.
 *
 * @example floorToFloat64({ significand: (1n << 60n) + 1n, exponent: -60 }) // 1
 */
export function floorToFloat64({ significand, exponent }: Dyadic): number {
  const length = bitLength(significand < 0n ? -significand : significand);
  const kept = length + exponent <= LEAST_EXPONENT + PRECISION ? LEAST_EXPONENT : length + exponent - PRECISION;
  const dropped = kept - exponent;
  // >> rounds towards -infinity. What is kept has 53 bits at most, or is -2^53.
  const rounded = Number(dropped > 0 ? significand >> BigInt(dropped) : significand << BigInt(-dropped));
  if (kept > GREATEST_EXPONENT) {
    return overflow(rounded);
  }
  const value = rounded * powerOfTwo(kept);
  return Number.isFinite(value) ? value : overflow(value);
}

/** The least float64 that is at least the given number, infinity above all of them. */
export function ceilingToFloat64({ significand, exponent }: Dyadic): number {
  return -floorToFloat64({ significand: -significand, exponent });
}

function overflow(value: number): number {
  return value > 0 ? Number.MAX_VALUE : Number.NEGATIVE_INFINITY;
}
