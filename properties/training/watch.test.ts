/** The watched theorems: all hold on honest training runs, and each is seen to fail when its bound is taken away. */

import type { DataSet } from "../../src/dataSets/dataSet";
import type { Network } from "../../src/network/network";
import { lossHessianNorm } from "../../src/spectrum/lossHessianNorm";
import type { Observation, WatchedTheorem } from "../../src/training/observation";
import type { TrainingPlan } from "../../src/training/trainingPlan";
import { trainingRun } from "../../src/training/trainingRun";
import { Watch } from "../../src/training/watch";
import { type Weakenings, watchable } from "../../src/training/watchedCoefficients";
import { quickOrFull } from "../depth";
import { onlyInFull } from "../onlyInFull";
import { type DeviceCase, dataSetOf, deviceCase } from "../reference/deviceCases";
import { smoothPaperActivationNames } from "../reference/paperActivations";
import { trainingTensorflow } from "../reference/trainingTensorflow";

function planFor(data: DataSet): TrainingPlan {
  return {
    source: { kind: "mnist", directory: undefined },
    samples: null,
    fingerprint: "",
    batch: 4,
    rate: 0.05,
    seed: 1,
    rowRange: null,
    steps: 20,
    checkpointEvery: 10,
    watchRecords: data.count - 2,
    hessians: 2,
    hessianRecords: data.count,
    traced: false,
    backend: "",
  };
}

interface Checkpoint {
  readonly step: number;
  readonly network: Network;
  readonly observation: Observation;
}

async function checkpointsOf({ network, batch }: DeviceCase, weakenings: Weakenings = {}): Promise<Checkpoint[]> {
  const tf = await trainingTensorflow();
  const data = dataSetOf(batch);
  const plan = planFor(data);
  const watch = new Watch(tf, data, plan, weakenings);
  const checkpoints: Checkpoint[] = [];
  for await (const event of trainingRun(tf, data, { step: 0, network, plan }, watch, new AbortController().signal)) {
    if (event.kind === "checkpoint") {
      checkpoints.push(event);
    }
  }
  watch.dispose();
  return checkpoints;
}

const shape = { depth: 2, width: 6, inputDimension: 5, records: 9, activation: "tanh", shift: 0 };

test("all hold, at every checkpoint, for every smooth activation", async () => {
  for (const [seed, activation] of smoothPaperActivationNames.slice(0, quickOrFull(3, 100)).entries()) {
    for (const shift of [0.5, 0].slice(0, quickOrFull(1, 2))) {
      const checkpoints = await checkpointsOf(deviceCase({ ...shape, activation, shift }, seed));
      expect(checkpoints.map(({ step }) => step)).toEqual([0, 10, 20]);
      for (const { step, observation } of checkpoints) {
        const ids = new Set(observation.theorems.map(({ id }) => id));
        const expected = watchable.map(({ id }) => id);
        const hessians = ["hessian-layerwise", "loss-hessian"];
        expect([...ids].sort()).toEqual(expected.filter((id) => step !== 10 || !hessians.includes(id)).sort());
        expect(observation.theorems.map(({ verdict }) => verdict)).toEqual(observation.theorems.map(() => "holds"));
        expect(observation.verdict).toBe("holds");
      }
    }
  }
});

onlyInFull("each theorem is violated when all terms of its bound are taken away, and no other one", async () => {
  // Huge targets: α_t without its subtracted terms, and the curvature, are far from 0.
  const { network, batch } = deviceCase(shape, 21);
  const hard = { network, batch: { ...batch, targets: batch.targets.map((target) => 50 * target) } };
  for (const { id, coefficients } of watchable) {
    const taken = Object.fromEntries(coefficients.map((name) => [name, 0]));
    const checkpoints = await checkpointsOf(hard, { [id]: taken });
    const violated = checkpoints.flatMap(({ observation }) =>
      observation.theorems.filter(({ verdict }: WatchedTheorem) => verdict === "violated"),
    );
    expect(violated.length).toBeGreaterThan(0);
    expect(new Set(violated.map((theorem) => theorem.id))).toEqual(new Set([id]));
  }
});

test("relu: the theorems on first derivatives hold, those on second ones are not applicable", async () => {
  for (const { observation } of await checkpointsOf(deviceCase({ ...shape, activation: "relu" }, 4))) {
    for (const { id, verdict } of observation.theorems) {
      const isSmooth = ["restricted-strong-convexity", "descent", "hessian-layerwise", "loss-hessian"].includes(id);
      expect(`${id} ${verdict}`).toBe(`${id} ${isSmooth ? "not-applicable" : "holds"}`);
    }
    expect(observation.verdict).toBe("holds");
  }
});

test("a perfect fit: nothing is stated where the loss is 0, and the rest holds", async () => {
  const { network, batch } = deviceCase({ ...shape, activation: "identity" }, 6);
  const silent = { ...network, output: new Float64Array(6) };
  const fitted = { network: silent, batch: { ...batch, targets: new Float64Array(9) } };
  const [{ observation }] = await checkpointsOf(fitted);
  expect(observation).toMatchObject({ loss: 0, gradientToLossRatio: null, strongConvexity: null, verdict: "holds" });
});

test("the reported Hessian norm of the loss is that of the float64 core, over the records it names", async () => {
  const single = deviceCase(shape, 8);
  const checkpoints = await checkpointsOf(single);
  for (const { network, observation } of checkpoints.filter(({ step }) => step !== 10)) {
    const exact = lossHessianNorm(network, single.batch).value;
    const found = observation.hessians?.loss;
    expect(found?.records).toBe(9);
    expect(Math.abs((found?.value ?? 0) - exact)).toBeLessThan(1e-4 * exact);
  }
});
