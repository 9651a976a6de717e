/**
 * The predictor is bounded:
 *
 *     |f(θ; x)| <= ‖v‖ A_L + |c|,   A_L as in `activation-norm`: ‖x‖ + L √m |φ(0)| in the paper, where c = 0.
 *
 * Hypotheses: A1, A3. Reference: a step of the generalisation results (Section 6) of arXiv 2409.08935. The constant:
 * Cauchy-Schwarz on f = <v, α^L>, and `activation-norm`.
 */
import { scaled } from "../../calculus/derivativeGradient";
import { lipschitzActivation, outputInBall } from "../assumptions";
import { defineTheorem } from "../theorem";

export const outputBound = defineTheorem({
  id: "output-bound",
  group: "pointwise",
  reference: "Section 6 (a step)",
  statement: String.raw`|f(\theta; x)| \le \|v\|_2\, A_L`,
  assumptions: [lipschitzActivation, outputInBall],
  coefficients: ["output"],
  restsOn: ["1/sqrt(m)", "normalisation"],
  inTraining: { leftOut: "a step of loss-bound, which is watched" },
  measure({ value }) {
    const { again, gradient } = value;
    return [
      {
        ...value,
        value: Math.abs(value.value),
        ...(gradient && { gradient: () => scaled(gradient(), Math.sign(value.value)) }),
        ...(again && { again: (arithmetic) => arithmetic.absolute(again(arithmetic)) }),
      },
    ];
  },
  certify: ({ valueMagnitude }) => [valueMagnitude],
  bound: ({ add, multiply }, { scales }, coefficient) => [
    add(multiply(coefficient.output, scales.outputNorm, scales.activationScales[scales.depth]), scales.outputBias),
  ],
});
