/** max |a_k - b_k|; NaN if any is. One expectation for a whole vector, where one for each entry takes most of a test's time. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = a.length === b.length ? 0 : Number.NaN;
  for (let k = 0; k < a.length; k++) {
    largest = Math.max(largest, Math.abs(a[k] - b[k]));
  }
  return largest;
}
