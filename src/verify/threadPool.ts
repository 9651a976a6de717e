import { Piscina } from "piscina";

/** What is left to do, in the time of one thread, for which threads are started: each loads and compiles all of it again, a second or more of a core. */
export const WORTH_THREADS_MS = 2000;

/** A pool of worker threads. */
interface ThreadPool<Work, Result> {
  readonly pool: Piscina<Work, Result>;
  /** Rejects on an error of no task, and on the answer to one that was given up: where nobody listens, each would end the process. */
  readonly failed: Promise<never>;
}

/**
 * Threads that run a file's default export.
 *
 * @param filename of built JavaScript: threads run no TypeScript
 */
export function threadPool<Work, Result>(filename: string, threads: number): ThreadPool<Work, Result> {
  const pool = new Piscina<Work, Result>({ filename, minThreads: threads, maxThreads: threads });
  return { pool, failed: new Promise<never>((_, reject) => void pool.on("error", reject)) };
}
