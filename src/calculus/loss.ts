import { addBatchRows } from "../arithmetic/batchProducts";
import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { layerOffsets } from "../network/layout";
import { fanIn, type Network } from "../network/network";
import { type TrainedParameters, trainedLayout } from "../network/trainedParameters";
import type { BatchLayer, BatchPropagation } from "./batchPropagation";
import { lossScalars, outputScalars } from "./lossScalars";
import { residualFactors, residualsOf } from "./residuals";

/**
 * L(θ) = (1/N) Σ_i r_i².
 *
 * @example lossOf(propagateBatch(network, batch))
 */
export function lossOf(propagation: Pick<BatchPropagation, "batch" | "values">): number {
  const residuals = residualsOf(propagation);
  return residuals.reduce((sum, residual) => sum + residual * residual, 0) / residuals.length;
}

/**
 * ∇L = (-2/N) Σ_i r_i ∇f_i in the layout of θ, P numbers; with "all", by gains, biases and c too (trainedParameters.ts).
 *
 * Row by row: with c_i = (-2/N) r_i s g_i of record i, w = Σ_i c_i α_i is one product of matrices, and
 *   ∇_W L = (w - <u, w> u)/‖W‖,   as <u, w> = Σ_i c_i t_i.
 * The projection comes last, from w as it was rounded: so ∇_W L is orthogonal to W up to the rounding error of one inner
 * product, however much the records cancel (gradientStep.ts relies on it). Rows of one number cannot turn: 0, exactly.
 *
 * @example lossGradient(propagateBatch(network, batch))
 */
export function lossGradient(
  propagation: BatchPropagation,
  parameters: TrainedParameters = "directions",
): Float64Array {
  const { network, layers, outputLayer } = propagation;
  const { depth } = network;
  const { weights: offsets, scalars, dimension } = trainedLayout(network, parameters);
  const gradient = new Float64Array(dimension);
  const factors = residualFactors(propagation);
  const records = factors.length;
  const addLayer = (layer: BatchLayer, block: Float64Array): void => {
    if (layer.fanIn === 1) {
      return;
    }
    addBatchRows(rowWeights(layer, factors), layer.gains.length, layer.incoming, records, layer.fanIn, block);
    projectRows(layer, block);
  };
  for (const [l, layer] of layers.entries()) {
    addLayer(layer, gradient.subarray(offsets[l], offsets[l + 1]));
  }
  const ofOutput = gradient.subarray(offsets[depth], offsets[depth] + network.output.length);
  if (outputLayer === null) {
    addBatchRows(factors, 1, layers[depth - 1].outgoing, records, ofOutput.length, ofOutput);
  } else {
    addLayer(outputLayer, ofOutput);
  }
  if (parameters === "all") {
    for (const [l, { gains, biases }] of lossScalars(propagation).entries()) {
      gradient.set(gains, scalars[l]);
      gradient.set(biases, scalars[l] + gains.length);
    }
    gradient.set(outputScalars(propagation), scalars[depth]);
  }
  return gradient;
}

/**
 * Σ_i |c_i| ‖α_i‖ for each row of a layer, m numbers: what ‖W‖ ‖∇_W L‖ is at most, and the scale of its rounding errors.
 */
export function rowGradientScales(propagation: BatchPropagation, layer: BatchLayer): Float64Array {
  const factors = residualFactors(propagation);
  const weights = rowWeights(layer, factors);
  const records = factors.length;
  return layer.rowNorms.map((_, i) =>
    layer.incomingNorms.reduce((sum, norm, r) => sum + Math.abs(weights[i * records + r]) * norm, 0),
  );
}

/**
 * ‖∇_θ f(θ; x_i)‖ of every record, N numbers, from √(Σ_l Σ_i (s g_i h_i/‖W_i‖)² + ‖α^L‖²): no gradient is formed. Gains and biases add
 * (g_i t_i)² + g_i² for each row, and c adds 1.
 *
 * @example recordGradientNorms(propagateBatch(network, batch))
 */
export function recordGradientNorms(
  { network, layers, outputLayer, values }: BatchPropagation,
  parameters: TrainedParameters = "directions",
): Float64Array {
  const { depth } = network;
  const isAll = parameters === "all";
  const all = outputLayer === null ? layers : [...layers, outputLayer];
  const rows = all.map(({ gains }) => new Float64Array(gains.length));
  // ∂f/∂c = 1.
  const parts = new Float64Array(depth + (isAll ? 2 : 1)).fill(1, depth + 1);
  return values.map((_, r) => {
    for (const [l, { gains, preSignals, projections, tangentNorms, rowNorms }] of all.entries()) {
      const first = r * gains.length;
      for (let i = 0; i < gains.length; i++) {
        rows[l][i] = (gains[i] * preSignals[first + i] * tangentNorms[first + i]) / rowNorms[i];
        if (isAll) {
          const preSignal = preSignals[first + i];
          rows[l][i] = Math.hypot(rows[l][i], preSignal * projections[first + i], l < depth ? preSignal : 0);
        }
      }
      parts[l] = euclideanNorm(rows[l]);
    }
    if (outputLayer === null) {
      const { outgoing, gains } = layers[depth - 1];
      parts[depth] = euclideanNorm(outgoing, r * gains.length, gains.length);
    }
    return euclideanNorm(parts);
  });
}

/**
 * ‖∇_{W^l_i} L‖ for every row, m numbers for each layer.
 *
 * @param gradient ∇L, or any vector in the layout of θ, with or without what follows the weights
 */
export function rowGradientNorms(network: Network, gradient: Float64Array): Float64Array[] {
  const offsets = layerOffsets(network);
  return network.layers.map((_, l) => {
    const n = fanIn(network, l);
    return Float64Array.from({ length: network.widths[l] }, (_, i) => euclideanNorm(gradient, offsets[l] + i * n, n));
  });
}

/** c_i = (-2/N) r_i s g_i, m x N: the weights of the records, row by row. */
function rowWeights({ gains, preSignals }: BatchLayer, factors: Float64Array): Float64Array {
  const records = factors.length;
  const width = gains.length;
  const weights = new Float64Array(preSignals.length);
  for (let r = 0; r < records; r++) {
    for (let i = 0; i < width; i++) {
      weights[i * records + r] = factors[r] * (gains[i] * preSignals[r * width + i]);
    }
  }
  return weights;
}

/** Each row w of the block becomes (w - <u, w> u)/‖W‖. */
function projectRows({ fanIn: n, unitRows, rowNorms }: BatchLayer, block: Float64Array): void {
  for (let i = 0; i < rowNorms.length; i++) {
    const end = (i + 1) * n;
    let along = 0;
    for (let j = i * n; j < end; j++) {
      along += unitRows[j] * block[j];
    }
    for (let j = i * n; j < end; j++) {
      block[j] = (block[j] - along * unitRows[j]) / rowNorms[i];
    }
  }
}
