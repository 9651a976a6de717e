import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { innerProduct } from "../arithmetic/innerProduct";
import { addRows, rowProducts } from "../arithmetic/rowProducts";
import { fanIn, type Network } from "../network/network";
import type { NetworkCase } from "../network/networkCase";

/** One layer of a {@link Propagation}. n is its fan-in: d for the first layer, m for the others. */
export interface LayerState {
  readonly fanIn: number;
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
  /** s = 1/√m. */
  readonly scale: number;
  readonly layers: readonly LayerState[];
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
  const scale = 1 / Math.sqrt(network.width);
  const layers: LayerState[] = [];
  let activation = input;
  for (let l = 0; l < network.depth; l++) {
    const layer = enterLayer(network, l, activation, scale);
    layers.push(layer);
    activation = layer.outgoing;
  }
  const value = innerProduct(network.output, activation);
  const inputGradient = sendBack(layers, network.output, scale);
  return { network, input, scale, layers, value, inputGradient };
}

/**
 * f at another input, with the unit rows that are there already.
 *
 * @example valueAt(propagate({ network, input }), otherInput)
 */
export function valueAt({ network, scale, layers }: Propagation, input: Float64Array): number {
  const { activation, shift } = network.activation;
  const jet = new Float64Array(3);
  let incoming = input;
  for (const { unitRows } of layers) {
    const outgoing = new Float64Array(network.width);
    rowProducts(unitRows, 0, network.width, incoming, outgoing);
    for (let i = 0; i < network.width; i++) {
      activation.jet(scale * outgoing[i] + shift, jet);
      outgoing[i] = jet[0];
    }
    incoming = outgoing;
  }
  return innerProduct(network.output, incoming);
}

function enterLayer(network: Network, l: number, incoming: Float64Array, scale: number): LayerState {
  const { width, activation } = network;
  const n = fanIn(network, l);
  const weights = network.layers[l];
  const layer: LayerState = {
    fanIn: n,
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
  const jet = new Float64Array(3);
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
    activation.activation.jet(scale * projection + activation.shift, jet);
    layer.rowNorms[i] = norm;
    layer.projections[i] = projection;
    layer.tangentNorms[i] = euclideanNorm(tangent);
    layer.outgoing[i] = jet[0];
    layer.slopes[i] = jet[1];
    layer.curvatures[i] = jet[2];
  }
  return layer;
}

/** Fills signals and preSignals of every layer; returns ∂f/∂x. */
function sendBack(layers: readonly LayerState[], output: Float64Array, scale: number): Float64Array {
  let signals = output;
  for (let l = layers.length - 1; l >= 0; l--) {
    const layer = layers[l];
    const below = new Float64Array(layer.fanIn);
    const weights = new Float64Array(output.length);
    for (let i = 0; i < output.length; i++) {
      layer.signals[i] = signals[i];
      layer.preSignals[i] = signals[i] * layer.slopes[i];
      weights[i] = scale * layer.preSignals[i];
    }
    addRows(layer.unitRows, 0, output.length, weights, below);
    signals = below;
  }
  return signals;
}
