import type { Scalar, Tensor2D } from "@tensorflow/tfjs-core";
import { type DeviceActivation, deviceActivation } from "./deviceActivation";
import type { DeviceNetwork } from "./deviceNetwork";
import type { Operations } from "./graph/operations";

/** n records on the backend: inputs [n, d], targets [1, n]. */
export interface DeviceBatch {
  readonly inputs: Tensor2D;
  readonly targets: Tensor2D;
}

/** The activations that enter a layer of fan-in k, in the order they have in memory. */
interface Incoming {
  readonly values: Tensor2D;
  /** [n, k], record by record, as the inputs are; else [k, n], neuron by neuron, as a layer leaves them. */
  readonly byRecord: boolean;
}

/** What one layer keeps of a sweep over n records; its fan-in is k: d for the first layer, m for the others. */
export interface LayerSweep {
  /** W [m, k]. */
  readonly weights: Tensor2D;
  /** ‖W_i‖² [m, 1]. */
  readonly squaredNorms: Tensor2D;
  /** s/‖W_i‖ [m, 1]. */
  readonly gains: Tensor2D;
  /** α^(l-1). */
  readonly incoming: Incoming;
  /** z^l, φ(z^l), φ′(z^l) [m, n]. */
  readonly preActivations: Tensor2D;
  readonly outgoing: Tensor2D;
  readonly slopes: Tensor2D;
  /** c ∂L/∂α^l and c ∂L/∂z^l [m, n], c the factor of the sweep. */
  readonly signals: Tensor2D;
  readonly preSignals: Tensor2D;
  /** preSignals · s/‖W_i‖ [m, n]. */
  readonly turnedSignals: Tensor2D;
  /** Σ_records preSignals z/‖W_i‖² [m, 1]: what of the gradient before projection lies along the row. */
  readonly radialParts: Tensor2D;
}

/** One sweep forward and one backward over a batch: all that a gradient, a step and a Hessian-vector product are made of. */
export interface LossSweep {
  readonly activation: DeviceActivation;
  readonly layers: readonly LayerSweep[];
  /** L = (1/n) Σ (y - f)². */
  readonly loss: Scalar;
  /** c ∂L/∂f = 2c (f - y)/n [1, n]. */
  readonly outputSignal: Tensor2D;
}

/**
 * Sweeps a batch through a network.
 *
 * Two things make it fast. The product of weights and activations is divided by the row norms, never the weights
 * themselves. And neurons are rows of [m, n], so that of the five products of a two-layer network only one takes a
 * transposed left factor, the slowest kind.
 *
 * Call it within inScope, or keep and dispose what it returns; or record it.
 *
 * @param factor c: signals and gradients are multiplied by it (minus a step size, or 1)
 */
export function lossSweep(tf: Operations, network: DeviceNetwork, batch: DeviceBatch, factor: number): LossSweep {
  const { mul, matMul, square } = tf;
  const activation = deviceActivation(tf, network.activation);
  const scale = 1 / Math.sqrt(network.width);
  const entered: Omit<LayerSweep, "signals" | "preSignals" | "turnedSignals" | "radialParts">[] = [];
  let incoming: Incoming = { values: batch.inputs, byRecord: true };
  for (const weights of network.layers) {
    const squaredNorms = tf.sum(square(weights), 1, true);
    const gains = mul(tf.rsqrt(squaredNorms), scale);
    const preActivations = mul(timesIncoming(tf, weights, incoming), gains);
    const outgoing = activation.value(preActivations);
    const slopes = activation.slope(preActivations, outgoing);
    entered.push({ weights, squaredNorms, gains, incoming, preActivations, outgoing, slopes });
    incoming = { values: outgoing, byRecord: false };
  }
  const residuals = tf.sub(matMul(network.output, incoming.values), batch.targets);
  const loss = tf.mean(square(residuals));
  const outputSignal = mul(residuals, (2 * factor) / batch.inputs.shape[0]);

  const layers: LayerSweep[] = [];
  let signals = matMul(network.output, outputSignal, true, false);
  for (const [above, layer] of [...entered].reverse().entries()) {
    const preSignals = mul(signals, layer.slopes);
    const turnedSignals = mul(preSignals, layer.gains);
    const radialSums = tf.sum(mul(preSignals, layer.preActivations), 1, true);
    const radialParts = tf.div(radialSums, layer.squaredNorms);
    layers.unshift({ ...layer, signals, preSignals, turnedSignals, radialParts });
    if (above < entered.length - 1) {
      signals = matMul(layer.weights, turnedSignals, true, false);
    }
  }
  return { activation, layers, loss, outputSignal };
}

/** W α [m, n], for W [m, k]. */
export function timesIncoming(tf: Operations, weights: Tensor2D, { values, byRecord }: Incoming): Tensor2D {
  return tf.matMul(weights, values, false, byRecord);
}

/** Σ_records signal αᵀ [m, k], for signals [m, n]. */
export function summedWithIncoming(tf: Operations, signals: Tensor2D, { values, byRecord }: Incoming): Tensor2D {
  return tf.matMul(signals, values, false, !byRecord);
}
