import { stripVTControlCharacters } from "node:util";
import { columnWidths, drawnRows, screenLength, type TableContent, widthOf } from "./drawnRows";
import { wrapped } from "./wrapped";

/** A column of text is not made narrower than this: it goes below its row instead. */
const LEAST_TEXT_WIDTH = 24;
const INDENT = "    ";

/**
 * A table in lines of at most `width` characters.
 *
 * A table that fits is drawn as it is. Else its columns of text, but for the first one and the verdict, are wrapped, the widest ones first; then those
 * that leave too little room go to lines of their own below each row, the last column first. A table of so many numbers that this is not
 * enough comes in blocks of columns, each with the first columns again. So numbers and verdicts are never cut; a word of a text that is
 * longer than a line ends in "…".
 *
 * @param width null where nothing has to fit
 * @example fittedTable({ head: ["theorem", "verdict"], rows: [["output-bound", "holds"]], rightAligned: [] }, 80)
 */
export function fittedTable(content: TableContent, width: number | null): string {
  if (width === null || widthOf(columnWidths(content)) <= width) {
    return drawnRows(content);
  }
  const columns = content.head.map((_, i) => i);
  const loose = columns.filter((i) => i > 0 && !content.rightAligned.includes(i) && content.head[i] !== "verdict");
  for (let kept = loose.length; kept >= 0; kept--) {
    const below = loose.slice(kept);
    const beside = columns.filter((i) => !below.includes(i));
    const fitted = narrowed(content, beside, loose, width);
    if (fitted !== null) {
      return drawnRows(fitted, (row) => linesBelow(content, row, below, width));
    }
  }
  return inBlocks(content, width);
}

/** The table of some columns, the loose ones among them wrapped as far as is needed; null if it cannot be made to fit. */
function narrowed(
  content: TableContent,
  columns: readonly number[],
  loose: readonly number[],
  width: number,
): TableContent | null {
  const part = columnsOf(content, columns);
  const widths = columnWidths(part);
  const least = widths.map((own, i) =>
    loose.includes(columns[i]) ? Math.min(own, Math.max(LEAST_TEXT_WIDTH, longestWord(part, i))) : own,
  );
  if (widthOf(least) > width) {
    return null;
  }
  while (widthOf(widths) > width) {
    const spare = widths.map((own, i) => (own > least[i] ? own : 0));
    widths[spare.indexOf(Math.max(...spare))]--;
  }
  return {
    ...part,
    rows: part.rows.map((row) => row.map((cell, i) => (loose.includes(columns[i]) ? lines(cell, widths[i]) : cell))),
  };
}

function linesBelow({ head, rows }: TableContent, row: number, columns: readonly number[], width: number): string[] {
  return columns
    .filter((i) => rows[row][i] !== "")
    .flatMap((i) => {
      const text = `${head[i]} ${rows[row][i]}`.trim();
      return lines(text, width - INDENT.length).split("\n");
    })
    .map((line) => INDENT + cut(line, width - INDENT.length));
}

function inBlocks(content: TableContent, width: number): string {
  const firstNumber = Math.max(
    1,
    content.head.findIndex((_, i) => content.rightAligned.includes(i)),
  );
  const columns = content.head.map((_, i) => i);
  const keys = columns.slice(0, firstNumber);
  const widths = columnWidths(content);
  const blocks: number[][] = [];
  for (const column of columns.slice(firstNumber)) {
    const block = blocks.at(-1);
    if (block !== undefined && widthOf([...block, column].map((i) => widths[i])) <= width) {
      block.push(column);
    } else {
      blocks.push([...keys, column]);
    }
  }
  return blocks
    .map((block) => drawnRows(columnsOf(content, block)))
    .join("\n\n")
    .split("\n")
    .map((line) => cut(line, width))
    .join("\n");
}

function columnsOf({ head, rows, rightAligned }: TableContent, columns: readonly number[]): TableContent {
  return {
    head: columns.map((i) => head[i]),
    rows: rows.map((row) => columns.map((i) => row[i])),
    rightAligned: columns.flatMap((column, i) => (rightAligned.includes(column) ? [i] : [])),
  };
}

function longestWord({ head, rows }: TableContent, column: number): number {
  const words = rows.flatMap((row) => row[column].split(/\s+/));
  return Math.max(...[head[column], ...words].map(screenLength));
}

/** A text anew in lines, whatever lines it had. */
function lines(text: string, width: number): string {
  return wrapped(text.replaceAll("\n", " "), width)
    .split("\n")
    .map((line) => line.trim())
    .join("\n");
}

function cut(line: string, width: number): string {
  return screenLength(line) <= width ? line : `${[...stripVTControlCharacters(line)].slice(0, width - 1).join("")}…`;
}
