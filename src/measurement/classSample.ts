import type { Arithmetic } from "../arithmetic/arithmetic";
import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF } from "../arithmetic/float64";
import { classLipschitz } from "../bounds/classLipschitz";
import type { GeneralizationScales } from "../bounds/generalizationBounds";
import type { Scales } from "../bounds/scales";
import { definedNetwork, definedValue } from "../calculus/definition";
import { type FunctionClass, classLipschitz as lipschitzOf } from "../complexity/functionClass";
import { type GeneralizationGaps, generalizationGaps } from "../complexity/generalizationGap";
import { quantileLowerBound, quantileRank } from "../complexity/quantileLowerBound";
import { rademacherComplexity } from "../complexity/rademacherComplexity";
import { caseRandom } from "../generators/caseRandom";
import type { Batch } from "../network/batch";
import type { Network } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { dataOf } from "../network/networkCase";
import { perCase } from "../network/perCase";
import type { Again, Quantity } from "./quantity";
import { roundingError } from "./rounding";

/**
 * A case as the theorems of generalisation read it: of the network only its shape, its activation, its gains and ρ₁ = | ‖v‖ - 1 | count,
 * which make a class of networks (of a normalised output |g_v|, which bounds ‖v‖); the records are the inputs of a Rademacher complexity, or the atoms of a distribution.
 */

/** Up to this many inputs, all 2^(n-1) sign vectors are averaged over: no sampling error blurs the comparison. */
const MOST_INPUTS = 8;

/** The first 8 inputs: a Rademacher complexity of fewer inputs is one too. */
export function complexityInputs(networkCase: NetworkCase): readonly Float64Array[] {
  return dataOf(networkCase).batch.inputs.slice(0, MOST_INPUTS);
}

/** R_n of the class on those inputs, from below: a function of the class attains the supremum of each sign vector. */
export const complexityOf = perCase((networkCase: NetworkCase): Quantity => {
  const inputs = complexityInputs(networkCase);
  const functionClass = functionClassOf(networkCase);
  const { value, witnesses } = rademacherComplexity(functionClass, inputs);
  const again: Again = (arithmetic) => {
    const { of, add, multiply, divide, absolute } = arithmetic;
    const attained = witnesses().map(({ signs, network }) => {
      const values = valuesOf(arithmetic, network, inputs);
      return absolute(add(...values.map((each, i) => multiply(of(signs[i]), each))));
    });
    return divide(add(...attained), of(attained.length * inputs.length));
  };
  return { ...measured(networkCase, value, lipschitzOf(functionClass) * largestNorm(inputs)), again };
});

/** What is drawn from the distribution, and how sure the bound is to be. */
interface Sampling {
  /** Records of a sample. */
  readonly size: number;
  /** δ. */
  readonly delta: number;
}

const SIZES = [4, 64];
const DELTAS = [0.5, 0.05];
const DRAWS = 64;

const samplings: readonly Sampling[] = SIZES.flatMap((size) => DELTAS.map((delta) => ({ size, delta })));

export function samplingName(index: number): string {
  const { size, delta } = samplings[index];
  return `n = ${size}, δ = ${delta}`;
}

/**
 * For each sampling, the largest gap L_D - L_S that more than a share δ of the samples can be said to reach: an exact binomial
 * test at the level 1e-9 refuses the bound as soon as this exceeds it (quantileLowerBound.ts).
 */
export const gapQuantiles = perCase((networkCase: NetworkCase): readonly Quantity[] => {
  const { batch } = dataOf(networkCase);
  const functionClass = functionClassOf(networkCase);
  const seed = Math.floor(caseRandom(networkCase)() * 2 ** 31);
  const found = new Map(
    SIZES.map((size) => [size, generalizationGaps(functionClass, batch, { sampleSize: size, draws: DRAWS, seed })]),
  );
  const residual = lipschitzOf(functionClass) * largestNorm(batch.inputs) + largestTarget(networkCase);
  return samplings.map((sampling) => {
    const gaps = found.get(sampling.size);
    const value = gaps === undefined ? null : quantileLowerBound(gaps.gaps, sampling.delta);
    const quantity = measured(networkCase, value ?? 0, residual * residual);
    return gaps === undefined ? quantity : { ...quantity, again: quantileAgain(gaps, batch, sampling) };
  });
});

