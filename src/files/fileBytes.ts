import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { InputError } from "./inputError";

/** An open file, of which only the parts that are asked for are read. */
export interface FileBytes {
  readonly size: number;
  /** The bytes from `from` up to, not including, `to`. */
  slice(from: number, to: number): Uint8Array;
}

/** What one call of the operating system reads at most; Node refuses 2 GiB and more. */
const LARGEST_READ = 2 ** 30;
/** The longest array that every supported version of Node allocates. */
const LARGEST_SLICE = 2 ** 32 - 1;

/**
 * The bytes of a whole file.
 *
 * @param expected what errors say the file should be
 * @throws InputError that names the file if it is missing, a folder or not readable
 * @example readBytes("network.json", "a readable network file")
 */
export function readBytes(path: string, expected: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unreadable(path, error, expected);
  }
}

/**
 * Opens a file for `use`, closes it afterwards, and names it in every InputError thrown meanwhile.
 *
 * @param expected what errors say the file should be
 * @throws InputError if the file is missing, a folder or not readable, and what `use` throws
 * @example withFileBytes("data.bin", "a readable batch", (file) => file.slice(0, 16))
 */
export function withFileBytes<T>(path: string, expected: string, use: (file: FileBytes) => T): T {
  const { descriptor, size } = open(path, expected);
  try {
    return use({ size, slice: (from, to) => readSlice(descriptor, from, to) });
  } catch (error) {
    throw error instanceof InputError ? error.inSource(path) : error;
  } finally {
    closeSync(descriptor);
  }
}

function open(path: string, expected: string): { descriptor: number; size: number } {
  try {
    const stats = statSync(path);
    if (stats.isFile()) {
      return { descriptor: openSync(path, "r"), size: stats.size };
    }
    throw new InputError(path, stats.isDirectory() ? "a folder" : "a pipe or a device", expected);
  } catch (error) {
    throw error instanceof InputError ? error : unreadable(path, error, expected);
  }
}

function readSlice(descriptor: number, from: number, to: number): Uint8Array {
  if (to - from > LARGEST_SLICE) {
    throw new InputError("data", `${to - from} bytes to read`, `at most ${LARGEST_SLICE}, so fewer samples`);
  }
  const bytes = new Uint8Array(to - from);
  let reached = 0;
  while (reached < bytes.length) {
    const wanted = Math.min(LARGEST_READ, bytes.length - reached);
    const got = readSync(descriptor, bytes, reached, wanted, from + reached);
    if (got === 0) {
      throw new InputError("data", `the end of the file at byte ${from + reached}`, `bytes up to ${to}`);
    }
    reached += got;
  }
  return bytes;
}

function unreadable(path: string, error: unknown, expected: string): InputError {
  const { code } = error as NodeJS.ErrnoException;
  const reason = code === "ENOENT" ? "no such file" : code === "EISDIR" ? "a folder" : `an error (${code})`;
  return new InputError(path, reason, expected);
}
