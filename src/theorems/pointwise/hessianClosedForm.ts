/**
 * Hessian of the predictor, in closed form:
 *
 *     ‖∇²_θ f‖₂ <= c_H <= √L k/ω + (1 + ρ₁) [ (2/√3) k + L k² + (β/2) L (L+1) k² ]/ω²,
 *     k = max(1, X)/√m + (L-1) |φ(0)|.
 *
 * Hypotheses: A1, A2, A3. Reference: Theorem 4.1 of arXiv 2409.08935. The constants: see closedForm.ts. At φ(0) = 0 and
 * fixed ω this is O(√L/√m + L²/m), sharper in depth and width than the L³/√m of the theorem as printed.
 *
 * The Hessian norm is the quantity reported; c_H against the closed form is checked alongside it.
 */

import { float64 } from "../../arithmetic/float64";
import { closedForm, closedFormCoefficients } from "../../bounds/closedForm";
import { hessianBound } from "../../bounds/hessianForm";
import { scalesOf } from "../../bounds/scales";
import { lipschitzActivation, outputInBall, smoothActivation } from "../assumptions";
import { paperForm } from "../paperForm";
import { defineTheorem } from "../theorem";

export const hessianClosedForm = defineTheorem({
  id: "hessian-closed-form",
  group: "pointwise",
  reference: "Theorem 4.1",
  statement: String.raw`\|\nabla^2_\theta f\|_2 \le c_H \le \frac{\sqrt{L}\,k}{\omega} + \frac{1+\rho_1}{\omega^2}\Bigl[\tfrac{2}{\sqrt3} k + L k^2 + \tfrac{\beta}{2} L(L+1) k^2\Bigr], \quad k = \frac{\max(1, \|x\|_2)}{\sqrt m} + (L-1)|\phi(0)|`,
  assumptions: [lipschitzActivation, smoothActivation, outputInBall, paperForm],
  inTermsOf: ["hessian-layerwise"],
  coefficients: closedFormCoefficients,
  restsOn: ["1/sqrt(m)", "normalisation", "smallest row norm"],
  inTraining: { leftOut: "above hessian-layerwise, which is watched" },
  measure: ({ hessianSpectralNorm }) => [hessianSpectralNorm],
  certify: ({ hessianSpectralNorm }) => [hessianSpectralNorm],
  bound: (arithmetic, { scales }, coefficient) => [closedForm(arithmetic, scales, coefficient)],
  consequences: ({ layerwiseHessianBound, scales, quantity, networkCase }) => [
    {
      claim: "c_H <= closed form",
      quantity: quantity(layerwiseHessianBound, 4, layerwiseHessianBound, (arithmetic) =>
        hessianBound(arithmetic, scalesOf(arithmetic, networkCase)),
      ),
      bound: closedForm(float64, scales),
      boundAgain: (arithmetic) => closedForm(arithmetic, scalesOf(arithmetic, networkCase)),
    },
  ],
});
