import { layerOffsets } from "../network/layout";
import { parameterCount } from "../network/network";
import type { LayerState, Propagation } from "./propagation";
import { ReducedLayer } from "./reducedLayer";
import type { SymmetricOperator } from "./symmetricOperator";
import { rowNormUnit, turnRates } from "./turnRates";
import { WeightLayer } from "./weightLayer";

/** The Hessian in reduced coordinates and in a unit of its own. */
interface ReducedHessian extends SymmetricOperator {
  /** The Hessian of f is `factor` times this operator. */
  readonly factor: number;
}

/**
 * D ↦ Hess f · D on all P parameters, in O(P).
 *
 * @example
 * const hessian = fullHessian(propagate({ network, input }));
 * hessian.apply(direction, product); // both of P numbers, in the layout of θ
 */
export function fullHessian(propagation: Propagation): SymmetricOperator {
  return allLayers(propagation, (state) => turnRates(state, 1));
}

/**
 * The Hessian at the network whose rows are scaled to norm 1, where all blocks are of one scale: the same function, as
 * WeightNorm does not see row norms.
 */
export function unitRowHessian(propagation: Propagation): SymmetricOperator {
  return allLayers(propagation, ({ fanIn, rowNorms }) => new Float64Array(rowNorms.length).fill(fanIn === 1 ? 0 : 1));
}

function allLayers(propagation: Propagation, inverseNorms: (state: LayerState) => Float64Array): SymmetricOperator {
  const { network, scale, layers } = propagation;
  const offsets = layerOffsets(network);
  const weightLayers = layers.map((state, l) => new WeightLayer(state, inverseNorms(state), scale, offsets[l]));
  const inputRate = new Float64Array(network.inputDimension);
  const unused = new Float64Array(network.inputDimension);
  const upper = upperLayers(weightLayers, network.width, offsets[network.depth], 1);
  return {
    dimension: parameterCount(network),
    apply(direction, product) {
      weightLayers[0].forward(direction, inputRate);
      const signalRate = upper(direction, weightLayers[0].outgoingRate, product);
      weightLayers[0].backward(direction, inputRate, signalRate, product, unused);
    },
  };
}

/**
 * The Hessian with its first layer in 2m coordinates: same spectrum but for the eigenvalues on the rest of the first
 * layer (reducedLayer.ts), 2m + (L-1)m² + m numbers instead of P.
 *
 * The unit of the row norms is chosen such that no coordinate is scaled up: row norms of 1e-100 give `factor` 1e200 and
 * entries near 1, not an overflow.
 */
export function reducedHessian(propagation: Propagation): ReducedHessian {
  const { network, scale, layers } = propagation;
  const { width, depth } = network;
  const smallest = rowNormUnit(layers);
  const first = new ReducedLayer(layers[0], turnRates(layers[0], smallest), scale);
  const offset = (l: number) => 2 * width + (l - 1) * width * width;
  const weightLayers = layers.map((state, l) => new WeightLayer(state, turnRates(state, smallest), scale, offset(l)));
  const upper = upperLayers(weightLayers, width, offset(depth), smallest);
  return {
    dimension: offset(depth) + width,
    factor: 1 / smallest / smallest,
    apply(direction, product) {
      first.forward(direction);
      const signalRate = upper(direction, first.outgoingRate, product);
      first.backward(direction, signalRate, product);
    },
  };
}

/**
 * Layers 2..L and v: given the rate of α^1, writes their blocks of the product and returns the rate of ∂f/∂α^1.
 *
 * @param outputScale what a coordinate of v is worth, in the unit of the inverse row norms
 */
function upperLayers(layers: readonly WeightLayer[], width: number, outputOffset: number, outputScale: number) {
  const signalRates = layers.map(() => new Float64Array(width));
  return (direction: Float64Array, firstRate: Float64Array, product: Float64Array): Float64Array => {
    let rate = firstRate;
    for (let l = 1; l < layers.length; l++) {
      layers[l].forward(direction, rate);
      rate = layers[l].outgoingRate;
    }
    const top = signalRates[layers.length - 1];
    for (let i = 0; i < width; i++) {
      product[outputOffset + i] = outputScale * rate[i];
      top[i] = outputScale * direction[outputOffset + i];
    }
    for (let l = layers.length - 1; l >= 1; l--) {
      const incomingRate = l === 1 ? firstRate : layers[l - 1].outgoingRate;
      signalRates[l - 1].fill(0);
      layers[l].backward(direction, incomingRate, signalRates[l], product, signalRates[l - 1]);
    }
    return signalRates[0];
  };
}
