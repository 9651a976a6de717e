import { constants } from "node:os";
import { SetUpInterrupted } from "./setUpError";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a task that the first Ctrl-C (or a termination signal) asks to stop and clean up; a second one kills.
 *
 * @throws SetUpInterrupted once the task has stopped
 */
export async function stoppable<T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const stop = (name: NodeJS.Signals): void => controller.abort(new SetUpInterrupted(128 + constants.signals[name]));
  for (const name of SIGNALS) {
    process.once(name, stop);
  }
  try {
    const result = await task(signal);
    signal.throwIfAborted();
    return result;
  } catch (error) {
    // Streams and children that were stopped report it in their own ways.
    throw signal.aborted ? signal.reason : error;
  } finally {
    for (const name of SIGNALS) {
      process.removeListener(name, stop);
    }
  }
}
