import type { Verdict } from "../verify/verdict";

/** The exit codes that scripts rely on, beside 128 and the number of a signal (interruptible.ts). */
export const exitCodes = {
  holds: 0,
  violated: 1,
  badInput: 2,
  undecided: 3,
  internalError: 70,
} as const;

/** not-applicable never changes the exit code. */
export function exitCodeOf(verdict: Verdict): number {
  return verdict === "not-applicable" ? exitCodes.holds : exitCodes[verdict];
}
