/** Loss, gradient, step and Hessian in float32 on the native backend against the float64 core. */
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { gradientStep } from "../../src/calculus/gradientStep";
import { LossEvaluation } from "../../src/measurement/lossEvaluation";
import { roundingUnits } from "../../src/measurement/rounding";
import { activationNamed, activationNames, paperActivationNames } from "../../src/network/activation";
import { parametersOf } from "../../src/network/layout";
import { fanIn } from "../../src/network/network";
import { lossHessianNorm } from "../../src/spectrum/lossHessianNorm";
import { BatchOrder } from "../../src/training/batchOrder";
import { descentStep } from "../../src/training/descentStep";
import { deviceActivation } from "../../src/training/deviceActivation";
import { DeviceBatches } from "../../src/training/deviceBatches";
import { DeviceLossHessian } from "../../src/training/deviceLossHessian";
import { fromDevice, toDevice } from "../../src/training/deviceNetwork";
import { inScope } from "../../src/training/inScope";
import { lossSweep } from "../../src/training/lossSweep";
import { FLOAT32_ROUNDOFF, largestRowDecrease } from "../../src/training/rowDecrease";
import { watchedLossHessian } from "../../src/training/watchedHessians";
import { quickOrFull } from "../depth";
import {
  batchOnDevice,
  type DeviceCase,
  dataSetOf,
  deviceCase,
  deviceSeeds,
  deviceShapes,
} from "../reference/deviceCases";
import { nativeInFull, nativeTensorflow, nativeTest } from "../reference/nativeTensorflow";
import { smoothPaperActivationNames } from "../reference/paperActivations";

/** Kernels are slow for tiny networks: fewer cases than the float64 properties have. */
const RUNS = { numRuns: quickOrFull(4, 60) };

nativeTest("every activation: φ, φ′ and φ″ are those of the float64 jets to float32 rounding", () => {
  const tf = nativeTensorflow();
  const points = Array.from({ length: 401 }, (_, i) => Math.fround((i - 200) / 25));
  for (const name of activationNames) {
    for (const shift of [0, 0.375]) {
      const shifted = { activation: activationNamed(name, "activation"), shift };
      const { value, slope, curvature } = deviceActivation(tf, shifted);
      const z = tf.tensor2d(points, [1, points.length]);
      const values = value(z);
      const slopes = slope(z, values);
      const found = [values, slopes, ...(curvature === null ? [] : [curvature(z, values, slopes)])];
      const jet = new Float64Array(3);
      for (const [order, tensor] of found.entries()) {
        const numbers = tensor.dataSync();
        const differences = points.map((point, i) => {
          shifted.activation.jet(point + shift, jet);
          return Math.abs(numbers[i] - jet[order]);
        });
        // z of up to 8.4 has lost 3 bits, and slopes up to 1 carry that on; the largest |φ| is 8.4. NaN is not below it either.
        expect(Math.max(...differences)).toBeLessThan(64 * FLOAT32_ROUNDOFF);
      }
    }
  }
});

nativeTest("loss and step are those of the float64 core to float32 rounding, and no tensor is left", () => {
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
        const { network: stepped, readings } = descentStep(tf, toDevice(tf, network), records, rate, traced);
        const found = fromDevice(stepped);
        tf.dispose([...stepped.layers, stepped.output, records.inputs, records.targets]);
        expect(tf.memory().numTensors).toBe(before);

        const evaluation = new LossEvaluation(network, batch);
        const { loss, gradient, varrho, scales } = evaluation;
        const unit = roundingUnits(network, 4) * FLOAT32_ROUNDOFF;
        const reach = 1 + scales.outputNorm * scales.activationScales[shape.depth];
        expect(Math.abs(readings.loss - loss.value)).toBeLessThanOrEqual(unit * reach * reach);

        const expected = parametersOf(gradientStep(network, gradient, rate));
        const difference = parametersOf(found).map((value, k) => value - expected[k]);
        const storage = 2 * FLOAT32_ROUNDOFF * euclideanNorm(expected);
        expect(euclideanNorm(difference)).toBeLessThanOrEqual(storage + rate * unit * 2 * varrho * reach);

        if (traced) {
          expect(readings.minWeightNorm).toBeCloseTo(scales.minWeightNorm, 5);
          const ratio = euclideanNorm(gradient) / Math.sqrt(loss.value);
          expect(Math.abs(Math.sqrt(readings.gradientToLossRatio ?? Number.NaN) - ratio)).toBeLessThanOrEqual(
            unit * varrho * (2 + reach / Math.sqrt(loss.value)) + 1e-6 * ratio,
          );
        }
      },
    ),
    RUNS,
  );
});

nativeTest("the Hessian norm of the loss agrees with the float64 core to 1e-4 relative", () => {
  const tf = nativeTensorflow();
  fc.assert(
    fc.property(deviceShapes(smoothPaperActivationNames), deviceSeeds, (shape, seed) => {
      const { network, batch } = withoutTinyRows(deviceCase(shape, seed));
      const records = batchOnDevice(tf, batch);
      const device = toDevice(tf, network);
      const { norm, theorem } = watchedLossHessian(tf, device, records, { network, inputs: batch.inputs }, {});
      tf.dispose([...device.layers, device.output, records.inputs, records.targets]);
      const exact = lossHessianNorm(network, batch);
      expect(Math.abs(norm.value - exact.value)).toBeLessThanOrEqual(1e-4 * exact.value);
      expect(theorem.verdict).toBe("holds");
    }),
    RUNS,
  );
});

