/** Rump's criterion where it could go wrong: singular matrices, and spectra one unit in the last place on either side. */
import { nextDown, nextUp } from "../../src/arithmetic/rounding/nextFloat";
import { isPositiveDefinite } from "../../src/rigour/choleskyCriterion";
import { isShiftedPositiveDefinite } from "../../src/spectrum/cholesky";
import { hadamardMatrix, singularIntegerMatrix, wholeNumber } from "../reference/integerMatrices";
import { seededRandom } from "../reference/seededRandom";

const SINGULAR = 4000;

test("4,000 exactly singular integer matrices: none is definite, and plain Cholesky accepts some", () => {
  const random = seededRandom();
  let accepted = 0;
  for (let k = 0; k < SINGULAR; k++) {
    const n = wholeNumber(random, 2, 12);
    const matrix = singularIntegerMatrix(random, n);
    accepted += isShiftedPositiveDefinite(matrix, n, 0, 1) ? 1 : 0;
    expect(isPositiveDefinite(matrix.slice(), n, 0)).toBe(false);
  }
  // Else the matrices would be too easy to tell anything.
  expect(accepted).toBeGreaterThan(SINGULAR / 100);
});

test("integer matrices with eigenvalues >= 1 are definite", () => {
  const random = seededRandom();
  for (let k = 0; k < 500; k++) {
    const n = wholeNumber(random, 1, 12);
    const matrix = singularIntegerMatrix(random, n);
    for (let i = 0; i < n; i++) {
      matrix[i * n + i] += 1;
    }
    expect(isPositiveDefinite(matrix, n, 0)).toBe(true);
  }
});

describe("matrices with a known spectrum", () => {
  const random = seededRandom();
  const cases = Array.from({ length: 300 }, () => {
    const n = 2 ** wholeNumber(random, 1, 5);
    const eigenvalues = Array.from({ length: n }, () => n * wholeNumber(random, -50, 50));
    return { n, eigenvalues, matrix: hadamardMatrix(eigenvalues) };
  });

  /** bound·I - sign·A, and what its diagonal's rounding may be off by. */
  const isProved = (matrix: Float64Array, n: number, bound: number, sign: 1 | -1): boolean => {
    let radius = 0;
    const shifted = matrix.map((entry, k) => {
      const isDiagonal = k % (n + 1) === 0;
      const shiftedEntry = (isDiagonal ? bound : 0) - sign * entry;
      radius = isDiagonal ? Math.max(radius, 2 ** -53 * Math.abs(shiftedEntry)) : radius;
      return shiftedEntry;
    });
    return isPositiveDefinite(shifted, n, radius);
  };

  test("a bound one unit below the largest eigenvalue, or on it, is never proved", () => {
    for (const { n, eigenvalues, matrix } of cases) {
      for (const sign of [1, -1] as const) {
        const largest = Math.max(...eigenvalues.map((value) => sign * value));
        for (const bound of [nextDown(largest), largest, largest - 1e-12 * Math.abs(largest)]) {
          expect(isProved(matrix, n, bound, sign)).toBe(false);
        }
      }
    }
  });

  test("a bound above it by more than the correction is", () => {
    for (const { n, eigenvalues, matrix } of cases) {
      const largest = Math.max(...eigenvalues);
      const size = Math.max(1, ...eigenvalues.map(Math.abs));
      expect(isProved(matrix, n, largest + 1e-11 * size, 1)).toBe(true);
      // One unit above is within the correction: either answer is right, and none throws.
      expect(typeof isProved(matrix, n, nextUp(largest), 1)).toBe("boolean");
    }
  });
});

test("nothing is proved of numbers that are not", () => {
  const one = (entry: number, radius = 0): boolean => isPositiveDefinite(Float64Array.of(entry), 1, radius);
  expect(one(1)).toBe(true);
  for (const entry of [0, -0, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    expect(one(entry)).toBe(false);
  }
  for (const radius of [1, 2, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(one(1, radius)).toBe(false);
  }
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 1e300]) {
    expect(isPositiveDefinite(Float64Array.of(1, bad, bad, 1), 2, 0)).toBe(false);
  }
  // The smallest numbers, where the correction is of underflow only.
  expect(one(2 ** -1074)).toBe(false);
  expect(isPositiveDefinite(Float64Array.of(2 ** -1060, 0, 0, 2 ** -1060), 2, 0)).toBe(true);
});
