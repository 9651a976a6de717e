import type { Network } from "../network/network";
import type { TrainedParameters } from "../network/trainedParameters";
import { trainedVector, withTrainedVector } from "../network/trainedVector";

/**
 * θ - η ∇L in float64: one rounding for the product and one for the difference in each parameter.
 *
 * @param gradient ∇L, or any vector in the layout of θ
 * @param rate η
 * @param parameters what moves: with "all", gains, biases and c too
 * @returns the network at the new parameters; rows are not checked, as a row norm never decreases (rowNormGrowthOfStep.ts)
 * @example gradientStep(network, lossGradient(propagateBatch(network, batch)), 0.001)
 */
export function gradientStep(
  network: Network,
  gradient: Float64Array,
  rate: number,
  parameters: TrainedParameters = "directions",
): Network {
  const vector = trainedVector(network, parameters);
  for (let k = 0; k < vector.length; k++) {
    vector[k] -= rate * gradient[k];
  }
  return withTrainedVector(network, vector, parameters);
}
