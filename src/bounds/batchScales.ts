import type { Arithmetic } from "../arithmetic/arithmetic";
import type { Network } from "../network/network";
import { type Scales, scalesOf, withMinWeightNorm } from "./scales";

/** The scales of a network on a batch: X = max_i ‖x_i‖, at which ϱ and c_H bound every record at once. */
export function scalesOfBatch<T>(
  arithmetic: Arithmetic<T>,
  network: Network,
  inputs: readonly Float64Array[],
): Scales<T> {
  const norms = inputs.map((input) => arithmetic.euclideanNorm(input));
  const scales = scalesOf(arithmetic, { network, input: inputs[0] });
  const inputNorm = norms.reduce((most, norm) => arithmetic.maximum(most, norm), norms[0]);
  // At the same ω, it derives A_l and a_l anew, for the other X.
  return withMinWeightNorm(arithmetic, { ...scales, inputNorm }, scales.minWeightNorm);
}

/**
 * Scales that bound every θ′ whose rows have norms of ω - shrinkage and more, and ‖v′‖ <= ‖v‖ + growth: a ball around θ
 * (ω is 1-Lipschitz), or the way of a gradient step (where no row shrinks).
 *
 * @param shrinkage below ω; else nothing is stated, and the caller does not ask
 */
export function scalesAround<T>(arithmetic: Arithmetic<T>, scales: Scales<T>, shrinkage: T, growth: T): Scales<T> {
  const { of, add, subtract, absolute } = arithmetic;
  const outputNorm = add(scales.outputNorm, growth);
  const outputRadius = absolute(subtract(outputNorm, of(1)));
  const omega = subtract(scales.minWeightNorm, shrinkage);
  return withMinWeightNorm(arithmetic, { ...scales, outputNorm, outputRadius }, omega);
}
