/**
 * Runs something that the first Ctrl-C stops in an orderly way, with what is done by then; the second one kills.
 *
 * @param run stops soon after the signal, and says what came out
 */
export async function interruptible<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once("SIGINT", stop);
  try {
    return await run(controller.signal);
  } finally {
    process.off("SIGINT", stop);
  }
}
