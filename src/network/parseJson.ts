import { InputError } from "./inputError";
import { checkNothingLost } from "./nothingLost";

/**
 * The JSON value that a file holds, all of it: what JSON.parse would drop without a word is refused.
 *
 * @param expected what errors say the file should be
 * @throws InputError for an empty file, bytes that are not UTF-8, no JSON, duplicate keys, and numbers that float64 reads as infinite, or as 0
 *   though they are not
 */
export function parseJson(bytes: Uint8Array, expected: string): unknown {
  if (bytes.length === 0) {
    throw new InputError("content", "an empty file", expected);
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : "bytes that are not UTF-8";
    throw new InputError("content", reason, expected);
  }
  checkNothingLost(bytes);
  return value;
}
