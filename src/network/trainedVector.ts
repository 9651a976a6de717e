import type { Arithmetic } from "../arithmetic/arithmetic";
import { biasesOf, floatGains, gainsOf } from "./gains";
import { parametersOf, withParameters } from "./layout";
import type { Network } from "./network";
import { type TrainedParameters, trainedLayout } from "./trainedParameters";

/**
 * θ as one vector (a copy): the weights and v, and with "all" gains, biases, g_v and c behind them, in the layout of trainedParameters.ts.
 *
 * @example trainedVector(network, "all").length // trainedLayout(network, "all").dimension
 */
export function trainedVector(network: Network, parameters: TrainedParameters): Float64Array {
  if (parameters === "directions") {
    return parametersOf(network);
  }
  const { scalars, dimension } = trainedLayout(network, parameters);
  const vector = new Float64Array(dimension);
  vector.set(parametersOf(network));
  for (const [l, width] of network.widths.entries()) {
    vector.set(floatGains(network, l), scalars[l]);
    vector.set(biasesOf(network, l), scalars[l] + width);
  }
  vector.set(ofOutput(network), scalars[network.depth]);
  return vector;
}

/** The same in any arithmetic, with the gains 1/√m as they are. */
export function exactTrainedVector<T>(arithmetic: Arithmetic<T>, network: Network, parameters: TrainedParameters): T[] {
  const vector = Array.from(trainedVector(network, parameters), arithmetic.of);
  for (const [l, offset] of trainedLayout(network, parameters).scalars.slice(0, network.depth).entries()) {
    for (const [i, gain] of gainsOf(arithmetic, network, l).entries()) {
      vector[offset + i] = gain;
    }
  }
  return vector;
}

/**
 * The network of the same shape and activation at another θ.
 *
 * A layer whose gains are 1/√m, and stay it, keeps them: else its gains are the float64 numbers of the vector. So with the biases, where
 * they are all the activation's shift. Rows are not checked, as in layout.ts.
 *
 * @param vector θ; kept in views, where it is that of "directions"
 */
export function withTrainedVector(network: Network, vector: Float64Array, parameters: TrainedParameters): Network {
  if (parameters === "directions") {
    return withParameters(network, vector);
  }
  const { scalars, weights } = trainedLayout(network, parameters);
  const moved = withParameters(network, vector.subarray(0, weights[network.depth] + network.output.length));
  const part = (l: number, which: 0 | 1): Float64Array => {
    const begin = scalars[l] + which * network.widths[l];
    return vector.subarray(begin, begin + network.widths[l]);
  };
  const gains = network.gains.map((own, l) => {
    const values = part(l, 0);
    return own === null && areSame(values, floatGains(network, l)) ? null : values;
  });
  const isShift = network.biases.map((own, l) => own === null && areSame(part(l, 1), biasesOf(network, l)));
  const biases = isShift.every((each) => each)
    ? network.biases
    : network.biases.map((own, l) => (isShift[l] && network.activation.shift === 0 ? own : part(l, 1)));
  const { activation } = network;
  return {
    ...moved,
    // A shift is for networks without biases of their own.
    activation: biases === network.biases ? activation : { ...activation, shift: 0 },
    gains,
    biases,
    outputGain: network.outputGain === null ? null : vector[scalars[network.depth]],
    outputBias: vector[vector.length - 1],
  };
}

/** The network at θ + D. */
export function displaced(network: Network, displacement: Float64Array, parameters: TrainedParameters): Network {
  const vector = trainedVector(network, parameters);
  for (let k = 0; k < vector.length; k++) {
    vector[k] += displacement[k];
  }
  return withTrainedVector(network, vector, parameters);
}

/**
 * How far the difference of the {@link trainedVector}s of two networks may be from that of their parameters, in norm: where the gains of a
 * layer are 1/√m in one of them and float64 numbers in the other, a rounded root and a quotient, 2^-52 of ‖g‖ = 1 at most.
 */
export function differenceError(from: Network, to: Network, parameters: TrainedParameters): number {
  const layers = from.gains.filter((gains, l) => (gains === null) !== (to.gains[l] === null)).length;
  return parameters === "directions" ? 0 : Math.sqrt(layers) * 2 ** -52;
}

function ofOutput({ outputGain, outputBias }: Network): number[] {
  return outputGain === null ? [outputBias] : [outputGain, outputBias];
}

function areSame(values: Float64Array, others: Float64Array): boolean {
  return values.every((value, i) => Object.is(value, others[i]));
}
