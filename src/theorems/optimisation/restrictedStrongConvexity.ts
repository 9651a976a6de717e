/**
 * In a ball and a cone around the gradient, the loss is strongly convex: for ‖θ′ - θ‖ <= ρ₂ < ω and |cos(θ′ - θ, ∇L)| >= κ,
 *
 *     L(θ′) >= L(θ) + <θ′ - θ, ∇L> + (α_t/2) ‖θ′ - θ‖²,
 *     α_t = κ² ‖∇L‖²/(2ℓ) - c_H (2 ϱ ρ₂ + 2 √ℓ),
 *
 * with c_H over the ball (ω - ρ₂ and ‖v‖ + ρ₂), ϱ and ℓ = L(θ) at θ. For every sign of α_t. Where gains, biases and c are trained too, those
 * of the ball are theirs: |g_i|, ‖g^l‖, |g_v| and |c| larger by ρ₂, ‖φ(b^l)‖ by λ ρ₂ (bounds/batchScales.ts).
 *
 * Hypotheses: A1, A2, A3, L(θ) > 0, ∇L(θ) ≠ 0, 0 < κ <= 1, ρ₂ < ω. Reference: Section 5 of arXiv 2409.08935. The constants:
 * <∇L, D>² <= 4 ℓ (1/n) Σ <∇f_i, D>² gives the first term; a Hessian of norm c_H meets ∇f_i (2 ϱ ρ₂) and r_i (2 √ℓ). Both
 * factors 2 are sharp: docs/theory.md, section 8, has networks that come as close as one likes.
 *
 * Where α_t <= 0, a quotient of it would say nothing. So the inequality is reported with its terms moved: what the curvature
 * along θ′ - θ falls short of κ² ‖∇L‖²/(2ℓ) is at most c_H (2 ϱ ρ₂ + 2 √ℓ).
 */

import { curvatureLoss, curvatureLossCoefficients } from "../../bounds/optimisationBounds";
import { coneSteps } from "../../measurement/coneSteps";
import { gradientCurvatureOf } from "../../measurement/lossState";
import { dataSet, lipschitzActivation, outputInBall, smoothActivation } from "../assumptions";
import { defineLossTheorem } from "../lossTheorem";
import { positiveStrongConvexity, slopingLoss } from "../optimisationAssumptions";

/** As coneSteps.ts makes them; the edge of the cone at κ = 1 is the gradient itself. */
const PLACES = [
  "down the edge of the cone",
  "up the edge of the cone",
  "down the edge, on the side of least curvature",
  "up the edge, on the side of least curvature",
];

export const restrictedStrongConvexity = defineLossTheorem({
  id: "restricted-strong-convexity",
  group: "optimisation",
  madeOf: "differences",
  reference: "Section 5 (restricted strong convexity)",
  statement: String.raw`\mathcal{L}(\theta') \ge \mathcal{L}(\theta) + \langle\theta'-\theta, \nabla\mathcal{L}\rangle + \tfrac{\alpha_t}{2}\|\theta'-\theta\|_2^2, \quad \alpha_t = \frac{\kappa^2\|\nabla\mathcal{L}\|_2^2}{2\mathcal{L}(\theta)} - c_H\bigl(2\varrho\rho_2 + 2\sqrt{\mathcal{L}(\theta)}\bigr)`,
  assumptions: [lipschitzActivation, smoothActivation, outputInBall, dataSet, slopingLoss],
  inTermsOf: ["parameter-gradient", "hessian-layerwise"],
  coefficients: curvatureLossCoefficients,
  restsOn: [],
  inTraining: "watched",
  notCertified: "no enclosures of losses yet",
  measure(evaluation, trial) {
    return coneSteps(evaluation, trial).map(({ curvature, cosine, cosineError, slopeAgain }) => {
      // The cone of the step as it was rounded: never wider than asked for.
      const promised = gradientCurvatureOf(evaluation, Math.min(trial.cosine, Math.abs(cosine)), cosineError);
      return {
        value: promised.value - curvature.value,
        error: curvature.error + promised.error,
        converged: true,
        again: (arithmetic) => {
          const { of, subtract, multiply, divide, minimum, absolute } = arithmetic;
          const ofCone = multiply(of(trial.cosine), evaluation.slopeAgain(arithmetic));
          const slope = minimum(ofCone, absolute(slopeAgain(arithmetic)));
          const half = divide(multiply(slope, slope), multiply(of(2), evaluation.lossAgain(arithmetic)));
          return subtract(half, curvature.again?.(arithmetic) ?? of(0));
        },
      };
    });
  },
  bound(arithmetic, { evaluation, trial, scales, loss }, coefficient) {
    const radius = arithmetic.multiply(arithmetic.of(trial.radius), scales.minWeightNorm);
    const lost = curvatureLoss(arithmetic, scales, loss, radius, coefficient);
    return coneSteps(evaluation, trial).map(() => lost);
  },
  places: (index) => PLACES[index],
  nonvacuous: positiveStrongConvexity,
});
