import { type CaseRanges, drawnNetworksOf, isWithin } from "../generators/caseRanges";
import { Evaluation } from "../measurement/evaluation";
import type { NetworkCase } from "../network/networkCase";
import type { Registry } from "../theorems/registryOf";
import { checkTheorem } from "../verify/checkTheorem";
import { statedTheorem, type VerificationPlan } from "../verify/verificationPlan";
import type { WeakeningEntry } from "./weakeningEntry";

/**
 * The networks that violate a theorem, as a plan states it, among those that a weakened form of it is known to fail on: a random run may
 * not come near them.
 *
 * @param entries of the record, of any theorems
 * @returns none if it holds on all of those within the plan's ranges
 */
export function knownViolations(
  plan: VerificationPlan,
  id: string,
  entries: readonly WeakeningEntry[],
  registry: Registry,
): readonly NetworkCase[] {
  const theorem = statedTheorem(plan, id, registry);
  return entries
    .filter((entry) => entry.theorem === id && isDrawn(entry.networkCase, plan.ranges))
    .map(({ networkCase }) => networkCase)
    .filter((networkCase) => checkTheorem(theorem, new Evaluation(networkCase)).verdict === "violated");
}

/** Gains and biases are trained where general networks are drawn, and nowhere else. */
function isDrawn({ network, parameters }: NetworkCase, ranges: CaseRanges): boolean {
  return isWithin(network, ranges) && (parameters !== "all" || drawnNetworksOf(ranges) !== "paper");
}
