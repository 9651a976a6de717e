import type { Arithmetic } from "../arithmetic/arithmetic";
import type { ActivationFormulas } from "../network/activationDefinition";
import { activationFormulas } from "../network/activationFormulas";
import { biasesOf, gainsOf } from "../network/gains";
import { fanIn, type Network } from "../network/network";

/** A layer z_i = g_i <W_i/‖W_i‖, α> + b_i, φ(z), whose rows turn and do not grow. */
export interface NormalisedLayer<T> {
  /** n, the numbers in a row. */
  readonly fanIn: number;
  /** W, m rows of n. */
  readonly weights: Float64Array;
  /** g and b, m numbers each. */
  readonly gains: readonly T[];
  readonly biases: Float64Array;
  /** Whether f sees row i turn: no row of one number, and none whose gain is 0. */
  readonly canTurn: readonly boolean[];
  readonly activation: Pick<ActivationFormulas, "value" | "derivatives">;
}

/**
 * Layers 1 … L, and the output where it is normalised: one row W_v more with φ the identity, gain g_v and bias c, whose z is f.
 *
 * @example normalisedLayers(intervals, network).length // L, or L + 1
 */
export function normalisedLayers<T>(arithmetic: Arithmetic<T>, network: Network): NormalisedLayer<T>[] {
  const { activation, output, outputGain, outputBias } = network;
  const layers = network.layers.map((weights, l): NormalisedLayer<T> => {
    const [n, gains] = [fanIn(network, l), gainsOf(arithmetic, network, l)];
    return {
      fanIn: n,
      weights,
      gains,
      biases: biasesOf(network, l),
      canTurn: gains.map((_, i) => n > 1 && network.gains[l]?.[i] !== 0),
      activation: activation.activation,
    };
  });
  if (outputGain === null) {
    return layers;
  }
  return [
    ...layers,
    {
      fanIn: output.length,
      weights: output,
      gains: [arithmetic.of(outputGain)],
      biases: Float64Array.of(outputBias),
      canTurn: [output.length > 1 && outputGain !== 0],
      activation: activationFormulas.identity,
    },
  ];
}

/** How many rows the layers of {@link normalisedLayers} have. */
export function normalisedRows({ widths, outputGain }: Network): readonly number[] {
  return outputGain === null ? widths : [...widths, 1];
}
