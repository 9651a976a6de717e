/**
 * Gradient of the predictor with respect to the output weights:
 *
 *     ‖∇_v f‖ = ‖α^L‖ <= A_L = ‖x‖ + L √m |φ(0)|.
 *
 * Hypotheses: A1. Reference: Lemma 4.1 of arXiv 2409.08935. The constant: that of `activation-norm` at l = L, as
 * f = <v, α^L> is linear in v. Of a normalised output, v = g_v W_v/‖W_v‖: ‖∇_{W_v} f‖ <= A_L |g_v|/‖W_v‖, and with g_v A_L max(1, |g_v|/‖W_v‖).
 */
import { outputGradientBound } from "../../bounds/gradientBound";
import { lipschitzActivation } from "../assumptions";
import { defineTheorem } from "../theorem";

export const outputGradient = defineTheorem({
  id: "output-gradient",
  group: "pointwise",
  reference: "Lemma 4.1",
  statement: String.raw`\|\nabla_v f\|_2 = \|\alpha^L\|_2 \le A_L`,
  assumptions: [lipschitzActivation],
  coefficients: ["output"],
  restsOn: ["1/sqrt(m)", "normalisation"],
  inTraining: { leftOut: "a step of parameter-gradient, which is watched" },
  measure: ({ outputGradientNorm }) => [outputGradientNorm],
  certify: ({ outputGradientNorm }) => [outputGradientNorm],
  bound: (arithmetic, { scales }, coefficient) => [
    arithmetic.multiply(coefficient.output, outputGradientBound(arithmetic, scales)),
  ],
});
