/** The extreme eigenvalue, and not another one: against a dense solver and against known spectra, thousands of them. */
import fc from "fast-check";
import { isSpectralNormBelow } from "../../src/spectrum/cholesky";
import { lanczos } from "../../src/spectrum/lanczos";
import { matrixOperator } from "../../src/spectrum/matrixOperators";
import { matrixSpectralNorm } from "../../src/spectrum/matrixSpectralNorm";
import { spectralNorm } from "../../src/spectrum/spectralNorm";
import { startVector } from "../../src/spectrum/startVector";
import { quickOrFull } from "../depth";
import { denseSpectralNorm, denseSpectrum } from "../reference/denseSpectrum";
import { matrixWithSpectrum, unitNumber, vectors } from "../reference/randomMatrices";

const THOUSANDS = { numRuns: quickOrFull(200, 2000) };

/** Spectra that are hard for a Krylov method, as functions of the size. */
const nastySpectra: Record<string, (n: number) => number[]> = {
  "all equal": (n) => new Array<number>(n).fill(-3),
  zero: (n) => new Array<number>(n).fill(0),
  "rank one": (n) => [-2, ...new Array<number>(n - 1).fill(0)],
  "tie of +λ and -λ": (n) => Array.from({ length: n }, (_, i) => (i < 2 ? (i === 0 ? 1 : -1) : 0.5 / (i + 1))),
  "near tie, the negative end larger": (n) =>
    Array.from({ length: n }, (_, i) => (i === 0 ? -1 - 1e-7 : i === 1 ? 1 : 0.9 / i)),
  "cluster at the top, gaps of 1e-3": (n) => Array.from({ length: n }, (_, i) => 1 - 1e-3 * i),
  "cluster at the top, gaps of 1e-6": (n) => Array.from({ length: n }, (_, i) => 1 - 1e-6 * i),
  "cluster at the top, gaps of 1e-9": (n) => Array.from({ length: n }, (_, i) => 1 - 1e-9 * i),
  "one just above a large cluster": (n) => Array.from({ length: n }, (_, i) => (i === 0 ? 1 + 1e-5 : 1)),
  geometric: (n) => Array.from({ length: n }, (_, i) => (-1) ** i * 0.5 ** i),
  "huge scale": (n) => Array.from({ length: n }, (_, i) => 1e150 / (i + 1)),
  "tiny scale": (n) => Array.from({ length: n }, (_, i) => -1e-150 / (i + 1)),
};

const sizes = fc.integer({ min: 1, max: 24 });

describe.each(Object.entries(nastySpectra))("spectrum %s", (_, spectrum) => {
  test("gives its largest modulus to 1e-10, converged", () => {
    const rotated = sizes.chain((n) =>
      fc.record({ n: fc.constant(n), axes: fc.array(vectors(n), { minLength: 1, maxLength: 2 }) }),
    );
    fc.assert(
      fc.property(rotated, fc.boolean(), ({ n, axes }, confirm) => {
        const eigenvalues = spectrum(n).slice(0, n);
        const expected = Math.max(...eigenvalues.map(Math.abs));
        const entries = matrixWithSpectrum(eigenvalues, axes);
        const found = spectralNorm(matrixOperator(entries, n), { confirm });
        expect(found.converged).toBe(true);
        expect(Math.abs(found.value - expected)).toBeLessThanOrEqual(2e-10 * expected);
      }),
      { numRuns: quickOrFull(50, 300) },
    );
  });
});

test("random matrices: the value of a dense solver", () => {
  const matrices = fc.integer({ min: 1, max: 14 }).chain((n) => fc.record({ n: fc.constant(n), half: vectors(n * n) }));
  fc.assert(
    fc.property(matrices, ({ n, half }) => {
      const entries = half.map((_, k) => half[k] + half[(k % n) * n + Math.floor(k / n)]);
      const { value, converged } = spectralNorm(matrixOperator(entries, n));
      const expected = denseSpectralNorm(entries, n);
      expect(converged).toBe(true);
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-10 * expected);
    }),
    THOUSANDS,
  );
});

test("a start vector orthogonal to the answer does not hide it", () => {
  const cases = fc
    .integer({ min: 2, max: 20 })
    .chain((n) => fc.record({ n: fc.constant(n), axis: vectors(n), start: vectors(n) }));
  fc.assert(
    fc.property(cases, ({ n, axis, start }) => {
      const eigenvalues = Array.from({ length: n }, (_, i) => 1 / (i + 1));
      const entries = matrixWithSpectrum(eigenvalues, [axis]);
      const top = matrixWithSpectrum([1, ...new Array<number>(n - 1).fill(0)], [axis]);
      // (I - P) start, P the projection on the top eigenvector.
      const blind = start.map((entry, i) => entry - start.reduce((sum, other, j) => sum + top[i * n + j] * other, 0));
      fc.pre(blind.some((entry) => Math.abs(entry) > 1e-6));
      const found = spectralNorm(matrixOperator(entries, n), { start: blind, confirm: true });
      expect(found).toMatchObject({ converged: true, method: "lanczos+cholesky" });
      expect(Math.abs(found.value - 1)).toBeLessThan(1e-10);
    }),
    { numRuns: quickOrFull(150, 1000) },
  );
});

