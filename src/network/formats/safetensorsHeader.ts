import { InputError, shown } from "../../files/inputError";
import { objectAt, stringAt } from "../../files/jsonValues";
import { parseJson } from "../../files/parseJson";
import { placeOf } from "../../files/place";
import { checkKeys } from "../../files/unknownKeys";
import { REAL_BYTES, REAL_TYPE_NAMES } from "./realTypes";

const INTEGER_BYTES: Readonly<Record<string, number>> = {
  BOOL: 1,
  I8: 1,
  U8: 1,
  I16: 2,
  U16: 2,
  I32: 4,
  U32: 4,
  I64: 8,
  U64: 8,
};
const BYTES_PER_ELEMENT: Readonly<Record<string, number>> = { ...REAL_BYTES, ...INTEGER_BYTES };
const ENTRY_KEYS = { tensor: ["dtype", "shape", "data_offsets"] };

/** @throws InputError for no JSON object, and for duplicate keys */
export function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  return objectAt(parseJson(bytes, "the safetensors header: a JSON object", "header"), "header");
}

/**
 * The metadata of a file. Null stands for none, as it does to the reader of those who made the format.
 *
 * @throws InputError for anything but an object of strings
 */
export function metadataOf(entry: unknown): Map<string, string> {
  if (entry === null) {
    return new Map();
  }
  if (typeof entry !== "object" || Array.isArray(entry)) {
    throw new InputError("__metadata__", shown(entry), "an object of strings");
  }
  return new Map(
    Object.entries(entry as object).map(([key, text]) => [key, stringAt(text, placeOf("__metadata__", key))]),
  );
}

/** Whether a type is one of integers or booleans. */
export function isInteger(type: string): boolean {
  return Object.hasOwn(INTEGER_BYTES, type);
}

/** @throws InputError for another type, and for sizes that do not match */
export function tensorEntry(
  name: string,
  value: unknown,
): { type: string; shape: number[]; begin: number; end: number } {
  const place = placeOf("", name);
  const entry = objectAt(value, place);
  const { dtype, shape, data_offsets: offsets } = entry;
  const isSize = (n: unknown): n is number => typeof n === "number" && Number.isSafeInteger(n) && n >= 0;
  if (typeof dtype !== "string" || !Object.hasOwn(BYTES_PER_ELEMENT, dtype)) {
    throw new InputError(`${place}.dtype`, shown(dtype), REAL_TYPE_NAMES);
  }
  if (!Array.isArray(shape) || !shape.every(isSize)) {
    throw new InputError(`${place}.shape`, shown(shape), "an array of sizes");
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize)) {
    throw new InputError(`${place}.data_offsets`, shown(offsets), "[begin, end]");
  }
  checkKeys(entry, ENTRY_KEYS, "tensor", place);
  const [begin, end] = offsets as [number, number];
  const expected = (shape as number[]).reduce((product, n) => product * n, BYTES_PER_ELEMENT[dtype]);
  if (end - begin !== expected) {
    throw new InputError(
      `${place}.data_offsets`,
      `${end - begin} bytes`,
      `${expected} (${dtype} of shape [${shape.join(", ")}])`,
    );
  }
  return { type: dtype, shape: shape as number[], begin, end };
}
