/** Training as one graph on the native backend against the same mathematics op by op. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { float64 } from "../../src/arithmetic/float64";
import { scalesOfBatch } from "../../src/bounds/batchScales";
import { lossHessianBound } from "../../src/bounds/lossBounds";
import { LossEvaluation } from "../../src/measurement/lossEvaluation";
import { roundingUnits } from "../../src/measurement/rounding";
import { paperActivationNames } from "../../src/network/activation";
import { parametersOf } from "../../src/network/layout";
import type { Network } from "../../src/network/network";
import type { TensorFlow } from "../../src/training/backend/loadTensorflow";
import type { Stepped } from "../../src/training/descentStep";
import { DeviceLossHessian } from "../../src/training/deviceLossHessian";
import { type DeviceNetwork, fromDevice, toDevice } from "../../src/training/deviceNetwork";
import { CompiledGraph } from "../../src/training/graph/compiledGraph";
import type { Operations } from "../../src/training/graph/operations";
import { trainingStep } from "../../src/training/graph/trainingStep";
import { FLOAT32_ROUNDOFF } from "../../src/training/rowDecrease";
import { quickOrFull } from "../depth";
import { batchOnDevice, deviceCase, deviceSeeds, deviceShapes } from "../reference/deviceCases";
import { nativeTensorflow, nativeTest } from "../reference/nativeTensorflow";
import { smoothPaperActivationNames } from "../reference/paperActivations";

/** Each case compiles a graph, which takes some 30 ms. */
const RUNS = { numRuns: quickOrFull(4, 60) };

/** The native kernels, by a backend that seems to have no graphs. */
function withoutGraphs(): TensorFlow {
  return { ...nativeTensorflow(), getBackend: () => "without graphs" };
}

/** How often graphs were run meanwhile. */
function graphRuns(compute: () => void): number {
  const backend = nativeTensorflow().backend() as unknown as { runSavedModel(...parameters: unknown[]): unknown };
  const spy = jest.spyOn(backend, "runSavedModel");
  try {
    compute();
    return spy.mock.calls.length;
  } finally {
    spy.mockRestore();
  }
}

/** One call of every operation, for x, y [2, 3], column [2, 1] and row [1, 3]; x is positive. */
const calls: { readonly [K in keyof Operations]: (tf: Operations, x: Tensor2D, y: Tensor2D, z: Tensor2D) => Tensor[] } =
  {
    matMul: (tf, x, y) => [
      tf.matMul(x, y, true, false),
      tf.matMul(x, y, false, true),
      tf.matMul(tf.matMul(x, y, true), x, true, true),
      tf.matMul(tf.matMul(x, y, false, true), x),
    ],
    add: (tf, x, y, z) => [tf.add(x, y), tf.add(x, z), tf.add(z, x), tf.add(x, 0.3)],
    sub: (tf, x, y, z) => [tf.sub(x, y), tf.sub(z, y), tf.sub(1, y), tf.sub(y, 1)],
    mul: (tf, x, y, z) => [tf.mul(x, y), tf.mul(x, z), tf.mul(Math.PI, y)],
    div: (tf, x, y, z) => [tf.div(y, x), tf.div(y, z), tf.div(2, x), tf.div(y, 3)],
    pow: (tf, x, y) => [tf.pow(x, y), tf.pow(x, 3), tf.pow(2, y)],
    addN: (tf, x, y) => [tf.addN([x, y, x]), tf.addN([tf.sum(x), tf.sum(y)])],
    less: (tf, x, y) => [tf.cast(tf.less(x, y), "float32"), tf.cast(tf.less(y, 0), "float32")],
    greater: (tf, x, y) => [tf.cast(tf.greater(x, y), "float32"), tf.cast(tf.greater(y, 0), "float32")],
    cast: (tf, x) => [tf.cast(x, "float32")],
    sum: (tf, x) => [tf.sum(x), tf.sum(x, 1, true)],
    min: (tf, x, y) => [tf.min(y), tf.min(tf.stack([tf.mean(x), tf.mean(y)]))],
    mean: (tf, x) => [tf.mean(x)],
    stack: (tf, x, y) => [tf.stack([tf.min(x), tf.mean(y), tf.sum(x)])],
    clipByValue: (tf, _x, y) => [tf.clipByValue(y, -0.5, 0.25)],
    abs: (tf, _x, y) => [tf.abs(y)],
    atan: (tf, _x, y) => [tf.atan(y)],
    clone: (tf, _x, y) => [tf.clone(y)],
    cos: (tf, _x, y) => [tf.cos(y)],
    erf: (tf, _x, y) => [tf.erf(y)],
    exp: (tf, _x, y) => [tf.exp(y)],
    log1p: (tf, x) => [tf.log1p(x)],
    neg: (tf, _x, y) => [tf.neg(y)],
    onesLike: (tf, _x, y) => [tf.onesLike(y)],
    reciprocal: (tf, x) => [tf.reciprocal(x)],
    relu: (tf, _x, y) => [tf.relu(y)],
    rsqrt: (tf, x) => [tf.rsqrt(x)],
    sigmoid: (tf, _x, y) => [tf.sigmoid(y)],
    sign: (tf, _x, y) => [tf.sign(y)],
    sin: (tf, _x, y) => [tf.sin(y)],
    sqrt: (tf, x) => [tf.sqrt(x)],
    square: (tf, _x, y) => [tf.square(y)],
    tanh: (tf, _x, y) => [tf.tanh(y)],
    zerosLike: (tf, _x, y) => [tf.zerosLike(y)],
  };

