/** The loss and its gradient against one record at a time, against central differences, and in their special cases. */
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { float64 } from "../../src/arithmetic/float64";
import { scalesOfBatch } from "../../src/bounds/batchScales";
import { batchValues, propagateBatch } from "../../src/calculus/batchPropagation";
import { gradientNorms, parameterGradient } from "../../src/calculus/gradient";
import { lossGradient, lossOf, recordGradientNorms, rowGradientNorms } from "../../src/calculus/loss";
import { propagate } from "../../src/calculus/propagation";
import { defaultRanges } from "../../src/generators/caseRanges";
import { lossAt } from "../../src/measurement/lossAt";
import { LossEvaluation } from "../../src/measurement/lossEvaluation";
import { activationNamed } from "../../src/network/activation";
import { createBatch } from "../../src/network/batch";
import { layerOffsets, parametersOf, withParameters } from "../../src/network/layout";
import { createNetwork } from "../../src/network/network";
import { quickOrFull } from "../depth";
import { differentiableCases } from "../reference/differentiableCases";
import { largestDifference } from "../reference/largestDifference";
import { type LossCase, lossCases, lossCasesOf } from "../reference/lossCases";
import { vectors } from "../reference/randomMatrices";
import { recordScales } from "../reference/recordScales";

/** Relative to what bounds the quantity a priori: a few thousand roundings. */
const NEAR = 1e-12;

const anyCases = lossCases(defaultRanges);
const differentiable = lossCasesOf(differentiableCases, [1, 0.1], [1, 0.1, 0]);

function scalesAt({ network, batch }: LossCase) {
  const propagation = propagateBatch(network, batch);
  return { propagation, ...recordScales(propagation, scalesOfBatch(float64, network, batch.inputs)) };
}

test("values, projections, slopes, signals and heights are those of one record at a time", () => {
  fc.assert(
    fc.property(anyCases, ({ network, batch }) => {
      const propagation = propagateBatch(network, batch);
      const { width } = network;
      batch.inputs.forEach((input, r) => {
        const single = propagate({ network, input });
        const own = (numbers: Float64Array): Float64Array => numbers.subarray(r * width, (r + 1) * width);
        const near = (found: Float64Array, expected: Float64Array, scale: number): void =>
          expect(largestDifference(found, expected)).toBeLessThanOrEqual(NEAR * scale);
        expect(propagation.values[r]).toBe(single.value);
        propagation.layers.forEach((layer, l) => {
          const { incoming, rowNorms, projections, tangentNorms, outgoing, slopes, preSignals } = single.layers[l];
          // The forward sums run in the same order, so they are the same: a slope that jumps (relu) jumps alike.
          expect(layer.rowNorms).toEqual(rowNorms);
          expect(layer.incoming.subarray(r * layer.fanIn, (r + 1) * layer.fanIn)).toEqual(incoming);
          expect(own(layer.projections)).toEqual(projections);
          expect(own(layer.outgoing)).toEqual(outgoing);
          expect(own(layer.slopes)).toEqual(slopes);
          near(own(layer.tangentNorms), tangentNorms, euclideanNorm(incoming));
          near(own(layer.preSignals), preSignals, euclideanNorm(network.output));
        });
      });
    }),
  );
});

test("a row along its input has no height, where √(‖α‖² - t²) would leave 1e-8", () => {
  fc.assert(
    fc.property(vectors(3), (direction) => {
      const input = direction.map((entry) => entry + 2);
      const activation = { activation: activationNamed("tanh", "activation"), shift: 0 };
      const layers = [input.map((entry) => -0.3 * entry)];
      const network = createNetwork({ activation, layers, output: Float64Array.of(1) });
      const [{ tangentNorms }] = propagateBatch(network, createBatch(network, [input], Float64Array.of(1))).layers;
      expect(tangentNorms[0]).toBeLessThanOrEqual(1e-14);
    }),
  );
});

test("L, ∇L and ‖∇f_i‖ are sums over the records, one by one", () => {
  fc.assert(
    fc.property(anyCases, (lossCase) => {
      const { network, batch } = lossCase;
      const { propagation, values, gradients } = scalesAt(lossCase);
      const n = batch.inputs.length;
      const found = lossGradient(propagation);
      const norms = recordGradientNorms(propagation);
      const expected = new Float64Array(found.length);
      let loss = 0;
      let lossScale = 0;
      let gradientScale = 0;
      batch.inputs.forEach((input, r) => {
        const single = propagate({ network, input });
        const residual = batch.targets[r] - single.value;
        const gradient = parameterGradient(single);
        gradient.forEach((entry, k) => {
          expected[k] -= (2 / n) * residual * entry;
        });
        loss += residual ** 2 / n;
        lossScale += (Math.abs(batch.targets[r]) + values[r]) ** 2 / n;
        gradientScale += (2 / n) * (Math.abs(batch.targets[r]) + values[r]) * gradients[r];
        expect(Math.abs(norms[r] - gradientNorms(single).parameters)).toBeLessThanOrEqual(NEAR * gradients[r]);
      });
      expect(Math.abs(lossOf(propagation) - loss)).toBeLessThanOrEqual(NEAR * lossScale);
      const difference = euclideanNorm(found.map((entry, k) => entry - expected[k]));
      expect(difference).toBeLessThanOrEqual(NEAR * gradientScale);
    }),
  );
});

