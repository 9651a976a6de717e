/** The loss by gains, biases, g_v and c too: its gradient and its Hessian are sums of those of single records. */
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { innerProduct } from "../../src/arithmetic/innerProduct";
import { batchErrors } from "../../src/calculus/batchErrors";
import { propagateBatch } from "../../src/calculus/batchPropagation";
import { gradientNorms, parameterGradient } from "../../src/calculus/gradient";
import { gradientErrors } from "../../src/calculus/gradientErrors";
import { hessianErrors } from "../../src/calculus/hessianErrors";
import { lossGradient } from "../../src/calculus/loss";
import { lossHessianOperator } from "../../src/calculus/lossHessianOperator";
import { propagate } from "../../src/calculus/propagation";
import { sweepErrors } from "../../src/calculus/sweepErrors";
import type { SymmetricOperator } from "../../src/calculus/symmetricOperator";
import { LossEvaluation } from "../../src/measurement/lossEvaluation";
import { createBatch } from "../../src/network/batch";
import { parameterCount } from "../../src/network/network";
import { trainedLayout } from "../../src/network/trainedParameters";
import { orderOneCases } from "../reference/orderOneCases";
import { recordwiseLossHessian } from "../reference/recordwiseLossHessian";
import { unitVector } from "../reference/unitVector";

/** With three records each, one of them a duplicate. */
const lossCases = fc.tuple(orderOneCases, fc.nat()).map(([{ network, input }, seed]) => ({
  network,
  batch: createBatch(network, [input, input.map((entry) => 1 - entry), input], Float64Array.of(0.5, -1, 2)),
  seed,
}));

function productOf(operator: SymmetricOperator, direction: Float64Array): Float64Array {
  const product = new Float64Array(operator.dimension).fill(Number.NaN);
  operator.apply(direction, product);
  return product;
}

test("the gradient is that of the records, and begins with that by rows and v", () => {
  fc.assert(
    fc.property(lossCases, ({ network, batch }) => {
      const propagation = propagateBatch(network, batch);
      const gradient = lossGradient(propagation, "all");
      const expected = new Float64Array(trainedLayout(network, "all").dimension);
      for (const [r, input] of batch.inputs.entries()) {
        const factor = (-2 / batch.inputs.length) * (batch.targets[r] - propagation.values[r]);
        parameterGradient(propagate({ network, input }), "all").forEach((entry, k) => {
          expected[k] += factor * entry;
        });
      }
      const size = 1 + euclideanNorm(expected);
      expect(euclideanNorm(expected.map((entry, k) => entry - gradient[k]))).toBeLessThanOrEqual(1e-12 * size);
      expect(gradient.subarray(0, parameterCount(network))).toEqual(lossGradient(propagation));
      const { gradientNorm } = new LossEvaluation(network, batch, "all");
      expect(Math.abs(gradientNorm.value - euclideanNorm(gradient))).toBeLessThanOrEqual(1e-14 * size);
    }),
  );
});

test("each record's errors are those of its own sweep", () => {
  fc.assert(
    fc.property(lossCases, fc.constantFrom("directions" as const, "all" as const), ({ network, batch }, parameters) => {
      const errors = batchErrors(propagateBatch(network, batch), parameters);
      for (const [r, input] of batch.inputs.entries()) {
        const propagation = propagate({ network, input });
        const swept = sweepErrors(network, propagation);
        const norms = gradientNorms(propagation, parameters);
        const ofHessian = hessianErrors(propagation, swept, 7, parameters);
        const expected = [norms.parameters, gradientErrors(propagation, norms, swept, parameters).parameters];
        const found = [errors[r].gradientNorm, errors[r].gradient];
        for (const [i, value] of [...expected, ofHessian.size, ofHessian.product].entries()) {
          const own = [...found, errors[r].hessian(7).size, errors[r].hessian(7).product][i];
          // Both are 0 where nothing moves.
          expect(Math.abs(own - value)).toBeLessThanOrEqual(1e-6 * Math.abs(value));
        }
        // The terms are those of the norm, before rows are projected.
        expect(errors[r].gradientTerms).toBeGreaterThanOrEqual(norms.parameters * (1 - 1e-12));
      }
    }),
  );
});

test("products with the Hessian are those of the records, symmetric, and forget the product before", () => {
  fc.assert(
    fc.property(lossCases, ({ network, batch, seed }) => {
      const operator = lossHessianOperator(network, batch, "all");
      const expected = recordwiseLossHessian(network, batch, "all");
      expect(operator.dimension).toBe(expected.dimension);
      const [x, y] = [unitVector(operator.dimension, seed), unitVector(operator.dimension, seed + 1)];
      const [ofX, ofY] = [productOf(operator, x), productOf(operator, y)];
      const size = 1 + euclideanNorm(ofX) + euclideanNorm(ofY);
      const difference = productOf(expected, x).map((entry, k) => entry - ofX[k]);
      expect(euclideanNorm(difference)).toBeLessThanOrEqual(1e-12 * size);
      expect(Math.abs(innerProduct(ofX, y) - innerProduct(ofY, x))).toBeLessThanOrEqual(1e-12 * size);
      expect(productOf(operator, x)).toEqual(ofX);
    }),
  );
});

test("along rows and v alone they are those without gains and biases", () => {
  fc.assert(
    fc.property(lossCases, ({ network, batch, seed }) => {
      const weights = parameterCount(network);
      const x = unitVector(weights, seed);
      const padded = new Float64Array(trainedLayout(network, "all").dimension);
      padded.set(x);
      const found = productOf(lossHessianOperator(network, batch, "all"), padded).subarray(0, weights);
      const expected = productOf(lossHessianOperator(network, batch), x);
      expect(euclideanNorm(found.map((entry, k) => entry - expected[k]))).toBeLessThanOrEqual(
        1e-13 * (1 + euclideanNorm(expected)),
      );
    }),
  );
});
