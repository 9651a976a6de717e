/**
 * Constants and tables of the elementary functions, from integers of any length alone: x is held as an integer next to x·2^192.
 *
 * Every step drops less than one unit of 2^-192; every series here has fewer than 2^8 terms, ends where they vanish, and then has
 * a remainder below one unit. So a value is right to 2^-180, unless its user multiplies it by something large.
 */
import { dyadicOf, floorToFloat64 } from "../rounding/dyadic";
import { type DoubleDouble, orderedSum } from "./doubleDouble";

/** Binary digits behind the point. */
export const FRACTION_BITS = 192;

/** numerator/denominator. */
export function fixedRatio(numerator: bigint, denominator: bigint, bits = FRACTION_BITS): bigint {
  return (numerator << BigInt(bits)) / denominator;
}

/** a·b. */
export function multiplyFixed(a: bigint, b: bigint): bigint {
  return (a * b) >> BigInt(FRACTION_BITS);
}

/** The float64 below a fixed-point number: relative error at most 2^-52, and that of the argument. */
export function floatOf(fixed: bigint, bits = FRACTION_BITS): number {
  return floorToFloat64({ significand: fixed, exponent: -bits });
}

/** The same in double-double: relative error at most 2^-104, and that of the argument. */
export function doubleDoubleOf(fixed: bigint, bits = FRACTION_BITS): DoubleDouble {
  const high = floatOf(fixed, bits);
  const { significand, exponent } = dyadicOf(high);
  const shift = BigInt(bits + exponent);
  return orderedSum(high, floatOf(fixed - (shift < 0n ? significand >> -shift : significand << shift), bits));
}

/** √a for a > 0, rounded down: Newton's method from above. */
export function fixedSquareRoot(a: bigint): bigint {
  const square = a << BigInt(FRACTION_BITS);
  for (let root = a + (1n << BigInt(FRACTION_BITS)); ; ) {
    const next = (root + square / root) / 2n;
    if (next >= root) {
      return root;
    }
    root = next;
  }
}

/** Σ ±q^(2k+1)/(2k+1) for q = numerator/denominator <= 1/3: artanh q for sign 1, arctan q for sign -1. */
function inverseTangentSeries(numerator: bigint, denominator: bigint, sign: 1n | -1n, bits: number): bigint {
  let power = fixedRatio(numerator, denominator, bits);
  let sum = power;
  for (let k = 3n; power !== 0n; k += 2n) {
    power = (sign * power * numerator * numerator) / (denominator * denominator);
    sum += power / k;
  }
  return sum;
}

/** arctan(numerator/denominator) for ratios up to 1/3. */
export function fixedArctangent(numerator: bigint, denominator: bigint, bits = FRACTION_BITS): bigint {
  return inverseTangentSeries(numerator, denominator, -1n, bits);
}

/** log(numerator/denominator) = 2 artanh((n - d)/(n + d)) for ratios from 1/2 to 2. */
export function fixedLogarithm(numerator: bigint, denominator: bigint): bigint {
  return 2n * inverseTangentSeries(numerator - denominator, numerator + denominator, 1n, FRACTION_BITS);
}

/** π = 16 arctan(1/5) - 4 arctan(1/239) (Machin); right to 2^(14 - bits) for up to 1,280 bits. */
export function fixedPi(bits = FRACTION_BITS): bigint {
  return 16n * fixedArctangent(1n, 5n, bits) - 4n * fixedArctangent(1n, 239n, bits);
}

/** e^x = Σ x^k/k! for 0 <= x <= 40: all terms have one sign, so the relative error is below 2^-180. */
export function fixedExponential(x: bigint): bigint {
  let term = fixedRatio(1n, 1n);
  let sum = term;
  for (let k = 1n; term !== 0n; k++) {
    term = multiplyFixed(term, x) / k;
    sum += term;
  }
  return sum;
}

/** sin x for 0 <= x <= 2. */
export function fixedSine(x: bigint): bigint {
  const square = multiplyFixed(x, x);
  let term = x;
  let sum = x;
  for (let k = 2n; term !== 0n; k += 2n) {
    term = -multiplyFixed(term, square) / (k * (k + 1n));
    sum += term;
  }
  return sum;
}
