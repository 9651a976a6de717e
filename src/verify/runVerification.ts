import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Range } from "../generators/caseRanges";
import { builtIn } from "../theorems/registry";
import type { Registry } from "../theorems/registryOf";
import { emptyEntry, type Ledger, type LedgerEntry, mergeLedgers } from "./ledger";
import { threadPool, WORTH_THREADS_MS } from "./threadPool";
import type { VerificationPlan } from "./verificationPlan";
import { type Chunk, verifyChunk } from "./verifyChunk";
import type { Work } from "./worker";

/** How a verification is carried out; none of it changes what is found. */
export interface Execution {
  readonly runs: number;
  /** Worker threads, at most: small networks stay in this thread with 1, and as long as starting threads would take longer. */
  readonly workers: number;
  /** Stops at once, or at the next chunk where there are no threads; what is done by then counts. */
  readonly signal?: AbortSignal;
  /** Called when a theorem is first violated, with what its chunk found. */
  readonly onViolation?: (entry: LedgerEntry) => void;
  /** Called after every chunk with the number of networks done so far. */
  readonly onProgress?: (done: number) => void;
}

/** What a verification found. */
export interface Verification {
  readonly ledger: Ledger;
  /** Networks that went through all theorems. */
  readonly networks: number;
  readonly interrupted: boolean;
  readonly seconds: number;
}

/**
 * Parameters in one chunk of work, about 20 ms of it: small enough for a quick stop, large enough to hide the messages.
 */
const PARAMETERS_PER_CHUNK = 8000;

/** How long this thread works alone before it looks at what is left: the first networks are slow, as their code is not compiled yet. */
const ALONE_MS = 600;

/**
 * Runs `runs` random networks through the theorems of a plan. Memory does not grow with the number of runs.
 *
 * @param registry of the plan's theorems. Worker threads load its modules; with one that has none, all is done in this thread
 * @throws RangeError for a theorem that the registry does not know; what a worker throws
 * @example await runVerification(plan, { runs: 1000, workers: 2 })
 */
export async function runVerification(
  plan: VerificationPlan,
  execution: Execution,
  registry: Registry = builtIn,
): Promise<Verification> {
  const started = performance.now();
  for (const id of plan.theoremIds) {
    registry.theorem(id);
  }
  const state = { ledger: plan.theoremIds.map(emptyEntry) as Ledger, networks: 0 };
  const record = (chunk: Chunk, ledger: Ledger): void => {
    for (const [i, entry] of ledger.entries()) {
      if (entry.violations.length > 0 && state.ledger[i].violations.length === 0) {
        execution.onViolation?.(entry);
      }
    }
    state.ledger = mergeLedgers(state.ledger, ledger);
    state.networks += chunk.to - chunk.from;
    execution.onProgress?.(state.networks);
  };
  const chunks = chunksOf(plan, execution);
  const { modules } = registry;
  const isLarge = typicalSize(plan) > PARAMETERS_PER_CHUNK;
  let inThisThread = modules === null || !isLarge;
  let fastest = Number.POSITIVE_INFINITY;
  while (inThisThread) {
    const begun = performance.now();
    const { value: chunk } = chunks.next();
    if (chunk === undefined) {
      break;
    }
    record(chunk, verifyChunk(plan, chunk, registry));
    // Lets signals and timers through.
    await setImmediate();
    const now = performance.now();
    fastest = Math.min(fastest, (now - begun) / (chunk.to - chunk.from));
    const left = fastest * (execution.runs - state.networks);
    inThisThread = modules === null || execution.workers === 1 || now - started < ALONE_MS || left < WORTH_THREADS_MS;
  }
  if (modules !== null && !inThisThread) {
    await inThreads({ plan, modules }, chunks, execution, record);
  }
  const seconds = (performance.now() - started) / 1000;
  return { ...state, interrupted: state.networks < execution.runs, seconds };
}

/** Hands out the next chunk as long as there are networks left and nobody has stopped the run. */
function* chunksOf(plan: VerificationPlan, { runs, signal }: Execution): Generator<Chunk> {
  const size = Math.max(1, Math.round(PARAMETERS_PER_CHUNK / typicalSize(plan)));
  for (let from = 0; from < runs && signal?.aborted !== true; from += size) {
    yield { from, to: Math.min(runs, from + size) };
  }
}

/** Parameters of a network in the middle of the ranges. */
function typicalSize({ ranges: { width, depth, inputDimension } }: VerificationPlan): number {
  const middle = ({ from, to }: Range): number => (from + to) / 2;
  return middle(width) * (middle(depth) * middle(width) + inputDimension.to);
}

async function inThreads(
  task: Omit<Work, "chunk">,
  chunks: Generator<Chunk>,
  { workers, signal }: Execution,
  record: (chunk: Chunk, ledger: Ledger) => void,
): Promise<void> {
  const { pool, failed } = threadPool<Work, Ledger>(join(__dirname, "worker.js"), workers);
  // Two lanes a worker, so that none waits for its next chunk; never more chunks in memory than lanes.
  const lane = async (): Promise<void> => {
    for (const chunk of chunks) {
      record(chunk, await pool.run({ ...task, chunk }));
    }
  };
  // A large network may take a worker longer than anyone waits: what it is working on is then given up.
  const stop = (): void => void pool.destroy();
  signal?.addEventListener("abort", stop);
  const lanes = Array.from({ length: 2 * workers }, lane);
  try {
    await Promise.race([Promise.all(lanes), failed]);
  } catch (error) {
    // The other lanes get no more.
    chunks.return(undefined);
    if (!signal?.aborted) {
      throw error;
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    await pool.destroy();
    // What they were working on is given up, and each says so.
    await Promise.allSettled(lanes);
  }
}
