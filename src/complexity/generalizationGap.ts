import { pseudoRandom } from "../arithmetic/pseudoRandom";
import type { Batch } from "../network/batch";
import type { Network } from "../network/network";
import { writeStart } from "./ascentStarts";
import { ClassSweep } from "./classSweep";
import { memberNetwork } from "./classWitness";
import { type ClassMember, copyMember, emptyMember, type FunctionClass, layerShapes } from "./functionClass";
import { ProjectedAscent, type ValueObjective } from "./projectedAscent";

/** How many samples to draw, and how long to search in each. */
export interface GapOptions {
  /** n, records in a sample. */
  readonly sampleSize: number;
  /** T, samples. Default 64. */
  readonly draws?: number;
  /** Steps of training on the sample, and then of raising the gap, at most. Default 4. */
  readonly iterations?: number;
  /** Relative gain of a step below which an ascent ends. Default 1e-2. */
  readonly tolerance?: number;
  /** Of the samples and starts. Default 1. */
  readonly seed?: number;
}

/** What was found for each of T samples. */
export interface GeneralizationGaps {
  /** The largest L_D(θ) - L_S(θ) found: below the supremum over the class, as the witness attains it. */
  readonly gaps: Float64Array;
  /** L_D(θ) - L_S(θ) of the θ that was trained on the sample. */
  readonly trainedGaps: Float64Array;
  /** The network that attains the gap of a draw. */
  readonly witness: (draw: number) => Network;
  /** How often each atom is in the sample, N numbers for each. */
  readonly counts: readonly Float64Array[];
}

/** A member of the class and its values at the atoms. */
interface AttainedValues {
  readonly member: ClassMember;
  readonly values: Float64Array;
}

/**
 * Gaps L_D(θ) - L_S(θ) over a class for the squared loss, for T random samples S of a finite distribution D.
 *
 * On the N atoms, both losses and their gap are Σ_r w_r (y_r - f(θ; x_r))² with w_r = 1/N, k_r/n and 1/N - k_r/n, where
 * the sample holds atom r k_r times: so L_D is exact, and training and raising the gap are one ascent with other weights.
 * For each sample: θ is trained from a start, its gap is raised; so is that of a fresh start and that of the best function
 * found for the samples before. In the end every sample takes the best function of all.
 *
 * @param atoms of D, each as likely as the others; repeat one to make it more likely
 * @example generalizationGaps(functionClass, atoms, { sampleSize: 8 }).gaps.length // 64
 */
export function generalizationGaps(
  functionClass: FunctionClass,
  atoms: Batch,
  { sampleSize, draws = 64, iterations = 4, tolerance = 1e-2, seed = 1 }: GapOptions,
): GeneralizationGaps {
  const { inputs, targets } = atoms;
  const { outputRadius } = functionClass;
  const shapes = layerShapes(functionClass);
  const sweep = new ClassSweep(functionClass.activation, shapes, inputs);
  const ascent = new ProjectedAscent(sweep, shapes, outputRadius);
  const random = pseudoRandom(seed);
  const climb = (member: ClassMember, weights: Float64Array): AttainedValues => {
    const values = new Float64Array(inputs.length);
    ascent.climb(member, weightedSquares(weights, targets), { iterations, tolerance }, values);
    return { member, values };
  };
  const startFor = (weights: Float64Array, index: number): ClassMember => {
    const member = emptyMember(shapes);
    // Σ w_r (y_r - f_r)² falls where w_r y_r f_r grows; where y_r = 0, any sign will do.
    const hints = weights.map((weight, r) => -weight * (targets[r] || 1));
    writeStart(member, index, { shapes, outputRadius, inputs, weights: hints }, random);
    return member;
  };

  const counts = Array.from({ length: draws }, () => sampleCounts(inputs.length, sampleSize, random));
  const gapWeights = counts.map((count) => count.map((times) => 1 / inputs.length - times / sampleSize));
  const trainedGaps = new Float64Array(draws);
  const found: AttainedValues[] = [];
  counts.forEach((count, draw) => {
    const weights = gapWeights[draw];
    const loss = count.map((times) => -times / sampleSize);
    const trained = climb(startFor(loss, draw), loss);
    trainedGaps[draw] = sumOfSquares(weights, targets, trained.values);
    const before = found.length > 0 ? [copyMember(best(found, weights, targets).member)] : [];
    const starts = [copyMember(trained.member), startFor(weights, draw), ...before];
    found.push(trained, ...starts.map((member) => climb(member, weights)));
  });

  const winners = gapWeights.map((weights) => best(found, weights, targets));
  return {
    gaps: Float64Array.from(winners, ({ values }, draw) => sumOfSquares(gapWeights[draw], targets, values)),
    trainedGaps,
    witness: (draw) => memberNetwork(functionClass, winners[draw].member),
    counts,
  };
}

/** How often each of N atoms is drawn in n uniform draws. */
function sampleCounts(atoms: number, sampleSize: number, random: () => number): Float64Array {
  const counts = new Float64Array(atoms);
  for (let i = 0; i < sampleSize; i++) {
    counts[Math.floor(random() * atoms)]++;
  }
  return counts;
}

/** J = Σ_r w_r (y_r - f_r)². */
function weightedSquares(weights: Float64Array, targets: Float64Array): ValueObjective {
  return (values, derivatives) => {
    for (let r = 0; r < values.length; r++) {
      derivatives[r] = -2 * weights[r] * (targets[r] - values[r]);
    }
    return sumOfSquares(weights, targets, values);
  };
}

function sumOfSquares(weights: Float64Array, targets: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let r = 0; r < values.length; r++) {
    const residual = targets[r] - values[r];
    sum += weights[r] * residual * residual;
  }
  return sum;
}

/** The function found with the largest Σ w_r (y_r - f_r)². */
function best(found: readonly AttainedValues[], weights: Float64Array, targets: Float64Array): AttainedValues {
  let most = Number.NEGATIVE_INFINITY;
  let winner = found[0];
  for (const candidate of found) {
    const sum = sumOfSquares(weights, targets, candidate.values);
    if (sum > most) {
      most = sum;
      winner = candidate;
    }
  }
  return winner;
}
