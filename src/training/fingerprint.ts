import { createHash } from "node:crypto";
import type { DataSet } from "../dataSets/dataSet";

/** A short name for the numbers of a data set: the same records give the same one. */
export function fingerprintOf({ inputs, targets }: Pick<DataSet, "inputs" | "targets">): string {
  const hash = createHash("sha256");
  for (const { buffer, byteOffset, byteLength } of [inputs, targets]) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest("hex").slice(0, 16);
}
