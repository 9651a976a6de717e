import type { NetworkCase } from "../network/networkCase";
import { caseRandom } from "./caseRandom";
import type { CaseRanges } from "./caseRanges";

/** A condition on cases, with a way to bring a random case to meet it. */
export interface Constraint {
  holds(networkCase: NetworkCase): boolean;
  /** A case that meets the condition, the same object if it does already; null if the ranges leave none. */
  enforce(networkCase: NetworkCase, ranges: CaseRanges): NetworkCase | null;
}

/** A case brought to meet constraints, or the one that it could not be brought to meet. */
export type Enforced<C> =
  | { readonly networkCase: NetworkCase; readonly unmet: null }
  | { readonly networkCase: null; readonly unmet: C };

/** Enforces each constraint that does not hold, in turn: a later one may count on those before it. */
export function enforceAll<C extends Constraint>(
  networkCase: NetworkCase,
  constraints: readonly C[],
  ranges: CaseRanges,
): Enforced<C> {
  let current = networkCase;
  for (const constraint of constraints) {
    if (!constraint.holds(current)) {
      const changed = constraint.enforce(current, ranges);
      if (changed === null || !constraint.holds(changed)) {
        return { networkCase: null, unmet: constraint };
      }
      current = changed;
    }
  }
  const broken = constraints.find((constraint) => !constraint.holds(current));
  return broken === undefined ? { networkCase: current, unmet: null } : { networkCase: null, unmet: broken };
}

/**
 * Enforces the constraints, and on about half of the cases a preferred one too, where that can be done.
 *
 * Which half depends on the case alone.
 */
export function enforcePreferred<C extends Constraint>(
  networkCase: NetworkCase,
  constraints: readonly C[],
  preferred: C | undefined,
  ranges: CaseRanges,
): Enforced<C> {
  const enforced = enforceAll(networkCase, constraints, ranges);
  if (preferred === undefined || enforced.networkCase === null || caseRandom(networkCase)() >= 0) {
    return enforced;
  }
  const better = enforceAll(enforced.networkCase, [...constraints, preferred], ranges);
  return better.networkCase === null ? enforced : better;
}
