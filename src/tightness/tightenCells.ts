import { setImmediate } from "node:timers/promises";
import { type Cell, cellsOf, rangesOf } from "../records/cells";
import { searchedTheorem } from "../records/searchedTheorem";
import { searchLargestRatio } from "../records/searchLargestRatio";
import type { Theorem } from "../theorems/theorem";
import { inSlices, type Steps } from "../verify/steps";
import { movingCoefficients } from "./movingCoefficients";
import { shorterEntry } from "./shorterEntry";
import { certainRatio, entryKey, grain, type TightnessEntry, tighter, tightnessEntryOf } from "./tightnessEntry";

/** What is searched, and for how long. */
interface TighteningPlan {
  readonly theorems: readonly Theorem[];
  /** In all; a cell without an entry is searched for a while even when they are over. */
  readonly seconds: number;
  /** A 32-bit integer. */
  readonly seed: number;
  /** Stops at the next pause; what was found by then counts. */
  readonly signal?: AbortSignal;
  /** Called after every cell. */
  readonly onProgress?: (done: TighteningProgress) => void;
}

export interface TighteningProgress {
  readonly theorem: string;
  /** Cells done, and cells of all theorems. */
  readonly done: number;
  readonly total: number;
  /** Entries found so far that are new or tighter. */
  readonly found: number;
}

/** A ratio above this is attained: what is left to 1 is less than any grain. */
const ATTAINED = 1 - 1e-6;

/** Evaluations of the first search of a cell; each further one has twice as many. Searches of whole classes take longer. */
const FIRST_EVALUATIONS = { networks: 64, classes: 8 };
/** After this many, searches of a cell get no longer. */
const MOST_DOUBLINGS = 4;
/** A cell without a single case is searched so often at least. */
const MOST_ROUNDS_IN_VAIN = 4;
/** And one that is attained where some coefficients do not count. */
const ROUNDS_FOR_COEFFICIENTS = 2;
/** Simplifications to try on a case. */
const MOST_CANDIDATES = { networks: 400, classes: 40 };

/**
 * Searches every cell for cases that are tighter than those known, theorem by theorem.
 *
 * @param known entries; those of a cell that is attained are not searched
 * @returns after each theorem, its entries that are new or tighter than the known ones
 */
export async function* tightenCells(
  known: readonly TightnessEntry[],
  { theorems, seconds, seed, signal, onProgress }: TighteningPlan,
): AsyncGenerator<readonly TightnessEntry[]> {
  const end = performance.now() + 1000 * seconds;
  const entries = new Map(known.map((entry) => [entryKey(entry), entry]));
  const searches = theorems.map((theorem) => ({ theorem, cells: cellsOf(theorem) }));
  const total = searches.reduce((sum, { cells }) => sum + cells.length, 0);
  let done = 0;
  let found = 0;
  for (const { theorem, cells } of searches) {
    const ofTheorem: TightnessEntry[] = [];
    for (const cell of cells) {
      if (signal?.aborted) {
        break;
      }
      const share = (end - performance.now()) / (total - done);
      const entry = entries.get(entryKey({ theorem: theorem.id, ...cell })) ?? null;
      const deadline = performance.now() + share;
      const better = await tightestOf(theorem, cell, entry, { seed, deadline, ...(signal && { signal }) });
      if (better !== entry && better !== null) {
        ofTheorem.push(better);
        found += 1;
      }
      done += 1;
      onProgress?.({ theorem: theorem.id, done, total, found });
    }
    yield ofTheorem;
  }
}

/** The tightest case of a cell: the known entry, or one found that is tighter, with short numbers. */
async function tightestOf(
  theorem: Theorem,
  cell: Cell,
  known: TightnessEntry | null,
  { seed, deadline, signal }: Pick<TighteningPlan, "seed" | "signal"> & { readonly deadline: number },
): Promise<TightnessEntry | null> {
  const size = theorem.every === undefined ? "networks" : "classes";
  const searched = searchedTheorem(theorem);
  const ranges = rangesOf(cell);
  let best = known;
  for (let round = 0; signal?.aborted !== true && isWorthwhile(theorem, best, round, deadline); round++) {
    const evaluations = FIRST_EVALUATIONS[size] * 2 ** Math.min(round, MOST_DOUBLINGS);
    const result = searchLargestRatio(searched, { ranges, seed: (seed + round) | 0, evaluations, stopAbove: ATTAINED });
    const found = result === null ? null : tightnessEntryOf(theorem, result.networkCase);
    best = found === null || best === null ? (best ?? found) : tighter(theorem, best, found);
    // Lets signals through.
    await setImmediate();
  }
  if (best === null || best === known) {
    return known;
  }
  return inSlices(shortened(theorem, best, known, MOST_CANDIDATES[size]), () => signal?.aborted === true);
}

/** An attained bound is searched on for a while if some of its coefficients do not move it. */
function isWorthwhile(theorem: Theorem, best: TightnessEntry | null, round: number, deadline: number): boolean {
  if (best === null) {
    return round < MOST_ROUNDS_IN_VAIN || performance.now() < deadline;
  }
  if (best.ratio !== null && certainRatio(best) < ATTAINED) {
    return performance.now() < deadline;
  }
  const moving = movingCoefficients(theorem, best.networkCase);
  return round < ROUNDS_FOR_COEFFICIENTS && moving.length < theorem.coefficients.length;
}

/** With shorter numbers, but not so much shorter that it would be no tighter than the known one; that, if it hardly is. */
function* shortened(
  theorem: Theorem,
  best: TightnessEntry,
  known: TightnessEntry | null,
  most: number,
): Steps<TightnessEntry, TightnessEntry> {
  const certain = certainRatio(best);
  const before = known === null ? Number.NEGATIVE_INFINITY : certainRatio(known);
  if (known !== null && tighter(theorem, known, best) === known) {
    return known;
  }
  return yield* shorterEntry(theorem, best, {
    least: Math.max(certain - grain(certain), (certain + before) / 2),
    most,
  });
}
