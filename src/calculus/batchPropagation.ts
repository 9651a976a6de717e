import { addBatchRows, batchRowProducts } from "../arithmetic/batchProducts";
import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { innerProduct } from "../arithmetic/innerProduct";
import type { Batch } from "../network/batch";
import { biasesOf, floatGains } from "../network/gains";
import type { Network } from "../network/network";
import { batchTangentNorms } from "./batchTangentNorms";

/** One layer of a {@link BatchPropagation}. n is its fan-in; what belongs to records is in record order, N records. */
export interface BatchLayer {
  readonly fanIn: number;
  /** s_i, m numbers. */
  readonly gains: Float64Array;
  /** ‖W_i‖, m numbers. */
  readonly rowNorms: Float64Array;
  /** u_i = W_i/‖W_i‖, m x n in row order: one copy for all records. */
  readonly unitRows: Float64Array;
  /** α^(l-1), N x n. */
  readonly incoming: Float64Array;
  /** ‖α^(l-1)‖, N numbers. */
  readonly incomingNorms: Float64Array;
  /** t_i = <u_i, α^(l-1)>, N x m. */
  readonly projections: Float64Array;
  /** h_i = ‖α^(l-1) - t_i u_i‖, N x m. */
  readonly tangentNorms: Float64Array;
  /** φ′(z_i), N x m. */
  readonly slopes: Float64Array;
  /** α^l, N x m. */
  readonly outgoing: Float64Array;
  /** δ_i = ∂f/∂α^l_i and g_i = ∂f/∂z^l_i, N x m each. */
  readonly signals: Float64Array;
  readonly preSignals: Float64Array;
}

/** What one sweep forward and one backward of all records together give: propagation.ts for a batch, without φ″ and ∂f/∂x. */
export interface BatchPropagation {
  readonly network: Network;
  readonly batch: Batch;
  readonly layers: readonly BatchLayer[];
  /** v, m_L numbers: g_v W_v/‖W_v‖ where the output is normalised. */
  readonly outputVector: Float64Array;
  /** The row W_v of a normalised output as a layer of its own, whose ∂f/∂z is 1; null where v is plain. */
  readonly outputLayer: BatchLayer | null;
  /** f(θ; x_i), N numbers. */
  readonly values: Float64Array;
}

/**
 * Evaluates a network at all inputs of a batch, and sends the signals ∂f/∂α back to the first layer.
 *
 * Each row is divided by its norm once, and the records share it: 2 N P multiplications less N m d, in blocks of registers.
 * It holds about P + 6 N m L + N d numbers. The forward sums run in the order of propagate's, so values and slopes are the
 * same to the last bit.
 *
 * @example propagateBatch(network, createBatch(network, inputs, targets)).values
 */
export function propagateBatch(network: Network, batch: Batch): BatchPropagation {
  const { depth, inputDimension } = network;
  const records = batch.inputs.length;
  const layers: BatchLayer[] = [];
  let activations: Float64Array = inputRows(batch.inputs, inputDimension);
  for (let l = 0; l < depth; l++) {
    const layer = enterLayer(network, l, activations, records);
    layers.push(layer);
    activations = layer.outgoing;
  }
  const outputLayer =
    network.outputGain === null ? null : enterOutput(network, network.outputGain, activations, records);
  const outputVector = outputLayer?.unitRows.map((unit) => outputLayer.gains[0] * unit) ?? network.output;
  const values =
    outputLayer?.outgoing.map((value) => value + network.outputBias) ?? outputValues(network, activations, records);
  sendBack(layers, outputVector, records);
  return { network, batch, layers, outputVector, outputLayer, values };
}

/**
 * f at all inputs of a batch: the forward sweep alone, to the same last bit.
 *
 * @example batchValues(network, [Float64Array.of(1, 0)])[0]
 */
export function batchValues(network: Network, inputs: readonly Float64Array[]): Float64Array {
  const { depth, inputDimension } = network;
  const { activation } = network.activation;
  const records = inputs.length;
  const jet = new Float64Array(3);
  let activations = inputRows(inputs, inputDimension);
  for (let l = 0; l < depth; l++) {
    const gains = floatGains(network, l);
    const biases = biasesOf(network, l);
    const { projections } = projected(network.layers[l], gains.length, activations, records);
    for (let r = 0, k = 0; r < records; r++) {
      for (let i = 0; i < gains.length; i++, k++) {
        activation.jet(gains[i] * projections[k] + biases[i], jet);
        projections[k] = jet[0];
      }
    }
    activations = projections;
  }
  return outputValues(network, activations, records);
}

