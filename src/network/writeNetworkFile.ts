import { extname } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { type NetworkFile, networkToJson } from "./networkJson";
import { networkToSafetensors } from "./networkSafetensors";
import { formatSafetensors } from "./safetensors";

/** Writes a network file, whole or not at all: safetensors if the name ends so, else JSON. */
export function writeNetworkFile(path: string, file: NetworkFile): void {
  if (extname(path) === ".safetensors") {
    writeFileAtomic(path, Buffer.from(formatSafetensors(networkToSafetensors(file))));
  } else {
    writeFileAtomic(path, `${JSON.stringify(networkToJson(file))}\n`);
  }
}
