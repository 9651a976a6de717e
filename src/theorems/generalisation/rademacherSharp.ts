/**
 * Rademacher complexity of a class of WeightNorm networks with a smaller factor of depth. For {f(θ; ·): unit rows, ‖v‖ <= 1 + ρ₁}:
 *
 *     R_n = (1/n) E_ε sup Σ_i ε_i f(θ; x_i) <= (1 + ρ₁) c_L √(Σ ‖x_i‖²)/n,   c_L = min(2^(L/2), (3·2^L)^(1/4), √(2 (L+1) ln 2)).
 *
 * Of any gains g^l and widths, fixed before sampling, with f without biases, the class has Γ = Π λ ‖g^l‖ (λ = 1 in the paper's A1) as a further
 * factor: (1 + ρ₁) Γ. In the paper Γ = 1. Where the output is normalised, |g_v| stands for 1 + ρ₁.
 *
 * Hypotheses: A1, A3, φ(0) = 0, no biases. Reference: beyond arXiv 2409.08935, whose Section 6 `rademacher` is; proof in docs/theory-general.md. The constants: see
 * sharpDepthFactor.ts; c_L <= √(2 L ln 2) + 1 at every depth.
 *
 * The supremum is searched by gradient ascent, as for `rademacher`. Loose by c_L for odd φ (`rademacher-odd`).
 */

import { rademacherSharpBound, rademacherSharpBoundCoefficients } from "../../bounds/rademacherBounds";
import { dataSet, lipschitzActivation, noBiases, outputInBall, vanishingAtZero } from "../assumptions";
import { defineComplexityTheorem } from "../classTheorem";

export const rademacherSharp = defineComplexityTheorem({
  id: "rademacher-sharp",
  reference: "beyond the paper (Section 6)",
  statement: String.raw`\mathcal{R}_n \le (1+\rho_1)\, c_L \frac{\sqrt{\sum_{i=1}^n \|x_i\|_2^2}}{n}, \quad c_L = \min\bigl(2^{L/2}, (3\cdot 2^L)^{1/4}, \sqrt{2(L+1)\ln 2}\bigr)`,
  assumptions: [lipschitzActivation, outputInBall, vanishingAtZero, noBiases, dataSet],
  coefficients: rademacherSharpBoundCoefficients,
  bound: rademacherSharpBound,
});
