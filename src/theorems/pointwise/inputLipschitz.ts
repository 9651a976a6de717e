/**
 * A WeightNorm network is ‖v‖-Lipschitz in its input, at every depth and width:
 *
 *     ‖∇_x f‖ <= ‖v‖ <= 1 + ρ₁,   and   |f(x) - f(x′)| <= ‖v‖ ‖x - x′‖   for all x, x′.
 *
 * With gains, V_0 = ‖v‖ γ_1 … γ_L stands for ‖v‖, γ_l = ‖g^l‖: free of the depth if and only if that product is. It is a property of gains of norm
 * 1, not of the normalisation: a network as PyTorch initialises it has γ_l = ‖W^l‖_F.
 *
 * Hypotheses: A1, A3. Reference: Lemma 4.1 and Remark 4.3 of arXiv 2409.08935. The constant 1: each layer x ↦ φ(s U x) is
 * 1-Lipschitz, because ‖s U y‖ <= ‖y‖ for unit rows and φ is 1-Lipschitz. Attained by the identity with aligned rows.
 *
 * ‖v‖ is the bound reported; 1 + ρ₁ and the differences, at inputs near and far, are checked alongside it.
 */
import { euclideanNorm } from "../../arithmetic/euclideanNorm";
import { scalesOf } from "../../bounds/scales";
import { definedNetwork, definedValue } from "../../calculus/definition";
import { valueAt } from "../../calculus/propagation";
import { caseRandom } from "../../generators/caseRandom";
import { roundingError, valueScale } from "../../measurement/rounding";
import { lipschitzActivation, outputInBall } from "../assumptions";
import { type Consequence, defineTheorem } from "../theorem";

/** ‖x - x′‖ relative to ‖x‖ + 1: a near and a far input. */
const RELATIVE_DISTANCES = [1e-2, 2];

export const inputLipschitz = defineTheorem({
  id: "input-lipschitz",
  group: "pointwise",
  reference: "Lemma 4.1, Remark 4.3",
  statement: String.raw`\|\nabla_x f\|_2 \le \|v\|_2 \le 1 + \rho_1, \quad |f(x) - f(x')| \le \|v\|_2\,\|x - x'\|_2`,
  assumptions: [lipschitzActivation, outputInBall],
  coefficients: ["output"],
  restsOn: ["1/sqrt(m)", "normalisation"],
  inTraining: { leftOut: "speaks of inputs, which training does not move" },
  measure: ({ inputGradientNorm }) => [inputGradientNorm],
  certify: ({ inputGradientNorm }) => [inputGradientNorm],
  bound: ({ multiply }, { scales }, coefficient) => [multiply(coefficient.output, scales.signalScales[0])],
  consequences({ networkCase, propagation, scales, quantity }) {
    const { network, input } = networkCase;
    const { outputNorm, outputRadius, signalScales } = scales;
    const lipschitz = signalScales[0];
    const random = caseRandom(networkCase);
    const differences = RELATIVE_DISTANCES.map((relative): Consequence => {
      const size = (relative * (scales.inputNorm + 1)) / Math.sqrt(input.length);
      const other = input.map((entry) => entry + size * random());
      const distance = euclideanNorm(input.map((entry, j) => entry - other[j]));
      const value = Math.abs(valueAt(propagation, other) - propagation.value);
      // A difference of values: its error is that of both.
      const error = roundingError(network, 1, 2 * valueScale(network, scales.inputNorm) + lipschitz * distance);
      return {
        claim: `|f(x) - f(x')| <= ‖v‖ ‖x - x'‖ at distance ${relative} (‖x‖ + 1)`,
        quantity: {
          value,
          error,
          converged: true,
          again: (arithmetic) => {
            const weights = definedNetwork(arithmetic, network);
            const [here, there] = [input, other].map((each) =>
              definedValue(arithmetic, weights, Array.from(each, arithmetic.of)),
            );
            return arithmetic.absolute(arithmetic.subtract(here, there));
          },
        },
        bound: lipschitz * distance,
        boundAgain: (arithmetic) => {
          const { of, subtract, multiply, hypotenuse } = arithmetic;
          const way = hypotenuse(Array.from(input, (entry, j) => subtract(of(entry), of(other[j]))));
          return multiply(scalesOf(arithmetic, networkCase).signalScales[0], way);
        },
      };
    });
    const radius: Consequence = {
      claim: "‖v‖ <= 1 + ρ₁",
      quantity: quantity(outputNorm, 1, outputNorm, (arithmetic) => scalesOf(arithmetic, networkCase).outputNorm),
      bound: 1 + outputRadius,
      boundAgain: (arithmetic) => arithmetic.add(arithmetic.of(1), scalesOf(arithmetic, networkCase).outputRadius),
    };
    // A layer without gains: f does not see its input, and there is nothing to compare.
    return lipschitz === 0 ? [radius] : [radius, ...differences];
  },
});