/** The inputs in one array, N x d. */
export function inputRows(inputs: readonly Float64Array[], inputDimension: number): Float64Array<ArrayBuffer> {
  const rows = new Float64Array(inputs.length * inputDimension);
  inputs.forEach((input, r) => {
    rows.set(input, r * inputDimension);
  });
  return rows;
}

/** <v, α^L> + c, N numbers; v normalised last, in the order of propagate's sums. */
function outputValues(network: Network, activations: Float64Array, records: number): Float64Array {
  const { output, outputGain, outputBias } = network;
  if (outputGain !== null) {
    return projected(output, 1, activations, records).projections.map((t) => outputGain * t + outputBias);
  }
  const width = output.length;
  return Float64Array.from(
    { length: records },
    (_, r) => innerProduct(output, activations.subarray(r * width, (r + 1) * width)) + outputBias,
  );
}

function enterLayer(network: Network, l: number, incoming: Float64Array, records: number): BatchLayer {
  const { activation } = network.activation;
  const biases = biasesOf(network, l);
  const layer = enterRows(network.layers[l], floatGains(network, l), incoming, records);
  const { gains, projections, outgoing, slopes } = layer;
  const jet = new Float64Array(3);
  for (let r = 0, k = 0; r < records; r++) {
    for (let i = 0; i < gains.length; i++, k++) {
      activation.jet(gains[i] * projections[k] + biases[i], jet);
      outgoing[k] = jet[0];
      slopes[k] = jet[1];
    }
  }
  return layer;
}

/** f - c of each record is the pre-activation of one row, so ∂f/∂α = ∂f/∂z = 1 there. */
function enterOutput({ output }: Network, gain: number, incoming: Float64Array, records: number): BatchLayer {
  const layer = enterRows(output, Float64Array.of(gain), incoming, records);
  for (let r = 0; r < records; r++) {
    layer.outgoing[r] = gain * layer.projections[r];
  }
  layer.slopes.fill(1);
  layer.signals.fill(1);
  layer.preSignals.fill(1);
  return layer;
}

/** The rows of a layer at norm 1, and what they make of the incoming activations of all records. */
function enterRows(weights: Float64Array, gains: Float64Array, incoming: Float64Array, records: number): BatchLayer {
  const width = gains.length;
  const n = weights.length / width;
  const { rowNorms, unitRows, projections } = projected(weights, width, incoming, records);
  const incomingNorms = Float64Array.from({ length: records }, (_, r) => euclideanNorm(incoming, r * n, n));
  return {
    fanIn: n,
    gains,
    rowNorms,
    unitRows,
    incoming,
    incomingNorms,
    projections,
    tangentNorms: batchTangentNorms(unitRows, incoming, incomingNorms, projections),
    slopes: new Float64Array(records * width),
    outgoing: new Float64Array(records * width),
    signals: new Float64Array(records * width),
    preSignals: new Float64Array(records * width),
  };
}

/** The rows of a layer at norm 1, and what they make of its incoming activations. */
function projected(
  weights: Float64Array,
  width: number,
  incoming: Float64Array,
  records: number,
): Pick<BatchLayer, "rowNorms" | "unitRows"> & { readonly projections: Float64Array<ArrayBuffer> } {
  const n = weights.length / width;
  const rowNorms = new Float64Array(width);
  const unitRows = new Float64Array(width * n);
  for (let i = 0; i < width; i++) {
    const norm = euclideanNorm(weights, i * n, n);
    rowNorms[i] = norm;
    for (let j = i * n; j < (i + 1) * n; j++) {
      unitRows[j] = weights[j] / norm;
    }
  }
  const projections = new Float64Array(records * width);
  batchRowProducts(incoming, records, unitRows, width, n, projections);
  return { rowNorms, unitRows, projections };
}

/** Fills the signals and preSignals of every layer. The signals of the top layer are v for every record. */
function sendBack(layers: readonly BatchLayer[], output: Float64Array, records: number): void {
  for (let r = 0; r < records; r++) {
    layers[layers.length - 1].signals.set(output, r * output.length);
  }
  for (let l = layers.length - 1; l >= 0; l--) {
    const { fanIn, gains, signals, preSignals, slopes, unitRows } = layers[l];
    const width = gains.length;
    const weights = new Float64Array(records * width);
    for (let r = 0, k = 0; r < records; r++) {
      for (let i = 0; i < width; i++, k++) {
        preSignals[k] = signals[k] * slopes[k];
        weights[k] = gains[i] * preSignals[k];
      }
    }
    if (l > 0) {
      addBatchRows(weights, records, unitRows, width, fanIn, layers[l - 1].signals);
    }
  }
}
