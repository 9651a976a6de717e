import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { builtIn } from "../theorems/registry";
import type { Registry } from "../theorems/registryOf";
import { threadPool, WORTH_THREADS_MS } from "../verify/threadPool";
import type { SearchSpace } from "./searchSpace";
import type { SearchWork } from "./worker";
import { bestOf, CONTINUED, isContinued, type SearchEnd, type SearchStart, searchFrom } from "./worstCase";

/** How a search is carried out. Only `starts`, `steps`, `seed` and where it was stopped change what it finds. */
interface SearchExecution {
  /** At most: it ends when {@link AGREEING} of them have come to the best ratio. */
  readonly starts: number;
  readonly steps: number;
  readonly seed: number;
  readonly workers: number;
  /** What was found by then is kept. */
  readonly signal?: AbortSignal;
  /** Told of each start that has ended, and of the best ratio so far. */
  readonly onProgress?: (done: number, best: number | null) => void;
}

/** What a search came to. */
export interface Found {
  readonly best: SearchEnd | null;
  /** Starts that count. */
  readonly starts: number;
  /** How many of them came to the best ratio. */
  readonly agreeing: number;
  readonly interrupted: boolean;
}

/**
 * Ends that agree are taken for the best there is, once the least number of starts has been made: many where they cost nothing. In cells of a few
 * numbers half of all starts come to a worse maximum, and in one search of sixteen the first four agree on it.
 */
export const AGREEING = 3;
const leastStarts = (numbers: number): number => (numbers < 100 ? 8 : numbers < 400 ? 6 : 4);
/** How near two ratios have to be, relative to them. */
const NEAR = 1e-5;
/** Numbers of a network from which even the first start is made in a thread, so that this one hears of signals. */
const LARGE = 1500;

/**
 * The network of a space that comes nearest to the bound of a theorem: the best of several starts.
 *
 * @throws RangeError for a theorem that the registry does not know; what a worker throws
 * @example (await runSearch("hessian-layerwise", space, { starts: 8, steps: 250, seed: 1, workers: 2 })).best?.ratio
 */
export async function runSearch(
  theorem: string,
  space: SearchSpace,
  execution: SearchExecution,
  registry: Registry = builtIn,
): Promise<Found> {
  const { starts, steps, seed, workers, signal, onProgress } = execution;
  const stated = registry.theorem(theorem);
  const { depth, width, inputDimension } = space;
  const numbers = width * (inputDimension + (depth - 1) * width);
  const indices = [...(isContinued(space) ? [CONTINUED] : []), ...Array(starts).keys()].slice(0, starts);
  const tasks = indices.map((index): SearchStart => ({ index, seed, steps }));
  const ends: (SearchEnd | null | undefined)[] = [];
  const isStopped = (): boolean => signal?.aborted === true;
  const rule: Rule = { all: tasks.length, least: leastStarts(numbers) };
  const counted = (): Found => outcome(ends, rule, isStopped());
  const record = (k: number, end: SearchEnd | null): void => {
    ends[k] = end;
    onProgress?.(ends.filter((each) => each !== undefined).length, counted().best?.ratio ?? null);
  };
  const { modules } = registry;
  let next = 0;
  let inThisThread = modules === null || numbers < LARGE;
  while (inThisThread && next < tasks.length && !isOver(ends, rule) && !isStopped()) {
    const began = performance.now();
    record(next, searchFrom(stated, space, tasks[next], isStopped));
    next++;
    await setImmediate();
    const left = (performance.now() - began) * Math.min(tasks.length - next, rule.least);
    inThisThread = modules === null || workers === 1 || left < WORTH_THREADS_MS;
  }
  if (modules !== null && !inThisThread) {
    const { activation, ...rest } = space;
    const sent = { theorem, modules, space: { ...rest, activation: activation.name } };
    await inThreads(sent, tasks, next, { workers, signal }, record, () => isOver(ends, rule));
  }
  return counted();
}

/** When a search is over. */
interface Rule {
  /** Starts there are. */
  readonly all: number;
  /** Starts that are made at least. */
  readonly least: number;
}

/** The prefix of ends that counts: up to the first place where the best ratio was come to often enough. */
function countedEnds(
  ends: readonly (SearchEnd | null | undefined)[],
  { all, least }: Rule,
): readonly (SearchEnd | null)[] {
  const prefix: (SearchEnd | null)[] = [];
  for (let k = 0; k < all; k++) {
    const end = ends[k];
    if (end === undefined) {
      break;
    }
    prefix.push(end);
    if (prefix.length >= least && agreeingIn(prefix) >= AGREEING) {
      break;
    }
  }
  return prefix;
}

function isOver(ends: readonly (SearchEnd | null | undefined)[], rule: Rule): boolean {
  const prefix = countedEnds(ends, rule);
  return prefix.length === rule.all || (prefix.length >= rule.least && agreeingIn(prefix) >= AGREEING);
}

function agreeingIn(ends: readonly (SearchEnd | null)[]): number {
  const found = ends.filter((end) => end !== null);
  const best = bestOf(found);
  return best === null ? 0 : found.filter(({ ratio }) => ratio >= best.ratio * (1 - NEAR)).length;
}

/** Of a search that was stopped, all that has ended counts. */
function outcome(ends: readonly (SearchEnd | null | undefined)[], rule: Rule, interrupted: boolean): Found {
  const counting = interrupted ? ends.flatMap((end) => (end === undefined ? [] : [end])) : countedEnds(ends, rule);
  return {
    best: bestOf(counting.flatMap((end) => end ?? [])),
    starts: counting.length,
    agreeing: agreeingIn(counting),
    interrupted,
  };
}

async function inThreads(
  sent: Omit<SearchWork, "start" | "stop">,
  tasks: readonly SearchStart[],
  first: number,
  { workers, signal }: { readonly workers: number; readonly signal: AbortSignal | undefined },
  record: (k: number, end: SearchEnd | null) => void,
  isDone: () => boolean,
): Promise<void> {
  const threads = Math.max(1, Math.min(workers, tasks.length - first));
  const { pool, failed } = threadPool<SearchWork, SearchEnd | null>(join(__dirname, "worker.js"), threads);
  const stop = new SharedArrayBuffer(4);
  const end = (): void => void Atomics.store(new Int32Array(stop), 0, 1);
  signal?.addEventListener("abort", end);
  let next = first;
  const lane = async (): Promise<void> => {
    while (next < tasks.length && !isDone() && signal?.aborted !== true) {
      const k = next++;
      const found = await pool.run({ ...sent, start: tasks[k], stop });
      // What ended early, as others agreed, counts no more than if it had not begun.
      if (!isDone()) {
        record(k, found);
      }
    }
    // The others need not go on either.
    if (isDone()) {
      end();
    }
  };
  try {
    await Promise.race([Promise.all(Array.from({ length: threads }, lane)), failed]);
  } finally {
    signal?.removeEventListener("abort", end);
    await pool.destroy();
  }
}
