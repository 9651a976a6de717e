/**
 * Where the loss is restricted strongly convex, a step of gradient descent takes a fixed part of what there is to gain:
 *
 *     L(θ_{t+1}) - L* <= (1 - c) (L(θ_t) - L*),   c = α_t w (2 - w)/b = α_t η (2 - η b),   w = η b,
 *
 * L* = inf of L over the ball and the cone of `restricted-strong-convexity`, θ_t among them; b that of `descent`.
 *
 * Hypotheses: A1, A2, A3, L(θ_t) > 0, ∇L(θ_t) ≠ 0, α_t > 0, 0 < η b < 2. Reference: Section 5 of arXiv 2409.08935. The constant:
 * strong convexity gives L(θ_t) - L* <= ‖∇L‖²/(2 α_t), and `descent` a decrease of w (2 - w) ‖∇L‖²/(2b).
 *
 * L* is not known, but the statement holds with every value L̂ that the loss attains in that set in place of L*. Reported is
 * L(θ_t) - L̂ for a low L̂ found by descent within the set, against (L(θ_t) - L(θ_{t+1}))/c.
 */

import { descentSmoothness, strongConvexity } from "../../bounds/optimisationBounds";
import { gradientStep } from "../../calculus/gradientStep";
import { lossAt } from "../../measurement/lossAt";
import type { LossEvaluation } from "../../measurement/lossEvaluation";
import { smoothnessOf, strongConvexityOf } from "../../measurement/lossState";
import { lowLoss } from "../../measurement/lowLoss";
import type { Quantity } from "../../measurement/quantity";
import type { Trial } from "../../network/caseData";
import { perPair } from "../../network/perCase";
import { dataSet, lipschitzActivation, outputInBall, smoothActivation } from "../assumptions";
import { defineLossTheorem } from "../lossTheorem";
import { descendingStep, positiveStrongConvexity, slopingLoss } from "../optimisationAssumptions";

const coefficients = [
  "convexityDisplacement",
  "convexityResiduals",
  "convexityRowRadius",
  "convexityOutputRadius",
  "smoothnessGradients",
  "smoothnessResiduals",
  "smoothnessDisplacement",
  "smoothnessOutputRadius",
] as const;

export const linearConvergence = defineLossTheorem({
  id: "linear-convergence",
  group: "optimisation",
  madeOf: "differences",
  reference: "Section 5 (linear convergence)",
  statement: String.raw`\mathcal{L}(\theta_{t+1}) - \mathcal{L}^* \le \Bigl(1 - \frac{\alpha_t\,w(2-w)}{b}\Bigr)\bigl(\mathcal{L}(\theta_t) - \mathcal{L}^*\bigr), \quad w = \eta b \in (0, 2)`,
  assumptions: [
    lipschitzActivation,
    smoothActivation,
    outputInBall,
    dataSet,
    slopingLoss,
    positiveStrongConvexity,
    descendingStep,
  ],
  restsOn: [],
  inTraining: { leftOut: "needs the least loss in a ball, found by a descent of its own: too slow for a checkpoint" },
  notCertified: "no enclosures of losses yet",
  inTermsOf: ["restricted-strong-convexity", "descent"],
  coefficients,
  measure(evaluation, trial) {
    const { rate } = trial;
    const smoothness = smoothnessOf(evaluation, rate);
    const alpha = strongConvexityOf(evaluation, trial);
    const before = evaluation.loss;
    const after = lossAfter(evaluation, trial);
    const low = attainedLow(evaluation, trial);
    // The bound is measured too, and L(θ_{t+1}) in it is no part of boundErrors, which move L(θ_t) and ‖∇L‖ only.
    const part = alpha * rate * (2 - rate * smoothness);
    const ofAfter = after.error / Math.abs(part);
    return [
      {
        value: before.value - low.value,
        error: before.error + low.error + ofAfter,
        converged: true,
        again: (arithmetic) =>
          arithmetic.subtract(evaluation.lossAgain(arithmetic), low.again?.(arithmetic) ?? arithmetic.of(low.value)),
      },
    ];
  },
  bound(arithmetic, { evaluation, trial, scales, loss, gradientNorm, exact }, coefficient) {
    const { of, subtract, multiply, divide } = arithmetic;
    const state = { loss, gradientNorm };
    const rate = of(trial.rate);
    const cone = { cosine: of(trial.cosine), radius: multiply(of(trial.radius), scales.minWeightNorm) };
    const alpha = strongConvexity(arithmetic, scales, state, cone, {
      displacement: coefficient.convexityDisplacement,
      residuals: coefficient.convexityResiduals,
      rowRadius: coefficient.convexityRowRadius,
      outputRadius: coefficient.convexityOutputRadius,
    });
    const smoothness = descentSmoothness(arithmetic, scales, state, rate, {
      gradients: coefficient.smoothnessGradients,
      residuals: coefficient.smoothnessResiduals,
      displacement: coefficient.smoothnessDisplacement,
      outputRadius: coefficient.smoothnessOutputRadius,
    });
    const part = multiply(alpha, rate, subtract(of(2), multiply(rate, smoothness)));
    const after = lossAfter(evaluation, trial);
    return [divide(subtract(loss, exact ? (after.again?.(exact) ?? of(after.value)) : of(after.value)), part)];
  },
});

/** L̂. */
export const attainedLow = perPair(
  (evaluation: LossEvaluation, trial: Trial): Quantity =>
    lowLoss(evaluation, trial, smoothnessOf(evaluation, trial.rate)).loss,
);

/** L(θ_{t+1}). */
export const lossAfter = perPair(
  ({ network, batch, parameters, gradient }: LossEvaluation, { rate }: Trial): Quantity =>
    lossAt(gradientStep(network, gradient, rate, parameters), batch),
);
