/** Files of entries with a network each, one entry a line: what the records of tightness and of weakenings have in common. */
import { existsSync } from "node:fs";
import { exclusively } from "../files/exclusively";
import { readBytes } from "../files/fileBytes";
import { InputError, shown } from "../files/inputError";
import { arrayAt, objectAt } from "../files/jsonValues";
import { parseJson, utf8Text } from "../files/parseJson";
import { checkKeys, type FormatKeys } from "../files/unknownKeys";
import { within } from "../files/within";
import { writeWhole } from "../files/writeWhole";
import { networkFromJson, networkToJson } from "../network/formats/networkJson";
import { NETWORK_FORMAT } from "../network/formats/networkKeys";
import type { NetworkCase } from "../network/networkCase";

/** How a file of entries is written and read. */
export interface RecordFormat<T> {
  /** Its name and version, the first key of the file. */
  readonly format: string;
  toText(entries: readonly T[]): string;
  /** @throws InputError that names the place */
  fromText(text: string): readonly T[];
}

/**
 * The entries of a file.
 *
 * @throws InputError that names the file, the place in it, what was found and what was expected
 */
export function readRecord<T>(path: string, { format, fromText }: RecordFormat<T>): readonly T[] {
  try {
    const expected = `a readable file of the format ${format}`;
    return fromText(utf8Text(readBytes(path, expected), expected));
  } catch (error) {
    throw error instanceof InputError && !error.place.startsWith(path) ? error.inSource(path) : error;
  }
}

/**
 * Changes a file of entries, or begins one: reads it, changes what is there by then, and writes it whole or not at all, while nobody
 * else does. Nothing is written where nothing changes, or where the change throws.
 *
 * @returns what the file holds now
 * @throws WriteError that names the file
 * @example await changeRecord("fixtures/tightness.json", tightnessRecord(builtIn), (entries) => mergedTightness(entries, found, builtIn))
 */
export function changeRecord<T>(
  path: string,
  record: RecordFormat<T>,
  change: (entries: readonly T[]) => readonly T[],
): Promise<readonly T[]> {
  return exclusively(path, () => {
    const before = existsSync(path) ? readRecord(path, record) : [];
    const after = change(before);
    if (after.length !== before.length || after.some((entry) => !before.includes(entry))) {
      writeWhole(path, record.toText(after));
    }
    return after;
  });
}

/** Two lists of entries as one: where both have a key, the better of the two. */
export function mergedBy<T>(
  known: readonly T[],
  found: readonly T[],
  keyOf: (entry: T) => string,
  better: (known: T, found: T) => T,
): readonly T[] {
  const entries = new Map(known.map((entry) => [keyOf(entry), entry]));
  for (const entry of found) {
    const before = entries.get(keyOf(entry));
    entries.set(keyOf(entry), before === undefined ? entry : better(before, entry));
  }
  return [...entries.values()];
}

/**
 * The file's text: its format and other keys first, then an entry a line, so that a change of one is a change of one line.
 *
 * @param entries their JSON values
 */
export function recordText(format: string, keys: object, entries: readonly unknown[]): string {
  const head = JSON.stringify({ format, ...keys }).slice(0, -1);
  return `${head},"entries":[\n${entries.map((entry) => JSON.stringify(entry)).join(",\n")}\n]}\n`;
}

/**
 * The file's keys, and its entries as they are read one by one.
 *
 * @param known the keys of the file ("") and of an entry ("entries")
 * @param keyOf no two entries may have the same
 * @throws InputError for anything but JSON of this format, and for unknown keys
 */
export function parseRecord<T>(
  text: string,
  format: string,
  known: FormatKeys,
  entryFromJson: (value: Record<string, unknown>, place: string) => T,
  keyOf: (entry: T) => string,
): { readonly keys: Record<string, unknown>; readonly entries: readonly T[] } {
  const keys = objectAt(parseJson(new TextEncoder().encode(text), `JSON of the format ${format}`), "content");
  if (keys["format"] !== format) {
    throw new InputError("format", shown(keys["format"]), shown(format));
  }
  const seen = new Map<string, string>();
  const entries = arrayAt(keys["entries"], "entries").map((value, i) => {
    const place = `entries[${i}]`;
    const given = objectAt(value, place);
    const entry = entryFromJson(given, place);
    checkKeys(given, known, "entries", place);
    const before = seen.get(keyOf(entry));
    if (before !== undefined) {
      throw new InputError(place, keyOf(entry), `one that is not in ${before} already`);
    }
    seen.set(keyOf(entry), place);
    return entry;
  });
  checkKeys(keys, known, "", "");
  return { keys, entries };
}

/** A case as entries hold it: a network file, whose format is version 1 where it is not there. */
export function caseToJson(networkCase: NetworkCase): Record<string, unknown> {
  const { format, ...values } = networkToJson(networkCase);
  return format === NETWORK_FORMAT ? values : { format, ...values };
}

/** @throws InputError that names the place within `place` */
export function caseFromJson(value: unknown, place: string): NetworkCase {
  const values = objectAt(value, place);
  return within(place, () => {
    const { input, ...file } = networkFromJson({ format: NETWORK_FORMAT, ...values });
    if (input === null) {
      throw new InputError("input", "none", "the input of the network");
    }
    return { ...file, input };
  });
}