test("a matrix made to hide its top eigenvector from the fixed start vector is not fooled with", () => {
  const n = 12;
  const start = startVector(n);
  const blindAxis = start.with(0, start[0] + Math.hypot(...start));
  // The reflection along this axis maps the first unit vector to the start vector's direction: e_2 becomes orthogonal to it.
  const entries = matrixWithSpectrum([0.5, 1, ...new Array<number>(n - 2).fill(0.5)], [blindAxis]);
  expect(spectralNorm(matrixOperator(entries, n)).value).toBeCloseTo(1, 10);
  expect(spectralNorm(matrixOperator(entries, n), { confirm: true }).value).toBeCloseTo(1, 10);
});

test("too few products: not converged, and it says so", () => {
  const n = 200;
  const entries = matrixWithSpectrum(
    Array.from({ length: n }, (_, i) => 1 - 1e-4 * i),
    [startVector(n, 3)],
  );
  const few = lanczos(matrixOperator(entries, n), startVector(n), 1e-12, 10);
  expect(few.residual).toBeGreaterThan(1e-6);
  expect(few.iterations).toBe(10);
});

test("entries at and below the smallest normal number: a finite value, known as well as they are", () => {
  const scales = fc.constantFrom(2 ** -1000, 2 ** -1022, 2 ** -1050, 2 ** -1070, 2 ** -1074);
  const sized = sizes.chain((n) =>
    fc.record({ n: fc.constant(n), eigenvalues: vectors(n), axis: vectors(n), scale: scales }),
  );
  fc.assert(
    fc.property(sized, ({ n, eigenvalues, axis, scale }) => {
      const matrix = matrixWithSpectrum(Array.from(eigenvalues), [axis]).map((entry) => entry * scale);
      // As rounding.ts has it: below the smallest normal number there are no relative errors.
      const productError = n * 2 ** -1022;
      const { value, converged } = spectralNorm(matrixOperator(matrix, n), { productError });
      const exact = eigenvalues.reduce((most, eigenvalue) => Math.max(most, Math.abs(eigenvalue)), 0) * scale;
      expect(Math.abs(value - exact)).toBeLessThanOrEqual(1e-9 * exact + productError);
      expect(converged).toBe(true);
    }),
  );
});

test("an operator that overflows gives no finite value", () => {
  const entries = Float64Array.of(Number.MAX_VALUE, Number.MAX_VALUE, Number.MAX_VALUE, Number.MAX_VALUE);
  const { value, converged } = spectralNorm(matrixOperator(entries, 2));
  expect(Number.isFinite(value) && converged).toBe(false);
});

test("Cholesky: a bound just above the norm is confirmed, one just below is not", () => {
  const matrices = sizes.chain((n) =>
    fc.record({ n: fc.constant(n), values: fc.array(unitNumber, { minLength: n, maxLength: n }), axis: vectors(n) }),
  );
  fc.assert(
    fc.property(matrices, ({ n, values, axis }) => {
      const norm = Math.max(...values.map(Math.abs));
      fc.pre(norm > 0.01);
      const entries = matrixWithSpectrum(values, [axis]);
      expect(isSpectralNormBelow(entries, n, norm * (1 + 1e-10))).toBe(true);
      expect(isSpectralNormBelow(entries, n, norm * (1 - 1e-10))).toBe(false);
    }),
    THOUSANDS,
  );
});

test("the largest singular value of rectangular matrices", () => {
  const shapes = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));
  const matrices = shapes.chain(([rows, columns]) =>
    fc.record({ rows: fc.constant(rows), columns: fc.constant(columns), entries: vectors(rows * columns) }),
  );
  fc.assert(
    fc.property(matrices, fc.constantFrom(1, 1e-120, 1e120), ({ rows, columns, entries }, scale) => {
      const gram = new Float64Array(columns * columns);
      for (let i = 0; i < columns; i++) {
        for (let j = 0; j < columns; j++) {
          for (let k = 0; k < rows; k++) {
            gram[i * columns + j] += entries[k * columns + i] * entries[k * columns + j];
          }
        }
      }
      const expected = Math.sqrt(Math.max(0, ...denseSpectrum(gram, columns)));
      const { value, converged } = matrixSpectralNorm(
        entries.map((entry) => entry * scale),
        rows,
        columns,
      );
      expect(converged).toBe(true);
      expect(Math.abs(value / scale - expected)).toBeLessThanOrEqual(1e-10 * expected);
    }),
    { numRuns: quickOrFull(150, 1000) },
  );
});
