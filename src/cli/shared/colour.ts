import { styleText } from "node:util";
import type { Verdict } from "../../verify/verdict";

const COLOURS = { holds: "green", violated: "red", undecided: "yellow", "not-applicable": "gray" } as const;

/** The verdict, coloured if standard output is a terminal and NO_COLOR is not set. */
export function colouredVerdict(verdict: Verdict): string {
  const wanted = process.stdout.isTTY === true && !process.env["NO_COLOR"];
  return wanted ? styleText(COLOURS[verdict], verdict) : verdict;
}