nativeTest("every operation, recorded, has the shape and the entries that it has op by op", () => {
  const tf = nativeTensorflow();
  const x = tf.tensor2d([0.5, 2, 1.25, 3, 0.125, 1], [2, 3]);
  const y = tf.tensor2d([-2, 0.75, 0, 1.5, -0.25, 3], [2, 3]);
  const column = tf.tensor2d([0.5, -1.5], [2, 1]);
  for (const [name, call] of Object.entries(calls)) {
    let recorded: readonly number[][] = [];
    const graph = new CompiledGraph(tf, (operations, inputs: readonly Tensor2D[]) => {
      const results = call(operations, inputs[0], inputs[1], inputs[2]);
      recorded = results.map(({ shape }) => [...shape]);
      return results;
    });
    const found = graph.run([x, y, column]);
    const expected = call(tf, x, y, column);
    expect([name, found.map(({ shape }) => shape)]).toEqual([name, expected.map(({ shape }) => shape)]);
    expect([name, recorded]).toEqual([name, expected.map(({ shape }) => shape)]);
    for (const [i, tensor] of found.entries()) {
      const values = expected[i].dataSync();
      for (const [k, value] of tensor.dataSync().entries()) {
        const isClose = Math.abs(value - values[k]) <= 8 * FLOAT32_ROUNDOFF * Math.max(1, Math.abs(values[k]));
        expect([name, i, k, value, isClose]).toEqual([name, i, k, value, true]);
      }
    }
    graph.dispose();
  }
});

nativeTest("a step is that of op by op to float32 rounding, is one graph, and leaves no tensor", () => {
  const tf = nativeTensorflow();
  fc.assert(
    fc.property(
      deviceShapes(paperActivationNames),
      deviceSeeds,
      fc.constantFrom(1e-3, 0.1, 2),
      fc.boolean(),
      (shape, seed, rate, traced) => {
        const { network, batch } = deviceCase(shape, seed);
        const before = tf.memory().numTensors;
        const records = batchOnDevice(tf, batch);
        const results: Stepped[] = [];
        for (const [kind, runs] of [
          [withoutGraphs(), 0],
          [tf, 1],
        ] as const) {
          const step = trainingStep(kind, { rate, traced });
          expect(graphRuns(() => results.push(step.take(toDevice(tf, network), records)))).toBe(runs);
          step.dispose();
        }
        const [expected, found] = results.map((stepped) => parametersOf(fromDevice(stepped.network)));
        const [expectedReadings, readings] = results.map((stepped) => stepped.readings);
        for (const stepped of results) {
          tf.dispose([...stepped.network.layers, stepped.network.output]);
        }
        tf.dispose([records.inputs, records.targets]);
        expect(tf.memory().numTensors).toBe(before);

        const { loss, varrho, scales } = new LossEvaluation(network, batch);
        const unit = 2 * roundingUnits(network, 4) * FLOAT32_ROUNDOFF;
        const reach = 1 + scales.outputNorm * scales.activationScales[shape.depth];
        expect(Math.abs(readings.loss - expectedReadings.loss)).toBeLessThanOrEqual(unit * reach * reach);
        const difference = found.map((value, k) => value - expected[k]);
        expect(euclideanNorm(difference)).toBeLessThanOrEqual(
          4 * FLOAT32_ROUNDOFF * euclideanNorm(expected) + rate * unit * 2 * varrho * reach,
        );
        expect(readings.minWeightNorm === null).toBe(!traced);
        expect(readings.gradientToLossRatio === null).toBe(!traced);
        if (traced) {
          expect(readings.minWeightNorm).toBeCloseTo(expectedReadings.minWeightNorm ?? Number.NaN, 5);
          const roots = [readings, expectedReadings].map((each) => Math.sqrt(each.gradientToLossRatio ?? Number.NaN));
          expect(Math.abs(roots[0] - roots[1])).toBeLessThanOrEqual(
            unit * varrho * (2 + reach / Math.sqrt(loss.value)) + 1e-6 * roots[1],
          );
        }
      },
    ),
    RUNS,
  );
});

