import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { NetworkCase } from "../network/networkCase";
import type { LedgerEntry } from "./ledger";
import { type RunViolation, stopped } from "./runViolation";
import { sentCase } from "./sentCase";
import { receivedViolation, type Settling, type Told } from "./settling";
import type { VerificationPlan } from "./verificationPlan";

/** How long settling may take, and who hears of it. */
interface SettlingLimits {
  /** In all; with 0, nothing is simplified, only judged. */
  readonly seconds: number;
  /** Ends it at once, with the best so far. */
  readonly signal: AbortSignal;
  /** The best violation so far, and how many cases were tried. */
  readonly onProgress?: (best: RunViolation, candidates: number) => void;
}

/** The last part of the time is for judging. Judging gets this much of it, or this many seconds where that is too little. */
const JUDGING_SHARE = 0.2;
const JUDGING_SECONDS = 5;
/** Longer ones end at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Settles the violations of a theorem in a thread of its own: signals are heard meanwhile, and the time is kept even where a single
 * evaluation takes longer than that.
 *
 * @param asFound what there is if the time ends before anything else
 * @param modules what the thread loads to know the plan's theorems
 * @param hard cases known to be hard that violate the theorem
 * @returns null if there is no violation after all
 */
export async function settleInThread(
  plan: VerificationPlan,
  entry: LedgerEntry,
  hard: readonly NetworkCase[],
  asFound: RunViolation | null,
  modules: readonly string[],
  { seconds, signal, onProgress }: SettlingLimits,
): Promise<RunViolation | null> {
  if (signal.aborted) {
    return asFound;
  }
  const started = performance.timeOrigin + performance.now();
  const settling: Settling = {
    plan,
    modules,
    entry,
    hard: hard.map(sentCase),
    shrinkUntil: started + 1000 * (1 - JUDGING_SHARE) * seconds,
  };
  const worker = new Worker(join(__dirname, "settlingWorker.js"), { workerData: settling });
  let best = asFound;
  let stop = (): void => {};
  try {
    return await new Promise<RunViolation | null>((resolve, reject) => {
      stop = () => resolve(best);
      signal.addEventListener("abort", stop);
      const timer = setTimeout(stop, Math.min(1000 * Math.max(seconds, JUDGING_SECONDS), LONGEST_TIMER));
      worker.on("message", (told: Told) => {
        if (told.kind === "settled") {
          resolve(told.settled && receivedViolation(told.settled));
          return;
        }
        best = told.best === null ? best : stopped(receivedViolation(told.best));
        if (best !== null) {
          onProgress?.(best, told.candidates);
        }
      });
      worker.on("error", reject);
      worker.on("exit", (code) => {
        clearTimeout(timer);
        reject(new Error(`the thread that settles ${entry.id} ended with code ${code}`));
      });
    });
  } finally {
    signal.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
