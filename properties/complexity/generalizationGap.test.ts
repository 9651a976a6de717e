/** Gaps between true and empirical loss: attained by members of the class, within the theorems' bound, small for large n. */
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { float64 } from "../../src/arithmetic/float64";
import { generalizationBound, generalizationOddBound } from "../../src/bounds/generalizationBounds";
import { propagate } from "../../src/calculus/propagation";
import { classLipschitz } from "../../src/complexity/functionClass";
import { generalizationGaps } from "../../src/complexity/generalizationGap";
import { quantileLowerBound } from "../../src/complexity/quantileLowerBound";
import type { Batch } from "../../src/network/batch";
import type { Network } from "../../src/network/network";
import { quickOrFull } from "../depth";
import { classCases, functionClassOf } from "../reference/classCases";

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

/** Σ_r w_r (y_r - f(x_r))². */
function weightedLoss(network: Network, { inputs, targets }: Batch, weights: Float64Array): number {
  return sum(inputs.map((input, r) => weights[r] * (targets[r] - propagate({ network, input }).value) ** 2));
}

const gapCases = fc.record({
  drawn: classCases({ records: 12, depth: 4 }),
  sampleSize: fc.integer({ min: 1, max: 30 }),
  seed: fc.integer(),
});

test("the witness is in the class and attains the gap, on counts that are a sample's", () => {
  fc.assert(
    fc.property(gapCases, ({ drawn, sampleSize, seed }) => {
      const { functionClass, inputs, weights: targets } = drawn;
      const atoms = { inputs, targets };
      const found = generalizationGaps(functionClass, atoms, { sampleSize, seed, draws: 6 });
      const largest = Math.max(...inputs.map((input) => euclideanNorm(input))) * functionClass.outputRadius + 1;
      found.gaps.forEach((gap, draw) => {
        const counts = found.counts[draw];
        expect(sum(counts)).toBe(sampleSize);
        expect(gap).toBeGreaterThanOrEqual(found.trainedGaps[draw]);
        const network = found.witness(draw);
        expect(euclideanNorm(network.output)).toBeLessThanOrEqual(functionClass.outputRadius * (1 + 1e-14));
        const everywhere = weightedLoss(network, atoms, new Float64Array(inputs.length).fill(1 / inputs.length));
        const sampled = weightedLoss(
          network,
          atoms,
          counts.map((count) => count / sampleSize),
        );
        expect(Math.abs(everywhere - sampled - gap)).toBeLessThanOrEqual(1e-12 * largest * largest);
      });
    }),
    { numRuns: quickOrFull(20, 60) },
  );
});

test("the bounds of both theorems are not exceeded by more samples than δ allows", () => {
  fc.assert(
    fc.property(gapCases, fc.constantFrom(0.5, 0.1), ({ drawn, sampleSize, seed }, confidence) => {
      const { functionClass, inputs, weights: targets } = drawn;
      const { gaps } = generalizationGaps(functionClass, { inputs, targets }, { sampleSize, seed });
      const scales = {
        depth: functionClass.depth,
        lipschitz: classLipschitz(functionClass),
        inputRadius: Math.max(...inputs.map((input) => euclideanNorm(input))),
        targetRadius: Math.max(...targets.map(Math.abs)),
        sampleSize,
        confidence,
      };
      const bound = (functionClass.activation.activation.odd ? generalizationOddBound : generalizationBound)(
        float64,
        scales,
      );
      const quantile = quantileLowerBound(gaps, confidence);
      expect(quantile).not.toBeNull();
      expect(quantile).toBeLessThanOrEqual(bound);
    }),
    { numRuns: quickOrFull(8, 25) },
  );
});

test("the gap falls with the size of the sample, and vanishes for one that holds every atom alike", () => {
  const functionClass = functionClassOf("tanh", { depth: 2, width: 4, inputDimension: 2 });
  const inputs = [Float64Array.of(1, 0), Float64Array.of(0, 1), Float64Array.of(-1, 1), Float64Array.of(2, 1)];
  const atoms = { inputs, targets: Float64Array.of(1, -1, 1, 0) };
  const mean = (sampleSize: number) => sum(generalizationGaps(functionClass, atoms, { sampleSize }).gaps) / 64;
  const [few, some, many] = [mean(2), mean(200), mean(20_000)];
  expect(few).toBeGreaterThan(0.3);
  // Like 1/√n.
  expect(some).toBeLessThan(few / 4);
  expect(many).toBeLessThan(some / 4);
  expect(
    generalizationGaps(functionClass, { inputs: [inputs[0]], targets: Float64Array.of(3) }, { sampleSize: 5 }).gaps,
  ).toEqual(new Float64Array(64));
});

test("one number in, one unit: the largest gap that there is", () => {
  // f(x) = a x with |a| <= T on x = 1, y = 1 and x = 1, y = -1: Σ w_r (y_r - a)² is linear in a, ±4 T |w_1|.
  const functionClass = functionClassOf("identity", { depth: 1, width: 1, inputDimension: 1 }, 2);
  const atoms = { inputs: [Float64Array.of(1), Float64Array.of(1)], targets: Float64Array.of(1, -1) };
  const { gaps, counts } = generalizationGaps(functionClass, atoms, { sampleSize: 3 });
  gaps.forEach((gap, draw) => {
    expect(gap).toBeCloseTo(8 * Math.abs(1 / 2 - counts[draw][0] / 3), 12);
  });
});

test("the same seed gives the same gaps, another seed other samples", () => {
  const functionClass = functionClassOf("relu", { depth: 2, width: 3, inputDimension: 1 });
  const atoms = { inputs: [Float64Array.of(1), Float64Array.of(-2)], targets: Float64Array.of(1, 0) };
  const options = { sampleSize: 9, seed: 5 };
  const found = generalizationGaps(functionClass, atoms, options);
  const { gaps, counts } = generalizationGaps(functionClass, atoms, options);
  expect({ gaps, counts }).toEqual({ gaps: found.gaps, counts: found.counts });
  expect(generalizationGaps(functionClass, atoms, { ...options, seed: 6 }).counts).not.toEqual(found.counts);
});
