import { InputError } from "./inputError";
import { checkNothingLost } from "./nothingLost";

/**
 * The JSON value that a file holds, all of it: what JSON.parse would drop without a word is refused.
 *
 * @param expected what errors say the file should be
 * @param whole what they call all of it
 * @throws InputError for an empty file, bytes that are not UTF-8, no JSON, duplicate keys, and numbers that float64 reads as infinite, or as 0
 *   though they are not
 */
export function parseJson(bytes: Uint8Array, expected: string, whole = "content"): unknown {
  if (bytes.length === 0) {
    throw new InputError(whole, "an empty file", expected);
  }
  const text = utf8Text(bytes, expected, whole);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(whole, (error as SyntaxError).message, expected);
  }
  checkNothingLost(bytes);
  return value;
}

/** @throws InputError for bytes that are not UTF-8, which would otherwise be read as another text */
export function utf8Text(bytes: Uint8Array, expected: string, whole = "content"): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(whole, "bytes that are not UTF-8", expected);
  }
}
