import type { Arithmetic, OrderedArithmetic } from "../arithmetic/arithmetic";
import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { fanIn, type Network, parameterCount } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { type TrainedParameters, trainedLayout } from "../network/trainedParameters";
import { exactTrainedVector, trainedVector } from "../network/trainedVector";
import { type DefinedNetwork, definedNetwork, definedValue } from "./definition";

/**
 * Derivatives from the definition of f, by central differences along one direction. With D digits and a step of 10^(-D/4),
 * relative to what the direction does to the rows, truncation and rounding leave about D/2 digits: float64 would have four, so
 * this is for decimals.
 */

/** A function of the weights, such as the value at an input, or the loss over a batch. */
export type Functional<T> = (network: DefinedNetwork<T>) => T;

/**
 * <∇F, D>/‖D‖; 0 for D = 0.
 *
 * @param direction D, P numbers in the layout of θ
 * @example slopeAlong(decimals(120), network, (at) => definedValue(decimals(120), at, input), direction)
 */
export function slopeAlong<T>(
  arithmetic: OrderedArithmetic<T>,
  network: Network,
  functional: Functional<T>,
  direction: Float64Array,
): T {
  const slope = slopeOf(arithmetic, functional, lineAlong(arithmetic, network, direction));
  return slope === null ? arithmetic.of(0) : arithmetic.divide(slope, arithmetic.euclideanNorm(direction));
}

/** <∇F, θ′ - θ>, where the difference is that of the parameters, exactly. */
export function slopeTowards<T>(
  arithmetic: OrderedArithmetic<T>,
  network: Network,
  functional: Functional<T>,
  other: Network,
  parameters: TrainedParameters = "directions",
): T {
  const exact = exactDifference(arithmetic, network, other, parameters);
  const from = trainedVector(network, parameters);
  const direction = trainedVector(other, parameters).map((entry, k) => entry - from[k]);
  return slopeOf(arithmetic, functional, lineAlong(arithmetic, network, direction, exact)) ?? arithmetic.of(0);
}

/** θ′ - θ. */
export function exactDifference<T>(
  arithmetic: Arithmetic<T>,
  network: Network,
  other: Network,
  parameters: TrainedParameters,
): T[] {
  const from = exactTrainedVector(arithmetic, network, parameters);
  return exactTrainedVector(arithmetic, other, parameters).map((entry, k) => arithmetic.subtract(entry, from[k]));
}

/** <D, Hess F · D>/‖D‖²; 0 for D = 0. */
export function curvatureOn<T>(
  arithmetic: OrderedArithmetic<T>,
  network: Network,
  functional: Functional<T>,
  direction: Float64Array,
): T {
  const { of, add, multiply, divide } = arithmetic;
  const line = lineAlong(arithmetic, network, direction);
  if (line === null) {
    return of(0);
  }
  const [before, here, after] = [-1, 0, 1].map((sign) => functional(line.at(sign)));
  const way = multiply(line.step, arithmetic.euclideanNorm(direction));
  return divide(add(before, multiply(of(-2), here), after), multiply(way, way));
}

/** <∇_x f, D>/‖D‖; 0 for D = 0. Of the network without normalisation, if `normalised` is false. */
export function inputSlopeAlong<T>(
  arithmetic: OrderedArithmetic<T>,
  { network, input }: NetworkCase,
  direction: Float64Array,
  normalised = true,
): T {
  const { of, add, subtract, multiply, divide } = arithmetic;
  const length = euclideanNorm(direction);
  if (length === 0) {
    return of(0);
  }
  const weights = definedNetwork(arithmetic, network);
  const step = divide(relativeStep(arithmetic), of(length));
  const [before, after] = [-1, 1].map((sign) => {
    const moved = Array.from(input, (entry, j) => add(of(entry), multiply(of(sign * direction[j]), step)));
    return definedValue(arithmetic, weights, moved, normalised);
  });
  return divide(subtract(after, before), multiply(of(2), step, arithmetic.euclideanNorm(direction)));
}

/** P differences of two values, each of P products: more than this would take minutes in decimals. */
const MOST_PRODUCTS = 200_000;

/**
 * ∇F in the layout of θ, one central difference for each number: for small networks.
 *
 * @param records how many values of f one value of F takes
 * @throws TooLargeError for networks that are too large for it
 */
