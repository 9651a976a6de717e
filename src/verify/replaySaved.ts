import type { InputError } from "../network/inputError";
import { Evaluation } from "../theorems/evaluation";
import { checkJudged, type JudgedResult } from "./checkJudged";
import { readCounterexamples } from "./counterexampleFolder";
import { whereResolved } from "./resolution";
import { type Verdict, worse } from "./verdict";
import { statedTheorem, type VerificationPlan } from "./verifyChunk";

/** What became of the saved counterexamples of a folder. */
export interface SavedReplays {
  readonly replays: readonly SavedReplay[];
  /** Why files were refused. */
  readonly refused: readonly InputError[];
}

export interface SavedReplay extends JudgedResult {
  readonly path: string;
  readonly theorem: string;
}

/**
 * Evaluates the saved counterexamples to the theorems of a plan, as the plan states them: what was once found against a theorem is
 * looked at first, whatever the seed.
 * Files that cannot be read are refused, and the others still run.
 */
export function replaySaved(folder: string, plan: VerificationPlan): SavedReplays {
  const { readable, refused } = readCounterexamples(folder);
  const replays = readable
    .filter(({ counterexample }) => plan.theoremIds.includes(counterexample.theorem))
    .map(({ path, counterexample }) => {
      const { theorem } = counterexample;
      const evaluation = new Evaluation(counterexample.networkCase);
      const judged = checkJudged(statedTheorem(plan, theorem), evaluation);
      const { verdict } = judged.judgement === null ? whereResolved(judged.result) : judged;
      return { path, theorem, ...judged, verdict };
    });
  return { replays, refused };
}

/** The worst verdict on the saved counterexamples to a theorem. */
export function savedVerdict({ replays }: SavedReplays, theorem: string): Verdict {
  return replays
    .filter((saved) => saved.theorem === theorem)
    .reduce<Verdict>((worst, saved) => worse(worst, saved.verdict), "not-applicable");
}
