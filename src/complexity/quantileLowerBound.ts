import { binomialTail } from "../arithmetic/binomialTail";

/** The probability with which {@link quantileLowerBound} may be wrong. */
export const QUANTILE_FAILURE = 1e-9;

/**
 * The smallest j with P(Bin(T, δ) >= j) < p, or null if there is none.
 *
 * @param draws T
 */
export function quantileRank(draws: number, delta: number, failure: number = QUANTILE_FAILURE): number | null {
  if (!(binomialTail(draws, delta, draws) < failure) || draws === 0) {
    return null;
  }
  // The tail falls with j: bisection between a j that is too small and one that is not.
  let tooSmall = 0;
  let enough = draws;
  while (enough - tooSmall > 1) {
    const middle = (tooSmall + enough) >> 1;
    if (binomialTail(draws, delta, middle) < failure) {
      enough = middle;
    } else {
      tooSmall = middle;
    }
  }
  return enough;
}

/**
 * A lower confidence bound of the (1 - δ)-quantile: the j-th largest of T independent draws, j of
 * {@link quantileRank}.
 *
 * Where a draw exceeds B with a probability of δ at most, j of T do so with a probability below p. So if the j-th largest
 * value exceeds B, the exact binomial test at level p rejects that statement on B.
 *
 * @param values T draws; not changed
 * @param delta δ in [0, 1]
 * @returns null where even T draws above B would be no surprise
 * @example quantileLowerBound(Float64Array.of(3, 1, 2), 1e-4) // 1, as 1e-12 < 1e-9 <= 3e-8
 */
export function quantileLowerBound(
  values: Float64Array,
  delta: number,
  failure: number = QUANTILE_FAILURE,
): number | null {
  const rank = quantileRank(values.length, delta, failure);
  return rank === null ? null : values.toSorted()[values.length - rank];
}