nativeTest("a product with the loss Hessian is that of op by op to float32 rounding, and is one graph", () => {
  const tf = nativeTensorflow();
  fc.assert(
    fc.property(deviceShapes(smoothPaperActivationNames), deviceSeeds, (shape, seed) => {
      const { network, batch } = deviceCase(shape, seed);
      const before = tf.memory().numTensors;
      const records = batchOnDevice(tf, batch);
      const device = toDevice(tf, network);
      const direction = parametersOf(network).map((value, k) => value + Math.sin(k));
      const product = (kind: TensorFlow): Float64Array => {
        const operator = new DeviceLossHessian(kind, device, records);
        const result = new Float64Array(direction.length);
        expect(graphRuns(() => operator.apply(direction, result))).toBe(kind === tf ? 1 : 0);
        operator.dispose();
        return result;
      };
      const [expected, found] = [product(withoutGraphs()), product(tf)];
      tf.dispose([...device.layers, device.output, records.inputs, records.targets]);
      expect(tf.memory().numTensors).toBe(before);
      const { loss } = new LossEvaluation(network, batch);
      const bound = lossHessianBound(float64, scalesOfBatch(float64, network, batch.inputs), loss.value);
      const unit = 2 * (roundingUnits(network, 4) + shape.records) * FLOAT32_ROUNDOFF;
      const difference = euclideanNorm(found.map((value, k) => value - expected[k]));
      expect(difference).toBeLessThanOrEqual(unit * bound * euclideanNorm(direction));
    }),
    RUNS,
  );
});

nativeTest("the same steps give the same bits, in another graph too and after a resumption", () => {
  const tf = nativeTensorflow();
  const shape = { depth: 3, width: 160, inputDimension: 90, records: 100, activation: "sigmoid", shift: 0.25 };
  const { network, batch } = deviceCase(shape, 3);
  const records = batchOnDevice(tf, batch);
  const steps = (device: DeviceNetwork, count: number): DeviceNetwork => {
    const step = trainingStep(tf, { rate: 1e-4, traced: true });
    const reached = Array.from({ length: count }).reduce<DeviceNetwork>(
      (before) => step.take(before, records).network,
      device,
    );
    step.dispose();
    return reached;
  };
  const total = quickOrFull(50, 200);
  const whole = fromDevice(steps(toDevice(tf, network), total));
  const again = fromDevice(steps(toDevice(tf, network), total));
  const part = fromDevice(steps(toDevice(tf, network), 33));
  const resumed = fromDevice(steps(toDevice(tf, part), total - 33));
  const bits = (each: Network): string => Buffer.from(parametersOf(each).buffer).toString("hex");
  expect(bits(whole) === bits(part)).toBe(false);
  expect(bits(again) === bits(whole)).toBe(true);
  expect(bits(resumed) === bits(whole)).toBe(true);
});

nativeTest("a graph leaves no file, not even one that TensorFlow refuses; other shapes are an error", () => {
  const tf = nativeTensorflow();
  const folder = mkdtempSync(join(tmpdir(), "wnb-graphs-"));
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = folder;
  try {
    const product = (): CompiledGraph<readonly Tensor2D[], Tensor2D> =>
      new CompiledGraph(tf, (operations, [a, b]) => operations.matMul(a, b));
    const [a, b] = [tf.tensor2d([1, 2], [1, 2]), tf.tensor2d([3, 4], [2, 1])];
    const graph = product();
    expect([...graph.run([a, b]).dataSync()]).toEqual([11]);
    expect(() => graph.run([b, a])).toThrow("a graph for [1,2] [2,1] was given [2,1] [1,2]");
    graph.dispose();
    expect(() => product().run([a, a])).toThrow(/Failed to load SavedModel/);
    expect(readdirSync(folder)).toEqual([]);
    const foreign = new CompiledGraph(tf, (operations, x: Tensor2D) => operations.add(x, a));
    expect(() => foreign.run(a)).toThrow("a graph takes tensors as inputs only");
  } finally {
    process.env["TMPDIR"] = before;
    if (before === undefined) {
      delete process.env["TMPDIR"];
    }
    rmSync(folder, { recursive: true });
  }
});
