/**
 * Gains, biases, widths that differ, a normalised output: values, gradients, Hessians and their norms against differences of the definition
 * in decimals, differentiated by the rows and v alone or by all.
 */
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { batchValues, propagateBatch } from "../../src/calculus/batchPropagation";
import { definedLoss, definedNetwork, definedValue } from "../../src/calculus/definition";
import { curvatureOn, type Functional, slopeAlong } from "../../src/calculus/differences";
import { gradientNorms, parameterGradient } from "../../src/calculus/gradient";
import { fullHessian } from "../../src/calculus/hessianOperator";
import { lossGradient, recordGradientNorms } from "../../src/calculus/loss";
import { lossHessianOperator } from "../../src/calculus/lossHessianOperator";
import { propagate, valueAt } from "../../src/calculus/propagation";
import { entriesOf } from "../../src/calculus/symmetricOperator";
import { Evaluation } from "../../src/measurement/evaluation";
import { createBatch } from "../../src/network/batch";
import type { NetworkCase } from "../../src/network/networkCase";
import { trainedLayout } from "../../src/network/trainedParameters";
import { quickOrFull } from "../depth";
import { denseSpectralNorm } from "../reference/denseSpectrum";
import { orderOneCases } from "../reference/orderOneCases";

// Second differences with steps of 10^-10 have some 20 digits.
const decimal = decimals(40);
type Decimal = ReturnType<typeof decimal.of>;

const predictorOf =
  ({ input }: NetworkCase): Functional<Decimal> =>
  (network) =>
    definedValue(decimal, network, Array.from(input, decimal.of));

const unit = (dimension: number, ...places: number[]): Float64Array => {
  const direction = new Float64Array(dimension);
  for (const k of places) {
    direction[k] = 1;
  }
  return direction;
};

/** All second derivatives by polarisation: e_i, and e_i + e_j. */
function hessianByDifferences(networkCase: NetworkCase, functional: Functional<Decimal>, dimension: number): number[] {
  const curvature = (...places: number[]): number =>
    Number(curvatureOn(decimal, networkCase.network, functional, unit(dimension, ...places))) * places.length;
  const diagonal = Array.from({ length: dimension }, (_, i) => curvature(i));
  return Array.from({ length: dimension ** 2 }, (_, k) => {
    const [i, j] = [Math.floor(k / dimension), k % dimension];
    return i === j ? diagonal[i] : (curvature(i, j) - diagonal[i] - diagonal[j]) / 2;
  });
}

const small = orderOneCases.filter(
  ({ network, parameters }) => trainedLayout(network, parameters).dimension <= quickOrFull(14, 24),
);
const runs = { numRuns: quickOrFull(5, 6) };

test("the value, at the input and at another, of one input and of a batch", () => {
  fc.assert(
    fc.property(orderOneCases, (networkCase) => {
      const { network, input } = networkCase;
      const other = input.map((entry) => 1.5 - entry);
      const expected = [input, other].map((x) =>
        Number(definedValue(decimal, definedNetwork(decimal, network), Array.from(x, decimal.of))),
      );
      const propagation = propagate(networkCase);
      const found = [propagation.value, valueAt(propagation, other)];
      for (const [i, value] of expected.entries()) {
        expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(1e-13 * (1 + Math.abs(value)));
      }
      expect(batchValues(network, [input, other])[0]).toBe(propagation.value);
      expect(Math.abs(new Evaluation(networkCase).value.value - expected[0])).toBeLessThanOrEqual(
        new Evaluation(networkCase).value.error,
      );
    }),
  );
});

test("the gradient, its norms and their errors", () => {
  fc.assert(
    fc.property(small, (networkCase) => {
      const { network, parameters } = networkCase;
      const { dimension } = trainedLayout(network, parameters);
      const propagation = propagate(networkCase);
      const gradient = parameterGradient(propagation, parameters);
      expect(gradient.length).toBe(dimension);
      const expected = gradient.map((_, k) =>
        Number(slopeAlong(decimal, network, predictorOf(networkCase), unit(dimension, k))),
      );
      const size = euclideanNorm(expected);
      expect(euclideanNorm(gradient.map((entry, k) => entry - expected[k]))).toBeLessThanOrEqual(1e-13 * (1 + size));
      const { parameterGradientNorm, layerGradientNorms, outputGradientNorm } = new Evaluation(networkCase);
      for (const { value, error, again } of [parameterGradientNorm, outputGradientNorm, ...layerGradientNorms]) {
        expect(Math.abs(Number(again?.(decimal)) - value)).toBeLessThanOrEqual(error + 1e-25);
        expect(error).toBeLessThanOrEqual(1e-11 * (1 + size));
      }
      const norms = gradientNorms(propagation, parameters);
      expect(norms.parameters).toBeCloseTo(size, 10);
    }),
    runs,
  );
});

test("the Hessian and its norm", () => {
  fc.assert(
    fc.property(small, (networkCase) => {
      const { network, parameters } = networkCase;
      const { dimension } = trainedLayout(network, parameters);
      const entries = entriesOf(fullHessian(propagate(networkCase), parameters));
      const expected = hessianByDifferences(networkCase, predictorOf(networkCase), dimension);
      const largest = expected.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
      for (const [k, entry] of expected.entries()) {
        expect(Math.abs(entries[k] - entry)).toBeLessThanOrEqual(1e-12 * (1 + largest));
      }
      const { value, error, converged } = new Evaluation(networkCase).hessianSpectralNorm;
      const norm = denseSpectralNorm(Float64Array.from(expected), dimension);
      expect(converged).toBe(true);
      expect(Math.abs(value - norm)).toBeLessThanOrEqual(error + 1e-12 * (1 + norm));
    }),
    runs,
  );
});

test("gradient and Hessian of a loss, and the gradients' norms of its records", () => {
  fc.assert(
    fc.property(small, (networkCase) => {
      const { network, input, parameters } = networkCase;
      const batch = createBatch(network, [input, input.map((entry) => 1 - entry)], Float64Array.of(0.5, -1));
      const { dimension } = trainedLayout(network, parameters);
      const loss: Functional<Decimal> = (at) => definedLoss(decimal, at, batch);
      const propagation = propagateBatch(network, batch);
      const gradient = lossGradient(propagation, parameters);
      expect(gradient.length).toBe(dimension);
      const slopes = gradient.map((_, k) => Number(slopeAlong(decimal, network, loss, unit(dimension, k))));
      const size = euclideanNorm(slopes);
      expect(euclideanNorm(gradient.map((entry, k) => entry - slopes[k]))).toBeLessThanOrEqual(1e-13 * (1 + size));
      const entries = entriesOf(lossHessianOperator(network, batch, parameters));
      const expected = hessianByDifferences(networkCase, loss, dimension);
      const largest = expected.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
      for (const [k, entry] of expected.entries()) {
        expect(Math.abs(entries[k] - entry)).toBeLessThanOrEqual(1e-12 * (1 + largest));
      }
      const norms = recordGradientNorms(propagation, parameters);
      for (const [r, record] of batch.inputs.entries()) {
        const { parameters: norm } = gradientNorms(propagate({ network, input: record }), parameters);
        expect(Math.abs(norms[r] - norm)).toBeLessThanOrEqual(1e-13 * norm);
      }
    }),
    { numRuns: quickOrFull(3, 4) },
  );
});
