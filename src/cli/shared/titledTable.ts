import { markdownTable } from "./markdownTable";
import { tableOf } from "./table";

/** A table as data, for the terminal and for Markdown alike. */
export interface TitledTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The columns before this one are text. */
  readonly firstNumber: number;
}

/** For the terminal: the title, and the table below it. */
export function drawnTable({ title, head, rows, firstNumber }: TitledTable): string {
  const numbers = head.map((_, i) => i).filter((i) => i >= firstNumber);
  return `${title}\n${tableOf(head, rows, numbers)}`;
}

/** For Markdown: the title as a heading of the given level, such as "##", and the table below it. */
export function markdownSection({ title, head, rows, firstNumber }: TitledTable, level: string): string {
  return `${level} ${title}\n\n${markdownTable(head, rows, firstNumber)}`;
}
