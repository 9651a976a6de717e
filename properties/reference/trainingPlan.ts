import type { TrainingPlan } from "../../src/training/trainingPlan";

/** A plan with a value for each of its keys. */
export const trainingPlan: TrainingPlan = {
  source: { kind: "mnist", directory: undefined },
  samples: 12,
  fingerprint: "0123456789abcdef",
  batch: 4,
  rate: 0.001,
  seed: 7,
  rowRange: 5,
  steps: 30,
  checkpointEvery: 10,
  watchRecords: 3,
  hessians: 2,
  hessianRecords: 12,
  traced: false,
  backend: "a backend",
};
