import type { Verdict } from "../../verify/verdict";

/** The exit codes that scripts rely on, besides 128 and the number of a signal (interruptible.ts). 1 and 3 are verdicts and nothing else, whatever breaks. */
export const exitCodes = {
  holds: 0,
  violated: 1,
  badInput: 2,
  undecided: 3,
  internalError: 70,
  notWritten: 74,
  /** 128 + SIGPIPE: the reader of the output has gone before its end. */
  closedPipe: 141,
} as const;

/** What --help says of them. */
export const EXIT_CODES_HELP = `
Exit codes:
  0    everything holds (not applicable counts as that)
  1    a violation
  2    bad usage or bad input
  3    undecided, or nothing was checked of what was asked for by name
  70   an internal error
  74   a file, or standard output, could not be written
  129, 130, 143  ended by SIGHUP, Ctrl-C, SIGTERM
  141  the reader of the output has gone before its end, as with | head`;

/** not-applicable never changes the exit code. */
export function exitCodeOf(verdict: Verdict): number {
  return verdict === "not-applicable" ? exitCodes.holds : exitCodes[verdict];
}
