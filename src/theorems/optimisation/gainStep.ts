/**
 * How far one step of gradient descent moves gains and biases:
 *
 *     ‖∇_{g^l} L‖ <= 2 √ℓ V_l A_(l-1),   ‖∇_{b^l} L‖ <= 2 √ℓ V_l,   ℓ = L(θ),   l = 1..L,
 *
 * at X = max_i ‖x_i‖; a step of rate η moves them by at most η times that. They may shrink, or cross 0: no growth as that of rows.
 *
 * Hypotheses: A1, A3. Reference: not in the paper, where gains and biases are constants; docs/theory-general.md, "gain-step". The constants:
 * ∂f/∂g_i = p_i <u_i, α> and ∂f/∂b_i = p_i with ‖p‖ <= V_l, and (1/n) Σ |r_i| <= √ℓ by Cauchy-Schwarz. V_l is ‖v‖ in the paper.
 */
import { euclideanNorm } from "../../arithmetic/euclideanNorm";
import { slopeAlong } from "../../calculus/differences";
import { lossScalarErrors, lossScalarNorms, lossScalars } from "../../calculus/lossScalars";
import type { LossEvaluation } from "../../measurement/lossEvaluation";
import type { Quantity } from "../../measurement/quantity";
import { trainedLayout } from "../../network/trainedParameters";
import { dataSet, lipschitzActivation, outputInBall } from "../assumptions";
import { defineLossTheorem } from "../lossTheorem";

export const gainStep = defineLossTheorem({
  id: "gain-step",
  group: "optimisation",
  madeOf: "differences",
  reference: "beyond the paper",
  statement: String.raw`\|\nabla_{g^l}\mathcal{L}\|_2 \le 2\sqrt{\mathcal{L}}\, V_l A_{l-1}, \quad \|\nabla_{b^l}\mathcal{L}\|_2 \le 2\sqrt{\mathcal{L}}\, V_l, \quad l = 1..L`,
  assumptions: [lipschitzActivation, outputInBall, dataSet],
  coefficients: ["gains", "biases"],
  restsOn: [],
  inTraining: { leftOut: "training keeps gains and biases as they are" },
  notCertified: "no enclosures of losses yet",
  measure(evaluation) {
    return lossScalars(evaluation.propagation).flatMap((scalars, l) => {
      const norms = lossScalarNorms(scalars);
      const errors = lossScalarErrors(evaluation.propagation, l, evaluation.recordErrors);
      return [
        quantityOf(evaluation, norms.gains, errors.gains, scalars.gains, l, 0),
        quantityOf(evaluation, norms.biases, errors.biases, scalars.biases, l, scalars.gains.length),
      ];
    });
  },
  bound(arithmetic, { scales, loss }, coefficient) {
    const { of, multiply, squareRoot } = arithmetic;
    const { lipschitz, signalScales, activationScales } = scales;
    const ofLoss = multiply(of(2), squareRoot(loss), lipschitz);
    return scales.layers.flatMap((_, l) => [
      multiply(coefficient.gains, ofLoss, signalScales[l + 1], activationScales[l]),
      multiply(coefficient.biases, ofLoss, signalScales[l + 1]),
    ]);
  },
  places: (index) => `${index % 2 === 0 ? "gains" : "biases"} of layer ${Math.floor(index / 2) + 1}`,
});

/** A norm, and by definition: the slope of L along that part of its gradient. */
function quantityOf(
  evaluation: LossEvaluation,
  value: number,
  error: number,
  gradient: Float64Array,
  l: number,
  begin: number,
): Quantity {
  const { network } = evaluation;
  const { scalars, dimension } = trainedLayout(network, "all");
  return {
    value,
    error,
    converged: true,
    isSupremum: true,
    again(arithmetic) {
      const direction = new Float64Array(dimension);
      direction.set(gradient, scalars[l] + begin);
      return euclideanNorm(gradient) === 0
        ? arithmetic.of(0)
        : slopeAlong(arithmetic, network, evaluation.lossFunction(arithmetic), direction);
    },
  };
}
