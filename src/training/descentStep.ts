import type { Scalar, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { DeviceNetwork } from "./deviceNetwork";
import type { Operations } from "./graph/operations";
import { type DeviceBatch, type LossSweep, lossSweep, summedWithIncoming } from "./lossSweep";

/** What is the same in all steps of a run. */
export interface DescentSettings {
  /** η. */
  readonly rate: number;
  /** Read ω and ‖∇L‖²/L too, for the figures. */
  readonly traced: boolean;
}

/** The weights after a step, and what is to be read of it. */
export interface Descended {
  readonly layers: readonly Tensor2D[];
  readonly output: Tensor2D;
  /** The loss of the batch; if traced, also ω² and the squared norm of the change. */
  readonly readings: Scalar | Tensor1D;
}

/** One step of (stochastic) gradient descent, θ - η ∇L(θ) with L the loss of the batch, every parameter updated. */
export function descentStep(
  tf: Operations,
  network: DeviceNetwork,
  batch: DeviceBatch,
  { rate, traced }: DescentSettings,
): Descended {
  const sweep = lossSweep(tf, network, batch, -rate);
  const changes = sweptGradient(tf, sweep);
  return {
    layers: network.layers.map((weights, l) => tf.addN([weights, ...changes.layers[l]])),
    output: tf.add(network.output, changes.output),
    readings: traced ? traces(tf, sweep, changes) : sweep.loss,
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
export function sweptGradient(tf: Operations, { layers, outputSignal }: LossSweep): SweptGradient {
  const last = layers[layers.length - 1].outgoing;
  return {
    layers: layers.map(({ turnedSignals, incoming, radialParts, weights }) => [
      summedWithIncoming(tf, turnedSignals, incoming),
      tf.mul(weights, tf.neg(radialParts)),
    ]),
    output: tf.matMul(outputSignal, last, false, true),
  };
}

/** In one tensor, so that they are read at once. */
function traces(tf: Operations, sweep: LossSweep, changes: SweptGradient): Tensor1D {
  const parts = [...changes.layers.map(([sum, radial]) => tf.add(sum, radial)), changes.output];
  const smallest = sweep.layers.map(({ squaredNorms }) => tf.min(squaredNorms));
  return tf.stack([sweep.loss, tf.min(tf.stack(smallest)), tf.addN(parts.map((part) => tf.sum(tf.square(part))))]);
}
