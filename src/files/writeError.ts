import { diskProblem } from "./diskProblem";

/** A file or folder that could not be written: names it and says why. What was there before is there still. */
export class WriteError extends Error {
  override readonly name = "WriteError";

  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path}: cannot be written: ${reason}`);
  }
}

/** Codes that say something of the place, not of the disk. */
const OF_PLACES: Readonly<Record<string, string>> = {
  ENOENT: "there is no such folder",
  EISDIR: "a folder is there",
  EEXIST: "a file is there",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links lead in circles",
};

/** Why the operating system refused, with its code; undefined if it was not the operating system. */
export function reasonOf(error: unknown): string | undefined {
  const { code, syscall } = Object(error) as Partial<NodeJS.ErrnoException>;
  if (code === undefined || syscall === undefined) {
    return undefined;
  }
  const words = diskProblem(code) ?? OF_PLACES[code];
  return words === undefined ? code : `${words} (${code})`;
}

/**
 * Runs what writes a file.
 *
 * @throws WriteError in place of an error of the operating system; any other error as it is
 * @example writing("log.jsonl", () => openSync("log.jsonl", "a"))
 */
export function writing<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const reason = reasonOf(error);
    throw reason === undefined ? error : new WriteError(path, reason);
  }
}
