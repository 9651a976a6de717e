import type { CaseRanges } from "../generators/caseRanges";
import { certificatesOf } from "../measurement/certificates";
import { Evaluation } from "../measurement/evaluation";
import type { NetworkCase } from "../network/networkCase";
import type { NetworkCertificates } from "../rigour/networkCertificates";
import { theorems } from "../theorems/registry";
import { caseFor, type Theorem } from "../theorems/theorem";
import { type Weakening, weakened } from "../theorems/weakening";
import { certifyTheorem } from "./certifyTheorem";
import { checkTheorem, notApplicable, type TheoremResult } from "./checkTheorem";
import { emptyEntry, entryOf, type Ledger, mergeEntries } from "./ledger";
import { randomCase } from "./randomCase";
import { whereResolved } from "./resolution";
import type { Rigour } from "./rigour";
import { settleTheorem } from "./settle";

/** What is verified. Plain data: it travels to the workers. */
export interface VerificationPlan {
  readonly theoremIds: readonly string[];
  readonly ranges: CaseRanges;
  readonly seed: number;
  /** For each theorem id, coefficients other than 1. */
  readonly weakenings: Readonly<Record<string, Weakening>>;
  /** Of the verdicts; float64 if not given. */
  readonly rigour?: Rigour;
  /** A part that all of the theorems are stated without (theorems/premises). */
  readonly without?: string;
}

/** The networks from..to-1 of a run. */
export interface Chunk {
  readonly from: number;
  readonly to: number;
}

/** Runs the networks of a chunk through all theorems of the plan. */
export function verifyChunk(plan: VerificationPlan, { from, to }: Chunk): Ledger {
  const chosen = plan.theoremIds.map((id) => statedTheorem(plan, id));
  let ledger: Ledger = chosen.map(({ id }) => emptyEntry(id));
  for (let index = from; index < to; index++) {
    const base = randomCase(plan.seed, index, plan.ranges);
    const shared = new Map<NetworkCase, Shared>();
    ledger = ledger.map((entry, i) => {
      const theorem = chosen[i];
      if (index % (theorem.every ?? 1) !== 0) {
        return entry;
      }
      const { networkCase, unmet } = caseFor(theorem, base, plan.ranges);
      const result =
        networkCase === null ? notApplicable(unmet) : resultOf(theorem, sharedBy(shared, networkCase), plan.rigour);
      return mergeEntries(entry, entryOf(theorem.id, result, networkCase ?? base, index));
    });
  }
  return ledger;
}

/** A theorem as a plan states it. */
export function statedTheorem(
  { weakenings, without }: Pick<VerificationPlan, "weakenings" | "without">,
  id: string,
): Theorem {
  return weakened(theoremById(id), weakenings[id] ?? {}, without);
}

/** @throws RangeError for an id that is not in the registry */
export function theoremById(id: string): Theorem {
  const theorem = theorems.find((candidate) => candidate.id === id);
  if (theorem === undefined) {
    throw new RangeError(`no theorem has the id ${id}`);
  }
  return theorem;
}

/** What theorems that got the same network share. */
interface Shared {
  readonly evaluation: Evaluation;
  readonly certificates: NetworkCertificates;
}

function sharedBy(known: Map<NetworkCase, Shared>, networkCase: NetworkCase): Shared {
  const found = known.get(networkCase) ?? {
    evaluation: new Evaluation(networkCase),
    certificates: certificatesOf(networkCase),
  };
  known.set(networkCase, found);
  return found;
}

function resultOf(theorem: Theorem, { evaluation, certificates }: Shared, rigour: Rigour = "float64"): TheoremResult {
  if (rigour === "certified") {
    return certifyTheorem(theorem, evaluation, certificates);
  }
  const result = checkTheorem(theorem, evaluation);
  // Attained bounds are met too often to prove each of them.
  return result.verdict === "undecided"
    ? whereResolved(settleTheorem(theorem, evaluation, result, () => certificates))
    : result;
}
