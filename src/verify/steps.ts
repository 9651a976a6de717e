import { setImmediate } from "node:timers/promises";

/**
 * Work that may take long, in steps of one evaluation each: it yields the best result so far before each, and is told to go on or to
 * "stop". Then it ends soon, with the best it has.
 *
 * Who runs it decides how: to the end, until a clock says so, or in slices between which others have their turn.
 */
export type Steps<Best, Result> = Generator<Best, Result, "stop" | undefined>;

/**
 * Runs steps to their end.
 *
 * @param isOver asked at each step with the best so far; from when it says so, the steps are told to stop
 * @example finish(shrinkSteps(theorem, violating, ranges))
 */
export function finish<Best, Result>(
  steps: Steps<Best, Result>,
  isOver: (best: Best) => boolean = () => false,
): Result {
  let step = steps.next();
  while (!step.done) {
    step = steps.next(isOver(step.value) ? "stop" : undefined);
  }
  return step.value;
}

/** Steps whose best so far is told in other words. */
export function* mapSteps<A, B, Result>(steps: Steps<A, Result>, told: (best: A) => B): Steps<B, Result> {
  let step = steps.next();
  while (!step.done) {
    step = steps.next(yield told(step.value));
  }
  return step.value;
}

/** How long others wait for their turn. */
const MILLISECONDS_IN_A_SLICE = 20;

/** Runs steps to their end, as {@link finish} does, in slices that let signals through. */
export async function inSlices<Best, Result>(
  steps: Steps<Best, Result>,
  isOver: (best: Best) => boolean,
): Promise<Result> {
  let since = performance.now();
  let step = steps.next();
  while (!step.done) {
    if (performance.now() - since >= MILLISECONDS_IN_A_SLICE) {
      await setImmediate();
      since = performance.now();
    }
    step = steps.next(isOver(step.value) ? "stop" : undefined);
  }
  return step.value;
}
