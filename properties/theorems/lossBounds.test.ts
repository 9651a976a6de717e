/** The bounds of the loss and of its optimisation as functions: on data drawn here, not by the generators of the theorems. */
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { float64, UNIT_ROUNDOFF } from "../../src/arithmetic/float64";
import { innerProduct } from "../../src/arithmetic/innerProduct";
import { scalesOfBatch } from "../../src/bounds/batchScales";
import { gradientToLossBound, lossGradientBound, lossHessianBound, lossValueBound } from "../../src/bounds/lossBounds";
import { descentDecrease, descentSmoothness, strongConvexity } from "../../src/bounds/optimisationBounds";
import { batchErrors } from "../../src/calculus/batchErrors";
import { gradientStep } from "../../src/calculus/gradientStep";
import { defaultRanges } from "../../src/generators/caseRanges";
import { LossEvaluation } from "../../src/measurement/lossEvaluation";
import { lossHessianRoundingError } from "../../src/measurement/lossRounding";
import { parametersOf, withParameters } from "../../src/network/layout";
import { lossHessianNorm } from "../../src/spectrum/lossHessianNorm";
import { quickOrFull } from "../depth";
import { type LossCase, lossCases } from "../reference/lossCases";
import { smoothPaperActivationNames } from "../reference/paperActivations";
import { unitNumber } from "../reference/randomMatrices";

const anyCases = lossCases(defaultRanges);
const smallSmooth = lossCases({
  depth: { from: 1, to: 3 },
  width: { from: 1, to: 4 },
  inputDimension: { from: 1, to: 5 },
  activations: smoothPaperActivationNames,
});

const evaluate = ({ network, batch }: LossCase) => new LossEvaluation(network, batch);

test("loss, gradient, gradient-to-loss ratio and record gradients are within their bounds, relu included", () => {
  fc.assert(
    fc.property(anyCases, (lossCase) => {
      const evaluation = evaluate(lossCase);
      const { loss, gradientNorm, gradientToLossRatio, scales, varrho } = evaluation;
      expect(loss.value - loss.error).toBeLessThanOrEqual(lossValueBound(float64, scales, lossCase.batch));
      expect(gradientNorm.value - gradientNorm.error).toBeLessThanOrEqual(
        lossGradientBound(float64, scales, loss.value),
      );
      expect(gradientToLossRatio === null).toBe(loss.value === 0);
      if (gradientToLossRatio !== null) {
        const { value, error } = gradientToLossRatio;
        expect(value - error).toBeLessThanOrEqual(gradientToLossBound(float64, scales));
      }
      for (const { value, error } of evaluation.recordGradientNorms) {
        expect(value - error).toBeLessThanOrEqual(varrho);
      }
      expect(evaluation.hessianBound === null).toBe(lossCase.network.activation.activation.name === "relu");
    }),
    { numRuns: quickOrFull(80, 1000) },
  );
});

test("‖Hess L‖ is within 2 ϱ² + 2 √ℓ c_H", () => {
  fc.assert(
    fc.property(smallSmooth, (lossCase) => {
      const evaluation = evaluate(lossCase);
      const error = lossHessianRoundingError(evaluation.propagation, batchErrors(evaluation.propagation));
      const { value, residual, converged } = lossHessianNorm(lossCase.network, lossCase.batch, { productError: error });
      expect(converged).toBe(true);
      const bound = lossHessianBound(float64, evaluation.scales, evaluation.loss.value);
      expect(value - error - residual).toBeLessThanOrEqual(bound * (1 + 1e-12));
    }),
    { numRuns: quickOrFull(40, 300) },
  );
});

/** L(θ + D), with its rounding error. */
function lossAlong({ network, batch }: LossCase, direction: Float64Array) {
  const parameters = parametersOf(network).map((weight, k) => weight + direction[k]);
  return new LossEvaluation(withParameters(network, parameters), batch).loss;
}

/** A direction of the given length whose cosine with the gradient is at least κ in modulus. */
function directionInCone(gradient: Float64Array, random: readonly number[], cosine: number, length: number) {
  const norm = euclideanNorm(gradient);
  const unit = gradient.map((entry) => entry / norm);
  const drawn = unit.map((_, k) => random[k % random.length] + (k % 3) * random[(7 * k) % random.length]);
  const along = innerProduct(drawn, unit);
  const across = drawn.map((entry, k) => entry - along * unit[k]);
  const size = euclideanNorm(across) || 1;
  const sign = random[0] < 0 ? -1 : 1;
  // A little inside the cone, so that rounding does not leave it.
  const share = Math.min(1, cosine * (1 + 1e-9));
  return unit.map((entry, k) => length * (sign * share * entry + (Math.sqrt(1 - share * share) * across[k]) / size));
}

/** The same network, with targets within `spread` of what it answers, all on one side: a small loss with a large gradient. */
function nearFit({ network, batch }: LossCase, spread: number): LossCase {
  const { values } = new LossEvaluation(network, batch).propagation;
  return { network, batch: { ...batch, targets: values.map((value, r) => value + spread / (1 + (r % 3))) } };
}

