import { notApplicable, type TheoremResult } from "./checkTheorem";

/** What a random case lacks on which a theorem is undecided for that reason alone. */
const RESOLVED = "differences that float64 resolves";

/**
 * The result of a random case: one whose differences float64 does not see says nothing for the theorem and nothing against it,
 * and is left out. A case that somebody asks about stays undecided.
 *
 * @example whereResolved(checkTheorem(descent, evaluation)).verdict // "not-applicable" for a step too short to see
 */
export function whereResolved(result: TheoremResult): TheoremResult {
  return result.unresolved ? notApplicable({ name: RESOLVED }) : result;
}
