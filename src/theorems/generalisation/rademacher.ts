/**
 * Rademacher complexity of a class of WeightNorm networks, free of the width m. For {f(θ; ·): unit rows, ‖v‖ <= 1 + ρ₁}:
 *
 *     R_n = (1/n) E_ε sup Σ_i ε_i f(θ; x_i) <= (1 + ρ₁)(√(2 L ln 2) + 1) √(Σ ‖x_i‖²)/n.
 *
 * Of any gains g^l and widths, fixed before sampling, with f without biases, the class has Γ = Π λ ‖g^l‖ (λ = 1 in the paper's A1) as a further
 * factor: (1 + ρ₁) Γ. In the paper Γ = 1. Where the output is normalised, |g_v| stands for 1 + ρ₁.
 *
 * Hypotheses: A1, A3, φ(0) = 0, no biases. Reference: Section 6 of arXiv 2409.08935. The constants: in (1/λ) ln E exp(λ sup …) each layer costs
 * a factor 2 (contraction leaves an absolute value), L ln 2 in all; λ is chosen best. The width goes since the m rows of a layer
 * are bounded alike, and √m s = 1; with unequal gains it follows from `rademacher-sharp`, as c_L <= √(2 L ln 2) + 1. Proofs in docs/theory.md and docs/theory-general.md.
 *
 * The supremum is searched by gradient ascent, so what is reported is at most R_n; all signs are averaged over, for the first
 * 8 inputs at most. Loose by 1 + √(2 L ln 2) for odd φ (`rademacher-odd`); 1.0579/(1 + √(2 ln 2)) = 0.49 is the best known.
 */

import { rademacherBound, rademacherBoundCoefficients } from "../../bounds/rademacherBounds";
import { dataSet, lipschitzActivation, noBiases, outputInBall, vanishingAtZero } from "../assumptions";
import { defineComplexityTheorem } from "../classTheorem";

export const rademacher = defineComplexityTheorem({
  id: "rademacher",
  reference: "Section 6 (Rademacher complexity)",
  statement: String.raw`\mathcal{R}_n \le (1+\rho_1)\bigl(\sqrt{2L\ln 2}+1\bigr)\frac{\sqrt{\sum_{i=1}^n \|x_i\|_2^2}}{n}`,
  assumptions: [lipschitzActivation, outputInBall, vanishingAtZero, noBiases, dataSet],
  coefficients: rademacherBoundCoefficients,
  bound: rademacherBound,
});
