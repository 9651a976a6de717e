import { Evaluation } from "../measurement/evaluation";
import type { Theorem } from "../theorems/theorem";
import { ascend } from "./ascent";
import { climb } from "./climb";
import { logRatio } from "./logRatio";
import { caseAt, type SearchPoint } from "./searchPoint";
import type { SearchSpace } from "./searchSpace";
import { enlarged, startPoint } from "./starts";

/** One start of a search, and how far it goes. */
export interface SearchStart {
  /** 0, 1, 2 …; the last of a search of large networks is {@link CONTINUED}. */
  readonly index: number;
  readonly seed: number;
  /** Ascent steps at most. */
  readonly steps: number;
}

/** What one start came to. */
export interface SearchEnd {
  readonly index: number;
  readonly point: SearchPoint;
  /** Quantity over bound as the search sees it. */
  readonly ratio: number;
}

/** The start that goes on from the worst case of smaller networks. */
export const CONTINUED = -1;

/** Of log(ratio), over a handful of steps. */
const TOLERANCE = 1e-7;
/** Evaluations in place of a step with a gradient. */
const EVALUATIONS_PER_STEP = 20;
/** A width and a depth from which smaller networks are worth a search of their own. */
const SMALL_WIDTH = 4;
/** Starts of each smaller network. */
const SMALLER_STARTS = 2;

/**
 * The network nearest to a theorem's bound that one start leads to.
 *
 * @returns null where the theorem applies nowhere on the way
 */
export function searchFrom(
  theorem: Theorem,
  space: SearchSpace,
  { index, seed, steps }: SearchStart,
  isOver: () => boolean = () => false,
): SearchEnd | null {
  const start =
    index === CONTINUED
      ? continuedPoint(theorem, space, { index, seed, steps }, isOver)
      : startPoint(space, seed, index);
  if (start === null) {
    return null;
  }
  const end = hasGradient(theorem, space, start)
    ? ascend(start, (point) => logRatio(theorem, space, point), { steps, tolerance: TOLERANCE, isOver })
    : climb(start, (point) => logRatio(theorem, space, point)?.value ?? null, {
        evaluations: EVALUATIONS_PER_STEP * steps,
        seed,
        isOver,
      });
  return end === null ? null : { index, point: end.point, ratio: Math.exp(end.value) };
}

/** Whether smaller networks lead to this one. */
export function isContinued({ depth, width }: SearchSpace): boolean {
  return width > SMALL_WIDTH || depth > 1;
}

/** The worst case of a network of half the width, or of a layer less, in this one. */
function continuedPoint(
  theorem: Theorem,
  space: SearchSpace,
  start: SearchStart,
  isOver: () => boolean,
): SearchPoint | null {
  const { width, depth, inputDimension } = space;
  const isWide = width > SMALL_WIDTH;
  const half = Math.ceil(width / 2);
  const smaller: SearchSpace = {
    ...space,
    ...(isWide ? { width: half, inputDimension: Math.min(inputDimension, half) } : { depth: depth - 1 }),
  };
  const indices = [...Array(SMALLER_STARTS).keys(), ...(isContinued(smaller) ? [CONTINUED] : [])];
  const ends = indices.flatMap((index) => searchFrom(theorem, smaller, { ...start, index }, isOver) ?? []);
  const best = bestOf(ends);
  return best === null ? null : enlarged(smaller, best.point, space, start.seed);
}

/** The end with the largest ratio; the first of equal ones, so that the order in which they came does not matter. */
export function bestOf(ends: readonly SearchEnd[]): SearchEnd | null {
  return ends.reduce<SearchEnd | null>(
    (best, end) =>
      best === null || end.ratio > best.ratio || (end.ratio === best.ratio && end.index < best.index) ? end : best,
    null,
  );
}

function hasGradient(theorem: Theorem, space: SearchSpace, point: SearchPoint): boolean {
  const networkCase = caseAt(space, point);
  return (
    theorem.assumptions.every(({ holds }) => holds(networkCase)) &&
    theorem.measure(new Evaluation(networkCase)).every(({ gradient }) => gradient !== undefined)
  );
}
