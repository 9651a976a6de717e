/** h = ‖α - t u‖ of many records: rows across their input, near it, and along it. */
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { batchTangentNorms } from "../../src/calculus/batchTangentNorms";
import { quickOrFull } from "../depth";

const decimal = decimals(60);

/** Two rows (cos a, sin a, 0) and (0, 0, 1); two records of length r. */
function tangentNorms(angle: number, lengths: readonly [number, number]) {
  const unitRows = Float64Array.of(Math.cos(angle), Math.sin(angle), 0, 0, 0, 1);
  const incoming = Float64Array.of(lengths[0], 0, 0, 0, lengths[1], 0);
  const norms = Float64Array.of(euclideanNorm(incoming.subarray(0, 3)), euclideanNorm(incoming.subarray(3)));
  const projections = Float64Array.from([0, 1, 2, 3], (k) => {
    const [r, i] = [k >> 1, k & 1];
    return [0, 1, 2].reduce((sum, j) => sum + unitRows[3 * i + j] * incoming[3 * r + j], 0);
  });
  return { unitRows, incoming, norms, projections, found: batchTangentNorms(unitRows, incoming, norms, projections) };
}

test("to some units of ‖α‖·2^-53, and of h itself where the row is far from its input", () => {
  const angles = fc.oneof(
    fc.double({ min: 0, max: 7, noNaN: true }),
    fc.constantFrom(0, 1e-9, 1e-6, Math.PI / 6, Math.PI / 3, Math.PI),
  );
  const lengths = fc.constantFrom(0, 1e-160, 0.3, 1, 7, 1e150);
  fc.assert(
    fc.property(angles, lengths, lengths, (angle, first, second) => {
      const { unitRows, incoming, norms, projections, found } = tangentNorms(angle, [first, second]);
      for (const [k, height] of found.entries()) {
        const [r, i] = [k >> 1, k & 1];
        const parts = [0, 1, 2].map((j) => {
          const along = decimal.of(projections[k]).times(decimal.of(unitRows[3 * i + j]));
          return decimal.of(incoming[3 * r + j]).minus(along);
        });
        const error = decimal.hypotenuse(parts).minus(decimal.of(height)).abs().toNumber();
        // The entries of u are those of float64: ‖u‖ is off by 2^-53, and so is t.
        expect(error).toBeLessThanOrEqual(2 ** -50 * norms[r]);
      }
    }),
    { numRuns: quickOrFull(60, 500) },
  );
});

test("near its input, a row's height keeps its digits", () => {
  const { found } = tangentNorms(1e-9, [1, 1]);
  expect(Math.abs(found[0] - 1e-9)).toBeLessThan(1e-24);
  expect(Math.abs(tangentNorms(1e-5, [7, 1]).found[0] - 7 * Math.sin(1e-5))).toBeLessThan(1e-20);
});

test("a row of one number cannot turn", () => {
  const one = Float64Array.of(1, -1);
  const [alpha, projections] = [Float64Array.of(0.1, 3), Float64Array.of(0.1000001, -0.1, 3, -3)];
  expect([...batchTangentNorms(one, alpha, alpha, projections)]).toEqual([0, 0, 0, 0]);
});
