import { innerProduct } from "../arithmetic/innerProduct";
import { addRows, rowProducts } from "../arithmetic/rowProducts";
import { fanIn, type Network } from "../network/network";
import type { NetworkCase } from "../network/networkCase";

/** One layer of a {@link PlainPropagation}. n is its fan-in: d for the first layer, m for the others. */
export interface PlainLayerState {
  readonly fanIn: number;
  /** W^l, m x n in row order. */
  readonly weights: Float64Array;
  /** α^(l-1), n numbers. */
  readonly incoming: Float64Array;
  /** φ′(z_i) and φ″(z_i), m numbers each. */
  readonly slopes: Float64Array;
  readonly curvatures: Float64Array;
  /** α^l, m numbers. */
  readonly outgoing: Float64Array;
  /** δ_i = ∂f/∂α^l_i, m numbers. */
  readonly signals: Float64Array;
  /** s g_i, g_i = ∂f/∂z^l_i = δ_i φ′(z_i), m numbers. */
  readonly scaledPreSignals: Float64Array;
}

/** One sweep forward and one sweep backward through a network without normalisation. */
export interface PlainPropagation {
  readonly network: Network;
  readonly input: Float64Array;
  /** s = 1/√m. */
  readonly scale: number;
  readonly layers: readonly PlainLayerState[];
  /** f_plain(θ; x). */
  readonly value: number;
  /** ∂f_plain/∂x, d numbers. */
  readonly inputGradient: Float64Array;
}

/**
 * Evaluates the same weights without normalisation, z^l = W^l α^(l-1)/√m, α^l = φ(z^l), f = <v, α^L>, and sends the signal
 * ∂f/∂α back: what Remark 4.1 compares with.
 *
 * Numbers are not finite where a plain activation leaves float64's range.
 *
 * @example propagatePlain({ network, input }).value
 */
export function propagatePlain({ network, input }: NetworkCase): PlainPropagation {
  const scale = 1 / Math.sqrt(network.width);
  const layers: PlainLayerState[] = [];
  let activations = input;
  for (let l = 0; l < network.depth; l++) {
    const layer = enterLayer(network, l, activations, scale);
    layers.push(layer);
    activations = layer.outgoing;
  }
  const value = innerProduct(network.output, activations);
  const inputGradient = sendBack(layers, network.output, scale);
  return { network, input, scale, layers, value, inputGradient };
}

function enterLayer(network: Network, l: number, incoming: Float64Array, scale: number): PlainLayerState {
  const { width, activation } = network;
  const layer: PlainLayerState = {
    fanIn: fanIn(network, l),
    weights: network.layers[l],
    incoming,
    slopes: new Float64Array(width),
    curvatures: new Float64Array(width),
    outgoing: new Float64Array(width),
    signals: new Float64Array(width),
    scaledPreSignals: new Float64Array(width),
  };
  const { outgoing } = layer;
  const jet = new Float64Array(3);
  rowProducts(layer.weights, 0, width, incoming, outgoing);
  for (let i = 0; i < width; i++) {
    activation.activation.jet(scale * outgoing[i] + activation.shift, jet);
    outgoing[i] = jet[0];
    layer.slopes[i] = jet[1];
    layer.curvatures[i] = jet[2];
  }
  return layer;
}

/** Fills signals and scaledPreSignals of every layer; returns ∂f/∂x. */
function sendBack(layers: readonly PlainLayerState[], output: Float64Array, scale: number): Float64Array {
  let signals = output;
  for (let l = layers.length - 1; l >= 0; l--) {
    const layer = layers[l];
    const below = new Float64Array(layer.fanIn);
    layer.signals.set(signals);
    for (let i = 0; i < output.length; i++) {
      layer.scaledPreSignals[i] = scale * signals[i] * layer.slopes[i];
    }
    addRows(layer.weights, 0, output.length, layer.scaledPreSignals, below);
    signals = below;
  }
  return signals;
}
