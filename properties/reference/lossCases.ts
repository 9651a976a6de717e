import fc from "fast-check";
import { propagate } from "../../src/calculus/propagation";
import type { CaseRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { type Batch, createBatch } from "../../src/network/batch";
import type { Network } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { unitNumber, vectors } from "./randomMatrices";

/** A network and a batch: what a loss theorem speaks of. */
export interface LossCase {
  readonly network: Network;
  readonly batch: Batch;
}

const MOST_RECORDS = 16;
const INPUT_SCALES = [1, 1, 1, 0, 1e-3, 10];
const TARGET_SCALES = [1, 1, 0, 1e-3, 1e8];

/**
 * Networks of the given arbitrary with 1..16 records: the case's own input, others of several lengths (0 among them),
 * duplicates, and targets that are zero, of order 1, huge, or what the network answers.
 */
export function lossCasesOf(
  cases: fc.Arbitrary<NetworkCase>,
  inputScales: readonly number[] = INPUT_SCALES,
  targetScales: readonly number[] = TARGET_SCALES,
): fc.Arbitrary<LossCase> {
  return cases.chain((networkCase) => {
    const { network, input } = networkCase;
    const record = fc.record({
      kind: fc.constantFrom("own", "duplicate", "new", "new", "new"),
      direction: vectors(network.inputDimension),
      inputScale: fc.constantFrom(...inputScales),
      target: unitNumber,
      targetScale: fc.constantFrom(...targetScales),
      fitted: fc.constantFrom(true, false, false, false),
    });
    return fc.array(record, { minLength: 1, maxLength: MOST_RECORDS }).map((records) => {
      const inputs: Float64Array[] = [];
      const targets = records.map(({ kind, direction, inputScale, target, targetScale, fitted }, i) => {
        const fresh = direction.map((entry) => entry * inputScale);
        inputs.push(kind === "own" ? input : kind === "duplicate" && i > 0 ? inputs[i - 1] : fresh);
        return fitted ? propagate({ network, input: inputs[i] }).value : target * targetScale;
      });
      return { network, batch: createBatch(network, inputs, Float64Array.from(targets)) };
    });
  });
}

/** {@link lossCasesOf} random networks within the ranges. */
export function lossCases(ranges: CaseRanges): fc.Arbitrary<LossCase> {
  return lossCasesOf(networkCases(ranges));
}
