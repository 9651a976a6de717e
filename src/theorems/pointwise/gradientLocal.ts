/**
 * Gradient of the predictor with respect to all parameters, with the slopes that each layer can reach:
 *
 *     ‖∇_θ f‖² <= T_v² A_L² + Σ_l (λ_l V_l a_l)²,
 *
 * `parameter-gradient` with λ_l of localScales.ts in place of λ, in A_l, V_l and a_l too.
 *
 * Hypotheses: A1, A3. Reference: not in the paper; docs/theory-general.md, "hessian-local". Never above `parameter-gradient`.
 */
import { gradientBound, gradientBoundCoefficients } from "../../bounds/gradientBound";
import { localScales } from "../../bounds/localScales";
import { lipschitzActivation, outputInBall } from "../assumptions";
import { defineTheorem } from "../theorem";

export const gradientLocal = defineTheorem({
  id: "gradient-local",
  group: "pointwise",
  reference: "beyond the paper",
  statement: String.raw`\|\nabla_\theta f\|_2^2 \le T_v^2 A_L^2 + \sum_{l=1}^L (\lambda_l V_l a_l)^2`,
  assumptions: [lipschitzActivation, outputInBall],
  inTermsOf: ["parameter-gradient"],
  coefficients: gradientBoundCoefficients,
  restsOn: ["normalisation", "smallest row norm"],
  inTraining: { leftOut: "of the predictor at one input" },
  measure: ({ parameterGradientNorm }) => [parameterGradientNorm],
  certify: ({ parameterGradientNorm }) => [parameterGradientNorm],
  bound: (arithmetic, { scales, networkCase }, coefficient) => [
    gradientBound(arithmetic, localScales(arithmetic, networkCase, scales), coefficient),
  ],
});
