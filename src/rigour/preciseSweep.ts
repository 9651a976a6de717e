import type { Arithmetic } from "../arithmetic/arithmetic";
import { sign } from "../arithmetic/rounding/exactMath";
import { type Network, parameterCount } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { normalisedLayers } from "./normalisedLayers";

/** One layer in any arithmetic, with the names of calculus/propagation.ts. */
interface PreciseLayerState<T> {
  readonly fanIn: number;
  readonly rows: readonly PreciseRowState<T>[];
  readonly incoming: readonly T[];
}

interface PreciseRowState<T> {
  readonly gain: T;
  /** Whether f sees the row turn: no row of one number, and none whose gain is 0. */
  readonly canTurn: boolean;
  readonly unitRow: readonly T[];
  /** 1/‖W_i‖; 0 for a row that cannot turn. */
  readonly inverseNorm: T;
  readonly projection: T;
  readonly tangentNorm: T;
  readonly slope: T;
  readonly curvature: T;
  readonly outgoing: T;
  readonly signal: T;
  readonly preSignal: T;
}

/** One sweep forward and one backward, number by number. */
export interface PreciseSweep<T> {
  /** Those whose rows turn: 1 … L, and the output where it is normalised. */
  readonly layers: readonly PreciseLayerState<T>[];
  readonly value: T;
  readonly inputGradient: readonly T[];
}

/** P, up to which a sweep in decimals takes less than a second. */
const MOST_PARAMETERS = 4000;

/** Whether a network can be swept in decimals. */
export function isSweepable(network: Network): boolean {
  return parameterCount(network) <= MOST_PARAMETERS;
}

/**
 * A network at an input in any arithmetic, as its definition reads.
 *
 * @example preciseSweep(decimalIntervals(50), { network, input }).value
 */
export function preciseSweep<T>(
  arithmetic: Arithmetic<T>,
  { network, input, parameters }: NetworkCase,
): PreciseSweep<T> {
  const { of, add, subtract, multiply, divide, hypotenuse } = arithmetic;
  const forward: { fanIn: number; incoming: readonly T[]; rows: Omit<PreciseRowState<T>, "signal" | "preSignal">[] }[] =
    [];
  let incoming: readonly T[] = Array.from(input, of);
  for (const { fanIn: n, weights, gains, biases, canTurn, activation } of normalisedLayers(
    arithmetic,
    network,
    parameters,
  )) {
    const below = incoming;
    const rows = gains.map((gain, i) => {
      const entries = Array.from(weights.subarray(i * n, (i + 1) * n), of);
      const norm = hypotenuse(entries);
      const unitRow = n === 1 ? [of(sign(weights[i]))] : entries.map((entry) => divide(entry, norm));
      const projection = innerProduct(arithmetic, unitRow, below);
      const tangent = below.map((entry, j) => subtract(entry, multiply(projection, unitRow[j])));
      const z = add(multiply(gain, projection), of(biases[i]));
      return {
        gain,
        canTurn: canTurn[i],
        unitRow,
        inverseNorm: canTurn[i] ? divide(of(1), norm) : of(0),
        projection,
        tangentNorm: canTurn[i] ? hypotenuse(tangent) : of(0),
        outgoing: activation.value(arithmetic, z),
        ...activation.derivatives(arithmetic, z),
      };
    });
    forward.push({ fanIn: n, incoming: below, rows });
    incoming = rows.map(({ outgoing }) => outgoing);
  }
  // The z of a normalised output is f itself.
  const isPlain = network.outputGain === null;
  let signals: readonly T[] = isPlain ? Array.from(network.output, of) : [of(1)];
  const value = isPlain ? add(innerProduct(arithmetic, signals, incoming), of(network.outputBias)) : incoming[0];
  const layers: PreciseLayerState<T>[] = [];
  for (const layer of forward.reverse()) {
    const rows = layer.rows.map((row, i) => ({
      ...row,
      signal: signals[i],
      preSignal: multiply(signals[i], row.slope),
    }));
    layers.unshift({ ...layer, rows });
    const weights = rows.map(({ gain, preSignal }) => multiply(gain, preSignal));
    signals = layer.incoming.map((_, j) => add(...rows.map(({ unitRow }, i) => multiply(weights[i], unitRow[j]))));
  }
  return { layers, value, inputGradient: signals };
}

export function innerProduct<T>({ add, multiply }: Arithmetic<T>, a: readonly T[], b: readonly T[]): T {
  return add(...a.map((entry, j) => multiply(entry, b[j])));
}
