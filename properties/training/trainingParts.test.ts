/** The parts of training that need no TensorFlow: initial weights, batches, schedules, states and folders. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { activationNamed } from "../../src/network/activation";
import { readNetworkFile } from "../../src/network/formats/networkFile";
import { BatchOrder } from "../../src/training/batchOrder";
import { fingerprintOf } from "../../src/training/fingerprint";
import { takesHessians } from "../../src/training/hessianSchedule";
import { checkTrainable, initialNetwork } from "../../src/training/initialNetwork";
import { checkpointIn, RunFolder } from "../../src/training/runFolder";
import { readTrainingState, writeTrainingState } from "../../src/training/trainingState";
import { trainingPlan as plan } from "../reference/trainingPlan";

const folder = mkdtempSync(join(tmpdir(), "wnb-training-"));
afterAll(() => rmSync(folder, { recursive: true }));

const activation = { activation: activationNamed("tanh", "activation"), shift: 0 };
const network = initialNetwork({ depth: 2, width: 6, inputDimension: 5, activation }, 5, 7);

test("initial weights: float32 numbers, rows within c/√m and all over it, ‖v‖ = 1, the same for the same seed", () => {
  const shape = { depth: 2, width: 64, inputDimension: 30, activation };
  const first = initialNetwork(shape, 0.5, 1);
  const bound = 0.5 / 8;
  for (const weights of first.layers) {
    expect(weights.every((value) => Math.abs(value) <= bound && value === Math.fround(value))).toBe(true);
    const mean = weights.reduce((sum, value) => sum + value, 0) / weights.length;
    const square = weights.reduce((sum, value) => sum + value * value, 0) / weights.length;
    // Uniform in [-b, b]: mean 0, variance b²/3; five standard deviations of the sample's.
    expect(Math.abs(mean)).toBeLessThan((5 * bound) / Math.sqrt(3 * weights.length));
    expect(Math.abs(square / (bound * bound) - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / weights.length));
  }
  expect(Math.abs(euclideanNorm(first.output) - 1)).toBeLessThan(1e-6);
  expect(initialNetwork(shape, 0.5, 1)).toEqual(first);
  expect(initialNetwork(shape, 0.5, 2).layers[0]).not.toEqual(first.layers[0]);
  expect(Math.abs(initialNetwork({ ...shape, width: 1 }, 5, 3).output[0])).toBe(1);
});

test("rows that float32 cannot be trained with are refused by name", () => {
  const tiny = { ...network, layers: network.layers.map((weights) => weights.slice()) };
  tiny.layers[1].fill(1e-20, 6, 12);
  expect(() => checkTrainable(tiny)).toThrow(
    "layers[1][1]: found a row of norm 2.449489742783178e-20, expected a norm from 1e-15 to 1000000000000000: training computes in float32",
  );
  expect(() => checkTrainable(network)).not.toThrow();
});

test("batches: every epoch visits every record once; the batch of a step depends on seed and step alone", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer(),
      (records, wanted, seed) => {
        const batch = Math.min(wanted, records);
        const order = new BatchOrder(records, batch, seed);
        const epochs = 3;
        const steps = Math.ceil((epochs * records) / batch);
        const visited = Array.from({ length: steps }, (_, step) => [...order.recordsOf(step)]).flat();
        for (let epoch = 0; epoch < epochs; epoch++) {
          const once = visited.slice(epoch * records, (epoch + 1) * records).sort((a, b) => a - b);
          expect(once).toEqual(Array.from({ length: records }, (_, i) => i));
        }
        const last = new BatchOrder(records, batch, seed).recordsOf(steps - 1);
        expect([...last]).toEqual(visited.slice((steps - 1) * batch, steps * batch));
      },
    ),
  );
});

test("batches of another seed or epoch come in another order", () => {
  const epochOf = (seed: number, epoch: number): number[] => [...new BatchOrder(100, 100, seed).recordsOf(epoch)];
  const orders = [epochOf(1, 0), epochOf(1, 1), epochOf(2, 0), epochOf(2, 1)].map((order) => order.join());
  expect(new Set(orders).size).toBe(4);
});

test("the Hessian norms fall on as many checkpoints as wanted, the last among them, and the first from two on", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 70 }), (last, wanted) => {
      const taken = Array.from({ length: last + 1 }, (_, index) => takesHessians(index, last, wanted));
      expect(taken.filter(Boolean)).toHaveLength(Math.min(wanted, last + 1));
      expect(taken[last]).toBe(wanted > 0);
      expect(taken[0]).toBe(wanted > 1 || (wanted === 1 && last === 0));
    }),
  );
});

test("a fingerprint changes with any number of the data", () => {
  const data = { inputs: Float32Array.of(0.6, 0.8, 1, 0), targets: Float32Array.of(-1, 1) };
  const changed = { inputs: Float32Array.of(0.6, 0.8, 1, 0), targets: Float32Array.of(-1, 0.5) };
  expect(fingerprintOf(data)).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprintOf({ ...data, inputs: data.inputs.slice() })).toBe(fingerprintOf(data));
  expect(fingerprintOf(changed)).not.toBe(fingerprintOf(data));
});

test("a checkpoint comes back bit for bit, and is a network file with an input", () => {
  const path = join(folder, "state.safetensors");
  const input = Float64Array.from([0.6, 0, 0.8, 0, 0], Math.fround);
  writeTrainingState(path, { step: 17, network, plan }, input);
  expect(readTrainingState(path)).toEqual({ step: 17, network, plan: JSON.parse(JSON.stringify(plan)) });
  const file = readNetworkFile(path);
  expect(file.input).toEqual(input);
  expect(file.network.layers).toEqual(network.layers);
});

test("damaged checkpoints are refused by name", () => {
  const path = join(folder, "damaged.safetensors");
  writeTrainingState(path, { step: 17, network, plan }, new Float64Array(5).fill(0.5));
  const bytes = readFileSync(path);
  const error = (content: Uint8Array | string): string => {
    writeFileSync(path, content);
    try {
      readTrainingState(path);
      return "";
    } catch (caught) {
      return (caught as Error).message;
    }
  };
  expect(error(bytes.subarray(0, 900))).toContain(`${path}: `);
  expect(error("{}")).toBe(
    `${path}: content: found 2 bytes that are no safetensors file, expected a checkpoint of wnb train`,
  );
  const other = bytes.toString("latin1").replace("weightnorm-training/1", "weightnorm-training/9");
  expect(error(Buffer.from(other, "latin1"))).toBe(
    `${path}: __metadata__.training: found format "weightnorm-training/9", step 17, expected format "weightnorm-training/1" and a step`,
  );
  const incomplete = bytes.toString("latin1").replace("rate", "ratf");
  expect(error(Buffer.from(incomplete, "latin1"))).toBe(
    `${path}: __metadata__.training.rate: found none, expected what wnb train writes there`,
  );
  rmSync(path);
  expect(() => readTrainingState(path)).toThrow(`${path}: found no such file, expected a checkpoint of wnb train`);
});

test("a run's folder: one run at a time, no run over another, the log cut back to the checkpoint", () => {
  const path = join(folder, "run");
  const run = RunFolder.create(path);
  run.append(JSON.stringify({ step: 0, checkpoint: {} }));
  for (let step = 0; step < 4; step++) {
    run.append(JSON.stringify({ step, loss: step / 3 }));
  }
  run.close();
  writeTrainingState(checkpointIn(path), { step: 2, network, plan }, new Float64Array(5).fill(0.5));
  expect(() => RunFolder.create(path)).toThrow(`${path}: found the checkpoint of another run`);
  // As a crash leaves it: a half line at the end, and the lock of a process that is gone.
  writeFileSync(join(path, "log.jsonl"), `${readFileSync(join(path, "log.jsonl"), "utf8")}{"step":4,"lo`);
  writeFileSync(join(path, "lock"), "4194305");
  const resumed = RunFolder.resume(path, 2);
  resumed.append(JSON.stringify({ step: 2, loss: 9 }));
  resumed.close();
  const lines = readFileSync(join(path, "log.jsonl"), "utf8").trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { step: 0, checkpoint: {} },
    { step: 0, loss: 0 },
    { step: 1, loss: 1 / 3 },
    { step: 2, loss: 9 },
  ]);
  expect(existsSync(join(path, "lock"))).toBe(false);
  // The parent of this process is alive for sure.
  writeFileSync(join(path, "lock"), String(process.ppid));
  expect(() => RunFolder.resume(path, 2)).toThrow(
    `${path}: found a run that is going on (process ${process.ppid}), expected a folder that no other run writes to`,
  );
});
