import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { type TrainedParameters, trainedLayout } from "../network/trainedParameters";
import type { LayerState, Propagation } from "./propagation";

/** Norms of the gradient of f, part by part. */
export interface GradientNorms {
  /** ‖∇_{W^l} f‖_F, l = 1..L; with gains and biases, of all that is differentiated in layer l. */
  readonly layers: Float64Array;
  /** ‖∇_v f‖ = ‖α^L‖, or ‖∇_{W_v} f‖ where the output is normalised. */
  readonly output: number;
  /** ‖∇_θ f‖. */
  readonly parameters: number;
  /** ‖∇_x f‖. */
  readonly input: number;
}

/**
 * The gradient norms, from ∇_{W_i} f = s g_i a_i/‖W_i‖: only row norms are needed, never the gradient itself.
 *
 * @example gradientNorms(propagate({ network, input })).parameters
 */
export function gradientNorms(
  { network, layers, outputLayer, inputGradient }: Propagation,
  parameters: TrainedParameters = "directions",
): GradientNorms {
  const isAll = parameters === "all";
  const layerNorms = new Float64Array(network.depth + 1);
  for (const [l, layer] of layers.entries()) {
    const ofRows = rowsGradientNorm(layer);
    layerNorms[l] = isAll ? Math.hypot(ofRows, gainsGradientNorm(layer), euclideanNorm(layer.preSignals)) : ofRows;
  }
  const output =
    outputLayer === null
      ? euclideanNorm(layers[network.depth - 1].outgoing)
      : Math.hypot(rowsGradientNorm(outputLayer), isAll ? gainsGradientNorm(outputLayer) : 0);
  layerNorms[network.depth] = output;
  return {
    layers: layerNorms.subarray(0, network.depth),
    output,
    // df/dc = 1.
    parameters: isAll ? Math.hypot(euclideanNorm(layerNorms), 1) : euclideanNorm(layerNorms),
    input: euclideanNorm(inputGradient),
  };
}

function rowsGradientNorm({ gains, preSignals, tangentNorms, rowNorms }: LayerState): number {
  return euclideanNorm(gains.map((gain, i) => (gain * preSignals[i] * tangentNorms[i]) / rowNorms[i]));
}

/** ‖∇_g f‖ of a layer, df/ds_i = g_i t_i. */
function gainsGradientNorm({ preSignals, projections }: LayerState): number {
  return euclideanNorm(preSignals.map((preSignal, i) => preSignal * projections[i]));
}

/**
 * ∇_θ f in the layout of θ, P numbers.
 *
 * @param parameters with "all", by gains, biases and c too (trainedParameters.ts)
 * @example parameterGradient(propagate({ network, input })).length // 3
 */
export function parameterGradient(
  { network, layers, outputLayer }: Propagation,
  parameters: TrainedParameters = "directions",
): Float64Array {
  const { weights: offsets, scalars, dimension } = trainedLayout(network, parameters);
  const gradient = new Float64Array(dimension);
  for (const [l, layer] of layers.entries()) {
    writeRowsGradient(layer, gradient, offsets[l]);
  }
  if (outputLayer === null) {
    gradient.set(layers[network.depth - 1].outgoing, offsets[network.depth]);
  } else {
    writeRowsGradient(outputLayer, gradient, offsets[network.depth]);
  }
  if (parameters === "all") {
    for (const [l, { preSignals, projections }] of layers.entries()) {
      gradient.set(
        preSignals.map((preSignal, i) => preSignal * projections[i]),
        scalars[l],
      );
      gradient.set(preSignals, scalars[l] + preSignals.length);
    }
    gradient.set([...(outputLayer?.projections ?? []), 1], scalars[network.depth]);
  }
  return gradient;
}

function writeRowsGradient(layer: LayerState, gradient: Float64Array, offset: number): void {
  const { fanIn: n, gains, preSignals, rowNorms, incoming, projections, unitRows } = layer;
  for (let i = 0; i < gains.length; i++) {
    const factor = (gains[i] * preSignals[i]) / rowNorms[i];
    for (let j = 0; j < n; j++) {
      const tangent = incoming[j] - projections[i] * unitRows[i * n + j];
      gradient[offset + i * n + j] = factor * tangent;
    }
  }
}
