/**
 * node -r esbuild-register bench/trainingStep.ts [--width 512] [--depth 2] [--batch 512] [--steps 200] [--rounds 5]
 *
 * Times one training step on MNIST (gathering the batch, loss, gradient, update, reading the loss) on the native backend, and
 * prints { milliseconds: [one median for each round] }. bench/peers/training.py compares it with PyTorch.
 */
import { parseArgs } from "node:util";
import { readDataSet } from "../src/dataSets/readDataSet";
import { activationNamed } from "../src/network/activation";
import { loadTensorflow } from "../src/training/backend/loadTensorflow";
import { DeviceBatches } from "../src/training/deviceBatches";
import { toDevice } from "../src/training/deviceNetwork";
import { trainingStep } from "../src/training/graph/trainingStep";
import { initialNetwork } from "../src/training/initialNetwork";

const SAMPLES = 10_000;
const RATE = 0.001;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      width: { type: "string", default: "512" },
      depth: { type: "string", default: "2" },
      batch: { type: "string", default: "512" },
      steps: { type: "string", default: "200" },
      rounds: { type: "string", default: "5" },
    },
  });
  const [width, depth, batch, steps, rounds] = [
    values.width,
    values.depth,
    values.batch,
    values.steps,
    values.rounds,
  ].map(Number);
  const { tf, version } = await loadTensorflow({ backend: "native", say: console.error });
  const data = readDataSet({ kind: "mnist" }, SAMPLES);
  const activation = { activation: activationNamed("tanh", "activation"), shift: 0 };
  const { inputDimension } = data;
  let network = toDevice(tf, initialNetwork({ depth, width, inputDimension, activation }, 5, 1));
  const batches = new DeviceBatches(tf, data, batch, 1);
  const training = trainingStep(tf, { rate: RATE, traced: false });
  let step = 0;
  const run = (): number => {
    const started = performance.now();
    const stepped = batches.use(step, (records) => training.take(network, records));
    network = stepped.network;
    step += 1;
    return performance.now() - started;
  };
  for (let k = 0; k < steps / 4; k++) {
    run();
  }
  const milliseconds = Array.from({ length: rounds }, () => median(Array.from({ length: steps }, run)));
  console.log(JSON.stringify({ version, milliseconds }));
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

void main();
