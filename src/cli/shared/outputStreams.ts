/**
 * What becomes of a command whose standard output or standard error dies. Imported for that, before anything is written.
 *
 * Without standard output a run has no result, so it ends, and its exit code is no verdict. Without standard error only
 * messages are lost: the run goes on.
 */
import { fstatSync } from "node:fs";
import { bytesOf, writeAll } from "../../files/writeAll";
import { reasonOf } from "../../files/writeError";
import { exitCodes } from "./exitCodes";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") {
    process.exit(exitCodes.closedPipe);
  }
  console.error(`wnb: standard output cannot be written: ${reasonOf(error) ?? error.message}`);
  process.exit(exitCodes.notWritten);
});

process.stderr.on("error", () => {
  // Nobody listens.
});

if (isFile(process.stdout.fd)) {
  // Node writes to a file once, and does not look at how much of it was written: on a full disk the rest would be missing.
  process.stdout._write = (chunk: string | Uint8Array, _encoding, done) => {
    try {
      writeAll(process.stdout.fd, bytesOf(chunk));
      done();
    } catch (error) {
      done(error as Error);
    }
  };
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
}
