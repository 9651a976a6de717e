import { setTimeout } from "node:timers/promises";
import { InputError } from "./inputError";
import { takeLock } from "./lock";

/** How often a lock that another process holds is looked at again, in milliseconds, and for how long in all. */
const INTERVAL = 20;
const PATIENCE = 10_000;

/**
 * Runs an action while no other process runs one on the same file: reading, merging and writing, say. The lock is a file beside it.
 *
 * @throws InputError if the lock stays held for ten seconds; WriteError if it cannot be written
 * @example await exclusively("fixtures/tightness.json", () => writeWhole("fixtures/tightness.json", text))
 */
export async function exclusively<T>(path: string, action: () => T): Promise<T> {
  const lock = `${path}.lock`;
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    const attempt = takeLock(lock);
    if ("release" in attempt) {
      try {
        return action();
      } finally {
        attempt.release();
      }
    }
    if (performance.now() > deadline) {
      throw new InputError(
        lock,
        `a lock held for ${PATIENCE / 1000} s, by ${attempt.holder}`,
        "none: remove this file if no update of it is going on",
      );
    }
    await setTimeout(INTERVAL);
  }
}
