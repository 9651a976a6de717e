import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "./backend/loadTensorflow";
import { type DeviceNetwork, disposeNetwork } from "./deviceNetwork";
import { type DeviceBatch, lossSweep, sweptGradient } from "./lossSweep";

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
  const tensors = tf.tidy(() => {
    const sweep = lossSweep(tf, network, batch, rate);
    const step = sweptGradient(tf, sweep);
    const layers: Tensor2D[] = network.layers.map((weights, l) => tf.sub(weights, step.layers[l]));
    const output: Tensor2D = tf.sub(network.output, step.output);
    if (!traced) {
      return { layers, output, readings: sweep.loss };
    }
    const parts = [...step.layers, step.output].map((part) => tf.sum(tf.square(part)));
    const squaredStep = tf.addN(parts);
    const smallest = sweep.layers.map(({ squaredNorms }) => tf.min(squaredNorms));
    const readings: Tensor1D = tf.stack([sweep.loss, tf.min(tf.stack(smallest)), squaredStep]) as Tensor1D;
    return { layers, output, readings };
  });
  // Synchronous: the backend computes at once anyway, and a step needs the one before.
  const [loss, squaredNorm, squaredStep] = tensors.readings.dataSync();
  tensors.readings.dispose();
  disposeNetwork(network);
  return {
    network: { ...network, layers: tensors.layers, output: tensors.output },
    readings: {
      loss,
      minWeightNorm: traced ? Math.sqrt(squaredNorm) : null,
      gradientToLossRatio: traced ? squaredStep / rate / rate / loss : null,
    },
  };
}
