/**
 * Gradient of the predictor with respect to one layer:
 *
 *     ‖∇_{W^l} f‖_F <= ‖v‖ a_l,   a_l = A_(l-1)/(√m ω),   l = 1..L.
 *
 * Hypotheses: A1, A3. Reference: Lemma 4.1 of arXiv 2409.08935 (Corollary 4.2 at φ(0) = 0). The constant: row i has the
 * gradient s g_i (I - u_i u_iᵀ) α^(l-1)/‖W_i‖, so the squares sum to at most s² ‖g‖² A_(l-1)²/ω², and the signal that comes
 * back to layer l has ‖g‖ <= ‖v‖, as every layer is 1-Lipschitz. No dependence on what lies above.
 *
 * With gains it is V_l A_(l-1) max_i |g_i|/‖W_i‖, V_l = ‖v‖ γ_(l+1) … γ_L; where gains and biases are differentiated too, the gradient of all
 * that layer l has is at most V_l a_l, a_l² = A_(l-1)² max(1, max_i |g_i|/‖W_i‖)² + 1.
 */
import { layerGradientBounds } from "../../bounds/gradientBound";
import { lipschitzActivation, outputInBall } from "../assumptions";
import { defineTheorem } from "../theorem";

export const layerGradient = defineTheorem({
  id: "layer-gradient",
  group: "pointwise",
  reference: "Lemma 4.1",
  statement: String.raw`\|\nabla_{W^l} f\|_F \le \|v\|_2\, a_l, \quad a_l = \frac{A_{l-1}}{\sqrt{m}\,\omega}, \quad l = 1..L`,
  assumptions: [lipschitzActivation, outputInBall],
  coefficients: ["layer"],
  restsOn: ["1/sqrt(m)", "normalisation", "smallest row norm"],
  inTraining: { leftOut: "a step of parameter-gradient, which is watched" },
  measure: ({ layerGradientNorms }) => layerGradientNorms,
  certify: ({ layerGradientNorms }) => layerGradientNorms,
  bound: (arithmetic, { scales }, coefficient) =>
    layerGradientBounds(arithmetic, scales).map((bound) => arithmetic.multiply(coefficient.layer, bound)),
  places: (index) => `layer ${index + 1}`,
});
