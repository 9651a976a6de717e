/**
 * erf x.
 *
 * Reduction: c = round(16 x)/16 and t = x - c, exact and |t| <= 1/32. For c = 0
 *
 *     erf x = (2/√π) x Σ (-x²)^k/(k! (2k + 1)),
 *
 * k = 0..7, the first two coefficients in double-double: remainder below 2ζ⁸/(8!·17) < 2^-98 for ζ = 2^-10, rounding below (3u ζ²/10)(1 + …) <
 * 2^-74.7. For c > 0 the Taylor series
 *
 *     erf(c + t) = erf c + (2/√π) e^(-c²) t Σ g_k t^k/(k + 1),    e^(-2ct - t²) = Σ g_k t^k,    (k + 1) g_(k+1) = -2c g_k - 2 g_(k-1).
 *
 * Cauchy on |t| = 2: (2/√π) e^(-c²) |g_k| <= (2/√π) e^8 e^(-(c-2)²) 2^-k < 3400·2^-k, so k = 0..14 leave less than 2^-87. Rounding: three
 * coefficients in double-double, the rest (largest for c near 1) below 2^-73.8 absolutely for all c and 2^-72.1 of erf c >= 0.07 (series.ts; the
 * test evaluates all of them). Right to 2^-72.
 */
import { floor } from "../rounding/exactMath";
import { powerOfTwo } from "../rounding/powerOfTwo";
import { PI } from "./constants";
import { add, type DoubleDouble, divide, doubleDouble, multiply, multiplyNumber, squareRoot } from "./doubleDouble";
import { enclose, encloseScaled, justBelow, odd } from "./enclosure";
import { doubleDoubleOf, FRACTION_BITS, fixedExponential, fixedRatio, multiplyFixed } from "./fixedPoint";
import { type Series, seriesOf, sumOf } from "./series";

const CENTRES_PER_UNIT = 16;
const TERMS = 15;

/** 2/√π, to 25u². */
const FRONT = divide(doubleDouble(2), squareRoot(PI));

/** (√π/2)(erf x)/x in x². */
export const ERROR_FUNCTION_SERIES = seriesOf(
  Array.from({ length: 8 }, (_, k) => {
    const factorial = Array.from({ length: k }, (_, i) => BigInt(i + 1)).reduce((product, i) => product * i, 1n);
    return fixedRatio(k % 2 === 0 ? 1n : -1n, factorial * BigInt(2 * k + 1));
  }),
  2,
);

interface Centre {
  readonly value: DoubleDouble;
  /** erf′(c) = (2/√π) e^(-c²). */
  readonly slope: DoubleDouble;
  readonly series: Series;
}

const centres: Centre[] = [];

/** The expansion at c = j/16, computed when it is first asked for: 0.1 ms. */
export function errorFunctionCentre(j: number): Centre {
  centres[j] ??= centreAt(BigInt(j));
  return centres[j];
}

function centreAt(j: bigint): Centre {
  const one = fixedRatio(1n, 1n);
  const c = fixedRatio(j, BigInt(CENTRES_PER_UNIT));
  const square = multiplyFixed(c, c);
  const decay = (one << BigInt(FRACTION_BITS)) / fixedExponential(square);
  // erf c = (2/√π) e^(-c²) Σ 2^n c^(2n+1)/(1·3·5···(2n+1)), all terms of one sign.
  let term = c;
  let sum = c;
  for (let n = 3n; term !== 0n; n += 2n) {
    term = (2n * multiplyFixed(term, square)) / n;
    sum += term;
  }
  // g_k/(k + 1), with g_-1 = 0.
  const coefficients: bigint[] = [];
  for (let k = 0n, before = 0n, g = one; k < TERMS; k++) {
    coefficients.push(g / (k + 1n));
    [before, g] = [g, -(2n * multiplyFixed(c, g) + 2n * before) / (k + 1n)];
  }
  return {
    value: multiply(FRONT, doubleDoubleOf(multiplyFixed(decay, sum))),
    slope: multiply(FRONT, doubleDoubleOf(decay)),
    series: seriesOf(coefficients, 3),
  };
}

/** Twice the bound above, see `enclose`. */
export const ERROR_FUNCTION_ERROR = powerOfTwo(-71);

/** Below this, x² is out of the range of double-double, and erf x = 2x/√π to 2^-900. */
const TINY = powerOfTwo(-450);
const UP_EXPONENT = 1000;
const UP = powerOfTwo(UP_EXPONENT);
/** From here on 1 - erf x < 2^-55. */
const SATURATED = 6;

/** erf x for 2^-450 <= x <= 6, to a relative error of ERROR_FUNCTION_ERROR/2. */
export function errorFunctionOf(x: number): DoubleDouble {
  const j = floor(x * CENTRES_PER_UNIT + 0.5);
  if (j === 0) {
    const z = doubleDouble(x);
    return multiply(FRONT, multiply(z, sumOf(ERROR_FUNCTION_SERIES, multiply(z, z))));
  }
  const { value, slope, series } = errorFunctionCentre(j);
  const t = doubleDouble(x - j / CENTRES_PER_UNIT);
  return add(value, multiply(slope, multiply(t, sumOf(series, t))));
}

/** erf x, ±1 at ±∞. @example errorFunctionAt(1) // { lower: 0.8427007929497148, upper: 0.8427007929497149 } */
export const errorFunctionAt = odd((x) => {
  if (x < TINY) {
    return encloseScaled(multiplyNumber(FRONT, x * UP), -UP_EXPONENT, powerOfTwo(-99));
  }
  return x > SATURATED ? justBelow(1) : enclose(errorFunctionOf(x), ERROR_FUNCTION_ERROR);
});
