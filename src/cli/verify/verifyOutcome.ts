import type { SavedReplays } from "../../verify/replaySaved";
import type { Verification } from "../../verify/runVerification";
import type { Verdict } from "../../verify/verdict";
import type { VerificationPlan } from "../../verify/verificationPlan";
import type { ReportedViolation } from "./runViolations";

/** All that one `wnb verify` found. */
export interface VerifyOutcome {
  readonly plan: VerificationPlan;
  readonly verification: Verification;
  readonly violations: readonly ReportedViolation[];
  readonly saved: SavedReplays;
  /** Of each theorem of the plan, by id: over the saved counterexamples and the run, as judged. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
}