/** Rows of norm 1/4 and more: the function is the same. With tiny rows, terms of 1/‖W_i‖² cancel, and float32 is lost in them. */
function withoutTinyRows({ network, batch }: DeviceCase): DeviceCase {
  const layers = network.layers.map((weights, l) => {
    const n = fanIn(network, l);
    return weights.map((value, k) => {
      const norm = euclideanNorm(weights, k - (k % n), n);
      return norm < 0.25 ? value * 2 ** Math.ceil(Math.log2(0.25 / norm)) : value;
    });
  });
  return { network: { ...network, layers }, batch };
}

nativeTest("tiny rows: the Hessian norm of the loss is within the error that its verdict counts", () => {
  const tf = nativeTensorflow();
  const single = { depth: 1, width: 1, inputDimension: 1, records: 1, activation: "identity", shift: 0 };
  // The second has a row of norm 0.023, where Lanczos once took noise for a direction: 1.445 instead of 1.407.
  for (const { network, batch } of [deviceCase(single, 1), deviceCase(single, 687436390)]) {
    const records = batchOnDevice(tf, batch);
    const { norm } = watchedLossHessian(tf, toDevice(tf, network), records, { network, inputs: batch.inputs }, {});
    const exact = lossHessianNorm(network, batch).value;
    expect(Math.abs(norm.value - exact)).toBeLessThan(1e-3 * exact);
    expect(norm.iterations).toBeLessThan(10);
  }
});

nativeTest("the loss Hessian is linear and symmetric, at any scale of the direction", () => {
  const tf = nativeTensorflow();
  const { network, batch } = deviceCase(
    { depth: 3, width: 5, inputDimension: 4, records: 6, activation: "softplus", shift: 0 },
    5,
  );
  const operator = new DeviceLossHessian(tf, toDevice(tf, network), batchOnDevice(tf, batch));
  const n = operator.dimension;
  const product = (direction: Float64Array): Float64Array => {
    const result = new Float64Array(n);
    operator.apply(direction, result);
    return result;
  };
  const a = new Float64Array(n).map((_, i) => Math.sin(i + 1));
  const b = new Float64Array(n).map((_, i) => Math.cos(3 * i));
  const inner = (x: Float64Array, y: Float64Array): number => x.reduce((sum, value, i) => sum + value * y[i], 0);
  const scale = euclideanNorm(product(a)) * euclideanNorm(b);
  expect(Math.abs(inner(product(a), b) - inner(a, product(b)))).toBeLessThan(1e-5 * scale);
  const huge = product(a.map((value) => value * 1e60));
  expect(huge.every((value, i) => Math.abs(value / 1e60 - product(a)[i]) < 1e-5 * euclideanNorm(product(a)))).toBe(
    true,
  );
  expect(product(new Float64Array(n))).toEqual(new Float64Array(n));
  operator.dispose();
});

nativeInFull(
  "float32 rows lose no more than the rounding bound allows, over hundreds of steps and six decades of η",
  () => {
    const tf = nativeTensorflow();
    for (const rate of [1e-5, 1e-3, 0.1, 1, 10]) {
      const { network, batch } = deviceCase(
        { depth: 3, width: 6, inputDimension: 5, records: 8, activation: "tanh", shift: 0 },
        11,
      );
      const records = batchOnDevice(tf, batch);
      let device = toDevice(tf, network);
      let before = network;
      for (let block = 0; block < 3; block++) {
        let largestLoss = 0;
        for (let step = 0; step < 100; step++) {
          const stepped = descentStep(tf, device, records, rate);
          device = stepped.network;
          largestLoss = Math.max(largestLoss, stepped.readings.loss);
        }
        const after = fromDevice(device);
        const { scales } = new LossEvaluation(before, batch);
        const { decrease, bound } = largestRowDecrease(before, after, scales, {
          steps: 100,
          rate,
          batch: 8,
          largestLoss,
        });
        expect(decrease).toBeLessThanOrEqual(bound);
        before = after;
      }
    }
  },
);

nativeTest("a mini-batch pairs each input with its own target", () => {
  const tf = nativeTensorflow();
  const { network, batch } = deviceCase(
    { depth: 2, width: 5, inputDimension: 4, records: 12, activation: "tanh", shift: 0 },
    9,
  );
  const device = toDevice(tf, network);
  const batches = new DeviceBatches(tf, dataSetOf(batch), 5, 3);
  const order = new BatchOrder(12, 5, 3);
  for (let step = 0; step < 6; step++) {
    const loss = batches.use(
      step,
      (records) => inScope(tf, () => lossSweep(tf, device, records, 1).loss).dataSync()[0],
    );
    const chosen = [...order.recordsOf(step)];
    const inputs = chosen.map((record) => batch.inputs[record]);
    const targets = Float64Array.from(chosen, (record) => batch.targets[record]);
    expect(loss).toBeCloseTo(new LossEvaluation(network, { inputs, targets }).loss.value, 6);
  }
});

test("a row that shrank by more than rounding is seen", () => {
  const { network, batch } = deviceCase(
    { depth: 2, width: 4, inputDimension: 3, records: 4, activation: "tanh", shift: 0 },
    3,
  );
  const shrunk = { ...network, layers: network.layers.map((weights) => weights.slice()) };
  for (let j = 0; j < 4; j++) {
    shrunk.layers[1][2 * 4 + j] *= 1 - 1e-3;
  }
  const { scales } = new LossEvaluation(network, batch);
  const between = { steps: 100, rate: 1e-3, batch: 4, largestLoss: 1 };
  const found = largestRowDecrease(network, shrunk, scales, between);
  expect(found).toMatchObject({ layer: 1, row: 2 });
  expect(found.decrease).toBeCloseTo(1e-3, 9);
  expect(found.decrease).toBeGreaterThan(found.bound);
});