const steps = fc.record({
  spread: fc.constantFrom(null, null, 1, 1e-3, 1e-6),
  random: fc.array(unitNumber, { minLength: 11, maxLength: 40 }),
  cosine: fc.constantFrom(0.01, 0.3, 0.9, 1),
  radius: fc.constantFrom(1e-4, 1e-2, 0.3, 0.9),
  length: fc.constantFrom(1, 0.5, 0.01),
});

test("restricted strong convexity holds within the ball and the cone, and its α is often positive", () => {
  let cases = 0;
  let positive = 0;
  fc.assert(
    fc.property(smallSmooth, steps, (drawn, { random, cosine, radius: share, length, spread }) => {
      const lossCase = spread === null ? drawn : nearFit(drawn, spread);
      const { loss, gradient, gradientNorm, scales } = evaluate(lossCase);
      // Where the gradient is rounding error, so is the cone.
      if (gradientNorm.value <= 1e3 * gradientNorm.error) {
        return;
      }
      const radius = share * scales.minWeightNorm;
      const state = { loss: loss.value, gradientNorm: gradientNorm.value };
      const alpha = strongConvexity(float64, scales, state, { cosine, radius });
      const direction = directionInCone(gradient, random, cosine, radius * length);
      const way = euclideanNorm(direction);
      const after = lossAlong(lossCase, direction);
      const slope = innerProduct(gradient, direction);
      const error =
        after.error +
        loss.error +
        gradientNorm.error * way +
        1e3 * UNIT_ROUNDOFF * (loss.value + gradientNorm.value * way) +
        1e-9 * Math.abs(alpha) * way * way;
      expect(after.value + error).toBeGreaterThanOrEqual(loss.value + slope + (alpha / 2) * way * way);
      cases++;
      positive += alpha > 0 ? 1 : 0;
    }),
    { numRuns: quickOrFull(400, 1000) },
  );
  // Seven in a hundred are; a check that is nearly always vacuous would be none.
  expect(positive).toBeGreaterThan(0.02 * cases);
});

test("a step lowers the loss by η (1 - η b/2) ‖∇L‖² at least", () => {
  fc.assert(
    fc.property(smallSmooth, fc.constantFrom(0.01, 0.3, 1, 1.7), (lossCase, share) => {
      const { network, batch } = lossCase;
      const { loss, gradient, gradientNorm, scales } = evaluate(lossCase);
      // Nothing is stated there.
      if (gradientNorm.value === 0) {
        return;
      }
      const state = { loss: loss.value, gradientNorm: gradientNorm.value };
      const rate = share / lossHessianBound(float64, scales, loss.value);
      const smoothness = descentSmoothness(float64, scales, state, rate);
      const decrease = descentDecrease(float64, gradientNorm.value, rate, smoothness);
      const after = new LossEvaluation(gradientStep(network, gradient, rate), batch).loss;
      const error = after.error + loss.error + 4 * gradientNorm.error * rate * gradientNorm.value;
      expect(after.value).toBeLessThanOrEqual(loss.value - decrease + error * (1 + rate * smoothness));
    }),
    { numRuns: quickOrFull(80, 1000) },
  );
});

test("X of a batch is its largest, and the other scales are the network's", () => {
  fc.assert(
    fc.property(anyCases, ({ network, batch }) => {
      const { inputNorm, activationScales, layerScales, minWeightNorm, inverseRootWidth } = scalesOfBatch(
        float64,
        network,
        batch.inputs,
      );
      expect(inputNorm).toBe(Math.max(...batch.inputs.map((input) => euclideanNorm(input))));
      expect(activationScales[0]).toBe(inputNorm);
      expect(layerScales[0]).toBe((inverseRootWidth * inputNorm) / minWeightNorm);
    }),
  );
});

test("bounds are the same in 40 digits as in float64", () => {
  const decimal = decimals(40);
  fc.assert(
    fc.property(smallSmooth, ({ network, batch }) => {
      const near = scalesOfBatch(float64, network, batch.inputs);
      const exact = scalesOfBatch(decimal, network, batch.inputs);
      const [loss, gradientNorm, rate] = [0.75, 0.5, 0.125];
      const radius = near.minWeightNorm / 4;
      const state = { loss: decimal.of(loss), gradientNorm: decimal.of(gradientNorm) };
      const cone = { cosine: decimal.of(0.5), radius: decimal.of(radius) };
      const alpha = strongConvexity(float64, near, { loss, gradientNorm }, { cosine: 0.5, radius });
      const pairs = [
        [lossValueBound(float64, near, batch), lossValueBound(decimal, exact, batch)],
        [lossGradientBound(float64, near, loss), lossGradientBound(decimal, exact, decimal.of(loss))],
        [gradientToLossBound(float64, near), gradientToLossBound(decimal, exact)],
        [lossHessianBound(float64, near, loss), lossHessianBound(decimal, exact, decimal.of(loss))],
        [
          descentSmoothness(float64, near, { loss, gradientNorm }, rate),
          descentSmoothness(decimal, exact, state, decimal.of(rate)),
        ],
        [alpha - 1, decimal.subtract(strongConvexity(decimal, exact, state, cone), decimal.of(1))],
      ] as const;
      for (const [found, expected] of pairs) {
        expect(Math.abs(found - expected.toNumber())).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(found)));
      }
    }),
    { numRuns: quickOrFull(6, 30) },
  );
});
