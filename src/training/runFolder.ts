import { existsSync } from "node:fs";
import { join } from "node:path";
import { AppendedFile } from "../files/appendedFile";
import { readBytes } from "../files/fileBytes";
import { InputError } from "../files/inputError";
import { takeLock } from "../files/lock";
import { makeFolder } from "../files/makeFolder";
import { writeWhole } from "../files/writeWhole";
import { type TrainingState, writeTrainingState } from "./trainingState";

/**
 * The folder of one training run: `checkpoint.safetensors`, the newest state, and `log.jsonl`, what `--json` prints.
 *
 * The log goes ahead of the checkpoint; a run that resumes cuts it back to there. A lock keeps two runs out of one folder.
 */
export class RunFolder {
  private constructor(
    readonly path: string,
    private readonly log: AppendedFile,
    private readonly release: () => void,
  ) {}

  /** @throws InputError if a run is there already, or another process writes there; WriteError if it cannot be written */
  static create(path: string): RunFolder {
    makeFolder(path);
    return RunFolder.locked(path, 0, () => {
      if (existsSync(checkpointIn(path))) {
        throw new InputError(
          path,
          "the checkpoint of another run",
          "a folder without one, unless it is to be resumed",
          "resume",
        );
      }
    });
  }

  /**
   * Goes on in a folder, from a step that its checkpoint holds.
   *
   * @throws InputError if another process writes there; WriteError if it cannot be written
   */
  static resume(path: string, step: number): RunFolder {
    return RunFolder.locked(path, step);
  }

  private static locked(path: string, step: number, check = (): void => {}): RunFolder {
    const release = lock(path);
    try {
      check();
      return new RunFolder(path, openLog(join(path, LOG), step), release);
    } catch (error) {
      release();
      throw error;
    }
  }

  /** @throws WriteError; the log then ends with the line before */
  append(line: string): void {
    this.log.append(`${line}\n`);
  }

  /**
   * Replaces the checkpoint, once the log is on the disk up to there.
   *
   * @throws WriteError; the checkpoint before is there still
   */
  save(state: TrainingState, input: Float64Array): void {
    this.log.flush();
    writeTrainingState(checkpointIn(this.path), state, input);
  }

  close(): void {
    try {
      this.log.close();
    } finally {
      this.release();
    }
  }
}

const CHECKPOINT = "checkpoint.safetensors";
const LOG = "log.jsonl";
const LOCK = "lock";

/** Where a run's newest state is. */
export function checkpointIn(folder: string): string {
  return join(folder, CHECKPOINT);
}

/** The log, with what it says of steps before this one; a line that a crash cut off goes too. */
function openLog(file: string, step: number): AppendedFile {
  const text = existsSync(file) ? Buffer.from(readBytes(file, "the log of a run")).toString() : "";
  const kept = text
    .split("\n")
    .filter((line) => isBefore(line, step))
    .map((line) => `${line}\n`)
    .join("");
  if (kept !== text) {
    writeWhole(file, kept);
  }
  return new AppendedFile(file);
}

function isBefore(line: string, step: number): boolean {
  try {
    return JSON.parse(line).step < step;
  } catch {
    return false;
  }
}

/** @returns what releases it */
function lock(folder: string): () => void {
  const file = join(folder, LOCK);
  const attempt = takeLock(file);
  if ("release" in attempt) {
    return attempt.release;
  }
  throw new InputError(
    folder,
    `a run that is going on (${attempt.holder})`,
    `a folder that no other run writes to; if there is no such run, remove ${file}`,
  );
}
