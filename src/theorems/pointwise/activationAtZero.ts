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
import type { Arithmetic } from "../../arithmetic/arithmetic";
import { float64, UNIT_ROUNDOFF } from "../../arithmetic/float64";
import { intervals } from "../../arithmetic/interval/intervals";
import { closedForm, closedFormCoefficients, largestStep } from "../../bounds/closedForm";
import { gradientBound } from "../../bounds/gradientBound";
import { hessianBound } from "../../bounds/hessianForm";
import { type Scales, scalesOf, withActivationAtZero } from "../../bounds/scales";
import { enclosedScales } from "../../measurement/certificates";
import type { Again } from "../../measurement/quantity";
import { roundingUnits } from "../../measurement/rounding";
import { magnitudeAtZero } from "../../network/activation";
import type { NetworkCase } from "../../network/networkCase";
import type { Certifiable } from "../../rigour/certificate";
import { certifiedNumber, exactly, preciseArithmetic } from "../../rigour/certifiedNumber";
import { lipschitzActivation, outputInBall, smoothActivation } from "../assumptions";
import { paperForm } from "../paperForm";
import { type Consequence, defineTheorem } from "../theorem";

/** The values of p, relative to that of the activation (or to 1 if it is 0), along which the bounds must not fall. */
const STEPS = [0, 1, 2];

type Bound = <T>(arithmetic: Arithmetic<T>, scales: Scales<T>) => T;

const bounds: Readonly<Record<"ϱ" | "c_H" | "closed form", Bound>> = {
  ϱ: gradientBound,
  c_H: hessianBound,
  "closed form": closedForm,
};

export const activationAtZero = defineTheorem({
  id: "activation-at-zero",
  group: "pointwise",
  reference: "Remark 4.2",
  statement: String.raw`\text{closed form at } \phi(0) = 0 \;\le\; \text{closed form at } |\phi(0)|; \quad \varrho, c_H \text{ and it never fall as } |\phi(0)| \text{ grows}`,
  assumptions: [lipschitzActivation, smoothActivation, outputInBall, paperForm],
  inTermsOf: ["parameter-gradient", "hessian-layerwise", "hessian-closed-form"],
  coefficients: closedFormCoefficients,
  restsOn: [],
  inTraining: { leftOut: "compares bounds at the same weights" },
  measure({ networkCase, scales, quantity }) {
    const atNone = closedForm(float64, withActivationAtZero(float64, scales, 0));
    return [quantity(atNone, 1, atNone, atStep(networkCase, closedForm, 0))];
  },
  certify({ networkCase }, coefficient) {
    const { activationAtZero: p } = enclosedScales(networkCase);
    // p = 0, or no layer above the first: the same sum on both sides, unless the theorem was weakened.
    const isSame = networkCase.network.depth === 1 || (p.lower === 0 && p.upper === 0);
    const isIdentical = isSame && Object.values(coefficient).every((factor) => factor === 1);
    const enclosed = closedFormAtZero(networkCase);
    return [isIdentical ? exactly(enclosed, () => true) : enclosed];
  },
  bound: (arithmetic, { scales }, coefficient) => [closedForm(arithmetic, scales, coefficient)],
  consequences({ networkCase, scales, quantity }): Consequence[] {
    const size = scales.activationAtZero || 1;
    const ladder = STEPS.map((step) => withActivationAtZero(float64, scales, step * size));
    const monotone = Object.entries(bounds).flatMap(([name, bound]) =>
      ladder.slice(1).map((higher, i) => {
        const lower = bound(float64, ladder[i]);
        return {
          claim: `${name} at p = ${STEPS[i]} |φ(0)| <= at ${STEPS[i + 1]} |φ(0)|`,
          quantity: quantity(lower, 1, lower, atStep(networkCase, bound, STEPS[i])),
          bound: bound(float64, higher),
          boundAgain: atStep(networkCase, bound, STEPS[i + 1]),
        };
      }),
    );
    const k = largestStep(float64, ladder[0], 1);
    const first = Math.max(1, scales.inputNorm) * scales.inverseRootWidth;
    const difference: Again = (arithmetic) => {
      const { of, subtract, multiply, divide, maximum, absolute } = arithmetic;
      const { inputNorm, inverseRootWidth } = scalesOf(arithmetic, networkCase);
      const exact = atStep(networkCase, (real, at) => largestStep(real, at, real.of(1)), 0)(arithmetic);
      const expected = multiply(maximum(of(1), inputNorm), inverseRootWidth);
      return divide(absolute(subtract(exact, expected)), expected);
    };
    return [
      ...monotone,
      {
        // An equality: its relative residual, against the rounding of both sides.
        claim: "k = max(1, ‖x‖)/√m at φ(0) = 0",
        quantity: { value: Math.abs(k - first) / first, error: 0, converged: true, again: difference },
        bound: roundingUnits(networkCase.network, 1) * UNIT_ROUNDOFF,
      },
    ];
  },
});

/** The closed form at p = 0, enclosed. */
function closedFormAtZero(networkCase: NetworkCase): Certifiable {
  const atZero = <T>(arithmetic: Arithmetic<T>): T =>
    closedForm(arithmetic, withActivationAtZero(arithmetic, scalesOf(arithmetic, networkCase), arithmetic.of(0)));
  return certifiedNumber(atZero(intervals), () => atZero(preciseArithmetic));
}

/** A bound where |φ(0)| is `step` times what it is (or times 1 where it is 0). */
function atStep(networkCase: NetworkCase, bound: Bound, step: number): Again {
  return (arithmetic) => {
    const scales = scalesOf(arithmetic, networkCase);
    const size =
      magnitudeAtZero(float64, networkCase.network.activation) === 0 ? arithmetic.of(1) : scales.activationAtZero;
    const activationAtZero = arithmetic.multiply(arithmetic.of(step), size);
    return bound(arithmetic, withActivationAtZero(arithmetic, scales, activationAtZero));
  };
}
