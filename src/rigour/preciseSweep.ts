import type { Arithmetic } from "../arithmetic/arithmetic";
import { sign } from "../arithmetic/rounding/exactMath";
import { fanIn } from "../network/network";
import type { NetworkCase } from "../network/networkCase";

/** One layer in any arithmetic, with the names of calculus/propagation.ts. */
interface PreciseLayerState<T> {
  readonly fanIn: number;
  readonly rows: readonly PreciseRowState<T>[];
  readonly incoming: readonly T[];
}

interface PreciseRowState<T> {
  readonly unitRow: readonly T[];
  /** 1/‖W_i‖; 0 for a row of one number, which cannot turn. */
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
  readonly scale: T;
  readonly layers: readonly PreciseLayerState<T>[];
  readonly value: T;
  readonly inputGradient: readonly T[];
}

/**
 * A network at an input in any arithmetic, as its definition reads.
 *
 * @example preciseSweep(decimalIntervals(50), { network, input }).value
 */
export function preciseSweep<T>(arithmetic: Arithmetic<T>, { network, input }: NetworkCase): PreciseSweep<T> {
  const { of, add, subtract, multiply, divide, squareRoot, hypotenuse } = arithmetic;
  const { activation, shift } = network.activation;
  const scale = divide(of(1), squareRoot(of(network.width)));
  const forward: { fanIn: number; incoming: readonly T[]; rows: Omit<PreciseRowState<T>, "signal" | "preSignal">[] }[] =
    [];
  let incoming: readonly T[] = Array.from(input, of);
  for (const [l, weights] of network.layers.entries()) {
    const n = fanIn(network, l);
    const below = incoming;
    const rows = Array.from({ length: network.width }, (_, i) => {
      const entries = Array.from(weights.subarray(i * n, (i + 1) * n), of);
      const norm = hypotenuse(entries);
      const unitRow = n === 1 ? [of(sign(weights[i]))] : entries.map((entry) => divide(entry, norm));
      const projection = innerProduct(arithmetic, unitRow, below);
      const tangent = below.map((entry, j) => subtract(entry, multiply(projection, unitRow[j])));
      const z = add(multiply(scale, projection), of(shift));
      return {
        unitRow,
        inverseNorm: n === 1 ? of(0) : divide(of(1), norm),
        projection,
        tangentNorm: n === 1 ? of(0) : hypotenuse(tangent),
        outgoing: activation.value(arithmetic, z),
        ...activation.derivatives(arithmetic, z),
      };
    });
    forward.push({ fanIn: n, incoming: below, rows });
    incoming = rows.map(({ outgoing }) => outgoing);
  }
  let signals: readonly T[] = Array.from(network.output, of);
  const value = innerProduct(arithmetic, signals, incoming);
  const layers: PreciseLayerState<T>[] = [];
  for (const layer of forward.reverse()) {
    const rows = layer.rows.map((row, i) => ({
      ...row,
      signal: signals[i],
      preSignal: multiply(signals[i], row.slope),
    }));
    layers.unshift({ ...layer, rows });
    signals = layer.incoming.map((_, j) =>
      multiply(scale, add(...rows.map(({ preSignal, unitRow }) => multiply(preSignal, unitRow[j])))),
    );
  }
  return { scale, layers, value, inputGradient: signals };
}

export function innerProduct<T>({ add, multiply }: Arithmetic<T>, a: readonly T[], b: readonly T[]): T {
  return add(...a.map((entry, j) => multiply(entry, b[j])));
}
