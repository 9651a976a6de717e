/**
 * One step of gradient descent, θ_{t+1} = θ_t - η ∇L(θ_t):
 *
 *     L(θ_{t+1}) <= L(θ_t) - η (1 - η b/2) ‖∇L(θ_t)‖²,
 *     b = 2 ϱ² + 2 (√ℓ + ϱ ρ) c_H,   ρ = η ‖∇L‖,   ϱ and c_H at ‖v‖ + ρ and the same ω.
 *
 * Hypotheses: A1, A2, A3, any η > 0. Reference: Section 5 of arXiv 2409.08935. The constants: b bounds ‖∇²L‖ along the whole
 * step. ω stays as it is, since a step is orthogonal to each row (`row-norm-growth`); √L grows by ϱ ρ at most, as
 * `loss-gradient` makes √L ϱ-Lipschitz; ‖v‖ by ρ at most. Where gains, biases and c are trained too, so do they: |g_i|, ‖g^l‖, |g_v| and |c|
 * are taken larger by ρ, ‖φ(b^l)‖ by λ ρ (bounds/batchScales.ts).
 *
 * Reported is the mean curvature 2 (L(θ_{t+1}) - L(θ_t) + η ‖∇L‖²)/(η ‖∇L‖)² of each step of the trajectory, against b.
 */

import { descentCoefficients, descentSmoothness } from "../../bounds/optimisationBounds";
import { curvatureAlong } from "../../measurement/curvatureAlong";
import { dataSet, lipschitzActivation, outputInBall, smoothActivation } from "../assumptions";
import { defineDescentTheorem } from "../descentTheorem";

export const descent = defineDescentTheorem({
  id: "descent",
  group: "optimisation",
  madeOf: "differences",
  reference: "Section 5 (descent)",
  statement: String.raw`\mathcal{L}(\theta_{t+1}) \le \mathcal{L}(\theta_t) - \eta\bigl(1 - \tfrac{\eta b}{2}\bigr)\|\nabla\mathcal{L}(\theta_t)\|_2^2, \quad b = 2\varrho^2 + 2(\sqrt{\mathcal{L}(\theta_t)} + \varrho\rho)\,c_H`,
  assumptions: [lipschitzActivation, smoothActivation, outputInBall, dataSet],
  inTermsOf: ["parameter-gradient", "hessian-layerwise"],
  coefficients: descentCoefficients,
  restsOn: ["smallest row norm"],
  inTraining: "watched",
  notCertified: "no enclosures of losses yet",
  measure: ({ evaluation, next }) => curvatureAlong(evaluation, next).curvature,
  bound: (arithmetic, { rate }, { scales, loss, gradientNorm }, coefficient) =>
    descentSmoothness(arithmetic, scales, { loss, gradientNorm }, arithmetic.of(rate), coefficient),
});
