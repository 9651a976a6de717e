import { writeSync } from "node:fs";

/** Node refuses 2 GiB and more. */
const LARGEST_WRITE = 2 ** 30;

/**
 * Writes all bytes, in as many writes as it takes: one may write fewer than it is given, without an error, where a disk is
 * nearly full or a file nearly at its limit. Only the next one fails.
 *
 * @throws the operating system's error, with part of the bytes written
 */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written, Math.min(LARGEST_WRITE, bytes.length - written));
  }
}

/** The bytes of a text in UTF-8; bytes as they are. */
export function bytesOf(data: string | Uint8Array): Uint8Array {
  return typeof data === "string" ? Buffer.from(data) : data;
}
