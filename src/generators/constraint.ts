import type { NetworkCase } from "../network/network";
import type { CaseRanges } from "./caseRanges";

/** A condition on cases, with a way to bring a random case to meet it. */
export interface Constraint {
  holds(networkCase: NetworkCase): boolean;
  /** A case that meets the condition, the same object if it does already; null if the ranges leave none. */
  enforce(networkCase: NetworkCase, ranges: CaseRanges): NetworkCase | null;
}

/** Enforces each constraint that does not hold, in turn. */
export function enforceAll(
  networkCase: NetworkCase,
  constraints: readonly Constraint[],
  ranges: CaseRanges,
): NetworkCase | null {
  let current: NetworkCase | null = networkCase;
  for (const constraint of constraints) {
    if (current !== null && !constraint.holds(current)) {
      current = constraint.enforce(current, ranges);
    }
  }
  return current !== null && constraints.every((constraint) => constraint.holds(current)) ? current : null;
}
