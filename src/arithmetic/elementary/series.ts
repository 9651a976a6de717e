/**
 * Power series with the first coefficients in double-double and the rest in float64.
 *
 * P(z) = Σ_{i<m} a_i z^i + z^m Σ_i b_i z^i + remainder, |z| <= ζ. Horner's scheme over the b_i in the high part of z touches b_i z^i
 * with i products, i + 1 sums, the rounding of b_i (at most 2u) and i times that of z; each of the m steps after it has relative
 * errors of 2u² (or 7u²) for the product, 3u² for the sum and 4u² for the coefficient. So, for the few terms there are,
 *
 *     |computed - P(z)| <= u Σ_i (3i + 3) |b_i| ζ^(m+i) + 15 m u² Σ_i |a_i| ζ^i + |remainder|,
 *
 * which properties/arithmetic/elementaryFunctions.test.ts evaluates and holds against the bounds stated in each file.
 */
import { add, type DoubleDouble, multiply, multiplyNumber } from "./doubleDouble";
import { doubleDoubleOf, fixedRatio, floatOf } from "./fixedPoint";

/** The coefficients a_i and b_i. */
export interface Series {
  readonly leading: readonly DoubleDouble[];
  readonly tail: readonly number[];
}

/** A series from its coefficients in fixed point, of which `leadingCount` become double-double numbers. */
export function seriesOf(coefficients: readonly bigint[], leadingCount: number): Series {
  return {
    leading: coefficients.slice(0, leadingCount).map((coefficient) => doubleDoubleOf(coefficient)),
    tail: coefficients.slice(leadingCount).map((coefficient) => floatOf(coefficient)),
  };
}

/** The series Σ z^k/divisor(k) of `count` terms. */
export function reciprocalSeries(count: number, leadingCount: number, divisor: (k: bigint) => bigint): Series {
  const coefficients = Array.from({ length: count }, (_, k) => fixedRatio(1n, divisor(BigInt(k))));
  return seriesOf(coefficients, leadingCount);
}

/** P(z). */
export function sumOf({ leading, tail }: Series, z: DoubleDouble): DoubleDouble {
  let rest = tail[tail.length - 1];
  for (let i = tail.length - 2; i >= 0; i--) {
    rest = rest * z.high + tail[i];
  }
  let sum = add(leading[leading.length - 1], multiplyNumber(z, rest));
  for (let i = leading.length - 2; i >= 0; i--) {
    sum = add(leading[i], multiply(z, sum));
  }
  return sum;
}
