import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { InputError } from "../network/inputError";
import { isRunning } from "../network/isRunning";

/** How often a lock that another process holds is looked at again, in milliseconds, and for how long in all. */
const INTERVAL = 20;
const PATIENCE = 10_000;

/**
 * Runs an action while no other process runs one on the same file: reading, merging and writing, say.
 *
 * The lock is a file beside it, with the number of the process that holds it; that of a process which is gone is removed.
 *
 * @throws InputError if the lock stays held for ten seconds, and if the folder cannot be written
 * @example await exclusively("fixtures/tightness.json", () => writeFileSync("fixtures/tightness.json", text))
 */
export async function exclusively<T>(path: string, action: () => T): Promise<T> {
  const lock = `${path}.lock`;
  const deadline = performance.now() + PATIENCE;
  while (!taken(lock)) {
    const holder = holderOf(lock);
    if (holder !== null && !isRunning(holder)) {
      removeStale(lock, holder);
    } else if (performance.now() > deadline) {
      throw new InputError(lock, `the lock of process ${holder}, held for long`, "none: delete it if no update runs");
    } else {
      await setTimeout(INTERVAL);
    }
  }
  try {
    return action();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Takes a lock, unless it is there already. A link, unlike a file that is opened and then written, is there with its content. */
function taken(lock: string): boolean {
  const own = `${lock}.${process.pid}`;
  try {
    writeFileSync(own, String(process.pid));
    linkSync(own, lock);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") {
      return false;
    }
    throw new InputError(lock, `an error (${code})`, "a folder that can be written");
  } finally {
    rmSync(own, { force: true });
  }
}

/** The process that holds a lock; null if it was released meanwhile. */
function holderOf(lock: string): number | null {
  try {
    return Number(readFileSync(lock, "utf8"));
  } catch {
    return null;
  }
}

/** Under a lock of its own, so that of two processes that find a stale lock, the slower one does not remove the other's new one. */
function removeStale(lock: string, holder: number): void {
  const removal = `${lock}.removal`;
  if (taken(removal)) {
    try {
      if (holderOf(lock) === holder) {
        rmSync(lock, { force: true });
      }
    } finally {
      rmSync(removal, { force: true });
    }
  }
}
