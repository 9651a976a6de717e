/**
 * Generalisation with a smaller factor of depth. As `generalization`, with c_L of `rademacher-sharp` in place of √(2 L ln 2) + 1: with a
 * probability of at least 1 - δ, for every θ of the class,
 *
 *     L_D(θ) <= L_S(θ) + 2 Λ (1 + ρ₁) B c_L/√n + M √(ln(1/δ)/(2n)).
 *
 * Hypotheses: A1, A3, φ(0) = 0. Reference: beyond arXiv 2409.08935; proof in docs/theory-general.md. How it is checked: see generalization.ts.
 */
import { generalizationSharpBound, generalizationSharpBoundCoefficients } from "../../bounds/generalizationBounds";
import { boundsOverSamplings, gapQuantiles, samplingName } from "../../measurement/classSample";
import { dataSet, lipschitzActivation, outputInBall, vanishingAtZero } from "../assumptions";
import { paperForm } from "../paperForm";
import { defineTheorem } from "../theorem";

export const generalizationSharp = defineTheorem({
  id: "generalization-sharp",
  group: "generalisation",
  reference: "beyond the paper (Section 6)",
  statement: String.raw`\mathcal{L}_D(\theta) \le \mathcal{L}_S(\theta) + \frac{2\Lambda(1+\rho_1)Bc_L}{\sqrt n} + M\sqrt{\frac{\ln(1/\delta)}{2n}} \quad \text{with probability} \ge 1-\delta`,
  assumptions: [lipschitzActivation, outputInBall, vanishingAtZero, dataSet, paperForm],
  inTermsOf: ["rademacher-sharp"],
  coefficients: generalizationSharpBoundCoefficients,
  restsOn: [],
  inTraining: { leftOut: "speaks of the class of networks, not of one" },
  notCertified: "a supremum over a class, found from below",
  every: 50,
  measure: ({ networkCase }) => gapQuantiles(networkCase),
  bound: (arithmetic, { networkCase, scales }, coefficient) =>
    boundsOverSamplings(arithmetic, networkCase, scales, (sampled) =>
      generalizationSharpBound(arithmetic, sampled, coefficient),
    ),
  places: samplingName,
});
