import type { DataSet } from "../dataSets/dataSet";
import type { TensorFlow } from "./backend/loadTensorflow";
import { BatchOrder } from "./batchOrder";
import type { DeviceBatch } from "./lossSweep";

/** The batches of a run, on the backend: one that stays, for full-batch descent, or another one for each step. */
export class DeviceBatches {
  private readonly whole: DeviceBatch | null;
  private readonly order: BatchOrder | null;
  private readonly inputs: Float32Array;
  private readonly targets: Float32Array;

  /** @param size records of a mini-batch; null for all records */
  constructor(
    private readonly tf: TensorFlow,
    private readonly data: DataSet,
    size: number | null,
    seed: number,
  ) {
    this.whole = size === null ? deviceBatch(tf, data.inputs, data.targets) : null;
    this.order = size === null ? null : new BatchOrder(data.count, size, seed);
    this.inputs = new Float32Array((size ?? 0) * data.inputDimension);
    this.targets = new Float32Array(size ?? 0);
  }

  /** Hands the batch of a step to `compute`, and frees it if it is for this step alone. */
  use<T>(step: number, compute: (batch: DeviceBatch) => T): T {
    if (this.whole !== null) {
      return compute(this.whole);
    }
    this.gather(step);
    // The backend has copied the arrays by the time `compute` returns, so the next step may fill them again.
    const batch = deviceBatch(this.tf, this.inputs, this.targets);
    try {
      return compute(batch);
    } finally {
      disposeBatch(batch);
    }
  }

  dispose(): void {
    if (this.whole !== null) {
      disposeBatch(this.whole);
    }
  }

  private gather(step: number): void {
    const { inputs, targets, inputDimension: d } = this.data;
    for (const [i, record] of (this.order as BatchOrder).recordsOf(step).entries()) {
      this.inputs.set(inputs.subarray(record * d, (record + 1) * d), i * d);
      this.targets[i] = targets[record];
    }
  }
}

/** n records as tensors: inputs [n, d] in row order, targets [1, n]. To be disposed. */
export function deviceBatch(tf: TensorFlow, inputs: Float32Array, targets: Float32Array): DeviceBatch {
  const n = targets.length;
  return { inputs: tf.tensor2d(inputs, [n, inputs.length / n]), targets: tf.tensor2d(targets, [1, n]) };
}

export function disposeBatch({ inputs, targets }: DeviceBatch): void {
  inputs.dispose();
  targets.dispose();
}
