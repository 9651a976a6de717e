/**
 * Gradient of the loss with respect to all parameters:
 *
 *     ‖∇L(θ)‖ <= 2 ϱ √ℓ,   ℓ = L(θ),   ϱ at X = max_i ‖x_i‖.
 *
 * Hypotheses: A1, A3. Reference: Proposition 4.1 of arXiv 2409.08935; Corollary 4.3 is the case φ(0) = 0. The constant:
 * ∇L = (-2/n) Σ r_i ∇f_i, `parameter-gradient` for each record, and (1/n) Σ |r_i| <= √ℓ by Cauchy-Schwarz. Attained at v = 0
 * where all records are equal and every row lies along them.
 */

import { lossGradientBound, lossGradientBoundCoefficients } from "../../bounds/lossBounds";
import { dataSet, lipschitzActivation, outputInBall } from "../assumptions";
import { defineLossTheorem } from "../lossTheorem";

export const lossGradient = defineLossTheorem({
  id: "loss-gradient",
  group: "loss",
  madeOf: "differences",
  reference: "Proposition 4.1, Corollary 4.3",
  statement: String.raw`\|\nabla\mathcal{L}(\theta)\|_2 \le 2 \varrho \sqrt{\mathcal{L}(\theta)}`,
  assumptions: [lipschitzActivation, outputInBall, dataSet],
  inTermsOf: ["parameter-gradient"],
  coefficients: lossGradientBoundCoefficients,
  restsOn: ["smallest row norm"],
  inTraining: "watched",
  notCertified: "no enclosures of losses yet",
  measure: ({ gradientNorm }) => [gradientNorm],
  bound: (arithmetic, { scales, loss }, coefficient) => [lossGradientBound(arithmetic, scales, loss, coefficient)],
});
