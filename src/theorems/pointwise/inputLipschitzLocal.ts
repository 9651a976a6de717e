/**
 * A network is steep in its input by no more than its layers can reach:
 *
 *     ‖∇_x f‖ <= ‖v‖ Π_l λ_l γ_l   for all inputs of norm at most ‖x‖,   λ_l of localScales.ts.
 *
 * Hypotheses: A1, A3. Reference: not in the paper; docs/theory-general.md, "hessian-local". Why: as `input-lipschitz`, with the largest slope of each layer
 * on the pre-activations that inputs of that norm give it. Never above it.
 */
import { localScales } from "../../bounds/localScales";
import { lipschitzActivation, outputInBall } from "../assumptions";
import { defineTheorem } from "../theorem";

export const inputLipschitzLocal = defineTheorem({
  id: "input-lipschitz-local",
  group: "pointwise",
  reference: "beyond the paper",
  statement: String.raw`\|\nabla_x f\|_2 \le \|v\|_2 \prod_{l=1}^L \lambda_l \gamma_l`,
  assumptions: [lipschitzActivation, outputInBall],
  coefficients: ["output"],
  restsOn: ["normalisation"],
  inTraining: { leftOut: "speaks of inputs, which training does not move" },
  measure: ({ inputGradientNorm }) => [inputGradientNorm],
  certify: ({ inputGradientNorm }) => [inputGradientNorm],
  bound: (arithmetic, { scales, networkCase }, coefficient) => [
    arithmetic.multiply(coefficient.output, localScales(arithmetic, networkCase, scales).signalScales[0]),
  ],
});