export function gradientByDifferences<T>(
  arithmetic: OrderedArithmetic<T>,
  network: Network,
  functional: Functional<T>,
  records: number,
  parameters: TrainedParameters = "directions",
): T[] {
  const { dimension } = trainedLayout(network, parameters);
  if (dimension * dimension * records > MOST_PRODUCTS) {
    throw new TooLargeError(`differences along all ${dimension} parameters over ${records} records would take minutes`);
  }
  return Array.from({ length: dimension }, (_, k) =>
    slopeAlong(arithmetic, network, functional, new Float64Array(dimension).fill(1, k, k + 1)),
  );
}

/** A number that cannot be had in decimals within reasonable time. */
export class TooLargeError extends Error {
  override readonly name = "TooLargeError";
}

/** θ + t D for t = sign · step. */
interface Line<T> {
  readonly step: T;
  at(sign: number): DefinedNetwork<T>;
}

function slopeOf<T>(arithmetic: OrderedArithmetic<T>, functional: Functional<T>, line: Line<T> | null): T | null {
  const { of, subtract, multiply, divide } = arithmetic;
  return line && divide(subtract(functional(line.at(1)), functional(line.at(-1))), multiply(of(2), line.step));
}

/**
 * The line through θ along D, with a step of 10^(-D/4) of a radian for the row that D turns fastest; where D moves v alone, of
 * ‖v‖. Null for D = 0.
 *
 * @param exact D where float64 rounds it
 */
function lineAlong<T>(
  arithmetic: OrderedArithmetic<T>,
  network: Network,
  direction: Float64Array,
  exact: readonly T[] = Array.from(direction, arithmetic.of),
): Line<T> | null {
  const parameters = direction.length > parameterCount(network) ? "all" : "directions";
  const { weights: offsets, scalars } = trainedLayout(network, parameters);
  const speed = fastestMotion(network, direction, offsets);
  if (speed === 0) {
    return null;
  }
  const { of, add, multiply, divide } = arithmetic;
  const step = divide(relativeStep(arithmetic), of(speed));
  const defined = definedNetwork(arithmetic, network);
  return {
    step,
    at(sign) {
      const signed = multiply(of(sign), step);
      const moved = (entries: readonly T[], begin: number): T[] =>
        entries.map((entry, j) => add(entry, multiply(exact[begin + j], signed)));
      const layers = defined.layers.map((layer, l) => layer.map((row, i) => moved(row, offsets[l] + i * row.length)));
      const output = moved(defined.output, offsets[network.depth]);
      return parameters === "all"
        ? { ...defined, layers, output, ...movedScalars(defined, scalars, moved) }
        : { ...defined, layers, output };
    },
  };
}

/** Gains and biases, g_v and c where they move. */
function movedScalars<T>(
  { gains, biases, outputGain, outputBias }: DefinedNetwork<T>,
  scalars: readonly number[],
  moved: (entries: readonly T[], begin: number) => readonly T[],
): Pick<DefinedNetwork<T>, "gains" | "biases" | "outputGain" | "outputBias"> {
  const ofOutput = moved(outputGain === null ? [outputBias] : [outputGain, outputBias], scalars[gains.length]);
  return {
    gains: gains.map((ofLayer, l) => moved(ofLayer, scalars[l])),
    biases: biases.map((ofLayer, l) => moved(ofLayer, scalars[l] + ofLayer.length)),
    outputGain: outputGain === null ? null : ofOutput[0],
    outputBias: ofOutput[ofOutput.length - 1],
  };
}

/** Of a row, in radians; of gains and biases as they are. */
function fastestMotion(network: Network, direction: Float64Array, offsets: readonly number[]): number {
  let fastest = direction.subarray(parameterCount(network)).reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  for (const [l, weights] of network.layers.entries()) {
    const n = fanIn(network, l);
    for (let begin = 0; begin < weights.length; begin += n) {
      const turn = euclideanNorm(direction, offsets[l] + begin, n) / euclideanNorm(weights, begin, n);
      fastest = Math.max(fastest, turn);
    }
  }
  const length = network.output.length;
  const ofOutput = euclideanNorm(direction, offsets[network.depth], length) / (euclideanNorm(network.output) || 1);
  return network.outputGain === null ? fastest || ofOutput : Math.max(fastest, ofOutput);
}

/** u^(1/4). */
function relativeStep<T>({ squareRoot, unitRoundoff }: OrderedArithmetic<T>): T {
  return squareRoot(squareRoot(unitRoundoff));
}
