/**
 * Activations grow by at most √m |φ(0)| a layer:
 *
 *     ‖α^l‖ <= A_l = ‖x‖ + l √m p,   l = 1..L,   p = |φ(0)|.
 *
 * Hypotheses: A1. Reference: a step of Lemma 4.1 of arXiv 2409.08935. The constant: unit rows give ‖s U α‖ <= ‖α‖ (m inner
 * products of at most ‖α‖ each, times s = 1/√m), and |φ(z)| <= |z| + p for each of the m neurons. Attained by the identity.
 *
 * With gains g^l and biases b^l, A_l = γ_l A_(l-1) + ‖φ(b^l)‖, γ_l = ‖g^l‖: the m inner products have the gains as factors.
 */
import { activationGrowth } from "../../bounds/activationGrowth";
import { lipschitzActivation } from "../assumptions";
import { defineTheorem } from "../theorem";

export const activationNorm = defineTheorem({
  id: "activation-norm",
  group: "pointwise",
  reference: "Lemma 4.1 (a step)",
  statement: String.raw`\|\alpha^l\|_2 \le A_l = \|x\|_2 + l\sqrt{m}\,|\phi(0)|, \quad l = 1..L`,
  assumptions: [lipschitzActivation],
  coefficients: ["input", "atZero"],
  restsOn: ["1/sqrt(m)", "normalisation"],
  inTraining: { leftOut: "a step of parameter-gradient, which is watched" },
  measure: ({ activationNorms }) => activationNorms.slice(1),
  certify: ({ activationNorms }) => activationNorms.slice(1),
  bound(arithmetic, { scales }, coefficient) {
    const { add, multiply } = arithmetic;
    return activationGrowth(arithmetic, scales).map(({ factor, growth }) =>
      add(multiply(coefficient.input, factor, scales.inputNorm), multiply(coefficient.atZero, growth)),
    );
  },
  places: (index) => `layer ${index + 1}`,
});
