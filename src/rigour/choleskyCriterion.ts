import { addDown, addUp, divideUp, multiplyUp } from "../arithmetic/rounding/directed";
import { sqrt } from "../arithmetic/rounding/exactMath";
import { powerOfTwo } from "../arithmetic/rounding/powerOfTwo";
import { UNDERFLOW } from "./roundedUp";

const UNIT_ROUNDOFF = powerOfTwo(-53);

/**
 * Whether a symmetric matrix is positive definite, proved: false proves nothing.
 *
 * Rump's criterion (BIT 46:433, 2006, with the constants of Rump and Jeannerod, SIAM J. Matrix Anal. 35:684, 2014). Let A be symmetric,
 * n x n, with diagonal >= 0, u = 2^-53, η = 2^-1074, 3 (n+1) u < 1, and
 *
 *     c >= (n+1) u/(1 - (n+1) u) tr A + 4 η n (2 (n+1) + max a_ii),
 *
 * rounded up. Replace each a_ii by a float below a_ii - c. If the Cholesky factorisation of that in float64, each sum in the order of its
 * terms, runs to its end with positive pivots and finite entries, A is positive definite. For an interval matrix |X - A| <= R, every X is if c
 * exceeds a bound of ‖R‖₂ in addition: its largest row sum.
 *
 * @param entries A, n x n in row order; the lower triangle is read, and overwritten by the factor
 * @param radius a bound of ‖R‖₂; 0 for a matrix that is known exactly
 * @example isPositiveDefinite(Float64Array.of(2, 0, 1, 2), 2, 0) // true: [2 1; 1 2]
 */
export function isPositiveDefinite(entries: Float64Array, n: number, radius: number): boolean {
  const correction = correctionOf(entries, n, radius);
  if (!(correction < Number.POSITIVE_INFINITY)) {
    return false;
  }
  for (let i = 0; i < n; i++) {
    const diagonal = i * n + i;
    entries[diagonal] = addDown(entries[diagonal], -correction);
  }
  return factorise(entries, n);
}

/** c, with the radius; infinite or NaN where the criterion says nothing. */
function correctionOf(entries: Float64Array, n: number, radius: number): number {
  let trace = 0;
  let largest = 0;
  for (let i = 0; i < n; i++) {
    const diagonal = entries[i * n + i];
    // Written such that NaN fails.
    if (!(diagonal >= 0)) {
      return Number.NaN;
    }
    trace = addUp(trace, diagonal);
    largest = diagonal > largest ? diagonal : largest;
  }
  const units = (n + 1) * UNIT_ROUNDOFF;
  if (!(3 * units < 1)) {
    return Number.NaN;
  }
  const relative = divideUp(units, 1 - units);
  const underflow = multiplyUp(4 * n * UNDERFLOW, addUp(2 * (n + 1), largest));
  return addUp(addUp(multiplyUp(relative, trace), underflow), radius);
}

/** The factorisation row by row, in place; false at a pivot that is not positive, and for NaN and infinities. */
function factorise(factor: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j < i; j++) {
      const other = j * n;
      let left = factor[row + j];
      for (let k = 0; k < j; k++) {
        left -= factor[row + k] * factor[other + k];
      }
      factor[row + j] = left / factor[other + j];
    }
    let pivot = factor[row + i];
    for (let k = 0; k < i; k++) {
      pivot -= factor[row + k] * factor[row + k];
    }
    if (!(pivot > 0 && pivot < Number.POSITIVE_INFINITY)) {
      return false;
    }
    factor[row + i] = sqrt(pivot);
  }
  // An infinite or NaN entry of a row makes its own pivot NaN or -∞.
  return true;
}
