import { existsSync } from "node:fs";
import { exclusively } from "./exclusively";
import { entryKey, type TightnessEntry, tighter } from "./tightnessEntry";
import { readTightnessFile, writeTightnessFile } from "./tightnessFile";

/**
 * Two lists of entries as one: of each cell the tighter entry, of those that are equally tight the one known.
 *
 * @example merged(known, found).length >= known.length
 */
export function merged(known: readonly TightnessEntry[], found: readonly TightnessEntry[]): readonly TightnessEntry[] {
  const entries = new Map(known.map((entry) => [entryKey(entry), entry]));
  for (const entry of found) {
    const before = entries.get(entryKey(entry));
    entries.set(entryKey(entry), before === undefined ? entry : tighter(before, entry));
  }
  return [...entries.values()];
}

/**
 * Changes a tightness file, or begins one: reads it, changes what is there by then, and writes it, while nobody else does.
 * Nothing is written where nothing changes, or where the change throws.
 *
 * @returns what the file holds now
 */
export function changeTightnessFile(
  path: string,
  change: (entries: readonly TightnessEntry[]) => readonly TightnessEntry[],
): Promise<readonly TightnessEntry[]> {
  return exclusively(path, () => {
    const before = existsSync(path) ? readTightnessFile(path) : [];
    const after = change(before);
    if (after.length !== before.length || after.some((entry) => !before.includes(entry))) {
      writeTightnessFile(path, after);
    }
    return after;
  });
}
