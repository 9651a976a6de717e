/** Below the first or above the second, a sum of squares may have lost terms to underflow or overflow. */
const SMALLEST_SAFE_SUM = 2 ** -900;
const LARGEST_SAFE_SUM = 2 ** 900;

/**
 * ‖values‖₂ in float64, right to a few units in the last place at every scale.
 *
 * The plain sum of squares serves nearly always. Where it comes near the ends of the exponent range, the vector is
 * divided by a power of two first, which is exact (subnormal entries included, as they only grow).
 *
 * @param start first index, so that a matrix row can be measured in place
 * @returns 0 for an empty or zero vector; NaN if an entry is NaN
 * @example euclideanNorm([3e-200, 4e-200]) // 5e-200
 */
export function euclideanNorm(values: ArrayLike<number>, start = 0, length = values.length - start): number {
  let sum = 0;
  let sum2 = 0;
  const end = start + length;
  const last = end - (length % 2);
  for (let i = start; i < last; i += 2) {
    sum += values[i] * values[i];
    sum2 += values[i + 1] * values[i + 1];
  }
  if (last < end) {
    sum += values[last] * values[last];
  }
  sum += sum2;
  if (sum > SMALLEST_SAFE_SUM && sum < LARGEST_SAFE_SUM) {
    return Math.sqrt(sum);
  }
  return scaledNorm(values, start, length);
}

function scaledNorm(values: ArrayLike<number>, start: number, length: number): number {
  let largest = 0;
  for (let i = start; i < start + length; i++) {
    const magnitude = Math.abs(values[i]);
    if (Number.isNaN(magnitude)) {
      return magnitude;
    }
    largest = Math.max(largest, magnitude);
  }
  if (largest === 0 || !Number.isFinite(largest)) {
    return largest;
  }
  // 2^-1022 .. 2^1023; two factors, because 1/largest itself may overflow.
  const exponent = Math.max(-1022, Math.min(1023, Math.floor(Math.log2(largest))));
  const down = 2 ** -Math.trunc(exponent / 2);
  const downAgain = 2 ** -(exponent - Math.trunc(exponent / 2));
  let sum = 0;
  for (let i = start; i < start + length; i++) {
    const scaled = values[i] * down * downAgain;
    sum += scaled * scaled;
  }
  return Math.sqrt(sum) / down / downAgain;
}
