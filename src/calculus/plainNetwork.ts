import { addRows, rowProducts } from "../arithmetic/rowProducts";
import { fanIn, type NetworkCase } from "../network/network";

/**
 * ∇_x of the same network without normalisation, z^l = W^l α^(l-1)/√m: what Remark 4.1 compares with.
 *
 * @returns d numbers; not finite where a plain activation leaves float64's range
 */
export function plainInputGradient({ network, input }: NetworkCase): Float64Array {
  const { width, activation, layers, output } = network;
  const scale = 1 / Math.sqrt(width);
  const jet = new Float64Array(3);
  const slopes: Float64Array[] = [];
  let activations = input;
  for (const weights of layers) {
    const slope = new Float64Array(width);
    const next = new Float64Array(width);
    rowProducts(weights, 0, width, activations, next);
    for (let i = 0; i < width; i++) {
      activation.activation.jet(scale * next[i] + activation.shift, jet);
      next[i] = jet[0];
      slope[i] = jet[1];
    }
    slopes.push(slope);
    activations = next;
  }
  let signal = output;
  for (let l = layers.length - 1; l >= 0; l--) {
    const below = new Float64Array(fanIn(network, l));
    const weighted = slopes[l].map((slope, i) => scale * signal[i] * slope);
    addRows(layers[l], 0, width, weighted, below);
    signal = below;
  }
  return signal;
}
