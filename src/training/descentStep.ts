import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "./backend/loadTensorflow";
import { type DeviceNetwork, disposeNetwork } from "./deviceNetwork";
import type { Operations } from "./graph/operations";
import { inScope } from "./inScope";
import { type DeviceBatch, type LossSweep, lossSweep, summedWithIncoming } from "./lossSweep";

/** What a step tells of the weights before it. The last two are null unless asked for. */
export interface StepReadings {
  /** The loss of the batch. */
  readonly loss: number;
  /** ω: the smallest row norm. */
  readonly minWeightNorm: number | null;
  /** ‖∇L‖²/L of the batch. */
  readonly gradientToLossRatio: number | null;
}

/** A network one step on. */
export interface Stepped {
  readonly network: DeviceNetwork;
  readonly readings: StepReadings;
}

/**
 * One step of (stochastic) gradient descent, θ - η ∇L(θ) with L the loss of the batch, every parameter updated; op by op.
 * trainingStep.ts is the faster way to many steps.
 *
 * Disposes the tensors of `network`; the result is a new one.
 *
 * @param traced read ω and ‖∇L‖²/L too, for the figures
 */
export function descentStep(
  tf: TensorFlow,
  network: DeviceNetwork,
  batch: DeviceBatch,
  rate: number,
  traced = false,
): Stepped {
  const descended = inScope(tf, () => descent(tf, network, batch, rate, traced));
  return stepped(network, descended, rate, traced);
}

/** What the backend computes in a step. */
export interface Descended {
  /** The new weights. */
  readonly layers: readonly Tensor2D[];
  readonly output: Tensor2D;
  /** The loss of the batch; if traced, also ω² and the squared norm of the change: one tensor, read at once. */
  readonly readings: Tensor;
}

/** The step as tensors. */
export function descent(
  tf: Operations,
  network: DeviceNetwork,
  batch: DeviceBatch,
  rate: number,
  traced: boolean,
): Descended {
  const sweep = lossSweep(tf, network, batch, -rate);
  const changes = sweptGradient(tf, sweep);
  return {
    layers: network.layers.map((weights, l) => tf.addN([weights, ...changes.layers[l]])),
    output: tf.add(network.output, changes.output),
    readings: traced ? traces(tf, sweep, changes) : sweep.loss,
  };
}

/** Reads what was computed, and disposes the tensors of the network before the step. */
export function stepped(
  network: DeviceNetwork,
  { layers, output, readings }: Descended,
  rate: number,
  traced: boolean,
): Stepped {
  // Synchronous: the backend has computed it already, and a step needs the one before.
  const [loss, squaredNorm, squaredChange] = readings.dataSync();
  readings.dispose();
  disposeNetwork(network);
  return {
    network: { ...network, layers, output },
    readings: {
      loss,
      minWeightNorm: traced ? Math.sqrt(squaredNorm) : null,
      gradientToLossRatio: traced ? squaredChange / rate / rate / loss : null,
    },
  };
}

/** c ∇L, c the factor of the sweep. */
interface SweptGradient {
  /** ∇_{W_i} L = Σ_records (turned signal) αᵀ - (radial part) W_i: the two terms [m, k] of each layer, to be added. */
  readonly layers: readonly (readonly [Tensor2D, Tensor2D])[];
  /** [1, m]. */
  readonly output: Tensor2D;
}

/** The gradient of a sweep; its terms stay apart, as a step adds both to the weights at once. */
function sweptGradient(tf: Operations, { layers, outputSignal }: LossSweep): SweptGradient {
  const last = layers[layers.length - 1].outgoing;
  return {
    layers: layers.map(({ turnedSignals, incoming, radialParts, weights }) => [
      summedWithIncoming(tf, turnedSignals, incoming),
      tf.mul(weights, tf.neg(radialParts)),
    ]),
    output: tf.matMul(outputSignal, last, false, true),
  };
}

function traces(tf: Operations, sweep: LossSweep, changes: SweptGradient): Tensor {
  const parts = [...changes.layers.map(([sum, radial]) => tf.add(sum, radial)), changes.output];
  const smallest = sweep.layers.map(({ squaredNorms }) => tf.min(squaredNorms));
  return tf.stack([sweep.loss, tf.min(tf.stack(smallest)), tf.addN(parts.map((part) => tf.sum(tf.square(part))))]);
}
