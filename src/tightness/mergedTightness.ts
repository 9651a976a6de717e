import { mergedBy } from "../records/recordFile";
import type { Registry } from "../theorems/registryOf";
import { entryKey, type TightnessEntry, tighter } from "./tightnessEntry";

/**
 * Two lists of entries as one: of each cell the tighter entry, of those that are equally tight the one known.
 *
 * @example mergedTightness(known, found, builtIn).length >= known.length
 */
export function mergedTightness(
  known: readonly TightnessEntry[],
  found: readonly TightnessEntry[],
  registry: Registry,
): readonly TightnessEntry[] {
  return mergedBy(known, found, entryKey, (before, now) => tighter(registry.theorem(now.theorem), before, now));
}
