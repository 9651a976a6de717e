/** The Hessian of the loss, all records together, against one record after another; its symmetries, to rounding errors. */
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { innerProduct } from "../../src/arithmetic/innerProduct";
import { batchErrors } from "../../src/calculus/batchErrors";
import { propagateBatch } from "../../src/calculus/batchPropagation";
import { lossGradient } from "../../src/calculus/loss";
import { lossHessianOperator } from "../../src/calculus/lossHessianOperator";
import type { SymmetricOperator } from "../../src/calculus/symmetricOperator";
import { type CaseRanges, defaultRanges } from "../../src/generators/caseRanges";
import { lossHessianRoundingError } from "../../src/measurement/lossRounding";
import { smoothActivationNames } from "../../src/network/activation";
import { layerOffsets, parametersOf, withParameters } from "../../src/network/layout";
import { fanIn } from "../../src/network/network";
import { quickOrFull } from "../depth";
import { largestDifference } from "../reference/largestDifference";
import { type LossCase, lossCases } from "../reference/lossCases";
import { recordwiseLossHessian } from "../reference/recordwiseLossHessian";
import { rowUnits } from "../reference/rowUnits";
import { unitVector } from "../reference/unitVector";

const ranges: CaseRanges = { ...defaultRanges, activations: smoothActivationNames };
const one = { from: 1, to: 1 };
const anyCases = lossCases(ranges);
const seeds = fc.nat();

/** S Hess S x, S of rowUnits.ts. */
function productOf(operator: SymmetricOperator, units: Float64Array, x: Float64Array): Float64Array {
  const product = new Float64Array(operator.dimension).fill(Number.NaN);
  operator.apply(
    x.map((entry, k) => entry * units[k]),
    product,
  );
  return product.map((entry, k) => entry * units[k]);
}

/** How far a product with S Hess S may be off: what lossRounding.ts says of the network with unit rows. */
function errorAt({ network, batch }: LossCase): number {
  const units = rowUnits(network);
  const unit = withParameters(
    network,
    parametersOf(network).map((weight, k) => weight / units[k]),
  );
  const propagation = propagateBatch(unit, batch);
  return lossHessianRoundingError(propagation, batchErrors(propagation));
}

describe.each([
  ["any shape", anyCases],
  ["one input coordinate", lossCases({ ...ranges, inputDimension: one })],
  ["one neuron to a layer", lossCases({ ...ranges, width: one })],
  ["one layer", lossCases({ ...ranges, depth: one })],
])("%s", (_, cases) => {
  test("a product is the sum of those of the records", () => {
    fc.assert(
      fc.property(cases, seeds, (lossCase, seed) => {
        const { network, batch } = lossCase;
        const units = rowUnits(network);
        const expected = recordwiseLossHessian(network, batch);
        const x = unitVector(expected.dimension, seed);
        const found = productOf(lossHessianOperator(network, batch), units, x);
        const difference = euclideanNorm(productOf(expected, units, x).map((entry, k) => entry - found[k]));
        expect(difference).toBeLessThanOrEqual(errorAt(lossCase));
      }),
    );
  });
});

test("it is symmetric", () => {
  fc.assert(
    fc.property(anyCases, seeds, (lossCase, seed) => {
      const { network, batch } = lossCase;
      const units = rowUnits(network);
      const operator = lossHessianOperator(network, batch);
      const [x, y] = [unitVector(operator.dimension, seed), unitVector(operator.dimension, seed + 1)];
      const [ofX, ofY] = [productOf(operator, units, x), productOf(operator, units, y)];
      expect(Math.abs(innerProduct(ofX, y) - innerProduct(ofY, x))).toBeLessThanOrEqual(errorAt(lossCase));
    }),
  );
});

test("along a row it is minus that row's gradient (Euler)", () => {
  fc.assert(
    fc.property(anyCases, fc.nat(), (lossCase, choice) => {
      const { network, batch } = lossCase;
      const units = rowUnits(network);
      const parameters = parametersOf(network);
      const gradient = lossGradient(propagateBatch(network, batch));
      const row = choice % (network.depth * network.width);
      const l = Math.floor(row / network.width);
      const first = layerOffsets(network)[l] + (row % network.width) * fanIn(network, l);
      const isOfRow = (k: number): boolean => k >= first && k < first + fanIn(network, l);
      const unitRow = parameters.map((weight, k) => (isOfRow(k) ? weight / units[k] : 0));
      const expected = gradient.map((entry, k) => (isOfRow(k) ? -entry * units[k] : 0));
      const found = productOf(lossHessianOperator(network, batch), units, unitRow);
      expect(euclideanNorm(found.map((entry, k) => entry - expected[k]))).toBeLessThanOrEqual(errorAt(lossCase));
    }),
  );
});

test("rows of 2^-300 or 2^300 times their length change no digit of S Hess S", () => {
  fc.assert(
    fc.property(anyCases, seeds, fc.constantFrom(2 ** -300, 2 ** 300), (lossCase, seed, factor) => {
      const { network, batch } = lossCase;
      const outputOffset = layerOffsets(network)[network.depth];
      const scaled = withParameters(
        network,
        parametersOf(network).map((weight, k) => (k < outputOffset ? weight * factor : weight)),
      );
      const x = unitVector(outputOffset + network.width, seed);
      const found = productOf(lossHessianOperator(scaled, batch), rowUnits(scaled), x);
      const expected = productOf(lossHessianOperator(network, batch), rowUnits(network), x);
      expect(largestDifference(found, expected)).toBe(0);
    }),
  );
});

test("rows of one number cannot turn: zeros, exactly", () => {
  fc.assert(
    fc.property(lossCases({ ...ranges, inputDimension: one }), seeds, ({ network, batch }, seed) => {
      const operator = lossHessianOperator(network, batch);
      const end = layerOffsets(network)[1];
      const product = new Float64Array(operator.dimension).fill(Number.NaN);
      const x = unitVector(operator.dimension, seed);
      operator.apply(x, product);
      expect(product.subarray(0, end).every((entry) => entry === 0)).toBe(true);
      operator.apply(x.fill(0, end), product);
      expect(product.every((entry) => entry === 0)).toBe(true);
    }),
  );
});

test("a product keeps its direction and forgets the product before", () => {
  fc.assert(
    fc.property(anyCases, seeds, ({ network, batch }, seed) => {
      const operator = lossHessianOperator(network, batch);
      const x = unitVector(operator.dimension, seed);
      const first = new Float64Array(operator.dimension);
      const second = new Float64Array(operator.dimension).fill(1);
      operator.apply(x, first);
      operator.apply(unitVector(operator.dimension, seed + 1), second);
      operator.apply(x, second);
      expect(x).toEqual(unitVector(operator.dimension, seed));
      expect(largestDifference(first, second)).toBe(0);
    }),
    { numRuns: quickOrFull(12, 50) },
  );
});
