import type { NetworkCase } from "../network/networkCase";
import { changedCase } from "./changedCase";
import { keptPlaces } from "./keptPlaces";
import { smallerSizes } from "./smallerSizes";

export function* fewerRecords(networkCase: NetworkCase): Generator<NetworkCase> {
  if (networkCase.data === undefined) {
    return;
  }
  const { batch, trial } = networkCase.data;
  const { inputs, targets } = batch;
  function* keeping(kept: readonly number[]): Generator<NetworkCase> {
    const remaining = {
      inputs: kept.map((r) => inputs[r]),
      targets: Float64Array.from(kept, (r) => targets[r]),
    };
    yield* changedCase(networkCase, { ...remaining, trial: { batchSize: Math.min(trial.batchSize, kept.length) } });
    // A full batch stays one. A smaller one has just become full; perhaps it must not.
    if (trial.batchSize < inputs.length && trial.batchSize >= kept.length && kept.length > 1) {
      yield* changedCase(networkCase, { ...remaining, trial: { batchSize: kept.length - 1 } });
    }
  }
  for (const kept of keptPlaces(inputs.length)) {
    yield* keeping(kept);
  }
}

/** Fewer steps of descent, then full batches, then -∇L alone. */
export function* shorterTrajectory(networkCase: NetworkCase): Generator<NetworkCase> {
  if (networkCase.data === undefined) {
    return;
  }
  const { batch, trial } = networkCase.data;
  for (const steps of smallerSizes(trial.steps)) {
    yield* changedCase(networkCase, { trial: { steps } });
  }
  if (trial.batchSize < batch.inputs.length) {
    yield* changedCase(networkCase, { trial: { batchSize: batch.inputs.length } });
  }
  if (trial.cosine < 1) {
    yield* changedCase(networkCase, { trial: { cosine: 1 } });
  }
}
