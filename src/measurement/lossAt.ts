import { batchValues } from "../calculus/batchPropagation";
import { definedLoss, definedNetwork } from "../calculus/definition";
import { lossOf } from "../calculus/loss";
import type { Batch } from "../network/batch";
import type { Network } from "../network/network";
import { lossRoundingError, valueErrorsAPriori } from "./lossRounding";
import type { Quantity } from "./quantity";

/**
 * L at a network, and nothing else: half the work of a LossEvaluation, for the ends of steps.
 *
 * @example lossAt(gradientStep(network, gradient, rate), batch).value
 */
export function lossAt(network: Network, batch: Batch): Quantity {
  const evaluated = { batch, values: batchValues(network, batch.inputs) };
  return {
    value: lossOf(evaluated),
    error: lossRoundingError(evaluated, valueErrorsAPriori(network, batch.inputs)),
    converged: true,
    again: (arithmetic) => definedLoss(arithmetic, definedNetwork(arithmetic, network), batch),
  };
}
