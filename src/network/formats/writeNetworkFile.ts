import { InputError } from "../../files/inputError";
import { writeWhole } from "../../files/writeWhole";
import { formatOfName } from "./formats";
import type { NetworkFile } from "./networkJson";

/**
 * Writes a network file, whole or not at all, in the format of its ending; JSON for any other.
 *
 * @throws InputError for what that format cannot hold, WriteError; both name the file
 * @example writeNetworkFile("network.safetensors", { network, input })
 */
export function writeNetworkFile(path: string, file: NetworkFile): void {
  const format = formatOfName(path);
  writeWhole(
    path,
    written(path, () => format.write(file)),
  );
}

function written(path: string, write: () => string | Uint8Array): string | Uint8Array {
  try {
    return write();
  } catch (error) {
    throw error instanceof InputError ? error.inSource(path) : error;
  }
}
