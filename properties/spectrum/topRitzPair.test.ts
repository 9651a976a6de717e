/** The top eigenpair with its vector: known spectra, restricted to a complement, started anywhere. */
import fc from "fast-check";
import { matrixOperator } from "../../src/spectrum/matrixOperators";
import { startVector } from "../../src/spectrum/startVector";
import { topEigenvector } from "../../src/spectrum/topEigenvector";
import { topRitzPair } from "../../src/spectrum/topRitzPair";
import { diagonalOperator } from "../reference/diagonalOperator";
import { matrixWithSpectrum, vectors } from "../reference/randomMatrices";

const innerProduct = (a: Float64Array, b: Float64Array): number => a.reduce((sum, entry, i) => sum + entry * b[i], 0);

const cases = fc
  .integer({ min: 2, max: 20 })
  .chain((n) => fc.record({ n: fc.constant(n), values: vectors(n), axis: vectors(n), start: vectors(n) }));

/** The eigenvector of one eigenvalue of matrixWithSpectrum(values, [axis]): the axis reflects the unit vector. */
function eigenvectorOf(place: number, axis: Float64Array): Float64Array {
  const squared = innerProduct(axis, axis);
  return axis.map((entry, i) => (i === place ? 1 : 0) - (squared > 0 ? (2 * entry * axis[place]) / squared : 0));
}

test("value, vector and residual", () => {
  fc.assert(
    fc.property(cases, ({ n, values, axis }) => {
      const operator = matrixOperator(matrixWithSpectrum(Array.from(values), [axis]), n);
      const size = Math.max(...values.map(Math.abs));
      const pair = topRitzPair(operator, startVector(n), [], (_, residual) => residual <= 1e-12 * size);
      expect(pair).not.toBeNull();
      if (pair !== null) {
        expect(Math.abs(pair.value - Math.max(...values))).toBeLessThanOrEqual(1e-11 * size);
        expect(Math.abs(Math.hypot(...pair.vector) - 1)).toBeLessThan(1e-14);
        const product = new Float64Array(n);
        operator.apply(pair.vector, product);
        const rest = product.map((entry, i) => entry - pair.value * pair.vector[i]);
        expect(Math.hypot(...rest)).toBeLessThanOrEqual(1e-11 * size);
        expect(pair.iterations).toBeLessThanOrEqual(n);
        expect(pair.residual).toBeLessThanOrEqual(1e-11 * size);
      }
    }),
    { numRuns: 500 },
  );
});

test("restricted to what is orthogonal to the first eigenvectors, the next one; from a start almost along them, too", () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 1, max: 3 }), ({ n, axis, start }, count) => {
      fc.pre(count < n);
      const values = Array.from({ length: n }, (_, i) => 1 / (i + 1));
      const against = Array.from({ length: count }, (_, i) => eigenvectorOf(i, axis));
      const operator = matrixOperator(matrixWithSpectrum(values, [axis]), n);
      const skewed = start.map((entry, i) => against[0][i] + 1e-6 * (entry + startVector(n)[i]));
      const pair = topRitzPair(operator, skewed, against, (value, residual) => residual <= 1e-12 * value);
      expect(pair?.value).toBeCloseTo(values[count], 11);
      for (const other of against) {
        expect(Math.abs(innerProduct(other, pair?.vector ?? other))).toBeLessThan(1e-13);
      }
    }),
    { numRuns: 300 },
  );
});

test("an invariant space that the start could not leave is exhausted, and says so", () => {
  const operator = matrixOperator(matrixWithSpectrum([3, 2, 1, 1, 1], [Float64Array.of(0, 0, 0, 0, 0)]), 5);
  const never = (): boolean => false;
  const blind = topRitzPair(operator, Float64Array.of(0, 1, 1, 1, 1), [], never);
  expect(blind).toMatchObject({ exhausted: true, iterations: 2 });
  expect(blind?.value).toBeCloseTo(2, 13);
  const seeing = topRitzPair(operator, Float64Array.of(1, 1, 1, 0, 0), [], never);
  expect(seeing).toMatchObject({ exhausted: true, iterations: 3 });
  expect(seeing?.value).toBeCloseTo(3, 13);
  // With all dimensions met, nothing was left out.
  const all = matrixOperator(matrixWithSpectrum([3, 2, 1], [Float64Array.of(1, 2, 3)]), 3);
  expect(topRitzPair(all, startVector(3), [], never)).toMatchObject({ exhausted: false, iterations: 3 });
});

test("none for numbers that are not finite, none if it never is enough", () => {
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_VALUE]) {
    expect(topRitzPair(matrixOperator(new Float64Array(4).fill(bad), 2), startVector(2), [], () => true)).toBeNull();
  }
  const n = 450;
  const diagonal = diagonalOperator(Array.from({ length: n }, (_, i) => i + 1));
  const asked: number[] = [];
  const found = topRitzPair(diagonal, startVector(n), [], (_, residual) => asked.push(residual) < 0);
  expect(found).toBeNull();
  // The gaps between checks grow by an eighth: some forty looks at 400 steps.
  expect(asked.length).toBeGreaterThan(25);
  expect(asked.length).toBeLessThan(60);
});

test("the eigenvector of the largest modulus, of either sign", () => {
  fc.assert(
    fc.property(cases, fc.constantFrom(1, -1), ({ n, values, axis }, sign) => {
      const spectrum = Array.from(values, (value) => value / 2);
      spectrum[0] = sign;
      const operator = matrixOperator(matrixWithSpectrum(spectrum, [axis]), n);
      expect(Math.abs(innerProduct(topEigenvector(operator), eigenvectorOf(0, axis)))).toBeCloseTo(1, 10);
    }),
    { numRuns: 200 },
  );
});
