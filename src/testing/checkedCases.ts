import fc from "fast-check";
import type { CaseRanges } from "../generators/caseRanges";
import { networkToJson } from "../network/formats/networkJson";
import type { NetworkCase } from "../network/networkCase";
import type { Theorem } from "../theorems/theorem";

/** How cases are drawn. */
export interface DrawnCases {
  readonly runs: number;
  readonly ranges: CaseRanges;
  /** By default another one each time; a failure tells it. */
  readonly seed?: number;
  /** Of a failure, to go there at once. */
  readonly path?: string;
}

/** A failure on one case, as it was met. */
export interface FailingCase {
  readonly networkCase: NetworkCase;
  readonly reason: string;
  /** What repeats it. */
  readonly seed: number;
  readonly path: string;
}

/**
 * Looks for a random case of a theorem on which a check says what is wrong.
 *
 * @param check null where all is well
 * @param isShrunk whether fast-check simplifies the case
 * @returns null if it finds none
 */
export function failingCase(
  theorem: Theorem,
  { runs, ranges, seed, path }: DrawnCases,
  check: (networkCase: NetworkCase) => string | null,
  isShrunk = true,
): FailingCase | null {
  const property = fc.property(theorem.cases(ranges), (networkCase) => check(networkCase) === null);
  const details = fc.check(property, {
    numRuns: runs,
    endOnFailure: !isShrunk,
    ...(seed !== undefined && { seed }),
    ...(path !== undefined && { path }),
  });
  const networkCase = details.counterexample?.[0];
  if (!details.failed || networkCase === undefined) {
    return null;
  }
  return {
    networkCase,
    reason: reasonOf(check, networkCase) ?? "it failed, and then it did not",
    seed: details.seed,
    path: details.counterexamplePath ?? "",
  };
}

function reasonOf(check: (networkCase: NetworkCase) => string | null, networkCase: NetworkCase): string | null {
  try {
    return check(networkCase);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

/** A failure in words: what is wrong, how to repeat it, and the network as a file that `wnb measure` reads. */
export function describedFailure(id: string, { reason, seed, path, networkCase }: FailingCase): string {
  return [
    `${id}: ${reason}`,
    `again: theoremProperties(theorem, { seed: ${seed}, path: ${JSON.stringify(path)} })`,
    "the network, as a file for wnb measure:",
    JSON.stringify(networkToJson(networkCase)),
  ].join("\n");
}
