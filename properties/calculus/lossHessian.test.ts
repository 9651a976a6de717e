/** The Hessian of the loss against differences of its gradient, which other code computes, and at a perfect fit. */
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { propagateBatch } from "../../src/calculus/batchPropagation";
import { parameterGradient } from "../../src/calculus/gradient";
import { lossGradient, lossOf } from "../../src/calculus/loss";
import { lossHessianOperator } from "../../src/calculus/lossHessianOperator";
import { propagate } from "../../src/calculus/propagation";
import { entriesOf } from "../../src/calculus/symmetricOperator";
import { createBatch } from "../../src/network/batch";
import { parametersOf, withParameters } from "../../src/network/layout";
import { lossHessianNorm } from "../../src/spectrum/lossHessianNorm";
import { quickOrFull } from "../depth";
import { denseSpectralNorm } from "../reference/denseSpectrum";
import { differentiableCases } from "../reference/differentiableCases";
import { largestDifference } from "../reference/largestDifference";
import { lossCasesOf } from "../reference/lossCases";
import { unitVector } from "../reference/unitVector";

const cases = lossCasesOf(differentiableCases, [1, 0.1], [1, 0.1, 0]);

test("its rows are central differences of the gradient of the loss", () => {
  fc.assert(
    fc.property(cases, ({ network, batch }) => {
      const step = 1e-5;
      const parameters = parametersOf(network);
      const entries = entriesOf(lossHessianOperator(network, batch));
      const n = parameters.length;
      const gradientAt = (k: number, change: number): Float64Array =>
        lossGradient(propagateBatch(withParameters(network, parameters.with(k, parameters[k] + change)), batch));
      const tolerance = 1e-5 * (1 + lossOf(propagateBatch(network, batch)));
      for (let i = 0; i < n; i++) {
        const [above, below] = [gradientAt(i, step), gradientAt(i, -step)];
        const differences = above.map((entry, j) => (entry - below[j]) / (2 * step));
        expect(largestDifference(differences, entries.subarray(i * n, (i + 1) * n))).toBeLessThan(tolerance);
      }
    }),
    { numRuns: quickOrFull(12, 60) },
  );
});

test("a product is the central difference of the gradient of the loss along its direction", () => {
  fc.assert(
    fc.property(cases, fc.nat(), ({ network, batch }, seed) => {
      const step = 1e-5;
      const parameters = parametersOf(network);
      const direction = unitVector(parameters.length, seed);
      const product = new Float64Array(parameters.length);
      lossHessianOperator(network, batch).apply(direction, product);
      const gradientAt = (change: number): Float64Array => {
        const changed = parameters.map((weight, k) => weight + change * direction[k]);
        return lossGradient(propagateBatch(withParameters(network, changed), batch));
      };
      const [above, below] = [gradientAt(step), gradientAt(-step)];
      const differences = above.map((entry, k) => (entry - below[k]) / (2 * step));
      const tolerance = 1e-5 * (1 + lossOf(propagateBatch(network, batch)));
      expect(largestDifference(differences, product)).toBeLessThan(tolerance);
    }),
  );
});

test("at a perfect fit of one record it is 2 ∇f ∇fᵀ, of norm 2 ‖∇f‖²", () => {
  fc.assert(
    fc.property(differentiableCases, ({ network, input }) => {
      const propagation = propagate({ network, input });
      const batch = createBatch(network, [input], Float64Array.of(propagation.value));
      const gradient = parameterGradient(propagation);
      const n = gradient.length;
      const norm = 2 * euclideanNorm(gradient) ** 2;
      const expected = Float64Array.from(
        { length: n * n },
        (_, k) => 2 * gradient[Math.floor(k / n)] * gradient[k % n],
      );
      expect(largestDifference(entriesOf(lossHessianOperator(network, batch)), expected)).toBeLessThanOrEqual(
        1e-13 * norm,
      );
      expect(Math.abs(lossHessianNorm(network, batch).value - norm)).toBeLessThanOrEqual(1e-10 * norm);
    }),
  );
});

test("its spectral norm is that of a dense solver", () => {
  fc.assert(
    fc.property(cases, ({ network, batch }) => {
      const operator = lossHessianOperator(network, batch);
      const expected = denseSpectralNorm(entriesOf(operator), operator.dimension);
      const { value, residual, converged } = lossHessianNorm(network, batch, { productError: 1e-13, confirm: true });
      expect(converged).toBe(true);
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-10 * expected + residual + 1e-12);
    }),
    { numRuns: quickOrFull(12, 60) },
  );
});
