/**
 * Generalisation at a rate free of the width. For the squared loss, ‖x‖ <= B, |y| <= Y, a class with ‖v‖ <= 1 + ρ₁ fixed before
 * sampling, and n independent records: with a probability of at least 1 - δ, for every θ of the class,
 *
 *     L_D(θ) <= L_S(θ) + 2 Λ (1 + ρ₁) B (√(2 L ln 2) + 1)/√n + M √(ln(1/δ)/(2n)),
 *     M = ((1 + ρ₁) B + Y)²,   Λ = 2 ((1 + ρ₁) B + Y).
 *
 * Of any gains g^l and widths, fixed before sampling, with f without biases, (1 + ρ₁) Γ stands for 1 + ρ₁ everywhere, Γ = Π λ ‖g^l‖ (λ = 1 in the
 * paper's A1). In the paper Γ = 1. Where the output is normalised, |g_v| stands for 1 + ρ₁.
 *
 * Hypotheses: A1, A3, φ(0) = 0, no biases. Reference: Section 6 of arXiv 2409.08935. The constants: losses lie in [0, M] and are Λ-Lipschitz in
 * f (`output-bound`); symmetrisation gives a factor 2, contraction Λ, then `rademacher`; McDiarmid gives the last term.
 *
 * The records of a case are the atoms of a distribution, on which L_D is exact. 64 samples of 4 and of 64 records are drawn; on
 * each the network is trained, and L_D - L_S raised by gradient ascent over the class. Reported is the gap that too many samples
 * reach for a share δ of 0.5 or 0.05: an exact binomial test, at the level 1e-9, refuses the bound if that gap exceeds it.
 *
 * Loose where the first term counts: every step that leads to it (symmetrisation, contraction, the factor of depth) loses. Where Y
 * is far above B and samples are small, the last term decides, and McDiarmid's inequality is within a factor of it.
 */

import { generalizationBound, generalizationBoundCoefficients } from "../../bounds/generalizationBounds";
import { dataSet, lipschitzActivation, noBiases, outputInBall, vanishingAtZero } from "../assumptions";
import { defineGapTheorem } from "../classTheorem";

export const generalization = defineGapTheorem({
  id: "generalization",
  reference: "Section 6 (generalization bound)",
  statement: String.raw`\mathcal{L}_D(\theta) \le \mathcal{L}_S(\theta) + \frac{2\Lambda(1+\rho_1)B(\sqrt{2L\ln 2}+1)}{\sqrt n} + M\sqrt{\frac{\ln(1/\delta)}{2n}} \quad \text{with probability} \ge 1-\delta`,
  assumptions: [lipschitzActivation, outputInBall, vanishingAtZero, noBiases, dataSet],
  inTermsOf: ["rademacher"],
  coefficients: generalizationBoundCoefficients,
  bound: generalizationBound,
});
