/**
 * Gradient of the predictor with respect to all parameters:
 *
 *     ‖∇_θ f‖ <= ϱ,   ϱ² = A_L² + ‖v‖² Σ_l a_l².
 *
 * Hypotheses: A1, A3. Reference: Lemma 4.1 of arXiv 2409.08935; Corollary 4.2 is the case φ(0) = 0, where A_L = ‖x‖. The
 * constant: the squares of `output-gradient` and of `layer-gradient` for each layer, as the blocks of θ are orthogonal.
 */

import { gradientBound, gradientBoundCoefficients } from "../../bounds/gradientBound";
import { lipschitzActivation, outputInBall } from "../assumptions";
import { defineTheorem } from "../theorem";

export const parameterGradient = defineTheorem({
  id: "parameter-gradient",
  group: "pointwise",
  reference: "Lemma 4.1, Corollary 4.2",
  statement: String.raw`\|\nabla_\theta f\|_2 \le \varrho, \quad \varrho^2 = A_L^2 + \|v\|_2^2 \sum_{l=1}^L a_l^2`,
  assumptions: [lipschitzActivation, outputInBall],
  coefficients: gradientBoundCoefficients,
  restsOn: ["1/sqrt(m)", "normalisation", "smallest row norm"],
  inTraining: "watched",
  measure: ({ parameterGradientNorm }) => [parameterGradientNorm],
  certify: ({ parameterGradientNorm }) => [parameterGradientNorm],
  bound: (arithmetic, { scales }, coefficient) => [gradientBound(arithmetic, scales, coefficient)],
});
