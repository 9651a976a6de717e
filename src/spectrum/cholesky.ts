/**
 * Whether shift·I + sign·A is positive definite, as the Cholesky factorisation in float64 finds it.
 *
 * The factorisation is backward stable: its answer is right for a matrix within about (n + 1) u shift of this one. So a
 * shift that clears the spectrum by more than that is decided rightly.
 *
 * @param entries A, n x n in row order, symmetric; the lower triangle is read
 */
export function isShiftedPositiveDefinite(entries: Float64Array, n: number, shift: number, sign: 1 | -1): boolean {
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let left = sign * entries[i * n + j] + (i === j ? shift : 0);
      for (let k = 0; k < j; k++) {
        left -= factor[i * n + k] * factor[j * n + k];
      }
      if (i === j) {
        if (!(left > 0)) {
          return false;
        }
        factor[i * n + i] = Math.sqrt(left);
      } else {
        factor[i * n + j] = left / factor[j * n + j];
      }
    }
  }
  return true;
}

/** Whether every eigenvalue λ of A has |λ| < bound: both bound·I - A and bound·I + A are positive definite. */
export function isSpectralNormBelow(entries: Float64Array, n: number, bound: number): boolean {
  return isShiftedPositiveDefinite(entries, n, bound, -1) && isShiftedPositiveDefinite(entries, n, bound, 1);
}
