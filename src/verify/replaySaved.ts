import { setImmediate } from "node:timers/promises";
import type { InputError } from "../files/inputError";
import { Evaluation } from "../measurement/evaluation";
import { parameterCount } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import type { Registry } from "../theorems/registryOf";
import type { Theorem } from "../theorems/theorem";
import { checkJudged, type JudgedResult } from "./checkJudged";
import { checkTheorem } from "./checkTheorem";
import { readCounterexamples } from "./counterexampleFolder";
import { whereResolved } from "./resolution";
import { notJudged } from "./settleViolations";
import { type Verdict, worse } from "./verdict";
import { statedTheorem, type VerificationPlan } from "./verificationPlan";

/** What became of the saved counterexamples of a folder. */
export interface SavedReplays {
  readonly replays: readonly SavedReplay[];
  /** Why files were refused. */
  readonly refused: readonly InputError[];
}

interface SavedReplay extends JudgedResult {
  readonly path: string;
  readonly theorem: string;
}

/** Parameters times records: a larger case, as a run that ended early may leave, takes decimals longer than a run should wait. */
const MOST_JUDGED = 10_000;

/**
 * Evaluates the saved counterexamples to the theorems of a plan, as the plan states them: what was once found against a theorem is
 * looked at first, whatever the seed.
 * Files that cannot be read are refused, and the others still run.
 *
 * @param signal ends it at the next file
 */
export async function replaySaved(
  folder: string,
  plan: VerificationPlan,
  registry: Registry,
  signal?: AbortSignal,
): Promise<SavedReplays> {
  const { readable, refused } = readCounterexamples(folder, registry);
  const replays: SavedReplay[] = [];
  for (const { path, counterexample } of readable) {
    const { theorem, networkCase } = counterexample;
    if (plan.theoremIds.includes(theorem)) {
      // Lets signals through.
      await setImmediate();
      if (signal?.aborted) {
        break;
      }
      const evaluation = new Evaluation(networkCase);
      const stated = statedTheorem(plan, theorem, registry);
      const checked = isQuicklyJudged(networkCase) ? checkJudged(stated, evaluation) : unjudged(stated, evaluation);
      const { verdict } = checked.judgement === null ? whereResolved(checked.result) : checked;
      replays.push({ path, theorem, ...checked, verdict });
    }
  }
  return { replays, refused };
}

function isQuicklyJudged({ network, data }: NetworkCase): boolean {
  return parameterCount(network) * (data?.batch.inputs.length ?? 1) <= MOST_JUDGED;
}

function unjudged(theorem: Theorem, evaluation: Evaluation): JudgedResult {
  const result = checkTheorem(theorem, evaluation);
  const reason = "it is large, and left to wnb replay";
  return { verdict: result.verdict, result, judgement: result.verdict === "violated" ? notJudged(reason) : null };
}

/** The worst verdict on the saved counterexamples to a theorem. */
export function savedVerdict({ replays }: SavedReplays, theorem: string): Verdict {
  return replays
    .filter((saved) => saved.theorem === theorem)
    .reduce<Verdict>((worst, saved) => worse(worst, saved.verdict), "not-applicable");
}
