/**
 * The median: of an even number of values, the mean of the two in the middle.
 *
 * @returns null if there is no value, or any is null or NaN
 * @example median([3, 1, 2]) // 2
 */
export function median(values: readonly (number | null)[]): number | null {
  const known = values.filter((value): value is number => value !== null && !Number.isNaN(value));
  if (known.length === 0 || known.length < values.length) {
    return null;
  }
  const sorted = known.sort((a, b) => a - b);
  const half = sorted.length >> 1;
  // (a + b)/2 of two infinities of one sign, and of numbers near the largest one, must not become NaN or infinite.
  return sorted.length % 2 === 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2;
}
