import type { Arithmetic } from "../arithmetic/arithmetic";
import type { Network } from "../network/network";
import type { TrainedParameters } from "../network/trainedParameters";
import { derivedScales, type Scales, scalesOf, withRowNorms } from "./scales";

/** The scales of a network on a batch: X = max_i ‖x_i‖, at which ϱ and c_H bound every record at once. */
export function scalesOfBatch<T>(
  arithmetic: Arithmetic<T>,
  network: Network,
  inputs: readonly Float64Array[],
  parameters: TrainedParameters = "directions",
): Scales<T> {
  const norms = inputs.map((input) => arithmetic.euclideanNorm(input));
  const scales = scalesOf(arithmetic, { network, input: inputs[0], parameters });
  const inputNorm = norms.reduce((most, norm) => arithmetic.maximum(most, norm), norms[0]);
  return derivedScales(arithmetic, { ...scales, inputNorm });
}

/**
 * Scales that bound every θ′ in which no row is shorter by more than `shrinkage`, and all else that is trained is off by at most `growth`: a
 * ball around θ (norms are 1-Lipschitz), or the way of a gradient step (where no row shrinks).
 *
 * Of gains and biases, if they are trained, |g_i|, ‖g‖ and |c| grow by that much, and ‖φ(b)‖ by λ times as much.
 *
 * @param shrinkage below ω; else nothing is stated, and the caller does not ask
 */
export function scalesAround<T>(arithmetic: Arithmetic<T>, scales: Scales<T>, shrinkage: T, growth: T): Scales<T> {
  const { of, add, subtract, absolute } = arithmetic;
  const isAll = scales.parameters === "all";
  // The norm of a normalised output is its gain, which may be a constant.
  const outputNorm = scales.outputRow === null || isAll ? add(scales.outputNorm, growth) : scales.outputNorm;
  const outputRadius = absolute(subtract(outputNorm, of(1)));
  const minWeightNorm = subtract(scales.minWeightNorm, shrinkage);
  const grown = isAll ? withGrownScalars(arithmetic, scales, growth) : scales;
  return withRowNorms(arithmetic, { ...grown, outputNorm, outputRadius, minWeightNorm }, (norm) =>
    subtract(norm, shrinkage),
  );
}

/** Gains, biases and c off by at most `growth`. What follows from them is for the caller to derive. */
function withGrownScalars<T>({ add, multiply }: Arithmetic<T>, scales: Scales<T>, growth: T): Scales<T> {
  const { layers, outputRow, outputBias } = scales;
  return {
    ...scales,
    outputRow: outputRow && { ...outputRow, gain: add(outputRow.gain, growth) },
    outputBias: add(outputBias, growth),
    layers: layers.map(({ rows, gainNorm, largestGain, atZero, slope, curvature }) => ({
      rows: rows.map(({ gain, norm }) => ({ gain: add(gain, growth), norm })),
      gainNorm: add(gainNorm, growth),
      largestGain: add(largestGain, growth),
      atZero: add(atZero, multiply(slope, growth)),
      slope,
      curvature,
    })),
  };
}
