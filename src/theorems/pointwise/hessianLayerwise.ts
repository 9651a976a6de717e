/**
 * Hessian of the predictor, layer by layer:
 *
 *     ‖∇²_θ f‖₂ <= c_H = λ_max(Q),
 *
 * with the (L+1) x (L+1) matrix Q of hessianForm.ts, made of a_l = A_(l-1)/(√m ω), ω, ‖v‖, β and √m.
 *
 * Hypotheses: A1, A2, A3. Reference: Theorem 4.1 of arXiv 2409.08935, sharpened: the paper states the order in L, m and ω, and
 * this form keeps every layer's own scale. The constants: along θ + tD with blocks of norms w, the second derivative of f is
 * at most q(w) = wᵀQw, and ‖D‖ = ‖w‖. 2/√3 is the largest |u″| of a unit row, at speed ratio q² = 2/3. Attained at L = 1.
 */

import { hessianBound, hessianFormCoefficients } from "../../bounds/hessianForm";
import { lipschitzActivation, outputInBall, smoothActivation } from "../assumptions";
import { defineTheorem } from "../theorem";

export const hessianLayerwise = defineTheorem({
  id: "hessian-layerwise",
  group: "pointwise",
  reference: "Theorem 4.1 (sharpened)",
  statement: String.raw`\|\nabla^2_\theta f\|_2 \le c_H = \lambda_{\max}(Q)`,
  assumptions: [lipschitzActivation, smoothActivation, outputInBall],
  coefficients: hessianFormCoefficients,
  restsOn: ["1/sqrt(m)", "normalisation", "smallest row norm"],
  inTraining: "watched",
  measure: ({ hessianSpectralNorm }) => [hessianSpectralNorm],
  certify: ({ hessianSpectralNorm }) => [hessianSpectralNorm],
  bound: (arithmetic, { scales }, coefficient) => [hessianBound(arithmetic, scales, coefficient)],
});
