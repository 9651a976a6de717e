import type { CaseRanges } from "../generators/caseRanges";
import type { NetworkCase } from "../network/network";
import { theorems } from "../theorems";
import { Evaluation } from "../theorems/evaluation";
import { caseFor, type Theorem } from "../theorems/theorem";
import { type Weakening, weakened } from "../theorems/weakening";
import { checkTheorem, notApplicable } from "./checkTheorem";
import { emptyEntry, entryOf, type Ledger, mergeEntries } from "./ledger";
import { randomCase } from "./randomCase";

/** What is verified. Plain data: it travels to the workers. */
export interface VerificationPlan {
  readonly theoremIds: readonly string[];
  readonly ranges: CaseRanges;
  readonly seed: number;
  /** For each theorem id, coefficients other than 1. */
  readonly weakenings: Readonly<Record<string, Weakening>>;
  /** A part that all of the theorems are stated without (theorems/parts). */
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
    const evaluations = new Map<NetworkCase, Evaluation>();
    ledger = ledger.map((entry, i) => {
      const theorem = chosen[i];
      if (index % (theorem.every ?? 1) !== 0) {
        return entry;
      }
      const { networkCase, unmet } = caseFor(theorem, base, plan.ranges);
      const result =
        networkCase === null ? notApplicable(unmet) : checkTheorem(theorem, sharedEvaluation(evaluations, networkCase));
      return mergeEntries(entry, entryOf(theorem.id, result, networkCase ?? base, index));
    });
  }
  return ledger;
}

/** A theorem as a plan states it. */
export function statedTheorem({ weakenings, without }: VerificationPlan, id: string): Theorem {
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

/** Theorems that got the same network share its evaluation. */
function sharedEvaluation(known: Map<NetworkCase, Evaluation>, networkCase: NetworkCase): Evaluation {
  const found = known.get(networkCase) ?? new Evaluation(networkCase);
  known.set(networkCase, found);
  return found;
}
