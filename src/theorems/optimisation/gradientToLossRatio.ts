/**
 * The quotient that the convergence of gradient descent rests on, and that the paper's Figures 1b and 2b show:
 *
 *     ‖∇L(θ)‖²/L(θ) <= 4 ϱ²,   ϱ at X = max_i ‖x_i‖.
 *
 * Hypotheses: A1, A3, L(θ) > 0. Reference: Section 5 and Figures 1b, 2b of arXiv 2409.08935. The constant: the square of
 * `loss-gradient`, divided by ℓ. α_t of `restricted-strong-convexity` is positive only where the quotient exceeds
 * (2 c_H/κ²)(2 ϱ ρ₂ + 2 √ℓ).
 */

import { gradientToLossBound, lossGradientBoundCoefficients } from "../../bounds/lossBounds";
import { dataSet, lipschitzActivation, outputInBall } from "../assumptions";
import { defineLossTheorem } from "../lossTheorem";
import { slopingLoss } from "../optimisationAssumptions";

export const gradientToLossRatio = defineLossTheorem({
  id: "gradient-to-loss-ratio",
  group: "optimisation",
  reference: "Section 5, Figures 1b and 2b",
  statement: String.raw`\frac{\|\nabla\mathcal{L}(\theta)\|_2^2}{\mathcal{L}(\theta)} \le 4 \varrho^2`,
  assumptions: [lipschitzActivation, outputInBall, dataSet, slopingLoss],
  inTermsOf: ["parameter-gradient"],
  coefficients: lossGradientBoundCoefficients,
  restsOn: ["smallest row norm"],
  inTraining: "watched",
  notCertified: "no enclosures of losses yet",
  measure: ({ gradientToLossRatio: quotient }) => (quotient === null ? [] : [quotient]),
  bound: (arithmetic, { scales }, coefficient) => [gradientToLossBound(arithmetic, scales, coefficient)],
});
