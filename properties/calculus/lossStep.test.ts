/** One gradient step: every ‖W_i‖² grows by exactly η² ‖∇_{W_i} L‖², up to rounding; with a wrong gradient, it does not. */
import fc from "fast-check";
import { propagateBatch } from "../../src/calculus/batchPropagation";
import { gradientStep } from "../../src/calculus/gradientStep";
import { lossGradient } from "../../src/calculus/loss";
import { rowNormGrowthOfStep } from "../../src/calculus/rowNormGrowthOfStep";
import { defaultRanges } from "../../src/generators/caseRanges";
import { activationNamed } from "../../src/network/activation";
import { createBatch } from "../../src/network/batch";
import { layerOffsets, parametersOf } from "../../src/network/layout";
import { createNetwork } from "../../src/network/network";
import { lossCases } from "../reference/lossCases";

const anyCases = lossCases(defaultRanges);

describe.each([1e-6, 1e-4, 1e-2, 1, 100, 1e4])("at the rate %d", (rate) => {
  test("row-norm-growth holds within its bound, and ω does not fall", () => {
    fc.assert(
      fc.property(anyCases, ({ network, batch }) => {
        const propagation = propagateBatch(network, batch);
        const gradient = lossGradient(propagation);
        const growth = rowNormGrowthOfStep(propagation, gradient, gradientStep(network, gradient, rate), rate);
        expect(growth.quantity).toBeLessThanOrEqual(growth.bound);
        expect(growth.minRowNormAfter).toBeGreaterThanOrEqual(growth.minRowNormBefore * (1 - growth.bound - 1e-14));
      }),
    );
  });
});

test("a step changes every parameter by -η times the gradient", () => {
  fc.assert(
    fc.property(anyCases, ({ network, batch }) => {
      const gradient = lossGradient(propagateBatch(network, batch));
      const after = parametersOf(gradientStep(network, gradient, 0.25));
      expect(after).toEqual(parametersOf(network).map((weight, k) => weight - 0.25 * gradient[k]));
    }),
  );
});

/** A network and batch of which every row has a gradient of order 1. */
const ordinary = () => {
  const random = (k: number) => Math.sin(12.9898 * k) * 2;
  const activation = { activation: activationNamed("tanh", "activation"), shift: 0.5 };
  const layers = [
    Float64Array.from({ length: 15 }, (_, k) => random(k + 1)),
    new Float64Array(9).map((_, k) => random(k + 40)),
  ];
  const network = createNetwork({ activation, layers, output: Float64Array.of(1, -0.5, 0.7) });
  const inputs = Array.from({ length: 5 }, (_, r) =>
    Float64Array.from({ length: 5 }, (_, k) => random(7 * r + k + 90)),
  );
  const batch = createBatch(network, inputs, Float64Array.of(1, -1, 2, 0.5, 3));
  return { network, batch };
};

describe("a wrong gradient", () => {
  test.each([
    [
      "one that keeps 1e-9 of the row",
      (gradient: Float64Array, weights: Float64Array) => gradient.map((g, k) => g + 1e-9 * weights[k]),
    ],
    ["one entry with the wrong sign", (gradient: Float64Array) => gradient.with(1, -gradient[1])],
    [
      "rows shifted by one entry",
      (gradient: Float64Array) => gradient.map((_, k) => gradient[(k + 1) % gradient.length]),
    ],
  ])("%s breaks the identity", (_, spoil) => {
    const { network, batch } = ordinary();
    const propagation = propagateBatch(network, batch);
    const wrong = spoil(lossGradient(propagation), parametersOf(network));
    const growth = rowNormGrowthOfStep(propagation, wrong, gradientStep(network, wrong, 0.1), 0.1);
    expect(growth.quantity).toBeGreaterThan(10 * growth.bound);
  });
});

test("it names the row that breaks it, and NaN stays", () => {
  const { network, batch } = ordinary();
  const propagation = propagateBatch(network, batch);
  const gradient = lossGradient(propagation);
  const row = layerOffsets(network)[1] + 2 * 3;
  const at = (value: number) => {
    const wrong = gradient.with(row, value);
    return rowNormGrowthOfStep(propagation, wrong, gradientStep(network, wrong, 0.1), 0.1);
  };
  expect(at(gradient[row] + 1)).toMatchObject({ layer: 1, row: 2 });
  expect(at(Number.NaN)).toMatchObject({ layer: 1, row: 2, quantity: Number.NaN });
});

test.each([-280, -150, 150, 280])("row norms near 1e%i neither overflow nor underflow", (exponent) => {
  const { network, batch } = ordinary();
  const layers = network.layers.map((weights) => weights.map((weight) => weight * 10 ** exponent));
  const scaled = createNetwork({ ...network, layers });
  const propagation = propagateBatch(scaled, batch);
  const gradient = lossGradient(propagation);
  for (const rate of [1e-3, 1, 10 ** (2 * exponent < -300 ? -300 : Math.min(2 * exponent, 300))]) {
    const growth = rowNormGrowthOfStep(propagation, gradient, gradientStep(scaled, gradient, rate), rate);
    expect(growth.quantity).toBeLessThanOrEqual(growth.bound);
    expect(growth.bound).toBeLessThan(1e-13);
  }
});
