import { fanIn, type Network, parameterCount, type Shape } from "./network";

/**
 * Where the parts of θ = (vec W^1, …, vec W^L, v) begin in a vector of P numbers.
 *
 * @returns L + 1 offsets: those of W^1 … W^L, then that of v
 */
export function layerOffsets(shape: Shape): number[] {
  const offsets = [0];
  for (let l = 0; l < shape.depth; l++) {
    offsets.push(offsets[l] + shape.widths[l] * fanIn(shape, l));
  }
  return offsets;
}

/**
 * θ as one vector of P numbers (a copy).
 *
 * @example [...parametersOf(network)] // [3, 4, 1]
 */
export function parametersOf(network: Network): Float64Array {
  const parameters = new Float64Array(parameterCount(network));
  const offsets = layerOffsets(network);
  for (const [l, weights] of network.layers.entries()) {
    parameters.set(weights, offsets[l]);
  }
  parameters.set(network.output, offsets[network.depth]);
  return parameters;
}

/**
 * The network of the same shape and activation with parameters θ, as views of `parameters`.
 *
 * Rows are not checked: one that is zero has ‖W_i‖ = 0, which ω knows and no evaluation does.
 */
export function withParameters(network: Network, parameters: Float64Array): Network {
  const offsets = layerOffsets(network);
  const layers = network.layers.map((_, l) => parameters.subarray(offsets[l], offsets[l + 1]));
  return { ...network, layers, output: parameters.subarray(offsets[network.depth]) };
}
