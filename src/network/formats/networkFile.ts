import { readBytes } from "../../files/fileBytes";
import { InputError } from "../../files/inputError";
import { parseJson } from "../../files/parseJson";
import { type NetworkFile, networkFromJson } from "./networkJson";
import { type ActivationOptions, checkAgreement, networkFromSafetensors } from "./networkSafetensors";
import { isSafetensors, parseSafetensors } from "./safetensors";

/**
 * Reads a network file, JSON or safetensors, told apart by content.
 *
 * @param given activation and shift as options gave them: used where the file names none, else they must agree
 * @throws InputError that names the file, the place in it, what was found and what was expected
 * @example readNetworkFile("network.json").network.depth
 */
export function readNetworkFile(path: string, given: Partial<ActivationOptions> = {}): NetworkFile {
  return parseNetworkFile(readBytes(path, "a readable network file"), path, given);
}

/** The same for bytes that are here already; `source` is what errors call them. */
export function parseNetworkFile(
  bytes: Uint8Array,
  source: string,
  given: Partial<ActivationOptions> = {},
): NetworkFile {
  try {
    const file = isSafetensors(bytes)
      ? networkFromSafetensors(parseSafetensors(bytes), given)
      : networkFromJson(parseJson(bytes, "a network file: JSON (which has no NaN or Infinity) or safetensors"));
    checkAgreement(file.network.activation, given);
    return file;
  } catch (error) {
    throw error instanceof InputError ? error.inSource(source) : error;
  }
}
