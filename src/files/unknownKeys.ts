import damerauLevenshtein from "damerau-levenshtein";
import { InputError } from "./inputError";
import { placeOf } from "./place";

/** The keys that the objects of a format may have, by the part of the file that they are; "" is the whole. */
export type FormatKeys = Readonly<Record<string, readonly string[]>>;

/** Whether a key may stand in every object of every file: what people and editors note there, and nothing reads. */
export function isAnnotation(key: string): boolean {
  return key === "$schema" || key === "comment" || key.startsWith("x-");
}

/**
 * Refuses keys that nothing reads: a file with one of them says something else than what would be read.
 *
 * @param part which of the format's objects this is
 * @param place where the object is, for the error
 * @param note what to say of a key that many expect in such files, and that the format does not have; null of others
 * @throws InputError that names the key and its likely meaning
 * @example checkKeys({ shift: 1 }, { "": ["activation"], activation: ["name", "shift"] }, "", "")
 *   // shift: found an unknown key, expected one of activation (shift belongs into activation)
 */
export function checkKeys(
  object: object,
  format: FormatKeys,
  part: string,
  place: string,
  note: (key: string) => string | null = () => null,
): void {
  const unknown = Object.keys(object).find((key) => !format[part].includes(key) && !isAnnotation(key));
  if (unknown !== undefined) {
    const hint = note(unknown) ?? likelyPlace(unknown, format, part);
    throw new InputError(
      placeOf(place, unknown),
      "an unknown key",
      `one of ${format[part].join(", ")}${hint === null ? "" : ` (${hint})`}`,
    );
  }
}

/**
 * Those of the known names that a name may be a slip of the pen for, whatever its case: a letter more, less, another or two that changed
 * places; two slips in longer names.
 *
 * @example nearNames("shfit", ["activation", "shift"]) // ["shift"]
 */
export function nearNames(name: string, known: readonly string[]): string[] {
  const plain = name.toLowerCase();
  return known.filter((candidate) => {
    const slips = candidate.length <= SHORT_NAME ? 1 : 2;
    const isComparable = Math.abs(plain.length - candidate.length) <= slips;
    return isComparable && damerauLevenshtein(plain, candidate.toLowerCase()).steps <= slips;
  });
}

const SHORT_NAME = 5;

/** More suggestions than this are none. */
const MOST_SUGGESTIONS = 3;

/**
 * What a name may be a slip for, to stand behind the names that were expected; "" if nothing is near.
 *
 * @example didYouMean("tahn", ["tanh", "sin"]) // " (did you mean tanh?)"
 */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearNames(name, known);
  return near.length === 0 || near.length > MOST_SUGGESTIONS ? "" : ` (did you mean ${near.join(" or ")}?)`;
}

function likelyPlace(key: string, format: FormatKeys, part: string): string | null {
  const near = nearNames(key, format[part]);
  const elsewhere = Object.keys(format).filter((other) => other !== part && format[other].includes(key));
  if (near.length === 0 && elsewhere.length > 0) {
    return `${key} belongs ${elsewhere.map((other) => (other === "" ? "to the top level" : `into ${other}`)).join(" or ")}`;
  }
  const meant = [...near, ...elsewhere.map((other) => placeOf(other, key))];
  return meant.length === 0 ? null : `did you mean ${meant.join(" or ")}?`;
}
