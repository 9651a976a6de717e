import { parametersOf, withParameters } from "../network/layout";
import type { Network } from "../network/network";

/**
 * θ - η ∇L in float64: one rounding for the product and one for the difference in each parameter.
 *
 * @param gradient ∇L, or any vector of P numbers in the layout of θ
 * @param rate η
 * @returns the network at the new parameters; rows are not checked, as a row norm never decreases (rowNormGrowthOfStep.ts)
 * @example gradientStep(network, lossGradient(propagateBatch(network, batch)), 0.001)
 */
export function gradientStep(network: Network, gradient: Float64Array, rate: number): Network {
  const parameters = parametersOf(network);
  for (let k = 0; k < parameters.length; k++) {
    parameters[k] -= rate * gradient[k];
  }
  return withParameters(network, parameters);
}
