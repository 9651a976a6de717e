import { constants } from "node:os";

/** Ctrl-C, what `timeout` and `kill` send, and a terminal that closes. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What something that can be interrupted came to. */
interface Interruptible<T> {
  readonly result: T;
  /** The exit code of the signal that was heard, 128 and its number; null if there was none. */
  readonly interruption: number | null;
}

/**
 * Runs something that the first signal stops in an orderly way, with what is done by then; the second one ends the process at once.
 *
 * @param run stops soon after the signal, and says what came out
 * @example const { result, interruption } = await interruptible((signal) => search(signal));
 */
export async function interruptible<T>(run: (signal: AbortSignal) => Promise<T>): Promise<Interruptible<T>> {
  const controller = new AbortController();
  let interruption: number | null = null;
  const stop = (name: NodeJS.Signals): void => {
    const code = 128 + constants.signals[name];
    if (interruption !== null) {
      process.exit(code);
    }
    interruption = code;
    controller.abort();
  };
  for (const name of SIGNALS) {
    process.on(name, stop);
  }
  try {
    const result = await run(controller.signal);
    return { result, interruption };
  } finally {
    for (const name of SIGNALS) {
      process.off(name, stop);
    }
  }
}
