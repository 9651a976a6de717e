import { stripVTControlCharacters } from "node:util";

/** A table as it is drawn: cells may have several lines. */
export interface TableContent {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns of numbers. */
  readonly rightAligned: readonly number[];
}

/** Between columns. */
const GAP = 2;

/** The characters of a text on the screen; colours take none. */
export function screenLength(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

/** How wide every column is, as its widest line. */
export function columnWidths({ head, rows }: TableContent): number[] {
  return head.map((name, i) => Math.max(...[name, ...rows.map((row) => row[i])].flatMap(linesOf).map(screenLength)));
}

/** How wide a table with columns of these widths is. */
export function widthOf(columns: readonly number[]): number {
  return columns.reduce((sum, width) => sum + width, GAP * (columns.length - 1));
}

/**
 * A table without vertical rules, as wide as its content.
 *
 * @param below lines that stand under each row
 */
export function drawnRows(content: TableContent, below: (row: number) => readonly string[] = () => []): string {
  const { head, rows, rightAligned } = content;
  const widths = columnWidths(content);
  const drawn = (cells: readonly string[]): string[] => {
    const columns = cells.map(linesOf);
    const height = Math.max(...columns.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) =>
      columns
        .map((lines, i) => padded(lines[line] ?? "", widths[i], rightAligned.includes(i)))
        .join(" ".repeat(GAP))
        .trimEnd(),
    );
  };
  const rule = "─".repeat(widthOf(widths));
  return [...drawn(head), rule, ...rows.flatMap((row, i) => [...drawn(row), ...below(i)])].join("\n");
}

function linesOf(cell: string): string[] {
  return cell.split("\n");
}

function padded(text: string, width: number, isNumber: boolean): string {
  const space = " ".repeat(width - screenLength(text));
  return isNumber ? space + text : text + space;
}
