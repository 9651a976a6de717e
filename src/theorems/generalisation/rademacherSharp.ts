/**
 * Rademacher complexity of a class of WeightNorm networks with a smaller factor of depth. For {f(θ; ·): unit rows, ‖v‖ <= 1 + ρ₁}:
 *
 *     R_n = (1/n) E_ε sup Σ_i ε_i f(θ; x_i) <= (1 + ρ₁) c_L √(Σ ‖x_i‖²)/n,   c_L = min(2^(L/2), (3·2^L)^(1/4), √(2 (L+1) ln 2)).
 *
 * Hypotheses: A1, A3, φ(0) = 0. Reference: beyond arXiv 2409.08935, whose Section 6 `rademacher` is; proof in docs/theory-general.md. The constants: see
 * sharpDepthFactor.ts; c_L <= √(2 L ln 2) + 1 at every depth.
 *
 * The supremum is searched by gradient ascent, as for `rademacher`. Loose by c_L for odd φ (`rademacher-odd`).
 */
import { rademacherSharpBound, rademacherSharpBoundCoefficients } from "../../bounds/rademacherBounds";
import { complexityInputs, complexityOf } from "../../measurement/classSample";
import { dataSet, lipschitzActivation, outputInBall, vanishingAtZero } from "../assumptions";
import { paperForm } from "../paperForm";
import { defineTheorem } from "../theorem";

export const rademacherSharp = defineTheorem({
  id: "rademacher-sharp",
  group: "generalisation",
  reference: "beyond the paper (Section 6)",
  statement: String.raw`\mathcal{R}_n \le (1+\rho_1)\, c_L \frac{\sqrt{\sum_{i=1}^n \|x_i\|_2^2}}{n}, \quad c_L = \min\bigl(2^{L/2}, (3\cdot 2^L)^{1/4}, \sqrt{2(L+1)\ln 2}\bigr)`,
  assumptions: [lipschitzActivation, outputInBall, vanishingAtZero, dataSet, paperForm],
  coefficients: rademacherSharpBoundCoefficients,
  restsOn: [],
  inTraining: { leftOut: "speaks of the class of networks, not of one" },
  notCertified: "a supremum over a class, found from below",
  every: 50,
  measure: ({ networkCase }) => [complexityOf(networkCase)],
  bound(arithmetic, { networkCase, scales }, coefficient) {
    const outputRadius = arithmetic.add(arithmetic.of(1), scales.outputRadius);
    const inputs = complexityInputs(networkCase);
    return [rademacherSharpBound(arithmetic, { depth: scales.depth, outputRadius, inputs }, coefficient)];
  },
});
