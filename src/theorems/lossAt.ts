import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { float64 } from "../arithmetic/float64";
import { batchValues } from "../calculus/batchPropagation";
import { definedLoss, definedNetwork } from "../calculus/definition";
import { lossOf } from "../calculus/loss";
import { magnitudeAtZero } from "../network/activation";
import type { Batch } from "../network/batch";
import type { Network } from "../network/network";
import { lossRoundingError } from "./lossRounding";
import type { Quantity } from "./quantity";

/**
 * L at a network, and nothing else: half the work of a LossEvaluation, for the ends of steps.
 *
 * @example lossAt(gradientStep(network, gradient, rate), batch).value
 */
export function lossAt(network: Network, batch: Batch): Quantity {
  const { depth, width, activation, output } = network;
  const growth = depth * Math.sqrt(width) * magnitudeAtZero(float64, activation);
  const outputNorm = euclideanNorm(output);
  // ‖v‖ A_L(x_i), as in lossRounding.ts.
  const values = Float64Array.from(batch.inputs, (input) => outputNorm * (euclideanNorm(input) + growth));
  const evaluated = { network, batch, values: batchValues(network, batch.inputs) };
  return {
    value: lossOf(evaluated),
    error: lossRoundingError(evaluated, { values }),
    converged: true,
    again: (arithmetic) => definedLoss(arithmetic, definedNetwork(arithmetic, network), batch),
  };
}
