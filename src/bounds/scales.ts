import type { Arithmetic } from "../arithmetic/arithmetic";
import { magnitudeAtZero } from "../network/activation";
import { fanIn } from "../network/network";
import type { NetworkCase } from "../network/networkCase";

/**
 * What the pointwise bounds are made of, in any arithmetic: the abbreviations of docs/theory.md.
 */
export interface Scales<T> {
  readonly depth: number;
  readonly width: number;
  /** s = 1/√m. */
  readonly inverseRootWidth: T;
  /** X = ‖x‖. */
  readonly inputNorm: T;
  /** ‖v‖. */
  readonly outputNorm: T;
  /** ρ₁ = | ‖v‖ - 1 |: the smallest radius of assumption A3 that any unit v₀ allows. */
  readonly outputRadius: T;
  /** ω = min over all rows of ‖W_i‖. */
  readonly minWeightNorm: T;
  /** p = |φ(0)|. */
  readonly activationAtZero: T;
  /** β, or null where the activation is not smooth (A2 fails). */
  readonly smoothness: T | null;
  /** A_l = X + l √m p for l = 0..L: bounds of ‖α^l‖. */
  readonly activationScales: readonly T[];
  /** a_l = s A_(l-1)/ω for l = 1..L, at index l - 1. */
  readonly layerScales: readonly T[];
}

/** The scales of a case. Weights enter with the exact value of their float64 numbers. */
export function scalesOf<T>(arithmetic: Arithmetic<T>, { network, input }: NetworkCase): Scales<T> {
  const { of, subtract, absolute } = arithmetic;
  const { depth, width, activation } = network;
  const outputNorm = arithmetic.euclideanNorm(network.output);
  const rowNorms = network.layers.flatMap((weights, l) => {
    const n = fanIn(network, l);
    return Array.from({ length: width }, (_, i) => arithmetic.euclideanNorm(weights.subarray(i * n, (i + 1) * n)));
  });
  return derivedScales(arithmetic, {
    depth,
    width,
    inputNorm: arithmetic.euclideanNorm(input),
    outputNorm,
    outputRadius: absolute(subtract(outputNorm, of(1))),
    minWeightNorm: smallest(arithmetic, rowNorms),
    activationAtZero: magnitudeAtZero(arithmetic, activation),
    smoothness: activation.activation.smoothness?.(arithmetic) ?? null,
  });
}

/** The same scales at another |φ(0)|, for statements on how a bound depends on it. */
export function withActivationAtZero<T>(arithmetic: Arithmetic<T>, scales: Scales<T>, activationAtZero: T): Scales<T> {
  return derivedScales(arithmetic, { ...scales, activationAtZero });
}

/** The same scales at another ω: those of the same function with its rows scaled. */
export function withMinWeightNorm<T>(arithmetic: Arithmetic<T>, scales: Scales<T>, minWeightNorm: T): Scales<T> {
  return derivedScales(arithmetic, { ...scales, minWeightNorm });
}

type IndependentScales<T> = Omit<Scales<T>, "inverseRootWidth" | "activationScales" | "layerScales">;

function derivedScales<T>(arithmetic: Arithmetic<T>, independent: IndependentScales<T>): Scales<T> {
  const { of, add, multiply, divide } = arithmetic;
  const { depth, width, inputNorm, activationAtZero, minWeightNorm } = independent;
  const rootWidth = arithmetic.squareRoot(of(width));
  const inverseRootWidth = divide(of(1), rootWidth);
  const growth = multiply(rootWidth, activationAtZero);
  const activationScales = Array.from({ length: depth + 1 }, (_, l) => add(inputNorm, multiply(of(l), growth)));
  const layerScales = activationScales
    .slice(0, depth)
    .map((scale) => divide(multiply(inverseRootWidth, scale), minWeightNorm));
  return { ...independent, inverseRootWidth, activationScales, layerScales };
}

/** min in chunks: a spread of hundreds of thousands of arguments would overflow the stack. */
function smallest<T>(arithmetic: Arithmetic<T>, values: readonly T[]): T {
  return values.reduce((least, value) => arithmetic.minimum(least, value), values[0]);
}
