import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { ShiftedActivation } from "../network/activation";
import { createNetwork, fanIn, type Network, type Shape } from "../network/network";
import type { TensorFlow } from "./backend/loadTensorflow";

/** A WeightNorm network whose weights are float32 tensors on the backend. */
export interface DeviceNetwork extends Shape {
  readonly width: number;
  readonly activation: ShiftedActivation;
  /** W^1 [m, d], W^2 … W^L [m, m]. */
  readonly layers: readonly Tensor2D[];
  /** v as a row [1, m]. */
  readonly output: Tensor2D;
}

/** Copies a network to the backend; its weights are rounded to float32. */
export function toDevice(tf: TensorFlow, network: Network): DeviceNetwork {
  const { depth, width, widths, inputDimension, activation } = network;
  const layers = network.layers.map((weights, l) =>
    tf.tensor2d(Float32Array.from(weights), [width, fanIn(network, l)]),
  );
  const output = tf.tensor2d(Float32Array.from(network.output), [1, width]);
  return { depth, width, widths, inputDimension, activation, layers, output };
}

/** The network as the float64 core sees it: every float32 number is a float64 number, so nothing is rounded. */
export function fromDevice({ activation, layers, output }: DeviceNetwork): Network {
  return createNetwork({
    activation,
    layers: layers.map((weights) => Float64Array.from(weights.dataSync())),
    output: Float64Array.from(output.dataSync()),
  });
}

/** Frees the tensors. */
export function disposeNetwork({ layers, output }: Pick<DeviceNetwork, "layers" | "output">): void {
  for (const tensor of [...layers, output]) {
    tensor.dispose();
  }
}

/** A direction (or a product with one) in the shape of a network's weights. */
export interface DeviceDirection {
  readonly layers: readonly Tensor2D[];
  readonly output: Tensor2D;
}
