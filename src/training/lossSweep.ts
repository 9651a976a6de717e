import type { Scalar, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "./backend/loadTensorflow";
import { type DeviceActivation, deviceActivation } from "./deviceActivation";
import type { DeviceNetwork } from "./deviceNetwork";

/** Records on the backend: inputs [n, d], targets [n, 1]. */
export interface DeviceBatch {
  readonly inputs: Tensor2D;
  readonly targets: Tensor2D;
}

/** What one layer keeps of a sweep over n records. Its fan-in is k: d for the first layer, m for the others. */
export interface LayerSweep {
  /** W [m, k]. */
  readonly weights: Tensor2D;
  /** ‖W_i‖² [m]. */
  readonly squaredNorms: Tensor1D;
  /** s/‖W_i‖ [m]. */
  readonly gains: Tensor1D;
  /** α^(l-1) [n, k]. */
  readonly incoming: Tensor2D;
  /** z^l, φ(z^l), φ′(z^l) [n, m]. */
  readonly preActivations: Tensor2D;
  readonly outgoing: Tensor2D;
  readonly slopes: Tensor2D;
  /** c ∂L/∂α^l and c ∂L/∂z^l [n, m], c the factor of the sweep. */
  readonly signals: Tensor2D;
  readonly preSignals: Tensor2D;
  /** preSignals · s/‖W_i‖ [n, m]. */
  readonly turnedSignals: Tensor2D;
  /** Σ_records preSignals z/‖W_i‖² [m]: what of the gradient before projection lies along the row. */
  readonly radialParts: Tensor1D;
}

/** One sweep forward and one backward over a batch: all that a gradient, a step and a Hessian-vector product are made of. */
export interface LossSweep {
  readonly activation: DeviceActivation;
  readonly layers: readonly LayerSweep[];
  /** L = (1/n) Σ (y - f)². */
  readonly loss: Scalar;
  /** c ∂L/∂f = 2c (f - y)/n [n, 1]. */
  readonly outputSignal: Tensor2D;
}

/**
 * Sweeps a batch through a network.
 *
 * The product of activations and weights is divided by the row norms, never the weights themselves: n m divisions less
 * memory traffic than m k. Call it within tf.tidy, or keep and dispose what it returns.
 *
 * @param factor c: signals and gradients are multiplied by it (a step size, or 1)
 */
export function lossSweep(tf: TensorFlow, network: DeviceNetwork, batch: DeviceBatch, factor: number): LossSweep {
  const { mul, matMul, square } = tf;
  const activation = deviceActivation(tf, network.activation);
  const scale = 1 / Math.sqrt(network.width);
  const entered: Omit<LayerSweep, "signals" | "preSignals" | "turnedSignals" | "radialParts">[] = [];
  let incoming = batch.inputs;
  for (const weights of network.layers) {
    const squaredNorms: Tensor1D = tf.sum(square(weights), 1);
    const gains: Tensor1D = mul(tf.rsqrt(squaredNorms), scale);
    const preActivations: Tensor2D = mul(matMul(incoming, weights, false, true), gains);
    const outgoing = activation.value(preActivations);
    const slopes = activation.slope(preActivations, outgoing);
    entered.push({ weights, squaredNorms, gains, incoming, preActivations, outgoing, slopes });
    incoming = outgoing;
  }
  const residuals: Tensor2D = tf.sub(matMul(incoming, network.output), batch.targets);
  const loss: Scalar = tf.mean(square(residuals));
  const outputSignal: Tensor2D = mul(residuals, (2 * factor) / batch.inputs.shape[0]);

  const layers: LayerSweep[] = [];
  let signals: Tensor2D = matMul(outputSignal, network.output, false, true);
  for (const [above, layer] of [...entered].reverse().entries()) {
    const preSignals: Tensor2D = mul(signals, layer.slopes);
    const turnedSignals: Tensor2D = mul(preSignals, layer.gains);
    const radialParts: Tensor1D = tf.div(tf.sum(mul(preSignals, layer.preActivations), 0), layer.squaredNorms);
    layers.unshift({ ...layer, signals, preSignals, turnedSignals, radialParts });
    if (above < entered.length - 1) {
      signals = matMul(turnedSignals, layer.weights);
    }
  }
  return { activation, layers, loss, outputSignal };
}

/** c ∇L: one matrix for each layer, then the column for v. ∇_{W_i} L = (turned signals)ᵀ α - (radial part) W_i. */
export function sweptGradient(tf: TensorFlow, { layers, outputSignal }: LossSweep): DeviceGradient {
  const { matMul, mul, sub } = tf;
  return {
    layers: layers.map(({ turnedSignals, incoming, radialParts, weights }) =>
      sub(matMul(turnedSignals, incoming, true, false), mul(weights, tf.expandDims(radialParts, 1))),
    ),
    output: matMul(layers[layers.length - 1].outgoing, outputSignal, true, false),
  };
}

/** A gradient (or direction) in the shape of the network's weights. */
export interface DeviceGradient {
  readonly layers: readonly Tensor2D[];
  readonly output: Tensor2D;
}
