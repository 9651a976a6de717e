import { closeSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { isGone, processNumber, thisProcess } from "./processToken";
import { bytesOf, writeAll } from "./writeAll";
import { writing } from "./writeError";

/** A lock that was taken, or the one who holds it. */
type LockAttempt = { readonly release: () => void } | { readonly holder: string };

/**
 * Takes a lock, unless a process holds it that may still be running: a file with the token of its process. It goes when it is
 * released and, at the latest, when the process exits; that of a process which was killed is removed by the next one.
 *
 * @returns `holder` for people: "process 4711"
 * @throws WriteError if the file cannot be written
 * @example const attempt = takeLock("runs/first/lock")
 */
export function takeLock(path: string): LockAttempt {
  const file = resolve(path);
  // Once more for every stale lock that it meets: at most one is there.
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (created(file)) {
      return { release: () => release(file) };
    }
    const content = contentOf(file);
    if (content !== null && isStale(file, content)) {
      removeStale(file, content);
    }
  }
  return { holder: described(contentOf(file)) };
}

const ATTEMPTS = 3;

/** Milliseconds after which an empty lock is no longer one that is just being written. */
const LONGEST_WRITE = 10_000;

const held = new Set<string>();

function created(file: string): boolean {
  return writing(file, () => {
    let descriptor: number;
    try {
      descriptor = openSync(file, "wx");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") {
        return false;
      }
      throw error;
    }
    try {
      writeAll(descriptor, bytesOf(thisProcess()));
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    } finally {
      closeSync(descriptor);
    }
    if (held.size === 0) {
      process.once("exit", releaseAll);
    }
    held.add(file);
    return true;
  });
}

function release(file: string): void {
  held.delete(file);
  if (held.size === 0) {
    process.off("exit", releaseAll);
  }
  // Not if somebody has removed it by hand, and another process has taken it.
  if (contentOf(file) === thisProcess()) {
    rmSync(file, { force: true });
  }
}

function releaseAll(): void {
  for (const file of held) {
    release(file);
  }
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function isStale(file: string, content: string): boolean {
  const number = processNumber(content);
  if (number === process.pid && !held.has(file)) {
    // Of an earlier process that had this number.
    return true;
  }
  const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
  return number === null ? Date.now() - changed > LONGEST_WRITE : isGone(content);
}

/** Under a lock of its own, so that of two processes that find a stale lock, the slower one does not remove the other's new one. */
function removeStale(file: string, content: string): void {
  const removal = `${file}.removal`;
  if (created(removal)) {
    try {
      if (contentOf(file) === content) {
        rmSync(file, { force: true });
      }
    } finally {
      release(removal);
    }
  } else if (isStale(removal, contentOf(removal) ?? "")) {
    rmSync(removal, { force: true });
  }
}

function described(content: string | null): string {
  const number = content === null ? null : processNumber(content);
  return number === null ? "a process that it does not name" : `process ${number}`;
}
