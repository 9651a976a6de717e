/**
 * For an odd activation the Rademacher complexity is free of the depth too. For {f(θ; ·): unit rows, ‖v‖ <= 1 + ρ₁}:
 *
 *     R_n = (1/n) E_ε sup Σ_i ε_i f(θ; x_i) <= (1 + ρ₁) √(Σ ‖x_i‖²)/n.
 *
 * Of any gains g^l and widths, fixed before sampling, with f without biases, the class has Γ = Π λ ‖g^l‖ (λ = 1 in the paper's A1) as a further
 * factor: (1 + ρ₁) Γ. In the paper Γ = 1. Where the output is normalised, |g_v| stands for 1 + ρ₁.
 *
 * Hypotheses: A1, A3, φ odd, no biases. Reference: beyond arXiv 2409.08935, whose Section 6 has a factor √L; proofs in docs/theory.md and docs/theory-general.md. The
 * constant: with a row u the class has -u, so no absolute value is left and contraction costs nothing in any layer. Attained by
 * the identity at every depth and all gains, where the inputs are orthogonal. False for φ that is not odd: 1.0579 for |z|.
 *
 * The supremum is searched by gradient ascent, so what is reported is at most R_n; all signs are averaged over, for the first
 * 8 inputs at most.
 */

import { rademacherOddBound, rademacherOddBoundCoefficients } from "../../bounds/rademacherBounds";
import { dataSet, lipschitzActivation, noBiases, oddActivation, outputInBall } from "../assumptions";
import { defineComplexityTheorem } from "../classTheorem";

export const rademacherOdd = defineComplexityTheorem({
  id: "rademacher-odd",
  reference: "beyond the paper (Section 6)",
  statement: String.raw`\mathcal{R}_n \le (1+\rho_1)\frac{\sqrt{\sum_{i=1}^n \|x_i\|_2^2}}{n}`,
  assumptions: [lipschitzActivation, outputInBall, oddActivation, noBiases, dataSet],
  coefficients: rademacherOddBoundCoefficients,
  bound: rademacherOddBound,
});
