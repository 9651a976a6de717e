import type { LedgerEntry } from "./ledger";
import type { RunViolation } from "./runViolation";
import { receivedCase, type SentCase, sentCase } from "./sentCase";
import type { VerificationPlan } from "./verificationPlan";

/** What a settling thread is given. Plain data, as all of this. */
export interface Settling {
  readonly plan: VerificationPlan;
  /** What it loads to know the plan's theorems. */
  readonly modules: readonly string[];
  readonly entry: LedgerEntry;
  /** Cases known to be hard that violate the theorem. */
  readonly hard: readonly SentCase[];
  /** When it is to come to an end, in milliseconds since 1970: then it judges what it has. */
  readonly shrinkUntil: number;
}

/** What it tells: how far it is, with the best violation so far where that is a new one; at last what it came to. */
export type Told =
  | { readonly kind: "best"; readonly candidates: number; readonly best: SentViolation | null }
  | { readonly kind: "settled"; readonly settled: SentViolation | null };

/** A {@link RunViolation} on its way. */
interface SentViolation {
  readonly others: Omit<RunViolation, "violation" | "worst">;
  readonly violation: Omit<RunViolation["violation"], "networkCase">;
  readonly networkCase: SentCase;
  readonly worst: (Omit<NonNullable<RunViolation["worst"]>, "networkCase"> & { readonly networkCase: SentCase }) | null;
}

export function sentViolation({ violation, worst, ...others }: RunViolation): SentViolation {
  const { networkCase, ...found } = violation;
  return {
    others,
    violation: found,
    networkCase: sentCase(networkCase),
    worst: worst && { ...worst, networkCase: sentCase(worst.networkCase) },
  };
}

export function receivedViolation({ others, violation, networkCase, worst }: SentViolation): RunViolation {
  return {
    ...others,
    violation: { ...violation, networkCase: receivedCase(networkCase) },
    worst: worst && { ...worst, networkCase: receivedCase(worst.networkCase) },
  };
}
