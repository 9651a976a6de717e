import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** All eigenvalues of a symmetric matrix (n x n in row order) by ml-matrix: the oracle that the project's own code is held to. */
export function denseSpectrum(entries: Float64Array, n: number): number[] {
  // ml-matrix answers NaN with an opaque TypeError.
  expect(entries.every(Number.isFinite)).toBe(true);
  const matrix = new Matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      matrix.set(i, j, (entries[i * n + j] + entries[j * n + i]) / 2);
    }
  }
  return new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues;
}

/** max |λ|. */
export function denseSpectralNorm(entries: Float64Array, n: number): number {
  return denseSpectrum(entries, n).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
