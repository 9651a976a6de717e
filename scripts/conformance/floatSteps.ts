const bits = new DataView(new ArrayBuffer(16));

/**
 * The number of floats from one to another, negative downwards; both zeros are one float. Exact up to 2^53.
 *
 * @example floatSteps(1, 1 + 2 ** -52) // 1
 */
export function floatSteps(from: number, to: number): number {
  if (from < 0 && to <= 0) {
    return floatSteps(-to, -from);
  }
  if (from < 0 || to < 0) {
    const steps = floatSteps(0, Math.abs(from)) + floatSteps(0, Math.abs(to));
    return from < 0 ? steps : -steps;
  }
  // -0 + 0 is 0.
  bits.setFloat64(0, from + 0);
  bits.setFloat64(8, to + 0);
  // Halves apart: a whole number of 63 bits would be rounded before the difference is taken.
  return (bits.getUint32(8) - bits.getUint32(0)) * 2 ** 32 + (bits.getUint32(12) - bits.getUint32(4));
}
