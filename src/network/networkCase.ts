import type { CaseData } from "./caseData";
import type { Network } from "./network";
import type { TrainedParameters } from "./trainedParameters";

/** One network with what a theorem speaks of besides it. */
export interface NetworkCase {
  readonly network: Network;
  /** x, d numbers: that of the pointwise theorems. */
  readonly input: Float64Array;
  /** The records, and what is tried on them: for the theorems on losses and on classes of networks. */
  readonly data?: CaseData;
  /** What is differentiated, where it is not the directions alone. */
  readonly parameters?: TrainedParameters;
}

/** @throws RangeError for a case without data: the assumption `data` fails, and the caller should have asked it first */
export function dataOf({ data }: NetworkCase): CaseData {
  if (data === undefined) {
    throw new RangeError("a theorem on a loss was asked about a network without data");
  }
  return data;
}
