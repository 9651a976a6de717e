/**
 * Hessian of the predictor, with the slopes and curvatures that each layer can reach:
 *
 *     ‖∇²_θ f‖₂ <= λ_max(Q_loc),
 *
 * Q of `hessian-layerwise` with λ_l and β_l of localScales.ts in place of λ and β.
 *
 * Hypotheses: A1, A2, A3. Reference: not in the paper; docs/theory-general.md, "hessian-local". Why: A1 and A2 take the largest slope and curvature of φ
 * anywhere, while a layer sees |z - b| <= |g| A_(l-1) only. It uses norms alone, so it holds for all weights with these norms, and is never above
 * `hessian-layerwise`: for the sigmoid every layer gains a factor 4, and at φ″(0) = 0 the curvature part falls with the width.
 */
import { hessianBound, hessianFormCoefficients } from "../../bounds/hessianForm";
import { localScales } from "../../bounds/localScales";
import { lipschitzActivation, outputInBall, smoothActivation } from "../assumptions";
import { defineTheorem } from "../theorem";

export const hessianLocal = defineTheorem({
  id: "hessian-local",
  group: "pointwise",
  reference: "beyond the paper",
  statement: String.raw`\|\nabla^2_\theta f\|_2 \le \lambda_{\max}(Q_{\mathrm{loc}})`,
  assumptions: [lipschitzActivation, smoothActivation, outputInBall],
  inTermsOf: ["hessian-layerwise"],
  coefficients: hessianFormCoefficients,
  restsOn: ["normalisation", "smallest row norm"],
  inTraining: { leftOut: "of the predictor at one input" },
  measure: ({ hessianSpectralNorm }) => [hessianSpectralNorm],
  certify: ({ hessianSpectralNorm }) => [hessianSpectralNorm],
  bound: (arithmetic, { scales, networkCase }, coefficient) => [
    hessianBound(arithmetic, localScales(arithmetic, networkCase, scales), coefficient),
  ],
});
