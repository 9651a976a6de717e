/**
 * Generalisation at a rate free of the width and of the depth, for odd activations: `generalization` with 1 in place of
 * √(2 L ln 2) + 1. With a probability of at least 1 - δ, for every θ of the class,
 *
 *     L_D(θ) <= L_S(θ) + 2 Λ (1 + ρ₁) B/√n + M √(ln(1/δ)/(2n)).
 *
 * Of any gains g^l and widths, fixed before sampling, with f without biases, (1 + ρ₁) Γ stands for 1 + ρ₁ everywhere, Γ = Π λ ‖g^l‖ (λ = 1 in the
 * paper's A1). In the paper Γ = 1. Where the output is normalised, |g_v| stands for 1 + ρ₁.
 *
 * Hypotheses: A1, A3, φ odd, no biases. Reference: beyond arXiv 2409.08935, whose Section 6 has a factor √L; proofs in docs/theory.md and docs/theory-general.md. The
 * constants: those of `generalization`, with `rademacher-odd` in place of `rademacher`. Checked in the same way.
 */

import { generalizationOddBound, generalizationOddBoundCoefficients } from "../../bounds/generalizationBounds";
import { dataSet, lipschitzActivation, noBiases, oddActivation, outputInBall } from "../assumptions";
import { defineGapTheorem } from "../classTheorem";

export const generalizationOdd = defineGapTheorem({
  id: "generalization-odd",
  reference: "beyond the paper (Section 6)",
  statement: String.raw`\mathcal{L}_D(\theta) \le \mathcal{L}_S(\theta) + \frac{2\Lambda(1+\rho_1)B}{\sqrt n} + M\sqrt{\frac{\ln(1/\delta)}{2n}} \quad \text{with probability} \ge 1-\delta`,
  assumptions: [lipschitzActivation, outputInBall, oddActivation, noBiases, dataSet],
  coefficients: generalizationOddBoundCoefficients,
  bound: generalizationOddBound,
});
