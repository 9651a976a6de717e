import { binomialTail } from "../arithmetic/binomialTail";
import type { LedgerEntry } from "./ledger";
import { type Verdict, worse } from "./verdict";

/** A check that says nothing in more than four of five cases is a defect of the check. */
export const SMALLEST_SHARE = 0.2;
/** Few cases may miss the share by chance: this improbable, and it is no chance. */
const CHANCE = 1e-6;

/** Whether a theorem said something in so few of its cases that its pass means little. */
export function isVacuous({ cases, nonvacuous }: Pick<LedgerEntry, "cases" | "nonvacuous">): boolean {
  return nonvacuous !== null && binomialTail(cases, 1 - SMALLEST_SHARE, cases - nonvacuous) < CHANCE;
}

/** The verdict over a run: a vacuous pass is not a pass. */
export function verdictOf(entry: LedgerEntry): Verdict {
  return isVacuous(entry) ? worse(entry.verdict, "undecided") : entry.verdict;
}
