import type { Network } from "../network/network";
import { classWitness } from "./classWitness";
import type { FunctionClass } from "./functionClass";
import { type AttainedSum, SupremumSearch } from "./supremumSearch";

/** How long to search. */
export interface SupremumOptions {
  /** Starts, at least 1; the first ones are structured, the others random. Default 12. */
  readonly restarts?: number;
  /** Steps of each ascent, at most. Default 200. */
  readonly iterations?: number;
  /** Relative gain of a step below which an ascent ends. Default 1e-12. */
  readonly tolerance?: number;
  /** Of the random starts. Default 1. */
  readonly seed?: number;
}

/** A lower estimate of sup Σ c_i f(x_i) over a class: it is attained by the witness. */
export interface ClassSupremum {
  /** Σ_i c_i f(x_i) of the witness. */
  readonly value: number;
  /** Unit rows, the class' gains, ‖v‖ <= outputRadius. */
  readonly network: Network;
  readonly restarts: number;
  /** Steps uphill of all restarts together. */
  readonly iterations: number;
}

/**
 * sup Σ_i c_i f(x_i) over a class from below, by projected gradient ascent from several starts.
 *
 * More restarts with the same seed never give less. For the identity the supremum is outputRadius Γ ‖Σ c_i x_i‖ at every
 * depth, Γ = Π ‖g^l‖ (1 in the paper), and the first start attains it.
 *
 * @param inputs n >= 1 vectors of d numbers
 * @param weights c, n numbers: signs for a Rademacher complexity
 * @example classSupremum(functionClass, [Float64Array.of(3, 4)], Float64Array.of(1)).value // 5
 */
export function classSupremum(
  functionClass: FunctionClass,
  inputs: readonly Float64Array[],
  weights: Float64Array,
  { restarts = 12, iterations = 200, tolerance = 1e-12, seed = 1 }: SupremumOptions = {},
): ClassSupremum {
  const search = new SupremumSearch(functionClass, inputs);
  let best: AttainedSum = search.fromStart(weights, 0, seed, { iterations, tolerance });
  let taken = best.iterations;
  for (let index = 1; index < restarts; index++) {
    const found = search.fromStart(weights, index, seed, { iterations, tolerance });
    taken += found.iterations;
    best = found.value > best.value ? found : best;
  }
  return { value: best.value, network: classWitness(functionClass, best.member), restarts, iterations: taken };
}
