import { euclideanNorm } from "../arithmetic/euclideanNorm";
import type { Network } from "../network/network";
import { START_CYCLE } from "./ascentStarts";
import { classWitness } from "./classWitness";
import { classLipschitz, type FunctionClass } from "./functionClass";
import { allSignVectors, randomSignVectors } from "./signVectors";
import { type AttainedSum, innerSum, SupremumSearch } from "./supremumSearch";

/** The probability with which a deviation above {@link RademacherComplexity.samplingError} is put up with. */
export const SAMPLING_FAILURE = 1e-12;

/** How long to search. */
export interface RademacherOptions {
  /** Largest n for which all 2^(n-1) sign vectors are taken. Default 8. */
  readonly exhaustiveUpTo?: number;
  /** Random sign vectors beyond it. Default 64. */
  readonly draws?: number;
  /** Fresh starts for each sign vector, at least, next to the best function found for the others. Default 1. */
  readonly restarts?: number;
  /** Steps of each ascent, at most. Default 8. */
  readonly iterations?: number;
  /** Relative gain of a step below which an ascent ends. Default 1e-2. */
  readonly tolerance?: number;
  /** Of the random sign vectors and starts. Default 1. */
  readonly seed?: number;
}

/** A lower estimate of a Rademacher complexity. */
export interface RademacherComplexity {
  /** The mean of (1/n) Σ ε_i f(x_i) over the sign vectors ε, f the best function found for each. */
  readonly value: number;
  /** What the mean over random sign vectors exceeds the expectation by, except with `SAMPLING_FAILURE`; else 0. */
  readonly samplingError: number;
  /** The standard error of the mean over random sign vectors; else 0. */
  readonly standardError: number;
  readonly signVectors: number;
  /** Whether all sign vectors were taken (one of ε and -ε each). */
  readonly exhaustive: boolean;
  /** The sign vectors, and the network that attains the sum of each. */
  readonly witnesses: () => readonly AttainedSupremum[];
}

/** (1/n) |Σ_i ε_i f(x_i)| is what the mean has for this ε. */
export interface AttainedSupremum {
  readonly signs: Float64Array;
  readonly network: Network;
}

/**
 * R_n = (1/n) E_ε sup_f Σ_i ε_i f(x_i) of a class on n inputs, from below: value - samplingError <= R_n.
 *
 * Every function found serves all sign vectors: an ascent starts also from the best one of the others, and in the end
 * each sign vector takes the best of all.
 *
 * The sampling error is McDiarmid's: one sign of one of K draws changes the mean by 2 T Γ ‖x_i‖/(n K) at most where
 * φ(0) = 0 (T Γ of `classLipschitz`), so it exceeds T Γ √(Σ‖x_i‖²)/n · √(2 ln(1/p)/K) with a probability below p.
 *
 * @param inputs n >= 1 vectors of d numbers
 * @example rademacherComplexity(functionClass, [Float64Array.of(3, 4)]).value // 5
 */
export function rademacherComplexity(
  functionClass: FunctionClass,
  inputs: readonly Float64Array[],
  options: RademacherOptions = {},
): RademacherComplexity {
  const { exhaustiveUpTo = 8, draws = 64, seed = 1 } = options;
  const n = inputs.length;
  const exhaustive = n <= exhaustiveUpTo;
  const signs = exhaustive ? allSignVectors(n) : randomSignVectors(n, draws, seed);
  const best = bestFunctions(functionClass, inputs, signs, options);
  const suprema = signs.map((weights, k) => Math.abs(innerSum(weights, best[k].values)));
  const count = signs.length;
  const mean = suprema.reduce((sum, supremum) => sum + supremum, 0) / count;
  const variance = suprema.reduce((sum, supremum) => sum + (supremum - mean) ** 2, 0) / Math.max(1, count - 1);
  const spread = classLipschitz(functionClass) * euclideanNorm(inputs.map((input) => euclideanNorm(input)));
  return {
    value: mean / n,
    samplingError: exhaustive ? 0 : (spread / n) * Math.sqrt((2 * Math.log(1 / SAMPLING_FAILURE)) / count),
    standardError: exhaustive ? 0 : Math.sqrt(variance / count) / n,
    signVectors: count,
    exhaustive,
    witnesses: () =>
      signs.map((weights, k) => ({ signs: weights, network: classWitness(functionClass, best[k].member) })),
  };
}

/** The function found with the largest |Σ ε_i f(x_i)|, for each of the sign vectors. */
function bestFunctions(
  functionClass: FunctionClass,
  inputs: readonly Float64Array[],
  signs: readonly Float64Array[],
  { restarts = 1, iterations = 8, tolerance = 1e-2, seed = 1 }: RademacherOptions,
): AttainedSum[] {
  const search = new SupremumSearch(functionClass, inputs);
  const limits = { iterations, tolerance };
  // A few sign vectors alone would not meet every kind of start.
  const starts = Math.max(restarts, Math.ceil((2 * START_CYCLE) / signs.length));
  const found: AttainedSum[] = [];
  signs.forEach((weights, k) => {
    const nearest = bestFor(weights, found);
    if (nearest !== null) {
      found.push(search.fromMember(weights, nearest.member, limits));
    }
    for (let start = 0; start < starts; start++) {
      found.push(search.fromStart(weights, k * starts + start, seed, limits));
    }
  });
  return signs.map((weights) => bestFor(weights, found) ?? found[0]);
}

/** The function found whose sum with these signs is largest in modulus (of v and -v, one makes it positive). */
function bestFor(weights: Float64Array, found: readonly AttainedSum[]): AttainedSum | null {
  let best: AttainedSum | null = null;
  let most = -1;
  for (const candidate of found) {
    const sum = Math.abs(innerSum(weights, candidate.values));
    if (sum > most) {
      most = sum;
      best = candidate;
    }
  }
  return best;
}
