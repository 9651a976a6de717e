import type { Arithmetic } from "../arithmetic/arithmetic";
import type { Network } from "../network/network";
import { derivedScales, type Scales, scalesOf, withRowNorms } from "./scales";

/** The scales of a network on a batch: X = max_i ‖x_i‖, at which ϱ and c_H bound every record at once. */
export function scalesOfBatch<T>(
  arithmetic: Arithmetic<T>,
  network: Network,
  inputs: readonly Float64Array[],
): Scales<T> {
  const norms = inputs.map((input) => arithmetic.euclideanNorm(input));
  const scales = scalesOf(arithmetic, { network, input: inputs[0] });
  const inputNorm = norms.reduce((most, norm) => arithmetic.maximum(most, norm), norms[0]);
  return derivedScales(arithmetic, { ...scales, inputNorm });
}

/**
 * Scales that bound every θ′ whose rows have norms of ω - shrinkage and more, and ‖v′‖ <= ‖v‖ + growth: a ball around θ
 * (ω is 1-Lipschitz), or the way of a gradient step (where no row shrinks).
 *
 * @param shrinkage below ω; else nothing is stated, and the caller does not ask
 */
export function scalesAround<T>(arithmetic: Arithmetic<T>, scales: Scales<T>, shrinkage: T, growth: T): Scales<T> {
  const { of, add, subtract, absolute } = arithmetic;
  // The norm of a normalised output is its gain, a constant.
  const outputNorm = scales.outputRow === null ? add(scales.outputNorm, growth) : scales.outputNorm;
  const outputRadius = absolute(subtract(outputNorm, of(1)));
  const minWeightNorm = subtract(scales.minWeightNorm, shrinkage);
  return withRowNorms(arithmetic, { ...scales, outputNorm, outputRadius, minWeightNorm }, (norm) =>
    subtract(norm, shrinkage),
  );
}