test("the forward sweep alone gives the same values to the last bit, and the same loss with the same error", () => {
  fc.assert(
    fc.property(anyCases, ({ network, batch }) => {
      expect(batchValues(network, batch.inputs)).toEqual(propagateBatch(network, batch).values);
      const { value, error } = lossAt(network, batch);
      const { loss } = new LossEvaluation(network, batch);
      expect(value).toBe(loss.value);
      expect(Math.abs(error - loss.error)).toBeLessThanOrEqual(1e-12 * loss.error);
    }),
  );
});

test("∇L is the central difference of L in each parameter", () => {
  fc.assert(
    fc.property(differentiable, ({ network, batch }) => {
      const step = 1e-5;
      const parameters = parametersOf(network);
      const propagation = propagateBatch(network, batch);
      const gradient = lossGradient(propagation);
      const lossAt = (k: number, change: number): number =>
        lossOf(propagateBatch(withParameters(network, parameters.with(k, parameters[k] + change)), batch));
      // h² times a third derivative (row norms of 0.3 and more), and u L/h.
      const tolerance = 1e-6 * (1 + lossOf(propagation));
      const differences = parameters.map((_, k) => (lossAt(k, step) - lossAt(k, -step)) / (2 * step));
      expect(largestDifference(differences, gradient)).toBeLessThan(tolerance);
    }),
    { numRuns: quickOrFull(20, 100) },
  );
});

test("one record twice is one record; the order of records is nothing", () => {
  fc.assert(
    fc.property(anyCases, (lossCase) => {
      const { network, batch } = lossCase;
      const { propagation, values, gradients } = scalesAt(lossCase);
      const scale = batch.targets.reduce((sum, y, r) => sum + (Math.abs(y) + values[r]) * (1 + gradients[r]), 1);
      const inputs = [...batch.inputs, ...batch.inputs].reverse();
      const targets = Float64Array.from([...batch.targets, ...batch.targets]).reverse();
      const twice = propagateBatch(network, createBatch(network, inputs, targets));
      const change = lossGradient(twice).map((entry, k) => entry - lossGradient(propagation)[k]);
      expect(euclideanNorm(change)).toBeLessThanOrEqual(NEAR * scale);
    }),
    { numRuns: quickOrFull(12, 50) },
  );
});

test("‖∇_{W_i} L‖ of rows are those of the gradient's parts, and rows of one number have none", () => {
  fc.assert(
    fc.property(anyCases, ({ network, batch }) => {
      const gradient = lossGradient(propagateBatch(network, batch));
      const offsets = layerOffsets(network);
      rowGradientNorms(network, gradient).forEach((norms, l) => {
        const whole = euclideanNorm(gradient.subarray(offsets[l], offsets[l + 1]));
        expect(Math.abs(euclideanNorm(norms) - whole)).toBeLessThanOrEqual(NEAR * whole);
        if (network.layers[l].length === network.width) {
          expect(norms.every((norm) => norm === 0)).toBe(true);
        }
      });
    }),
  );
});

test.each([-60, 60])("row norms times 1e%i scale the rows' gradients by the inverse", (exponent) => {
  fc.assert(
    fc.property(differentiable, ({ network, batch }) => {
      const layers = network.layers.map((weights) => weights.map((entry) => entry * 10 ** exponent));
      const [near, far] = [network, createNetwork({ ...network, layers })].map((one) =>
        rowGradientNorms(one, lossGradient(propagateBatch(one, batch))),
      );
      near.forEach((norms, l) => {
        norms.forEach((norm, i) => {
          expect(Math.abs(far[l][i] * 10 ** exponent - norm)).toBeLessThanOrEqual(1e-9);
        });
      });
    }),
    { numRuns: quickOrFull(10, 30) },
  );
});

describe("createBatch names the place of what it refuses", () => {
  const activation = { activation: activationNamed("tanh", "activation"), shift: 0 };
  const network = createNetwork({ activation, layers: [Float64Array.of(1, 2)], output: Float64Array.of(1) });
  const good = Float64Array.of(1, 0);
  test.each<[string, Float64Array[], Float64Array, string]>([
    ["no records", [], Float64Array.of(), "data.inputs"],
    ["counts that differ", [good], Float64Array.of(1, 2), "data.targets"],
    ["a short input", [good, Float64Array.of(1)], Float64Array.of(1, 2), "data.inputs[1]"],
    ["NaN in an input", [good, Float64Array.of(1, Number.NaN)], Float64Array.of(1, 2), "data.inputs[1][1]"],
    ["a norm beyond float64", [Float64Array.of(1.7e308, 1.7e308)], Float64Array.of(1), "data.inputs[0]"],
    ["an infinite target", [good], Float64Array.of(Number.NEGATIVE_INFINITY), "data.targets[0]"],
  ])("%s", (_, inputs, targets, place) => {
    expect(() => createBatch(network, inputs, targets)).toThrow(expect.objectContaining({ name: "InputError", place }));
  });
});
