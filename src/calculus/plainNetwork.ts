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
  for (const [l, weights] of layers.entries()) {
    const n = fanIn(network, l);
    const slope = new Float64Array(width);
    const next = new Float64Array(width);
    for (let i = 0; i < width; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) {
        sum += weights[i * n + j] * activations[j];
      }
      activation.activation.jet(scale * sum + activation.shift, jet);
      next[i] = jet[0];
      slope[i] = jet[1];
    }
    slopes.push(slope);
    activations = next;
  }
  let signal = output;
  for (let l = layers.length - 1; l >= 0; l--) {
    const n = fanIn(network, l);
    const below = new Float64Array(n);
    for (let i = 0; i < width; i++) {
      const weighted = scale * signal[i] * slopes[l][i];
      for (let j = 0; j < n; j++) {
        below[j] += weighted * layers[l][i * n + j];
      }
    }
    signal = below;
  }
  return signal;
}
