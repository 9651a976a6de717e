import { type TrainedParameters, trainedLayout } from "../network/trainedParameters";
import { type OutputBlock, outputBlock } from "./outputBlock";
import type { LayerState, Propagation } from "./propagation";
import { ReducedLayer } from "./reducedLayer";
import type { SymmetricOperator } from "./symmetricOperator";
import { rowNormUnit, turnRates } from "./turnRates";
import { type TrainedScalars, WeightLayer } from "./weightLayer";

/** The Hessian in reduced coordinates and in a unit of its own. */
interface ReducedHessian extends SymmetricOperator {
  /** The Hessian of f is `factor` times this operator. */
  readonly factor: number;
}

/**
 * D ↦ Hess f · D on all P parameters, in O(P).
 *
 * @param trained with "all", gains, biases and c too (trainedParameters.ts)
 * @example fullHessian(propagate({ network, input })).apply(direction, product) // both of P numbers, in the layout of θ
 */
export function fullHessian(propagation: Propagation, trained: TrainedParameters = "directions"): SymmetricOperator {
  return allLayers(propagation, (state) => turnRates(state, 1), trained);
}

/**
 * The Hessian at the network whose rows are scaled to norm 1, where all blocks are of one scale: the same function, as
 * WeightNorm does not see row norms.
 */
export function unitRowHessian(propagation: Propagation): SymmetricOperator {
  const unitNorms = ({ fanIn, rowNorms }: LayerState) => new Float64Array(rowNorms.length).fill(fanIn === 1 ? 0 : 1);
  return allLayers(propagation, unitNorms, "directions");
}

function allLayers(
  propagation: Propagation,
  inverseNorms: (state: LayerState) => Float64Array,
  trained: TrainedParameters,
): SymmetricOperator {
  const { network, layers } = propagation;
  const layout = trainedLayout(network, trained);
  const weightLayers = layers.map(
    (state, l) => new WeightLayer(state, inverseNorms(state), layout.weights[l], scalarsOf(layout.scalars[l], 1)),
  );
  const inputRate = new Float64Array(network.inputDimension);
  const unused = new Float64Array(network.inputDimension);
  const output = outputBlock(propagation, inverseNorms, {
    offset: layout.weights[network.depth],
    unit: 1,
    scalars: layout.scalars[network.depth],
  });
  const upper = upperLayers(weightLayers, output);
  return {
    dimension: layout.dimension,
    apply(direction, product) {
      weightLayers[0].forward(direction, inputRate);
      const signalRate = upper(direction, weightLayers[0].outgoingRate, product);
      weightLayers[0].backward(direction, inputRate, signalRate, product, unused);
    },
  };
}

/**
 * The Hessian with its first layer in 2 m_1 coordinates: same spectrum but for the eigenvalues on the rest of the first
 * layer (reducedLayer.ts), 2 m_1 numbers for the m_1 d of W^1.
 *
 * The unit of the row norms is chosen such that no coordinate is scaled up: row norms of 1e-100 give `factor` 1e200 and
 * entries near 1, not an overflow.
 */
export function reducedHessian(propagation: Propagation, trained: TrainedParameters = "directions"): ReducedHessian {
  const { network, layers, outputLayer } = propagation;
  const { widths, depth, inputDimension } = network;
  const smallest = rowNormUnit(outputLayer === null ? layers : [...layers, outputLayer]);
  const layout = trainedLayout(network, trained);
  const saved = widths[0] * inputDimension - 2 * widths[0];
  const scalars = layout.scalars.map((offset) => offset - saved);
  const rates = (state: LayerState) => turnRates(state, smallest);
  const first = new ReducedLayer(layers[0], rates(layers[0]), scalarsOf(scalars[0], smallest));
  const weightLayers = layers.map(
    (state, l) => new WeightLayer(state, rates(state), layout.weights[l] - saved, scalarsOf(scalars[l], smallest)),
  );
  const output = outputBlock(propagation, rates, {
    offset: layout.weights[depth] - saved,
    unit: smallest,
    scalars: scalars[depth],
  });
  const upper = upperLayers(weightLayers, output);
  return {
    dimension: layout.dimension - saved,
    factor: 1 / smallest / smallest,
    apply(direction, product) {
      first.forward(direction);
      const signalRate = upper(direction, first.outgoingRate, product);
      first.backward(direction, signalRate, product);
    },
  };
}

function scalarsOf(offset: number | undefined, unit: number): TrainedScalars | null {
  return offset === undefined ? null : { offset, unit };
}

/**
 * Layers 2..L and the output: given the rate of α^1, writes their blocks of the product and returns the rate of ∂f/∂α^1.
 */
function upperLayers(layers: readonly WeightLayer[], output: OutputBlock) {
  const signalRates = layers.map(({ outgoingRate }) => new Float64Array(outgoingRate.length));
  return (direction: Float64Array, firstRate: Float64Array, product: Float64Array): Float64Array => {
    let rate = firstRate;
    for (let l = 1; l < layers.length; l++) {
      layers[l].forward(direction, rate);
      rate = layers[l].outgoingRate;
    }
    output(direction, rate, product, signalRates[layers.length - 1]);
    for (let l = layers.length - 1; l >= 1; l--) {
      const incomingRate = l === 1 ? firstRate : layers[l - 1].outgoingRate;
      signalRates[l - 1].fill(0);
      layers[l].backward(direction, incomingRate, signalRates[l], product, signalRates[l - 1]);
    }
    return signalRates[0];
  };
}
