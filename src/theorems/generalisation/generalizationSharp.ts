/**
 * Generalisation with a smaller factor of depth. As `generalization`, with c_L of `rademacher-sharp` in place of √(2 L ln 2) + 1: with a
 * probability of at least 1 - δ, for every θ of the class,
 *
 *     L_D(θ) <= L_S(θ) + 2 Λ (1 + ρ₁) B c_L/√n + M √(ln(1/δ)/(2n)).
 *
 * Of any gains g^l and widths, fixed before sampling, with f without biases, (1 + ρ₁) Γ stands for 1 + ρ₁ everywhere, Γ = Π λ ‖g^l‖ (λ = 1 in the
 * paper's A1). In the paper Γ = 1. Where the output is normalised, |g_v| stands for 1 + ρ₁.
 *
 * Hypotheses: A1, A3, φ(0) = 0, no biases. Reference: beyond arXiv 2409.08935; proof in docs/theory-general.md. How it is checked: see generalization.ts.
 */

import { generalizationSharpBound, generalizationSharpBoundCoefficients } from "../../bounds/generalizationBounds";
import { dataSet, lipschitzActivation, noBiases, outputInBall, vanishingAtZero } from "../assumptions";
import { defineGapTheorem } from "../classTheorem";

export const generalizationSharp = defineGapTheorem({
  id: "generalization-sharp",
  reference: "beyond the paper (Section 6)",
  statement: String.raw`\mathcal{L}_D(\theta) \le \mathcal{L}_S(\theta) + \frac{2\Lambda(1+\rho_1)Bc_L}{\sqrt n} + M\sqrt{\frac{\ln(1/\delta)}{2n}} \quad \text{with probability} \ge 1-\delta`,
  assumptions: [lipschitzActivation, outputInBall, vanishingAtZero, noBiases, dataSet],
  inTermsOf: ["rademacher-sharp"],
  coefficients: generalizationSharpBoundCoefficients,
  bound: generalizationSharpBound,
});
