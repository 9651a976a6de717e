import type { CaseRanges } from "../generators/caseRanges";
import { Evaluation } from "../measurement/evaluation";
import type { NetworkCase } from "../network/networkCase";
import type { Registry } from "../theorems/registryOf";
import type { Theorem } from "../theorems/theorem";
import { checkTheorem, type TheoremResult } from "../verify/checkTheorem";
import { judge } from "../verify/judge";
import { settleSteps } from "../verify/settleViolations";
import { type ShrunkViolation, shrinkSteps } from "../verify/shrinkViolation";
import type { Steps } from "../verify/steps";
import { LEAST_PART, missingTermOf } from "./missingTerm";
import type { Finding, SearchedCase } from "./searchCounterexample";
import { stated, type WeakenedStatement } from "./weakenedStatement";

/** What is known of a weakened statement, with the case that shows it. */
export interface WeakeningEntry extends WeakenedStatement {
  /** `confirmed`: false, in 50 digits too. `slack`: no case found on which it is; the ratio is the largest one found. */
  readonly verdict: "confirmed" | "slack";
  readonly quantity: number;
  /** The exact quantity is within this of it. */
  readonly error: number;
  readonly bound: number;
  readonly networkCase: NetworkCase;
}

/**
 * The entry of a weakened statement on the case that a search ended with. A violation is simplified and judged first, in steps.
 *
 * @returns null where nothing can be said: no case, or a violation that decimals do not confirm
 */
export function* weakeningEntryOf(
  statement: WeakenedStatement,
  found: Finding | null,
  ranges: CaseRanges,
  registry: Registry,
): Steps<ShrunkViolation, WeakeningEntry | null> {
  if (found === null) {
    return null;
  }
  const theorem = stated(statement, registry);
  if (!found.isViolated) {
    const { networkCase, result } = yield* simplified(statement, found, ranges, registry);
    return withNumbers(statement, "slack", networkCase, result);
  }
  const settled = yield* settleSteps(theorem, found.networkCase, ranges);
  return settled?.judgement.verdict === "confirmed"
    ? withNumbers(statement, "confirmed", settled.networkCase, settled.result)
    : null;
}

/** What of its ratio a case may lose to become simpler. */
const RATIO_KEPT = 1 - 1e-4;

/** A simpler case with nearly the same ratio, on which what is missing still counts: one that violates the theorem with its bound times that ratio. */
function* simplified(
  statement: WeakenedStatement,
  { networkCase, result }: SearchedCase,
  ranges: CaseRanges,
  registry: Registry,
): Steps<ShrunkViolation, SearchedCase> {
  const theorem = stated(statement, registry);
  const target = RATIO_KEPT * (result.ratio ?? 0);
  const tightened: Theorem = {
    ...theorem,
    bound: (arithmetic, input, coefficient) =>
      theorem.bound(arithmetic, input, coefficient).map((each) => arithmetic.multiply(arithmetic.of(target), each)),
  };
  const missing = missingTermOf(statement, registry);
  const accepts = (simpler: NetworkCase): boolean => missing === null || (missing(simpler)?.part ?? 0) >= LEAST_PART;
  const shrunk = yield* shrinkSteps(tightened, networkCase, ranges, accepts);
  const simpler = shrunk?.networkCase ?? networkCase;
  return { networkCase: simpler, result: checkTheorem(theorem, new Evaluation(simpler)) };
}

/** quantity/bound; null for 0/0. */
export function weakenedRatio({ quantity, bound }: WeakeningEntry): number | null {
  const ratio = quantity / bound;
  return Number.isNaN(ratio) ? null : ratio;
}

/** What an entry says, evaluated again. */
interface EntryAgain {
  /** As that of an entry; "neither" for a violation that decimals do not confirm, and where the statement does not apply. */
  readonly verdict: WeakeningEntry["verdict"] | "neither";
  readonly result: TheoremResult;
  /** The theorem itself on the case. */
  readonly unweakened: TheoremResult;
}

/** Evaluates the case of an entry again: as the statement is weakened, and as it is proved. */
export function evaluateAgain(entry: WeakeningEntry, registry: Registry): EntryAgain {
  const theorem = stated(entry, registry);
  const { networkCase } = entry;
  const result = checkTheorem(theorem, new Evaluation(networkCase));
  const unweakened = checkTheorem(registry.theorem(entry.theorem), new Evaluation(networkCase));
  const isConfirmed = result.verdict === "violated" && judge(theorem, networkCase).verdict === "confirmed";
  const verdict = isConfirmed ? "confirmed" : result.verdict === "holds" ? "slack" : "neither";
  return { verdict, result, unweakened };
}

/**
 * The entry to keep of two on one statement: a confirmed one; of two that are slack, that with the larger ratio by more than their
 * errors; else the known one.
 */
export function better(known: WeakeningEntry, found: WeakeningEntry): WeakeningEntry {
  if (known.verdict !== found.verdict) {
    return known.verdict === "confirmed" ? known : found;
  }
  const certain = ({ quantity, error, bound }: WeakeningEntry): number => (quantity - error) / bound;
  return known.verdict === "slack" && certain(found) > certain(known) + LEAST_GAIN ? found : known;
}

const LEAST_GAIN = 1e-6;

function withNumbers(
  { theorem, weakening, without }: WeakenedStatement,
  verdict: WeakeningEntry["verdict"],
  networkCase: NetworkCase,
  { quantity, error, bound }: TheoremResult,
): WeakeningEntry | null {
  return quantity === null || bound === null || error === undefined
    ? null
    : {
        theorem,
        weakening,
        ...(without === undefined ? {} : { without }),
        verdict,
        quantity,
        error,
        bound,
        networkCase,
      };
}
