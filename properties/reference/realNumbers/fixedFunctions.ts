/**
 * Elementary functions of fixed-point numbers, held as integers x·2^256: Taylor series between multiples of 2^-8 for exp, sin and cos, the
 * inverse functions by one Newton step from a float64 estimate, erf by its alternating series. Results are off by less than 2^-230.
 */
import { Decimal } from "decimal.js";

export const FRACTION = 256n;
export const ONE = 1n << FRACTION;

/** Bits after which the digits of π from decimal.js, which knows 1025 decimals, are cut. */
export const PI_FRACTION = 3000n;
export const LONG_PI =
  (BigInt(Decimal.clone({ precision: 960 }).acos(-1).toFixed(950).replace(".", "")) << PI_FRACTION) / 10n ** 950n;
export const PI = LONG_PI >> (PI_FRACTION - FRACTION);

/** Σ 1/(k 2^k). */
export const LN2 = Array.from({ length: 280 }, (_, k) => (ONE >> BigInt(k + 1)) / BigInt(k + 1)).reduce(
  (a, b) => a + b,
);

export function multiplyFixed(a: bigint, b: bigint): bigint {
  return (a * b) >> FRACTION;
}

/** The float64 near a fixed-point number. */
export function floatOf(a: bigint): number {
  return Number(a >> (FRACTION - 64n)) * 2 ** -64;
}

/** A float64 number of moderate size, cut after 2^-100. */
export function fixedOf(x: number): bigint {
  return BigInt(Math.round(x * 2 ** 100)) << (FRACTION - 100n);
}

/** 1/k! for k = 0, 1, … */
const RECIPROCAL_FACTORIALS = [ONE];
for (let k = 1; k < 40; k++) {
  RECIPROCAL_FACTORIALS.push(RECIPROCAL_FACTORIALS[k - 1] / BigInt(k));
}

/** Σ_{i < terms} c_(first + stride i) z^i, c_k = 1/k!. */
function factorialSeries(z: bigint, first: number, stride: number, terms: number): bigint {
  let sum = 0n;
  for (let i = terms - 1; i >= 0; i--) {
    sum = RECIPROCAL_FACTORIALS[first + stride * i] + ((sum * z) >> FRACTION);
  }
  return sum;
}

const STEP_BITS = 8n;
const STEP = ONE >> STEP_BITS;

/** unit, base, base·base, … */
function powersOf<T>(unit: T, base: T, product: (a: T, b: T) => T, count: number): T[] {
  const values = [unit];
  for (let j = 1; j < count; j++) {
    values.push(product(values[j - 1], base));
  }
  return values;
}

/** e^(j/256) and e^(j/65536). */
const COARSE_POWERS = powersOf(ONE, factorialSeries(STEP, 0, 1, 25), multiplyFixed, 256);
const FINE_POWERS = powersOf(ONE, factorialSeries(STEP >> STEP_BITS, 0, 1, 20), multiplyFixed, 256);

/** e^x = value·2^exponent with value in [1, 2). */
export function exponentialFixed(x: bigint): { readonly value: bigint; readonly exponent: number } {
  const exponent = Math.floor(floatOf(x) / Math.LN2);
  let rest = x - BigInt(exponent) * LN2;
  // The estimate may be one too large or too small next to a multiple of log 2.
  const correction = rest < 0n ? -1 : rest >= LN2 ? 1 : 0;
  rest -= BigInt(correction) * LN2;
  const coarse = Number(rest >> (FRACTION - STEP_BITS));
  const fine = Number((rest >> (FRACTION - 2n * STEP_BITS)) & 255n);
  const small = rest & ((STEP >> STEP_BITS) - 1n);
  const table = multiplyFixed(COARSE_POWERS[coarse], FINE_POWERS[fine]);
  return { value: multiplyFixed(table, factorialSeries(small, 0, 1, 14)), exponent: exponent + correction };
}

export interface SineAndCosine {
  readonly sine: bigint;
  readonly cosine: bigint;
}

function sumOfAngles(a: SineAndCosine, b: SineAndCosine): SineAndCosine {
  return {
    sine: (a.sine * b.cosine + a.cosine * b.sine) >> FRACTION,
    cosine: (a.cosine * b.cosine - a.sine * b.sine) >> FRACTION,
  };
}

