import { fittedTable } from "./fittedTable";
import { terminalWidth } from "./terminalWidth";

/** A table without vertical rules: on a terminal as wide as it is, elsewhere as wide as its content. */
export function tableOf(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  rightAligned: readonly number[],
): string {
  return fittedTable({ head, rows, rightAligned }, terminalWidth());
}
