import fc from "fast-check";

/** Numbers k/1024 in [-1, 1]: spread evenly, and readable when shrunk. (fc.double draws 92 % of them below 1e-3.) */
export const unitNumber = fc.integer({ min: -1024, max: 1024 }).map((k) => k / 1024);

/** A vector of n such numbers. */
export function vectors(n: number): fc.Arbitrary<Float64Array> {
  return fc.array(unitNumber, { minLength: n, maxLength: n }).map((entries) => Float64Array.from(entries));
}

/**
 * The symmetric matrix R Λ R with the given eigenvalues, R a product of Householder reflections along `axes`.
 *
 * @param axes vectors of n numbers; zero ones are skipped
 */
export function matrixWithSpectrum(eigenvalues: readonly number[], axes: readonly Float64Array[]): Float64Array {
  const n = eigenvalues.length;
  const entries = new Float64Array(n * n);
  eigenvalues.forEach((value, i) => {
    entries[i * n + i] = value;
  });
  for (const axis of axes) {
    const squared = axis.reduce((sum, entry) => sum + entry * entry, 0);
    if (squared > 0) {
      reflect(entries, axis, squared);
    }
  }
  return entries;
}

/** A becomes (I - 2aaᵀ/‖a‖²) A (I - 2aaᵀ/‖a‖²), kept symmetric. */
function reflect(entries: Float64Array, axis: Float64Array, squared: number): void {
  const n = axis.length;
  const image = Float64Array.from(axis, (_, i) => axis.reduce((sum, entry, j) => sum + entries[i * n + j] * entry, 0));
  const inner = image.reduce((sum, entry, i) => sum + entry * axis[i], 0);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const change =
        (-2 / squared) * (image[i] * axis[j] + axis[i] * image[j]) +
        ((4 * inner) / squared / squared) * axis[i] * axis[j];
      entries[i * n + j] += change;
      entries[j * n + i] = entries[i * n + j];
    }
  }
}
