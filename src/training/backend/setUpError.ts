import { diskProblem } from "../../files/diskProblem";

/** A set-up that cannot go on: the message is for people, and says what to do. */
export class SetUpError extends Error {
  override readonly name: string = "SetUpError";
}

/** A set-up that a signal ended. */
export class SetUpInterrupted extends SetUpError {
  override readonly name = "SetUpInterrupted";

  /** @param exitCode what a shell expects of a process that this signal ended: 130 after Ctrl-C */
  constructor(readonly exitCode: number) {
    super("interrupted; nothing unfinished is left behind");
  }
}

/** The advice where the cache's folder is the trouble. */
export const OTHER_FOLDER = "WNB_CACHE=DIR chooses another folder for the cache.";

/** The error with a message for people, if it is the disk's fault; any other error as it is. */
export function explained(error: unknown, folder: string): unknown {
  const { code, path = folder } = error as NodeJS.ErrnoException;
  const problem = diskProblem(code);
  return error instanceof Error && problem !== undefined
    ? new SetUpError(`${path}: ${problem}. ${OTHER_FOLDER}`, { cause: error })
    : error;
}
