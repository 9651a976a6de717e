/** Symmetric matrices of whole numbers, of which the spectrum is known without rounding. In row order. */

/** Equally likely from..to. */
export function wholeNumber(random: () => number, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

/** B Bᵀ, n x n, of an n x (n-1) matrix B: >= 0, and exactly singular. */
export function singularIntegerMatrix(random: () => number, n: number): Float64Array {
  const factor = Array.from({ length: n }, () => Array.from({ length: n - 1 }, () => wholeNumber(random, -99, 99)));
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      matrix[i * n + j] = factor[i].reduce((sum, entry, k) => sum + entry * factor[j][k], 0);
    }
  }
  return matrix;
}

/**
 * Σ λ_k h_k h_kᵀ/n with the columns h_k of Sylvester's Hadamard matrix: its eigenvalues are λ_k.
 *
 * @param eigenvalues n of them, n a power of two, each a multiple of n: then all entries are whole
 */
export function hadamardMatrix(eigenvalues: readonly number[]): Float64Array {
  const n = eigenvalues.length;
  const sign = (i: number, k: number): number => (bitsOf(i & k) % 2 === 0 ? 1 : -1);
  return Float64Array.from({ length: n * n }, (_, place) => {
    const [i, j] = [Math.floor(place / n), place % n];
    return eigenvalues.reduce((sum, value, k) => sum + (value / n) * sign(i, k) * sign(j, k), 0);
  });
}

function bitsOf(value: number): number {
  return value === 0 ? 0 : (value & 1) + bitsOf(value >> 1);
}
