/**
 * Activations with φ(0) = 0 have the smaller bounds:
 *
 *     closed form at p = 0  <=  closed form at p = |φ(0)|,
 *
 * ϱ, c_H and the closed form never fall as p grows, and k = max(1, X)/√m at p = 0.
 *
 * Hypotheses: A1, A2, A3. Reference: Remark 4.2 of arXiv 2409.08935. Why: p enters each bound through A_l and k only, with
 * coefficients >= 0, and λ_max of a matrix with entries >= 0 grows with its entries.
 */
import { float64 } from "../arithmetic/float64";
import { lipschitzActivation, outputInBall, smoothActivation } from "./assumptions";
import { closedForm, closedFormCoefficients, largestStep } from "./closedForm";
import { gradientBound } from "./gradientBound";
import { hessianBound } from "./hessianForm";
import { type Scales, withActivationAtZero } from "./scales";
import { type Consequence, defineTheorem } from "./theorem";

/** The values of p, relative to that of the activation (or to 1 if it is 0), along which the bounds must not fall. */
const STEPS = [0, 1, 2];

const bounds: Readonly<Record<string, (scales: Scales<number>) => number>> = {
  ϱ: (scales) => gradientBound(float64, scales),
  c_H: (scales) => hessianBound(float64, scales),
  "closed form": (scales) => closedForm(float64, scales),
};

export const activationAtZero = defineTheorem({
  id: "activation-at-zero",
  group: "pointwise",
  reference: "Remark 4.2",
  statement: String.raw`\text{closed form at } \phi(0) = 0 \;\le\; \text{closed form at } |\phi(0)|; \quad \varrho, c_H \text{ and it never fall as } |\phi(0)| \text{ grows}`,
  assumptions: [lipschitzActivation, smoothActivation, outputInBall],
  coefficients: closedFormCoefficients,
  measure({ scales, quantity }) {
    const atNone = bounds["closed form"](withActivationAtZero(float64, scales, 0));
    return [quantity(atNone, 1, atNone)];
  },
  bound: (arithmetic, { scales }, coefficient) => [closedForm(arithmetic, scales, coefficient)],
  consequences({ scales, quantity }): Consequence[] {
    const size = scales.activationAtZero || 1;
    const ladder = STEPS.map((step) => withActivationAtZero(float64, scales, step * size));
    const monotone = Object.entries(bounds).flatMap(([name, bound]) =>
      ladder.slice(1).map((higher, i) => {
        const lower = bound(ladder[i]);
        const claim = `${name} at p = ${STEPS[i]} |φ(0)| <= at ${STEPS[i + 1]} |φ(0)|`;
        return { claim, quantity: quantity(lower, 1, lower), bound: bound(higher) };
      }),
    );
    const k = largestStep(float64, ladder[0], 1);
    const first = Math.max(1, scales.inputNorm) * scales.inverseRootWidth;
    return [
      ...monotone,
      { claim: "k = max(1, ‖x‖)/√m at φ(0) = 0", quantity: quantity(Math.abs(k - first), 1, first), bound: 0 },
    ];
  },
});
