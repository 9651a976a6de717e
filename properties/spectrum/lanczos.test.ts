/** The recurrence itself: how many products it takes, what it says of ends and units. */
import fc from "fast-check";
import { lanczos } from "../../src/spectrum/lanczos";
import { matrixOperator } from "../../src/spectrum/matrixOperators";
import { startVector } from "../../src/spectrum/startVector";
import { diagonalOperator } from "../reference/diagonalOperator";
import { matrixWithSpectrum, vectors } from "../reference/randomMatrices";

const TOLERANCE = 1e-12;

/** The least number of products after which the residual is small, up to `most`: one run for each number. */
function leastProducts(values: readonly number[], most: number): number {
  for (let count = 1; count <= most; count++) {
    const { residual, value } = lanczos(diagonalOperator(values), startVector(values.length), 0, count);
    if (residual <= TOLERANCE * value) {
      return count;
    }
  }
  return Number.POSITIVE_INFINITY;
}

const spectra: [string, number[]][] = [
  ["even", Array.from({ length: 80 }, (_, i) => (i + 1) / 80)],
  ["both ends", Array.from({ length: 80 }, (_, i) => Math.cos(i))],
  ["clear top", Array.from({ length: 100 }, (_, i) => (i === 0 ? 3 : Math.sin(i)))],
  ["close top", Array.from({ length: 80 }, (_, i) => 1 - (i / 80) ** 2)],
];

test.each(spectra)("%s: at most a third more products than are needed, and not fewer", (_, values) => {
  const { iterations, residual, value } = lanczos(
    diagonalOperator(values),
    startVector(values.length),
    TOLERANCE,
    1500,
  );
  const least = leastProducts(values, iterations);
  expect(residual).toBeLessThanOrEqual(TOLERANCE * value);
  expect(iterations).toBeGreaterThanOrEqual(least);
  expect(iterations).toBeLessThanOrEqual(1.34 * least + 1);
});

test("an end that is not known yet is waited for, if it could be the larger one", () => {
  // The start sees the eigenvalue -1.0001 by 1e-9 only: 1 converges long before.
  const values = [1, -1.0001, ...Array.from({ length: 60 }, (_, i) => 0.5 * Math.cos(i))];
  const start = startVector(values.length).with(1, 1e-9);
  const found = lanczos(diagonalOperator(values), start, 1e-10, 1500);
  expect(found.value).toBeCloseTo(1.0001, 9);
});

test("starts of any length, operators of any unit: the same numbers", () => {
  const scales = fc.constantFrom(1, 1e-300, 1e-130, 1e-61, 1e61, 1e130, 1e290);
  const cases = fc
    .integer({ min: 1, max: 15 })
    .chain((n) => fc.record({ n: fc.constant(n), values: vectors(n), axis: vectors(n) }));
  fc.assert(
    fc.property(cases, scales, fc.constantFrom(1, 1e-150, 1e150), ({ n, values, axis }, length, unit) => {
      const exact = Math.max(...values.map(Math.abs));
      fc.pre(exact > 0.01);
      const matrix = matrixWithSpectrum(Array.from(values), [axis]);
      const at = (startLength: number, size: number) =>
        lanczos(
          matrixOperator(
            matrix.map((entry) => entry * size),
            n,
          ),
          startVector(n).map((entry) => entry * startLength),
          1e-12,
          200 + 20 * n,
        );
      const [plain, scaled] = [at(1, 1), at(length, unit)];
      expect(Math.abs(scaled.value / unit - plain.value)).toBeLessThanOrEqual(1e-11 * exact);
      expect(scaled.residual / unit).toBeLessThanOrEqual(1e-11 * exact);
    }),
    { numRuns: 300 },
  );
});

test("beyond 256 products its memory grows, and nothing else changes", () => {
  const values = Array.from({ length: 700 }, (_, i) => 1 - (i / 700) ** 1.5);
  const found = lanczos(diagonalOperator(values), startVector(values.length), 1e-13, 1500);
  expect(found.iterations).toBeGreaterThan(256);
  expect(found.value).toBeCloseTo(1, 12);
  expect(found.residual).toBeLessThanOrEqual(1e-13);
});

test("an exhausted space, and the roundoff that it is judged by", () => {
  const two = [2, 2, 2, -1, -1, 0.5, 0.5];
  expect(lanczos(diagonalOperator(two), startVector(7), 0, 100)).toMatchObject({ exhausted: true, iterations: 3 });
  const four = [2, -1, 0.5, 0.499];
  expect(lanczos(diagonalOperator(four), startVector(4), 0, 100).iterations).toBeGreaterThan(3);
  // What is left after three products is some thousandths: with rounding errors as large, noise.
  const noisy = lanczos(diagonalOperator(four), startVector(4), 0, 100, 1e-3);
  expect(noisy).toMatchObject({ exhausted: true, iterations: 3 });
});

test("NaN ends it", () => {
  const found = lanczos(diagonalOperator([1, Number.NaN, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), startVector(12), 1e-12, 1000);
  expect(found.iterations).toBeLessThan(20);
  expect(found.value).not.toBeGreaterThan(0);
});
