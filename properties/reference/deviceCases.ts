import fc from "fast-check";
import { pseudoRandom } from "../../src/arithmetic/pseudoRandom";
import type { DataSet } from "../../src/dataSets/dataSet";
import { activationNamed } from "../../src/network/activation";
import { type Batch, createBatch } from "../../src/network/batch";
import { createNetwork, type Network } from "../../src/network/network";
import type { TensorFlow } from "../../src/training/backend/loadTensorflow";
import { deviceBatch } from "../../src/training/deviceBatches";
import type { DeviceBatch } from "../../src/training/lossSweep";

/** A network and n records whose numbers are float32 numbers: float64 and float32 code see the same ones. */
export interface DeviceCase {
  readonly network: Network;
  readonly batch: Batch;
}

export interface DeviceShape {
  readonly depth: number;
  readonly width: number;
  readonly inputDimension: number;
  readonly records: number;
  readonly activation: string;
  readonly shift: number;
}

/** Small shapes, down to one neuron, one input and one record. */
export function deviceShapes(activations: readonly string[]): fc.Arbitrary<DeviceShape> {
  return fc.record({
    depth: fc.integer({ min: 1, max: 4 }),
    width: fc.integer({ min: 1, max: 7 }),
    inputDimension: fc.integer({ min: 1, max: 6 }),
    records: fc.integer({ min: 1, max: 9 }),
    activation: fc.constantFrom(...activations),
    shift: fc.constantFrom(0, 0, 0.25, -0.75),
  });
}

/** Seeds of the numbers. */
export const deviceSeeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

/** A case of a shape, all numbers from [-1, 1). */
export function deviceCase(shape: DeviceShape, seed: number): DeviceCase {
  const { depth, width, inputDimension, records } = shape;
  const uniform = pseudoRandom(seed);
  const numbers = (length: number): Float64Array =>
    new Float64Array(length).map(() => Math.fround(2 * uniform() - 1 || 0.5));
  const network = createNetwork({
    activation: { activation: activationNamed(shape.activation, "activation"), shift: Math.fround(shape.shift) },
    layers: Array.from({ length: depth }, (_, l) => numbers(width * (l === 0 ? inputDimension : width))),
    output: numbers(width),
  });
  const inputs = Array.from({ length: records }, () => numbers(inputDimension));
  return { network, batch: createBatch(network, inputs, numbers(records)) };
}

/** The records on the backend. */
export function batchOnDevice(tf: TensorFlow, { inputs, targets }: Batch): DeviceBatch {
  return deviceBatch(tf, Float32Array.from(inputs.flatMap((input) => [...input])), Float32Array.from(targets));
}

/** The records as a data set. */
export function dataSetOf({ inputs, targets }: Batch): DataSet {
  return {
    name: "random",
    count: inputs.length,
    inputDimension: inputs[0].length,
    classes: null,
    inputs: Float32Array.from(inputs.flatMap((input) => [...input])),
    targets: Float32Array.from(targets),
  };
}
