import { fittedLines } from "./fittedLines";
import { terminalWidth } from "./terminalWidth";

/** Prints what people read on standard output; on a terminal, no line is longer than it is wide. */
export function printReport(report: string): void {
  console.log(fittedLines(report, terminalWidth()));
}