function smallAngle(x: bigint): SineAndCosine {
  const square = -multiplyFixed(x, x);
  return { sine: multiplyFixed(x, factorialSeries(square, 1, 2, 14)), cosine: factorialSeries(square, 0, 2, 15) };
}

/** sin and cos of j/256, up to π/2. */
const COARSE_ANGLES = powersOf({ sine: 0n, cosine: ONE }, smallAngle(STEP), sumOfAngles, 405);

/** sin and cos for 0 <= x < π/2 + 2^-8. */
export function sineAndCosineFixed(x: bigint): SineAndCosine {
  const coarse = x >> (FRACTION - STEP_BITS);
  return sumOfAngles(COARSE_ANGLES[Number(coarse)], smallAngle(x & (STEP - 1n)));
}

/** sin and cos of mantissa·2^exponent, of any size: by long π. */
export function sineAndCosine(mantissa: bigint, exponent: number): SineAndCosine {
  const shift = Number(PI_FRACTION) + exponent;
  const long = shift >= 0 ? mantissa << BigInt(shift) : mantissa >> BigInt(-shift);
  const halfPi = LONG_PI >> 1n;
  const quarters = long / halfPi - (long < 0n ? 1n : 0n);
  const { sine, cosine } = sineAndCosineFixed((long - quarters * halfPi) >> (PI_FRACTION - FRACTION));
  switch (Number(quarters & 3n)) {
    case 0:
      return { sine, cosine };
    case 1:
      return { sine: cosine, cosine: -sine };
    case 2:
      return { sine: -sine, cosine: -cosine };
    default:
      return { sine: -cosine, cosine: sine };
  }
}

/** log of value·2^exponent, value > 0: y + log(1 + δ) with an estimate y of log value and δ = value e^-y - 1, about 2^-50. */
export function logarithmFixed(value: bigint, exponent: number): bigint {
  const estimate = fixedOf(Math.log(floatOf(value)));
  const { value: power, exponent: scale } = exponentialFixed(-estimate);
  const product = value * power;
  const delta = (scale >= 0 ? product << BigInt(scale) : product >> BigInt(-scale)) / ONE - ONE;
  let power2 = delta;
  let sum = delta;
  for (let k = 2n; k <= 6n; k++) {
    power2 = -multiplyFixed(power2, delta);
    sum += power2 / k;
  }
  return estimate + sum + BigInt(exponent) * LN2;
}

/** arctan x for |x| <= 1: t + arctan δ with an estimate t and δ = (x cos t - sin t)/(cos t + x sin t), about 2^-53. */
export function arctangentFixed(x: bigint): bigint {
  if (x < 0n) {
    return -arctangentFixed(-x);
  }
  const estimate = fixedOf(Math.atan(floatOf(x)));
  const { sine, cosine } = sineAndCosineFixed(estimate);
  const delta = ((multiplyFixed(x, cosine) - sine) << FRACTION) / (cosine + multiplyFixed(x, sine));
  const square = multiplyFixed(delta, delta);
  const cube = multiplyFixed(delta, square);
  return estimate + delta - cube / 3n + multiplyFixed(cube, square) / 5n;
}

/** 2/√π = √(4/π), by Newton's method. */
const FRONT = Array.from({ length: 6 }).reduce<bigint>(
  (root) => (root + (4n << (3n * FRACTION)) / PI / root) >> 1n,
  fixedOf(2 / Math.sqrt(Math.PI)),
);

/** erf x = (2/√π) Σ (-1)^k x^(2k+1)/(k! (2k + 1)) for |x| <= 7, with 100 digits more for the cancellation of terms up to e^(x²). */
export function errorFunctionFixed(x: bigint): bigint {
  const square = multiplyFixed(x, x) << 100n;
  let term = x << 100n;
  let sum = term;
  for (let k = 1n; term !== 0n && term !== -1n; k++) {
    term = -((term * square) >> (FRACTION + 100n)) / k;
    sum += term / (2n * k + 1n);
  }
  return multiplyFixed(sum >> 100n, FRONT);
}

/** e^(x²) erfc x for x >= 7, by its continued fraction: 115 steps are right to 2^-240. */
export function scaledComplementFixed(x: bigint): bigint {
  let tail = x;
  for (let k = 115n; k > 0n; k--) {
    tail = x + (k << (2n * FRACTION)) / tail / 2n;
  }
  return (FRONT << FRACTION) / tail / 2n;
}
