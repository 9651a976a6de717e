import type { Theorem } from "../theorems/theorem";
import { compareTightness, type TightnessChange } from "./compareTightness";
import type { TightnessEntry } from "./tightnessEntry";

/** What the file says of a theorem, and what is no longer so. */
export interface TightnessSummary {
  readonly id: string;
  /** Cells with an entry. */
  readonly cells: number;
  /** Of the entries' ratios; null for a theorem that has none. */
  readonly smallest: number | null;
  readonly largest: number | null;
  readonly changes: readonly TightnessChange[];
}

/** The summary of a theorem, every one of its cases evaluated again. */
export function summaryOf(theorem: Theorem, entries: readonly TightnessEntry[]): TightnessSummary {
  const own = entriesOf(theorem, entries);
  return {
    id: theorem.id,
    cells: own.length,
    smallest: extreme(own, Math.min),
    largest: extreme(own, Math.max),
    changes: compareTightness(theorem, own),
  };
}

export function entriesOf({ id }: Theorem, entries: readonly TightnessEntry[]): readonly TightnessEntry[] {
  return entries.filter(({ theorem }) => theorem === id);
}

/** The largest (or smallest) ratio of entries, null where they have none. */
export function extreme(
  entries: readonly TightnessEntry[],
  choose: (...values: number[]) => number = Math.max,
): number | null {
  const ratios = entries.flatMap(({ ratio }) => ratio ?? []);
  return ratios.length === 0 ? null : choose(...ratios);
}
