import { changedCase } from "../generators/changedCase";
import type { NetworkCase } from "../network/networkCase";
import { type Assumption, dataSet } from "../theorems/assumptions";
import { defineTheorem, type Theorem } from "../theorems/theorem";

/** Enough for every ratio known to be attained, and short in a file. */
const MOST_RECORDS = 3;

const fewRecords: Assumption = {
  name: `n <= ${MOST_RECORDS}`,
  statement: `n ≤ ${MOST_RECORDS}`,
  holds: ({ data }) => data === undefined || data.batch.inputs.length <= MOST_RECORDS,
  enforce: (networkCase) => withFewRecords(networkCase),
};

/**
 * A theorem as the search for its tightest cases sees it: on few records, and with the lower end of what each quantity may be
 * in place of the quantity, so that a search does not climb on rounding errors.
 */
export function searchedTheorem(theorem: Theorem): Theorem {
  return defineTheorem({
    ...theorem,
    // Right after the data: later assumptions are on the records that are left.
    assumptions: theorem.assumptions.flatMap((own) => (own.name === dataSet.name ? [own, fewRecords] : [own])),
    measure: (evaluation) =>
      theorem.measure(evaluation).map(({ value, error, converged }) => ({ value: value - error, error: 0, converged })),
  });
}

function withFewRecords(networkCase: NetworkCase): NetworkCase | null {
  const { data } = networkCase;
  if (data === undefined) {
    return null;
  }
  const { batch, trial } = data;
  const [fewer] = changedCase(networkCase, {
    inputs: batch.inputs.slice(0, MOST_RECORDS),
    targets: batch.targets.slice(0, MOST_RECORDS),
    trial: { batchSize: Math.min(trial.batchSize, MOST_RECORDS) },
  });
  return fewer ?? null;
}
