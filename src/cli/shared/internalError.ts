/**
 * Errors that nobody expected end a command with exit code 70 and one line: Node's own 1 would be a verdict. Imported for that,
 * before what might throw.
 */
import { basename } from "node:path";
import { exitCodes } from "./exitCodes";

process.on("uncaughtException", end);
process.on("unhandledRejection", end);

function end(error: unknown): never {
  tellInternalError(error);
  process.exit(exitCodes.internalError);
}

let isTold = false;

/** Says so on stderr, once: where one worker dies, the others often follow. */
export function tellInternalError(error: unknown): void {
  if (!isTold) {
    console.error(internalErrorLine(error));
  }
  isTold = true;
}

/**
 * What people are told of an internal error: its message and where it was thrown, in one line.
 *
 * @example internalErrorLine(new TypeError("x is undefined")) // "wnb: internal error, please report it: TypeError: x is undefined (judge.js:12)"
 */
function internalErrorLine(error: unknown): string {
  const [words] = String(error).split("\n");
  const [, file, line] = /\n\s+at .*?([^\s()]+):(\d+):\d+/.exec((error as Error | undefined)?.stack ?? "") ?? [];
  const place = file === undefined ? "" : ` (${basename(file)}:${line})`;
  return `wnb: internal error, please report it: ${words}${place}`;
}
