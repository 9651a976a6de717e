import type { Backend } from "../../training/backend/loadTensorflow";
import type { TrainingEvent } from "../../training/trainingRun";
import type { TrainingStart } from "./trainPlan";

type StepEvent = Extract<TrainingEvent, { kind: "step" }>;
type CheckpointEvent = Extract<TrainingEvent, { kind: "checkpoint" }>;

/** What the run is, in a line or two. */
export function describeStart({ state, data }: TrainingStart, { version }: Backend, folder: string): string {
  const { network, plan, step } = state;
  const { activation, shift } = network.activation;
  const shifted = shift === 0 ? "" : ` shifted by ${shift}`;
  const initial = plan.rowRange === null ? "weights from a file" : `rows U[-${plan.rowRange}/√m, ${plan.rowRange}/√m]`;
  const begun = step === 0 ? "" : `, from step ${step}`;
  return (
    `${data.name}, ${data.count} records: depth ${network.depth}, width ${network.width}, input dimension ${network.inputDimension}, ${activation.name}${shifted}; ` +
    `batch ${plan.batch}, step size ${plan.rate}, ${initial}, seed ${plan.seed}, ${plan.steps} steps${begun}\n` +
    `${version}; every ${plan.checkpointEvery} steps the theorems are watched on the first ${plan.watchRecords} records, and the run is saved in ${folder}`
  );
}

/** A line of the log for a step. */
export function stepLine({ step, readings }: StepEvent): string {
  const { loss, minWeightNorm, gradientToLossRatio } = readings;
  return JSON.stringify({ step, loss, ...(minWeightNorm === null ? {} : { minWeightNorm, gradientToLossRatio }) });
}

/** A line of the log for a checkpoint. */
export function checkpointLine({ step, observation }: CheckpointEvent): string {
  return JSON.stringify({ step, checkpoint: observation });
}
