import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { InputError } from "../network/inputError";
import { isRunning } from "../network/isRunning";

/**
 * The folder of one training run: `checkpoint.safetensors`, the newest state, and `log.jsonl`, what `--json` prints.
 *
 * The log goes ahead of the checkpoint; a run that resumes cuts it back to there. A lock keeps two runs out of one folder.
 */
export class RunFolder {
  readonly checkpoint: string;
  private readonly log: number;

  private constructor(
    readonly path: string,
    step: number,
  ) {
    this.checkpoint = join(path, CHECKPOINT);
    const logFile = join(path, LOG);
    writeFileAtomic(logFile, linesBefore(logFile, step));
    this.log = openSync(logFile, "a");
  }

  /** @throws InputError if a run is there already, or another process writes there, or the folder cannot be made */
  static create(path: string): RunFolder {
    return opened(path, () => {
      mkdirSync(path, { recursive: true });
      if (existsSync(join(path, CHECKPOINT))) {
        throw new InputError(
          path,
          "the checkpoint of another run",
          `--resume ${path} to go on with it, or another --out`,
        );
      }
      lock(path);
      return new RunFolder(path, 0);
    });
  }

  /** Goes on in a folder, from a step that its checkpoint holds. */
  static resume(path: string, step: number): RunFolder {
    return opened(path, () => {
      lock(path);
      return new RunFolder(path, step);
    });
  }

  append(line: string): void {
    writeSync(this.log, `${line}\n`);
  }

  close(): void {
    closeSync(this.log);
    rmSync(join(this.path, LOCK), { force: true });
  }
}

const CHECKPOINT = "checkpoint.safetensors";
const LOG = "log.jsonl";
const LOCK = "lock";

/** Where a run's newest state is. */
export function checkpointIn(folder: string): string {
  return join(folder, CHECKPOINT);
}

/** What the log says of steps before this one; a line that a crash cut off goes too. */
function linesBefore(file: string, step: number): string {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  return lines
    .filter((line) => isBefore(line, step))
    .map((line) => `${line}\n`)
    .join("");
}

function isBefore(line: string, step: number): boolean {
  try {
    return JSON.parse(line).step < step;
  } catch {
    return false;
  }
}

/** A file with the process number in it; that of a process which is gone counts for nothing. */
function lock(folder: string): void {
  const file = join(folder, LOCK);
  try {
    writeLock(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
    const owner = Number(readFileSync(file, "utf8"));
    if (owner !== process.pid && isRunning(owner)) {
      throw new InputError(folder, `a run that is going on (process ${owner})`, "a folder that no other run writes to");
    }
    rmSync(file, { force: true });
    writeLock(file);
  }
}

function writeLock(file: string): void {
  const handle = openSync(file, "wx");
  writeSync(handle, String(process.pid));
  closeSync(handle);
}

function opened(path: string, open: () => RunFolder): RunFolder {
  try {
    return open();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof InputError || code === undefined) {
      throw error;
    }
    throw new InputError(path, `an error (${code})`, "a folder that can be written");
  }
}
