import { setImmediate as nextTick } from "node:timers/promises";
import type { DataSet } from "../dataSets/dataSet";
import { InputError } from "../files/inputError";
import type { Network } from "../network/network";
import type { TensorFlow } from "./backend/loadTensorflow";
import type { StepReadings } from "./descentStep";
import { DeviceBatches } from "./deviceBatches";
import { disposeNetwork, fromDevice, toDevice } from "./deviceNetwork";
import { trainingStep } from "./graph/trainingStep";
import type { Observation } from "./observation";
import type { TrainingPlan } from "./trainingPlan";
import type { TrainingState } from "./trainingState";
import type { Watch } from "./watch";

export type TrainingEvent =
  | { readonly kind: "step"; readonly step: number; readonly readings: StepReadings }
  | {
      readonly kind: "checkpoint";
      readonly step: number;
      readonly network: Network;
      readonly observation: Observation;
    }
  /** The signal was aborted before this step. */
  | { readonly kind: "interrupted"; readonly step: number; readonly network: Network };

/**
 * Trains a network by (mini-batch) gradient descent, from a state to the last step of its plan.
 *
 * The event of a checkpoint comes before that of the step from it: weights at step k, then the loss at step k. The first and
 * the last weights are checkpoints. A consumer that stops reading stops the run.
 *
 * @throws InputError that names the step and the step size, when the loss or a weight is no longer a number
 * @example for await (const event of trainingRun(tf, data, state, watch, signal)) { … }
 */
export async function* trainingRun(
  tf: TensorFlow,
  data: DataSet,
  { step: firstStep, network: initial, plan }: TrainingState,
  watch: Watch,
  signal: AbortSignal,
): AsyncGenerator<TrainingEvent, void> {
  const batches = new DeviceBatches(tf, data, plan.batch === "full" ? null : plan.batch, plan.seed);
  const training = trainingStep(tf, plan);
  let network = toDevice(tf, initial);
  let largestLoss = 0;
  try {
    for (let step = firstStep; ; step++) {
      // Lets Ctrl-C in: TensorFlow's calls do not return to the event loop.
      await nextTick();
      if (signal.aborted) {
        yield { kind: "interrupted", step, network: usable(step, plan, () => fromDevice(network)) };
        return;
      }
      if (step === firstStep || step % plan.checkpointEvery === 0 || step === plan.steps) {
        const observation = usable(step, plan, () => watch.observe(step, network, largestLoss));
        yield { kind: "checkpoint", step, ...observation };
        largestLoss = 0;
      }
      if (step >= plan.steps) {
        return;
      }
      const stepped = batches.use(step, (batch) => training.take(network, batch));
      network = stepped.network;
      checkLoss(step, stepped.readings.loss, plan);
      largestLoss = Math.max(largestLoss, stepped.readings.loss);
      yield { kind: "step", step, readings: stepped.readings };
    }
  } finally {
    training.dispose();
    disposeNetwork(network);
    batches.dispose();
  }
}

function checkLoss(step: number, loss: number, plan: TrainingPlan): void {
  if (!Number.isFinite(loss)) {
    throw diverged(`the loss of step ${step}`, String(loss), plan);
  }
}

/** Weights that make no network: a step was too long, or began from too far away. */
function usable<T>(step: number, plan: TrainingPlan, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof InputError
      ? diverged(`the weights of step ${step}`, `${error.found} at ${error.place}`, plan)
      : error;
  }
}

function diverged(place: string, found: string, { rate }: TrainingPlan): InputError {
  return new InputError(
    place,
    found,
    `a finite float32 number; with step size ${rate} the run leaves float32's range: try a smaller one`,
    "rate",
  );
}
