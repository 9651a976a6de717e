/** Ritz values and their residuals, against a dense solver of the growing tridiagonal matrices. */
import fc from "fast-check";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { RitzSearch } from "../../src/spectrum/ritzValue";
import { quickOrFull } from "../depth";
import { unitNumber } from "../reference/randomMatrices";

/** Of ±T_k: the largest eigenvalue, the gap below it, and the last component of its eigenvector. */
function dense(diagonal: Float64Array, offDiagonal: Float64Array, k: number, sign: 1 | -1) {
  const matrix = Matrix.zeros(k, k);
  for (let i = 0; i < k; i++) {
    matrix.set(i, i, sign * diagonal[i]);
    if (i + 1 < k) {
      matrix.set(i, i + 1, offDiagonal[i]);
      matrix.set(i + 1, i, offDiagonal[i]);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const order = realEigenvalues.map((value, i) => [value, i] as const).sort(([a], [b]) => b - a);
  const [[value, place]] = order;
  const gap = k === 1 ? Number.POSITIVE_INFINITY : value - order[1][0];
  return { value, gap, last: Math.abs(eigenvectorMatrix.get(k - 1, place)) };
}

const positive = fc.integer({ min: 0, max: 1024 }).map((k) => k / 1024);
const tridiagonals = fc.integer({ min: 1, max: 24 }).chain((size) =>
  fc.record({
    diagonal: fc.array(unitNumber, { minLength: size, maxLength: size }),
    offDiagonal: fc.array(fc.oneof(positive, fc.constant(1e-9)), { minLength: size, maxLength: size }),
    scale: fc.constantFrom(1, 1e-140, 1e140),
  }),
);

test("value and residual at every order, at both ends", () => {
  fc.assert(
    fc.property(tridiagonals, fc.constantFrom<1 | -1>(1, -1), ({ diagonal, offDiagonal, scale }, sign) => {
      const [a, b] = [Float64Array.from(diagonal), Float64Array.from(offDiagonal)];
      const search = new RitzSearch(
        a.map((entry) => entry * scale),
        b.map((entry) => entry * scale),
        sign,
      );
      for (let k = 1; k <= a.length; k++) {
        const { value, residual } = search.largest(k);
        const expected = dense(a, b, k, sign);
        expect(Math.abs(value / scale - expected.value)).toBeLessThanOrEqual(1e-14 * (k + 2));
        // The vector is that of the last shift but one: to half the digits at worst, which is enough for a residual.
        if (expected.gap > 1e-4) {
          expect(Math.abs(residual / scale - b[k - 1] * expected.last)).toBeLessThanOrEqual(1e-6);
        }
      }
    }),
    { numRuns: quickOrFull(60, 300) },
  );
});

test("a last component far below rounding keeps its digits", () => {
  // Diagonal 1, 0, 0, …, couplings c: the eigenvector of the largest eigenvalue falls by about c a row.
  const [size, coupling] = [12, 1e-3];
  const diagonal = Float64Array.from({ length: size }, (_, i) => (i === 0 ? 1 : 0));
  const search = new RitzSearch(diagonal, new Float64Array(size).fill(coupling), 1);
  const { value, residual } = search.largest(size);
  // λ = 1 + c²/λ + …, and s_(i+1)/s_i = r with r = c/(λ - c r) up to the last row.
  expect(Math.abs(value - (1 + coupling ** 2))).toBeLessThan(1e-11);
  let ratio = coupling / value;
  const ratios = [ratio];
  for (let i = size - 2; i >= 1; i--) {
    ratio = coupling / (value - coupling * ratio);
    ratios.push(ratio);
  }
  const last = ratios.reduce((product, each) => product * each, 1);
  expect(residual / (coupling * last)).toBeCloseTo(1, 5);
});

test("zeros", () => {
  const search = new RitzSearch(new Float64Array(3), Float64Array.of(0, 0, 0.5), 1);
  expect(search.largest(2)).toEqual({ value: 0, residual: 0 });
  expect(search.largest(3)).toEqual({ value: 0, residual: 0.5 });
});
