/** The bounds of Section 6: known values, 40 digits, and what each named coefficient does. */
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import { float64 } from "../../src/arithmetic/float64";
import {
  generalizationBound,
  generalizationBoundCoefficients,
  generalizationOddBound,
  generalizationOddBoundCoefficients,
} from "../../src/bounds/generalizationBounds";
import { rademacherBound, rademacherOddBound } from "../../src/bounds/rademacherBounds";
import { complexityTable, growthSettings, widthSettings } from "../../src/experiments/complexityTable";
import { classCases } from "../reference/classCases";

const decimal = decimals(40);

test("the same in 40 digits as in float64", () => {
  fc.assert(
    fc.property(
      classCases(),
      fc.integer({ min: 1, max: 1000 }),
      fc.constantFrom(0.5, 1e-3),
      ({ functionClass: { depth, outputRadius: lipschitz }, inputs }, sampleSize, confidence) => {
        const near = { depth, lipschitz, inputs };
        const exact = { depth, lipschitz: decimal.of(lipschitz), inputs };
        const radii = { depth, lipschitz, inputRadius: 1.7, targetRadius: 0.3, sampleSize, confidence };
        const exactRadii = {
          depth,
          sampleSize,
          lipschitz: decimal.of(lipschitz),
          inputRadius: decimal.of(1.7),
          targetRadius: decimal.of(0.3),
          confidence: decimal.of(confidence),
        };
        const pairs = [
          [rademacherBound(float64, near), rademacherBound(decimal, exact)],
          [rademacherOddBound(float64, near), rademacherOddBound(decimal, exact)],
          [generalizationBound(float64, radii), generalizationBound(decimal, exactRadii)],
          [generalizationOddBound(float64, radii), generalizationOddBound(decimal, exactRadii)],
        ] as const;
        for (const [found, expected] of pairs) {
          expect(Math.abs(found - expected.toNumber())).toBeLessThanOrEqual(1e-14 * found);
        }
      },
    ),
    { numRuns: 50 },
  );
});

test("known values", () => {
  const inputs = [Float64Array.of(3, 4), Float64Array.of(0, 12)];
  expect(rademacherOddBound(float64, { depth: 7, lipschitz: 2, inputs })).toBeCloseTo(13, 13);
  // √(2 L ln 2) + 1 at L = 2.
  expect(rademacherBound(float64, { depth: 2, lipschitz: 2, inputs })).toBeCloseTo(13 * 2.665109222315395, 12);
  // B = 1, Y = 1, T = 1: Λ = 4, M = 4; δ = e^-2 and n = 4 make √(ln(1/δ)/(2n)) = 1/2.
  const radii = { depth: 2, lipschitz: 1, inputRadius: 1, targetRadius: 1, sampleSize: 4, confidence: Math.exp(-2) };
  expect(generalizationOddBound(float64, radii)).toBeCloseTo(4 + 2, 12);
  expect(generalizationBound(float64, radii)).toBeCloseTo(4 * 2.665109222315395 + 2, 12);
});

test("each coefficient takes its own term away", () => {
  const ones = { layers: 1, one: 1, complexity: 1, confidence: 1 };
  const inputs = [Float64Array.of(1)];
  const scales = { depth: 2, lipschitz: 1, inputs };
  const radii = { depth: 2, lipschitz: 1, inputRadius: 1, targetRadius: 1, sampleSize: 4, confidence: Math.exp(-2) };
  expect(rademacherBound(float64, scales, { ...ones, layers: 0 })).toBe(1);
  expect(rademacherBound(float64, scales, { ...ones, one: 0 })).toBeCloseTo(1.665109222315395, 12);
  expect(rademacherOddBound(float64, scales, { one: 0 })).toBe(0);
  expect(generalizationBound(float64, radii, { ...ones, layers: 0 })).toBeCloseTo(6, 12);
  expect(generalizationBound(float64, radii, { ...ones, one: 0 })).toBeCloseTo(4 * 1.665109222315395 + 2, 12);
  expect(generalizationBound(float64, radii, { ...ones, complexity: 0 })).toBeCloseTo(2, 12);
  expect(generalizationOddBound(float64, radii, { ...ones, confidence: 0 })).toBeCloseTo(4, 12);
  expect(generalizationOddBound(float64, radii, { ...ones, one: 0 })).toBeCloseTo(2, 12);
  expect(generalizationBoundCoefficients).toEqual(expect.arrayContaining([...generalizationOddBoundCoefficients]));
});

test("the table: estimates under their bounds, free of the width", () => {
  expect([widthSettings.length, growthSettings.length]).toEqual([42, 90]);
  const settings = [2, 8, 32].map((width) => ({ activation: "tanh", depth: 2, width, records: 8, inputNorm: 1 }));
  const rows = complexityTable([...settings, { activation: "relu", depth: 2, width: 4, records: 8, inputNorm: 1 }]);
  for (const { estimate, bound, ratio, oddBound, oddRatio, scaledEstimate, standardError, signVectors } of rows) {
    expect(estimate).toBeLessThanOrEqual(oddBound ?? bound);
    expect(ratio).toBe(estimate / bound);
    expect(oddRatio).toBe(oddBound === null ? null : estimate / oddBound);
    expect(scaledEstimate).toBeCloseTo(estimate * Math.sqrt(8), 12);
    expect({ standardError, signVectors }).toEqual({ standardError: 0, signVectors: 128 });
  }
  expect(rows[3].oddBound).toBeNull();
  expect(rows[2].bound).toBe(rows[0].bound);
  expect(rows[2].estimate / rows[0].estimate).toBeLessThan(1.2);
});
