import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { innerProduct } from "../arithmetic/innerProduct";
import { addRows, rowProducts } from "../arithmetic/rowProducts";
import { biasesOf, floatGains } from "../network/gains";
import type { Network } from "../network/network";
import type { NetworkCase } from "../network/networkCase";

/** One layer of a {@link Propagation}: m rows of n numbers, n the width of the layer below or d. */
export interface LayerState {
  readonly fanIn: number;
  /** s_i, the gain of each row: 1/√m in the paper; m numbers. */
  readonly gains: Float64Array;
  /** ‖W_i‖, m numbers. */
  readonly rowNorms: Float64Array;
  /** u_i = W_i/‖W_i‖, m x n in row order. */
  readonly unitRows: Float64Array;
  /** α^(l-1), n numbers. */
  readonly incoming: Float64Array;
  /** t_i = <u_i, α^(l-1)>, m numbers. */
  readonly projections: Float64Array;
  /** h_i = ‖a_i‖, a_i = α^(l-1) - t_i u_i: what of the incoming activation a turn of row i can see; m numbers. */
  readonly tangentNorms: Float64Array;
  /** φ′(z_i) and φ″(z_i), m numbers each. */
  readonly slopes: Float64Array;
  readonly curvatures: Float64Array;
  /** α^l, m numbers. */
  readonly outgoing: Float64Array;
  /** δ_i = ∂f/∂α^l_i, m numbers. */
  readonly signals: Float64Array;
  /** g_i = ∂f/∂z^l_i = δ_i φ′(z_i), m numbers. */
  readonly preSignals: Float64Array;
}

/** All that one sweep forward and one sweep backward give, and every derivative is made of. */
export interface Propagation {
  readonly network: Network;
  readonly input: Float64Array;
  readonly layers: readonly LayerState[];
  /** v, m_L numbers: g_v W_v/‖W_v‖ where the output is normalised. */
  readonly outputVector: Float64Array;
  /** The row W_v of a normalised output as a layer of its own, φ the identity and ∂f/∂z = 1; null where v is plain. */
  readonly outputLayer: LayerState | null;
  /** f(θ; x). */
  readonly value: number;
  /** ∂f/∂x, d numbers. */
  readonly inputGradient: Float64Array;
}

/**
 * Evaluates a network at an input, and sends the signal ∂f/∂α back through it.
 *
 * Rows enter as unit vectors and their norms are kept apart, so row norms from 1e-100 to 1e100 change no digit.
 *
 * @example propagate({ network, input }).value
 */
export function propagate({ network, input }: NetworkCase): Propagation {
  const layers: LayerState[] = [];
  let activation = input;
  for (let l = 0; l < network.depth; l++) {
    const layer = enterLayer(network, l, activation);
    layers.push(layer);
    activation = layer.outgoing;
  }
  const outputLayer = network.outputGain === null ? null : enterOutput(network.output, network.outputGain, activation);
  const outputVector = outputLayer?.unitRows.map((unit) => outputLayer.gains[0] * unit) ?? network.output;
  const value = outputLayer?.outgoing[0] ?? innerProduct(outputVector, activation);
  const inputGradient = sendBack(layers, outputVector);
  return { network, input, layers, outputVector, outputLayer, value: value + network.outputBias, inputGradient };
}

/**
 * f at another input, with the unit rows that are there already.
 *
 * @example valueAt(propagate({ network, input }), otherInput)
 */
export function valueAt({ network, layers, outputVector }: Propagation, input: Float64Array): number {
  const { activation } = network.activation;
  const jet = new Float64Array(3);
  let incoming = input;
  for (const [l, { unitRows, gains }] of layers.entries()) {
    const biases = biasesOf(network, l);
    const outgoing = new Float64Array(gains.length);
    rowProducts(unitRows, 0, gains.length, incoming, outgoing);
    for (let i = 0; i < gains.length; i++) {
      activation.jet(gains[i] * outgoing[i] + biases[i], jet);
      outgoing[i] = jet[0];
    }
    incoming = outgoing;
  }
  return innerProduct(outputVector, incoming) + network.outputBias;
}

function enterLayer(network: Network, l: number, incoming: Float64Array): LayerState {
  const { activation } = network.activation;
  const biases = biasesOf(network, l);
  const layer = enterRows(network.layers[l], floatGains(network, l), incoming);
  const { gains, projections, outgoing, slopes, curvatures } = layer;
  const jet = new Float64Array(3);
  for (let i = 0; i < gains.length; i++) {
    activation.jet(gains[i] * projections[i] + biases[i], jet);
    outgoing[i] = jet[0];
    slopes[i] = jet[1];
    curvatures[i] = jet[2];
  }
  return layer;
}

/** f - c is the pre-activation of one row, so ∂f/∂α = ∂f/∂z = 1 there. */
function enterOutput(weights: Float64Array, gain: number, incoming: Float64Array): LayerState {
  const layer = enterRows(weights, Float64Array.of(gain), incoming);
  layer.outgoing[0] = gain * layer.projections[0];
  layer.slopes[0] = 1;
  layer.signals[0] = 1;
  layer.preSignals[0] = 1;
  return layer;
}

/** The rows of a layer at norm 1, and what they make of its incoming activations. */
function enterRows(weights: Float64Array, gains: Float64Array, incoming: Float64Array): LayerState {
  const width = gains.length;
  const n = weights.length / width;
  const layer: LayerState = {
    fanIn: n,
    gains,
    rowNorms: new Float64Array(width),
    unitRows: new Float64Array(width * n),
    incoming,
    projections: new Float64Array(width),
    tangentNorms: new Float64Array(width),
    slopes: new Float64Array(width),
    curvatures: new Float64Array(width),
    outgoing: new Float64Array(width),
    signals: new Float64Array(width),
    preSignals: new Float64Array(width),
  };
  const { unitRows } = layer;
  const tangent = new Float64Array(n);
  for (let i = 0; i < width; i++) {
    const row = i * n;
    const norm = euclideanNorm(weights, row, n);
    let projection = 0;
    for (let j = 0; j < n; j++) {
      const unit = weights[row + j] / norm;
      unitRows[row + j] = unit;
      projection += unit * incoming[j];
    }
    for (let j = 0; j < n; j++) {
      tangent[j] = incoming[j] - projection * unitRows[row + j];
    }
    layer.rowNorms[i] = norm;
    layer.projections[i] = projection;
    layer.tangentNorms[i] = euclideanNorm(tangent);
  }
  return layer;
}

/** Fills signals and preSignals of every layer; returns ∂f/∂x. */
function sendBack(layers: readonly LayerState[], output: Float64Array): Float64Array {
  let signals = output;
  for (let l = layers.length - 1; l >= 0; l--) {
    const layer = layers[l];
    const width = layer.gains.length;
    const below = new Float64Array(layer.fanIn);
    const weights = new Float64Array(width);
    for (let i = 0; i < width; i++) {
      layer.signals[i] = signals[i];
      layer.preSignals[i] = signals[i] * layer.slopes[i];
      weights[i] = layer.gains[i] * layer.preSignals[i];
    }
    addRows(layer.unitRows, 0, width, weights, below);
    signals = below;
  }
  return signals;
}
