/**
 * erfc x = 1 - erf x, without the cancellation for large x.
 *
 * For x >= 0, erfc x = e^(-x²) w(x) with w(x) = (2/√π) ∫_0^∞ e^(-s² - 2xs) ds, which falls from 1 like 1/(√π x). Reduction:
 * c = round(16 x)/16 and t = x - c, exact and |t| <= 1/32;
 *
 *     w(c + t) = Σ w_k t^k,    w′ = 2xw - 2/√π,    so (k + 1) w_(k+1) = 2c w_k + 2 w_(k-1), less 2/√π for k = 0,
 *
 * k = 0..14. The integral gives |w(z)| <= w(Re z), so by Cauchy on |t| = 2 |w_k| <= w(c - 2) 2^-k; log w is convex, so w(c - 2)/w(c) is at most
 * w(-2) < 109, and the remainder below 112·2^-90 < 2^-83 of w(c). Rounding: four coefficients in double-double, the rest below 2^-72.2 of w(c)
 * (series.ts; the test evaluates all centres). e^(-x²), with x² exact in double-double, to 2^-85. Right to 2^-72.
 * For x < 0, erfc x = 2 - erfc |x| > 1.
 */

import type { Interval } from "../interval/interval";
import { floor } from "../rounding/exactMath";
import { powerOfTwo } from "../rounding/powerOfTwo";
import { add, type DoubleDouble, doubleDouble, multiply, negate, scale, twoProduct } from "./doubleDouble";
import { enclose, encloseScaled, justAbove, justBelow, UNDERFLOW } from "./enclosure";
import { exponentialOf, type Scaled } from "./exponential";
import { FRACTION_BITS, fixedExponential, fixedPi, fixedRatio, fixedSquareRoot, multiplyFixed } from "./fixedPoint";
import { type Series, seriesOf, sumOf } from "./series";

const CENTRES_PER_UNIT = 16;
const TERMS = 15;
const BITS = BigInt(FRACTION_BITS);

/** 2/√π. */
const FRONT = fixedSquareRoot((4n << (2n * BITS)) / fixedPi());

/** Up to here w = e^(c²) - (2/√π) Σ 2^n c^(2n+1)/(1·3·5···(2n+1)), which loses 56 of 180 bits at the worst. */
const LARGEST_SUMMED = fixedRatio(6n, 1n);
/** From c = 6 on these many steps of the continued fraction are right to 2^-180: its convergents enclose w, two by two. */
const STEPS = 88n;

const centres: Series[] = [];

/** The expansion of w at c = j/16, j >= 0, computed when it is first asked for. */
export function scaledComplementCentre(j: number): Series {
  centres[j] ??= centreAt(fixedRatio(BigInt(j), BigInt(CENTRES_PER_UNIT)));
  return centres[j];
}

function centreAt(c: bigint): Series {
  const coefficients: bigint[] = [];
  for (let k = 0n, before = 0n, w = scaledComplementAt(c); k < TERMS; k++) {
    coefficients.push(w);
    const rise = 2n * multiplyFixed(c, w) + 2n * before - (k === 0n ? FRONT : 0n);
    [before, w] = [w, rise / (k + 1n)];
  }
  return seriesOf(coefficients, 4);
}

function scaledComplementAt(c: bigint): bigint {
  if (c > LARGEST_SUMMED) {
    // w = (1/√π)/(c + (1/2)/(c + (2/2)/(c + (3/2)/(c + …)))).
    let tail = c;
    for (let k = STEPS; k > 0n; k--) {
      tail = c + (k << (2n * BITS - 1n)) / tail;
    }
    return (FRONT << (BITS - 1n)) / tail;
  }
  const square = multiplyFixed(c, c);
  let term = c;
  let sum = c;
  for (let n = 3n; term !== 0n; n += 2n) {
    term = (2n * multiplyFixed(term, square)) / n;
    sum += term;
  }
  return fixedExponential(square) - multiplyFixed(FRONT, sum);
}

/** Twice the bound above, see `enclose`. */
export const COMPLEMENT_ERROR = powerOfTwo(-71);

/** Below this erfc x = 1 - 2x/√π + … is next to 1. */
const TINY = powerOfTwo(-55);
/** erfc x < 2^-1074 from here on. */
const LARGEST_ARGUMENT = 27.25;
/** From here on erfc x < 2^-55. */
const SATURATED = 6;

/** erfc x for 2^-55 <= x <= 27.25, to a relative error of COMPLEMENT_ERROR/2. */
export function complementOf(x: number): Scaled {
  const j = floor(x * CENTRES_PER_UNIT + 0.5);
  const { value, exponent } = exponentialOf(negate(twoProduct(x, x)));
  const t = doubleDouble(x - j / CENTRES_PER_UNIT);
  return { value: multiply(value, sumOf(scaledComplementCentre(j), t)), exponent };
}

function complementOfNegative(x: number): DoubleDouble {
  const { value, exponent } = complementOf(-x);
  return add(doubleDouble(2), scale(value, -powerOfTwo(exponent)));
}

/** erfc x, 2 and 0 at -∞ and ∞. @example complementaryErrorFunctionAt(1) // { lower: 0.1572992070502851, upper: 0.15729920705028513 } */
export function complementaryErrorFunctionAt(x: number): Interval {
  if (x < TINY && x > -TINY) {
    return x === 0 ? { lower: 1, upper: 1 } : x > 0 ? justBelow(1) : justAbove(1);
  }
  if (x < -SATURATED) {
    return justBelow(2);
  }
  if (x < 0) {
    return enclose(complementOfNegative(x), COMPLEMENT_ERROR);
  }
  if (x > LARGEST_ARGUMENT) {
    return UNDERFLOW;
  }
  const { value, exponent } = complementOf(x);
  return encloseScaled(value, exponent, COMPLEMENT_ERROR);
}
