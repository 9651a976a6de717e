/**
 * Hessian of the loss, its smoothness at θ:
 *
 *     ‖∇²L(θ)‖₂ <= 2 ϱ² + 2 √ℓ c_H,   ℓ = L(θ),   ϱ and c_H at X = max_i ‖x_i‖.
 *
 * Hypotheses: A1, A2, A3. Reference: Section 5 of arXiv 2409.08935 (smoothness of the loss). The constants: ∇²L =
 * (2/n) Σ [∇f_i ∇f_iᵀ - r_i ∇²f_i], with `parameter-gradient` in the first term, `hessian-layerwise` and
 * (1/n) Σ |r_i| <= √ℓ in the second. The first is attained at a perfect fit, the second in the limit of huge residuals.
 */

import { lossHessianBound, lossHessianBoundCoefficients } from "../../bounds/lossBounds";
import { dataSet, lipschitzActivation, outputInBall, smoothActivation } from "../assumptions";
import { defineLossTheorem } from "../lossTheorem";

export const lossHessian = defineLossTheorem({
  id: "loss-hessian",
  group: "loss",
  reference: "Section 5 (smoothness)",
  statement: String.raw`\|\nabla^2\mathcal{L}(\theta)\|_2 \le 2 \varrho^2 + 2 \sqrt{\mathcal{L}(\theta)}\, c_H`,
  assumptions: [lipschitzActivation, smoothActivation, outputInBall, dataSet],
  inTermsOf: ["parameter-gradient", "hessian-layerwise"],
  coefficients: lossHessianBoundCoefficients,
  restsOn: ["smallest row norm"],
  inTraining: "watched",
  notCertified: "no enclosures of losses yet",
  measure: ({ hessianSpectralNorm }) => [hessianSpectralNorm],
  bound: (arithmetic, { scales, loss }, coefficient) => [lossHessianBound(arithmetic, scales, loss, coefficient)],
});
