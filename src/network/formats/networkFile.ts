import { readBytes } from "../../files/fileBytes";
import { InputError } from "../../files/inputError";
import { formatOfBytes } from "./formats";
import type { NetworkFile } from "./networkJson";
import { type ActivationOptions, checkAgreement } from "./networkSafetensors";

/**
 * Reads a network file of any of the formats (formats.ts), told apart by content.
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
    const file = formatOfBytes(bytes).read(bytes, given);
    checkAgreement(file.network.activation, given);
    return file;
  } catch (error) {
    throw error instanceof InputError ? error.inSource(source) : error;
  }
}
