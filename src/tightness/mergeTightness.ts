import { mergedBy } from "../records/recordFile";
import { entryKey, type TightnessEntry, tighter } from "./tightnessEntry";

/**
 * Two lists of entries as one: of each cell the tighter entry, of those that are equally tight the one known.
 *
 * @example merged(known, found).length >= known.length
 */
export function merged(known: readonly TightnessEntry[], found: readonly TightnessEntry[]): readonly TightnessEntry[] {
  return mergedBy(known, found, entryKey, tighter);
}
