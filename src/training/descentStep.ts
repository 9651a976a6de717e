import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "./backend/loadTensorflow";
import { type DeviceNetwork, disposeNetwork } from "./deviceNetwork";
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

/**
 * One step of (stochastic) gradient descent, θ - η ∇L(θ) with L the loss of the batch, every parameter updated.
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
): { network: DeviceNetwork; readings: StepReadings } {
  const { layers, output, readings } = inScope(tf, () => {
    const sweep = lossSweep(tf, network, batch, -rate);
    const changes = sweptGradient(tf, sweep);
    return {
      layers: network.layers.map((weights, l) => tf.addN<Tensor2D>([weights, ...changes.layers[l]])),
      output: tf.add<Tensor2D>(network.output, changes.output),
      readings: traced ? traces(tf, sweep, changes) : sweep.loss,
    };
  });
  // Synchronous: the backend computes at once anyway, and a step needs the one before.
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
export function sweptGradient(tf: TensorFlow, { layers, outputSignal }: LossSweep): SweptGradient {
  const last = layers[layers.length - 1].outgoing;
  return {
    layers: layers.map(({ turnedSignals, incoming, radialParts, weights }) => [
      summedWithIncoming(tf, turnedSignals, incoming),
      tf.mul<Tensor2D>(weights, tf.neg(radialParts)),
    ]),
    output: tf.matMul<Tensor2D>(outputSignal, last, false, true),
  };
}

/** The loss, ω² and the squared norm of the change, in one tensor: one reading. */
function traces(tf: TensorFlow, sweep: LossSweep, changes: SweptGradient): Tensor {
  const parts = [...changes.layers.map(([sum, radial]) => tf.add(sum, radial)), changes.output];
  const smallest = sweep.layers.map(({ squaredNorms }) => tf.min(squaredNorms));
  return tf.stack([sweep.loss, tf.min(tf.stack(smallest)), tf.addN(parts.map((part) => tf.sum(tf.square(part))))]);
}
