import { cellsOf } from "../records/cells";
import type { Theorem } from "../theorems/theorem";
import { compareEntry } from "./compareTightness";
import { entryKey, type TightnessEntry, tightnessEntryOf } from "./tightnessEntry";

/**
 * Entries as they are now that a theorem was changed on purpose: where its numbers changed, those of the same case are
 * recorded anew. Cases on which the theorem says nothing any more go, and so do cells that it no longer has.
 *
 * @param entries of any theorems; the others stay as they are
 */
export function acceptChanges(theorem: Theorem, entries: readonly TightnessEntry[]): readonly TightnessEntry[] {
  const cells = new Set(cellsOf(theorem).map((cell) => entryKey({ theorem: theorem.id, ...cell })));
  return entries.flatMap((entry) => {
    if (entry.theorem !== theorem.id) {
      return [entry];
    }
    if (!cells.has(entryKey(entry))) {
      return [];
    }
    if (compareEntry(theorem, entry).length === 0) {
      return [entry];
    }
    const anew = tightnessEntryOf(theorem, entry.networkCase);
    return anew === null ? [] : [anew];
  });
}
