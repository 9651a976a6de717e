import { isWithin } from "../generators/caseRanges";
import { Evaluation } from "../theorems/evaluation";
import { checkTheorem } from "../verify/checkTheorem";
import { firstConfirmed, type SettledViolation } from "../verify/settleViolations";
import { statedTheorem, type VerificationPlan } from "../verify/verifyChunk";
import type { WeakeningEntry } from "./weakeningEntry";

/**
 * The violation of a theorem, as a plan states it, on networks that a weakened form of it is known to fail on: a random run may not come
 * near them. Settled as those of a run are.
 *
 * @param entries of the record, of any theorems
 * @returns null if it holds on all of those within the plan's ranges
 */
export function knownViolation(
  plan: VerificationPlan,
  id: string,
  entries: readonly WeakeningEntry[],
): SettledViolation | null {
  const theorem = statedTheorem(plan, id);
  const cases = entries.filter((entry) => entry.theorem === id).map(({ networkCase }) => networkCase);
  const violating = cases.filter(
    (networkCase) =>
      isWithin(networkCase.network, plan.ranges) &&
      checkTheorem(theorem, new Evaluation(networkCase)).verdict === "violated",
  );
  return firstConfirmed(theorem, violating.entries(), plan.ranges)?.violation ?? null;
}
