import type { Tensor2D } from "@tensorflow/tfjs-core";
import { euclideanNorm } from "../arithmetic/euclideanNorm";
import type { SymmetricOperator } from "../calculus/symmetricOperator";
import { layerOffsets } from "../network/layout";
import { fanIn, parameterCount } from "../network/network";
import type { TensorFlow } from "./backend/loadTensorflow";
import { type DeviceDirection, type DeviceNetwork, disposeNetwork } from "./deviceNetwork";
import { CompiledGraph } from "./graph/compiledGraph";
import { runsGraphs } from "./graph/graphSession";
import { inScope } from "./inScope";
import { lossHessianProduct, type SmoothSweep } from "./lossHessianProduct";
import { type DeviceBatch, lossSweep } from "./lossSweep";

/** What a product is computed from. */
interface ProductInputs {
  readonly sweep: SmoothSweep;
  readonly direction: DeviceDirection;
}

/** Hess L of a batch as an operator on float64 vectors, its products in float32 on the backend. To be disposed. */
export class DeviceLossHessian implements SymmetricOperator {
  readonly dimension: number;
  private readonly offsets: readonly number[];
  private readonly sweep: SmoothSweep;
  /** The product as one graph, if TensorFlow can run graphs. */
  private readonly graph: CompiledGraph<ProductInputs, DeviceDirection> | null;

  /** @throws Error if the activation is not smooth */
  constructor(
    private readonly tf: TensorFlow,
    private readonly network: DeviceNetwork,
    batch: DeviceBatch,
  ) {
    this.dimension = parameterCount(network);
    this.offsets = layerOffsets(network);
    this.sweep = inScope(tf, () => {
      const sweep = lossSweep(tf, network, batch, 1);
      const { curvature } = sweep.activation;
      if (curvature === null) {
        throw new Error(`${network.activation.activation.name} has no second derivative`);
      }
      const curvatures = sweep.layers.map(({ preActivations, outgoing, slopes }) =>
        curvature(preActivations, outgoing, slopes),
      );
      return { ...sweep, curvatures, output: network.output };
    });
    const compiled = new CompiledGraph<ProductInputs, DeviceDirection>(tf, (operations, inputs) =>
      lossHessianProduct(operations, inputs.sweep, inputs.direction),
    );
    this.graph = runsGraphs(tf) ? compiled : null;
  }

  /** The loss of the batch. */
  get loss(): number {
    return this.sweep.loss.dataSync()[0];
  }

  readonly apply = (direction: Float64Array, product: Float64Array): void => {
    const norm = euclideanNorm(direction);
    if (norm === 0) {
      product.fill(0);
      return;
    }
    // Lanczos vectors may have any norm; as unit vectors they keep float32 from overflow and underflow.
    const unit = this.toDevice(direction, 1 / norm);
    const result = this.product(unit);
    disposeNetwork(unit);
    for (const [l, part] of [...result.layers, result.output].entries()) {
      const values = part.dataSync();
      part.dispose();
      for (let i = 0; i < values.length; i++) {
        product[this.offsets[l] + i] = norm * values[i];
      }
    }
  };

  dispose(): void {
    this.graph?.dispose();
    const { layers, loss, outputSignal, curvatures } = this.sweep;
    // A layer's incoming activations are the outgoing ones of the layer below, or the inputs, which are not ours.
    const owned = layers.flatMap(({ weights: _weights, incoming: _incoming, ...tensors }) => Object.values(tensors));
    this.tf.dispose([...owned, loss, outputSignal, ...curvatures]);
  }

  private product(direction: DeviceDirection): DeviceDirection {
    const { tf, sweep, graph } = this;
    return graph === null
      ? inScope(tf, () => lossHessianProduct(tf, sweep, direction))
      : graph.run({ sweep, direction });
  }

  private toDevice(direction: Float64Array, factor: number): DeviceDirection {
    const { network, offsets } = this;
    const part = (index: number, rows: number, columns: number): Tensor2D => {
      const values = new Float32Array(rows * columns);
      for (let i = 0; i < values.length; i++) {
        values[i] = factor * direction[offsets[index] + i];
      }
      return this.tf.tensor2d(values, [rows, columns]);
    };
    return {
      layers: network.layers.map((_, l) => part(l, network.width, fanIn(network, l))),
      output: part(network.depth, 1, network.width),
    };
  }
}
