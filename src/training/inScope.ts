import type { TensorContainer } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "./backend/loadTensorflow";

/**
 * tf.tidy with the type of what `compute` returns: tensors in objects and arrays, read-only ones too, which the types of tidy
 * do not know. Never return typed arrays: tidy looks for tensors in them, entry by entry.
 *
 * @example const { layers } = inScope(tf, () => sweptGradient(tf, lossSweep(tf, network, batch, 1)))
 */
export function inScope<T>(tf: TensorFlow, compute: () => T): T {
  return tf.tidy(() => compute() as unknown as TensorContainer) as unknown as T;
}