/** The smallest gap of the draws that make the quantile, each L_D - L_S of its network by definition. */
function quantileAgain({ gaps, counts, witness }: GeneralizationGaps, batch: Batch, { size, delta }: Sampling): Again {
  const rank = quantileRank(DRAWS, delta);
  const largest = Array.from(gaps.keys())
    .sort((a, b) => gaps[b] - gaps[a])
    .slice(0, rank ?? 0);
  return (arithmetic) => {
    const { of, add, subtract, multiply, divide, minimum } = arithmetic;
    const attained = largest.map((draw) => {
      const values = valuesOf(arithmetic, witness(draw), batch.inputs);
      const terms = values.map((value, r) => {
        const residual = subtract(of(batch.targets[r]), value);
        const weight = subtract(divide(of(1), of(values.length)), divide(of(counts[draw][r]), of(size)));
        return multiply(weight, residual, residual);
      });
      return add(...terms);
    });
    return attained.length === 0 ? of(0) : minimum(attained[0], ...attained.slice(1));
  };
}

/** f(x_i), by definition. */
function valuesOf<T>(arithmetic: Arithmetic<T>, network: Network, inputs: readonly Float64Array[]): T[] {
  const weights = definedNetwork(arithmetic, network);
  return inputs.map((input) => definedValue(arithmetic, weights, Array.from(input, arithmetic.of)));
}

/** A bound for each sampling. B = max ‖x‖ and Y = max |y| over the atoms belong to the distribution, not to a sample. */
export function boundsOverSamplings<T>(
  arithmetic: Arithmetic<T>,
  networkCase: NetworkCase,
  scales: Scales<T>,
  bound: (sampled: GeneralizationScales<T>) => T,
): readonly T[] {
  const { of, maximum, euclideanNorm: norm } = arithmetic;
  const norms = dataOf(networkCase).batch.inputs.map((input) => norm(input));
  const lipschitz = classLipschitz(arithmetic, scales);
  return samplings.map(({ size, delta }) =>
    bound({
      depth: scales.depth,
      lipschitz,
      inputRadius: norms.reduce((most, next) => maximum(most, next), of(0)),
      targetRadius: of(largestTarget(networkCase)),
      sampleSize: size,
      confidence: of(delta),
    }),
  );
}

/** The class {f(θ; ·): unit rows, ‖v‖ <= 1 + ρ₁} of the networks of this shape with these gains. */
function functionClassOf(networkCase: NetworkCase): FunctionClass {
  const { depth, width, widths, inputDimension, gains, activation, output, outputGain } = networkCase.network;
  const outputRadius = outputGain === null ? 1 + Math.abs(euclideanNorm(output) - 1) : Math.abs(outputGain);
  return { depth, width, widths, inputDimension, gains, activation, outputRadius };
}

/** A number made of values of networks with unit rows, with their rounding error and that of sums over the records. */
function measured(networkCase: NetworkCase, value: number, scale: number): Quantity {
  const { inputs } = dataOf(networkCase).batch;
  const error = roundingError(networkCase.network, 2, scale) + (inputs.length + 8) * UNIT_ROUNDOFF * scale;
  return { value, error, converged: true };
}

function largestNorm(inputs: readonly Float64Array[]): number {
  return inputs.reduce((most, input) => Math.max(most, euclideanNorm(input)), 0);
}

function largestTarget(networkCase: NetworkCase): number {
  return dataOf(networkCase).batch.targets.reduce((most, target) => Math.max(most, Math.abs(target)), 0);
}
