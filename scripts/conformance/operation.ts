import type { Value } from "./itl";

/** The results of an operation, and the exception that it signals. */
export interface Outcome {
  readonly results: readonly Value[];
  readonly signal: string | null;
}

export interface Operation {
  /** Floats by which each end of a result may lie outside of the tightest one. */
  readonly ulps: 0 | 1;
  /** Null where the operation has no such arguments. */
  apply(inputs: readonly Value[]): Outcome | null;
}

export function outcome(...results: readonly Value[]): Outcome {
  return { results, signal: null };
}
