import { extname } from "node:path";
import { writeWhole } from "../../files/writeWhole";
import { type NetworkFile, networkToJson } from "./networkJson";
import { networkToSafetensors } from "./networkSafetensors";
import { formatSafetensors } from "./safetensors";

/**
 * Writes a network file, whole or not at all: safetensors if the name ends so, else JSON.
 *
 * @throws WriteError that names the file
 */
export function writeNetworkFile(path: string, file: NetworkFile): void {
  if (extname(path) === ".safetensors") {
    writeWhole(path, formatSafetensors(networkToSafetensors(file)));
  } else {
    writeWhole(path, `${JSON.stringify(networkToJson(file))}\n`);
  }
}
