import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { layerOffsets } from "../network/layout";
import { parameterCount } from "../network/network";
import type { Propagation } from "./propagation";

/** Norms of the gradient of f, part by part. */
export interface GradientNorms {
  /** ‖∇_{W^l} f‖_F, l = 1..L. */
  readonly layers: Float64Array;
  /** ‖∇_v f‖ = ‖α^L‖. */
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
export function gradientNorms({ network, scale, layers, inputGradient }: Propagation): GradientNorms {
  const rowGradientNorms = new Float64Array(network.width);
  const layerNorms = new Float64Array(network.depth + 1);
  for (const [l, layer] of layers.entries()) {
    for (let i = 0; i < network.width; i++) {
      rowGradientNorms[i] = (scale * layer.preSignals[i] * layer.tangentNorms[i]) / layer.rowNorms[i];
    }
    layerNorms[l] = euclideanNorm(rowGradientNorms);
  }
  const output = euclideanNorm(layers[network.depth - 1].outgoing);
  layerNorms[network.depth] = output;
  return {
    layers: layerNorms.subarray(0, network.depth),
    output,
    parameters: euclideanNorm(layerNorms),
    input: euclideanNorm(inputGradient),
  };
}

/** ∇_θ f in the layout of θ, P numbers. */
export function parameterGradient({ network, scale, layers }: Propagation): Float64Array {
  const gradient = new Float64Array(parameterCount(network));
  const offsets = layerOffsets(network);
  for (const [l, layer] of layers.entries()) {
    const n = layer.fanIn;
    for (let i = 0; i < network.width; i++) {
      const factor = (scale * layer.preSignals[i]) / layer.rowNorms[i];
      for (let j = 0; j < n; j++) {
        const tangent = layer.incoming[j] - layer.projections[i] * layer.unitRows[i * n + j];
        gradient[offsets[l] + i * n + j] = factor * tangent;
      }
    }
  }
  gradient.set(layers[network.depth - 1].outgoing, offsets[network.depth]);
  return gradient;
}
