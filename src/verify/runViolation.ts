import type { NetworkCase } from "../network/network";
import { Evaluation } from "../theorems/evaluation";
import type { Theorem } from "../theorems/theorem";
import { checkTheorem } from "./checkTheorem";
import type { WorstCase } from "./counterexample";
import { judge } from "./judge";
import type { LedgerEntry } from "./ledger";
import { firstConfirmed, type SettledViolation } from "./settleViolations";
import { caseOfRun } from "./shrinkViolation";
import { statedTheorem, type VerificationPlan } from "./verifyChunk";

/** A violation that a run met, settled, and beside it the case with the largest ratio of the run. */
export interface RunViolation {
  readonly theorem: string;
  /** The network of the run that it was; null if it was none, but one known to be hard. */
  readonly index: number | null;
  readonly violation: SettledViolation;
  readonly worst: WorstCase | null;
}

/**
 * Settles the violations of a theorem that a run met: one after the other until one is confirmed.
 *
 * @returns null if the run met none
 * @throws Error if none of them violates the theorem when checked again
 */
export function runViolation(plan: VerificationPlan, { id, violations, worstAt }: LedgerEntry): RunViolation | null {
  if (violations.length === 0) {
    return null;
  }
  const theorem = statedTheorem(plan, id);
  const indices = new Set([...violations, ...(worstAt === null ? [] : [worstAt])].map(({ index }) => index));
  const settled = firstConfirmed(theorem, casesAt(plan, theorem, indices), plan.ranges);
  if (settled === null && plan.rigour === "certified") {
    return provedViolation(plan, id, violations[0].index);
  }
  if (settled === null) {
    const first = violations[0].index;
    throw new Error(`${id}: network ${first} of seed ${plan.seed} violated it in the run, but not when checked again`);
  }
  const worst =
    worstAt === null
      ? null
      : [...casesAt(plan, theorem, [worstAt.index])].map(([network, networkCase]) => ({
          network,
          networkCase,
          result: checkTheorem(theorem, new Evaluation(networkCase)),
        }))[0];
  return { theorem: id, index: settled.from, violation: settled.violation, worst };
}

/** A violation that is proved, and too small for float64 to see: as it was drawn. */
function provedViolation(plan: VerificationPlan, id: string, index: number): RunViolation | null {
  const theorem = statedTheorem(plan, id);
  const [found] = [...casesAt(plan, theorem, [index])];
  if (found === undefined) {
    return null;
  }
  const [, networkCase] = found;
  const result = checkTheorem(theorem, new Evaluation(networkCase));
  const violation = { networkCase, result, steps: 0, judgement: judge(theorem, networkCase), irrelevant: [] };
  return { theorem: id, index, violation, worst: null };
}

function* casesAt(
  { seed, ranges }: VerificationPlan,
  theorem: Theorem,
  indices: Iterable<number>,
): Generator<readonly [number, NetworkCase]> {
  for (const index of indices) {
    const networkCase = caseOfRun(theorem, seed, index, ranges);
    if (networkCase !== null) {
      yield [index, networkCase];
    }
  }
}
