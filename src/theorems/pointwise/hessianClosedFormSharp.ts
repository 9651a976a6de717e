/**
 * Hessian of the predictor, in closed form for networks with gains, and sharper than the paper's:
 *
 *     ‖∇²_θ f‖₂ <= c_H <= T_v √L J + m_v A_L + ‖v‖ [ K + (L-1) R J + (β/(2λ²)) L (L+1) J²/min_l G_l ],
 *     G_l = λγ_(l+1) … λγ_L,  J = λ max_l a_l G_l,  K = λ max_l G_l μ_l A_(l-1),  R = max_(l>=2) T_l/γ_l.
 *
 * Hypotheses: A1, A2, A3, and a gain that is not 0 in every layer. Reference: not in the paper, whose form it sharpens: L - 1 in place of L, each
 * layer's own scale in place of max(1, X)/√m + (L-1) |φ(0)|, ‖v‖ in place of 1 + ρ₁. The constants: see sharpClosedForm.ts.
 *
 * The Hessian norm is the quantity reported; c_H against the closed form is checked alongside it.
 */
import { float64 } from "../../arithmetic/float64";
import { hessianBound } from "../../bounds/hessianForm";
import { scalesOf } from "../../bounds/scales";
import { sharpClosedForm, sharpClosedFormCoefficients } from "../../bounds/sharpClosedForm";
import { lipschitzActivation, outputInBall, smoothActivation } from "../assumptions";
import { someGain } from "../paperForm";
import { defineTheorem } from "../theorem";

export const hessianClosedFormSharp = defineTheorem({
  id: "hessian-closed-form-sharp",
  group: "pointwise",
  reference: "beyond the paper",
  statement: String.raw`\|\nabla^2_\theta f\|_2 \le c_H \le T_v\sqrt{L}\,J + m_v A_L + \|v\|_2\Bigl[K + (L-1) R J + \tfrac{\beta}{2\lambda^2} L(L+1) \frac{J^2}{\min_l G_l}\Bigr]`,
  assumptions: [lipschitzActivation, smoothActivation, outputInBall, someGain],
  inTermsOf: ["hessian-layerwise"],
  coefficients: sharpClosedFormCoefficients,
  restsOn: ["1/sqrt(m)", "normalisation", "smallest row norm"],
  inTraining: { leftOut: "above hessian-layerwise, which is watched" },
  measure: ({ hessianSpectralNorm }) => [hessianSpectralNorm],
  certify: ({ hessianSpectralNorm }) => [hessianSpectralNorm],
  bound: (arithmetic, { scales }, coefficient) => [sharpClosedForm(arithmetic, scales, coefficient)],
  consequences: ({ layerwiseHessianBound, scales, quantity, networkCase }) => [
    {
      claim: "c_H <= closed form",
      quantity: quantity(layerwiseHessianBound, 4, layerwiseHessianBound, (arithmetic) =>
        hessianBound(arithmetic, scalesOf(arithmetic, networkCase)),
      ),
      bound: sharpClosedForm(float64, scales),
      boundAgain: (arithmetic) => sharpClosedForm(arithmetic, scalesOf(arithmetic, networkCase)),
    },
  ],
});
