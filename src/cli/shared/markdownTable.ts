/** A table in Markdown; the columns before `firstNumber` are text. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  firstNumber = head.length,
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const alignment = `|${head.map((_, i) => (i < firstNumber ? "---" : "---:")).join("|")}|`;
  return [line(head), alignment, ...rows.map(line)].join("\n");
}
