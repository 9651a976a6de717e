import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { withByteProgress } from "./byteProgress";
import { SetUpError } from "./setUpError";

/**
 * Compares the checksum of a file with the expected one.
 *
 * @throws SetUpError if there is no such file, or if it is another one
 */
export async function checkWheel(path: string, sha256: string, signal: AbortSignal): Promise<void> {
  const status = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT" ? new SetUpError(`${path}: there is no such wheel.`) : error;
  });
  if (!status.isFile()) {
    throw new SetUpError(`${path}: this is not a file; expected the wheel of TensorFlow.`);
  }
  const hash = createHash("sha256");
  await withByteProgress(status.size, (counted) => pipeline(createReadStream(path), counted(), hash, { signal }));
  const found = hash.digest("hex");
  if (found !== sha256) {
    throw new SetUpError(
      `${path}: the checksum is wrong, so it was not used. Found SHA-256 ${found}, expected ${sha256}.`,
    );
  }
}
