import { Evaluation } from "../measurement/evaluation";
import type { NetworkCase } from "../network/networkCase";
import type { Registry } from "../theorems/registryOf";
import type { Theorem } from "../theorems/theorem";
import { checkTheorem } from "./checkTheorem";
import type { WorstCase } from "./counterexample";
import { judge } from "./judge";
import type { LedgerEntry } from "./ledger";
import { firstConfirmed, type SettledViolation, unsettled } from "./settleViolations";
import { caseOfRun, type ShrunkViolation } from "./shrinkViolation";
import type { Steps } from "./steps";
import { statedTheorem, type VerificationPlan } from "./verificationPlan";

/** A violation that a run met, settled, and beside it the case with the largest ratio of the run. */
export interface RunViolation {
  readonly theorem: string;
  /** The network of the run that it was; null if it was none, but one known to be hard. */
  readonly index: number | null;
  readonly violation: SettledViolation;
  readonly worst: WorstCase | null;
}

/** The first violation of a theorem in a run, as it was found; null if there is none. */
export function foundViolation(
  plan: VerificationPlan,
  { id, violations }: LedgerEntry,
  registry: Registry,
): RunViolation | null {
  if (violations.length === 0) {
    return null;
  }
  const [{ index, result }] = violations;
  const networkCase = caseOfRun(statedTheorem(plan, id, registry), plan.seed, index, plan.ranges);
  return networkCase && asFound(id, index, { networkCase, result, steps: 0, isStopped: true });
}

/** A violation that is not settled to the end. */
function asFound(theorem: string, index: number | null, violation: ShrunkViolation): RunViolation {
  return { theorem, index, violation: unsettled(violation), worst: null };
}

/** A violation that was told to stop before it was settled to the end. */
export function stopped(found: RunViolation): RunViolation {
  return { ...found, violation: { ...found.violation, isStopped: true } };
}

/**
 * Settles the violations of a theorem that a run met, one after the other until one is confirmed; else those among networks that are
 * known to be hard. In steps, each with the violation as it is so far.
 *
 * @param hard cases that violate the theorem
 * @returns null if there is no violation
 * @throws Error if none of those of the run violates the theorem when checked again
 */
export function* runViolationSteps(
  plan: VerificationPlan,
  entry: LedgerEntry,
  hard: readonly NetworkCase[],
  registry: Registry,
): Steps<RunViolation, RunViolation | null> {
  const { id } = entry;
  const ofRun = entry.violations.length === 0 ? null : yield* ofRunSteps(plan, entry, registry);
  if (ofRun?.violation.judgement.verdict === "confirmed" || ofRun?.violation.isStopped) {
    return ofRun;
  }
  const candidates = hard.map((networkCase) => [null, networkCase] as const);
  const known = yield* settledFrom(id, firstConfirmed(statedTheorem(plan, id, registry), candidates, plan.ranges));
  return known?.violation.judgement.verdict === "confirmed" ? known : ofRun;
}

function* ofRunSteps(
  plan: VerificationPlan,
  { id, violations, worstAt }: LedgerEntry,
  registry: Registry,
): Steps<RunViolation, RunViolation | null> {
  const theorem = statedTheorem(plan, id, registry);
  const indices = new Set([...violations, ...(worstAt === null ? [] : [worstAt])].map(({ index }) => index));
  const settled = yield* settledFrom(id, firstConfirmed(theorem, casesAt(plan, theorem, indices), plan.ranges));
  if (settled === null && plan.rigour === "certified") {
    return provedViolation(plan, theorem, violations[0].index);
  }
  if (settled === null) {
    const first = violations[0].index;
    throw new Error(`${id}: network ${first} of seed ${plan.seed} violated it in the run, but not when checked again`);
  }
  return { ...settled, worst: worstAt === null ? null : worstCase(plan, theorem, worstAt.index) };
}

function* settledFrom(
  theorem: string,
  settling: ReturnType<typeof firstConfirmed<number | null>>,
): Steps<RunViolation, RunViolation | null> {
  let step = settling.next();
  while (!step.done) {
    step = settling.next(yield asFound(theorem, step.value.from, step.value.violation));
  }
  return step.value && { theorem, index: step.value.from, violation: step.value.violation, worst: null };
}

function worstCase(plan: VerificationPlan, theorem: Theorem, index: number): WorstCase | null {
  const [found] = casesAt(plan, theorem, [index]);
  if (found === undefined) {
    return null;
  }
  const [network, networkCase] = found;
  return { network, networkCase, result: checkTheorem(theorem, new Evaluation(networkCase)) };
}

/** A violation that is proved, and too small for float64 to see: as it was drawn. */
function provedViolation(plan: VerificationPlan, theorem: Theorem, index: number): RunViolation | null {
  const [found] = casesAt(plan, theorem, [index]);
  if (found === undefined) {
    return null;
  }
  const [, networkCase] = found;
  const result = checkTheorem(theorem, new Evaluation(networkCase));
  const judgement = judge(theorem, networkCase);
  const violation = { networkCase, result, steps: 0, isStopped: false, judgement, irrelevant: [] };
  return { theorem: theorem.id, index, violation, worst: null };
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
