/** Exponents of float64: 2^-1074 is its smallest number, 2^1023 its largest power of two. */
export const LEAST_EXPONENT = -1074;
export const GREATEST_EXPONENT = 1023;

/** Powers by halving and doubling from 1, each of them exact (as long as subnormal numbers are kept: see selfTest.ts). */
const powers = new Float64Array(GREATEST_EXPONENT - LEAST_EXPONENT + 1);
powers[-LEAST_EXPONENT] = 1;
for (let i = -LEAST_EXPONENT - 1; i >= 0; i--) {
  powers[i] = powers[i + 1] / 2;
}
for (let i = -LEAST_EXPONENT + 1; i < powers.length; i++) {
  powers[i] = powers[i - 1] * 2;
}

/**
 * 2^exponent, exactly.
 *
 * @param exponent an integer in [-1074, 1023]; others give undefined, which no caller may ask for
 * @example powerOfTwo(-3) // 0.125
 */
export function powerOfTwo(exponent: number): number {
  return powers[exponent - LEAST_EXPONENT];
}

const bits = new DataView(new ArrayBuffer(8));

/**
 * The integer e with 2^e <= |x| < 2^(e+1).
 *
 * @param x finite, not 0
 * @example binaryExponent(0.75) // -1
 */
export function binaryExponent(x: number): number {
  bits.setFloat64(0, x);
  const biased = (bits.getUint32(0) >>> 20) & 0x7ff;
  if (biased > 0) {
    return biased - 1023;
  }
  // Subnormal: times 2^54, which is exact, it is not.
  return binaryExponent(x * powerOfTwo(54)) - 54;
}

/**
 * x·2^exponent for results that float64 has, where it is exact: in two steps, as 2^exponent may be out of range.
 *
 * @param exponent an integer in [-2146, 2046]
 */
export function scaled(x: number, exponent: number): number {
  const half = exponent >> 1;
  return x * powerOfTwo(half) * powerOfTwo(exponent - half);
}
