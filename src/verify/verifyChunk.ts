import { certificatesOf } from "../measurement/certificates";
import { Evaluation } from "../measurement/evaluation";
import type { NetworkCase } from "../network/networkCase";
import type { NetworkCertificates } from "../rigour/networkCertificates";
import type { Registry } from "../theorems/registryOf";
import { caseFor, type Theorem } from "../theorems/theorem";
import { certifyTheorem } from "./certifyTheorem";
import { checkTheorem, notApplicable, type TheoremResult } from "./checkTheorem";
import { emptyEntry, faultyEntry, type Ledger, type LedgerEntry, ledgerEntryOf, mergeEntries } from "./ledger";
import { randomCase } from "./randomCase";
import { whereResolved } from "./resolution";
import type { Rigour } from "./rigour";
import { settleTheorem } from "./settle";
import { unlessFaulty } from "./unlessFaulty";
import { statedTheorem, type VerificationPlan } from "./verificationPlan";

/** The networks from..to-1 of a run. */
export interface Chunk {
  readonly from: number;
  readonly to: number;
}

/** Runs the networks of a chunk through all theorems of the plan. */
export function verifyChunk(plan: VerificationPlan, { from, to }: Chunk, registry: Registry): Ledger {
  const chosen = plan.theoremIds.map((id) => statedTheorem(plan, id, registry));
  let ledger: Ledger = chosen.map(({ id }) => emptyEntry(id));
  for (let index = from; index < to; index++) {
    const base = randomCase(plan.seed, index, plan.ranges);
    const shared = new Map<NetworkCase, Shared>();
    ledger = ledger.map((entry, i) => {
      const theorem = chosen[i];
      if (index % (theorem.every ?? 1) !== 0 || entry.fault !== null) {
        return entry;
      }
      return mergeEntries(entry, entryOf(theorem, index, base, shared, plan));
    });
  }
  return ledger;
}

/** One theorem on one network. What a faulty theorem throws costs its own entry only. */
function entryOf(
  theorem: Theorem,
  index: number,
  base: NetworkCase,
  shared: Map<NetworkCase, Shared>,
  { ranges, rigour }: VerificationPlan,
): LedgerEntry {
  let met = base;
  const result = unlessFaulty(() => {
    const { networkCase, unmet } = caseFor(theorem, base, ranges);
    met = networkCase ?? base;
    return networkCase === null ? notApplicable(unmet) : resultOf(theorem, sharedBy(shared, networkCase), rigour);
  });
  return result.fault === undefined
    ? ledgerEntryOf(theorem.id, result, met, index)
    : faultyEntry(theorem.id, index, result.fault);
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
