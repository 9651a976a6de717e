import type { Arithmetic } from "../arithmetic/arithmetic";
import type { MeasuredLayer } from "../bounds/measuredForm";
import type { NetworkCase } from "../network/networkCase";
import { normalisedLayers } from "./normalisedLayers";
import { preciseSweep } from "./preciseSweep";

/**
 * What two sweeps know of each row, in any arithmetic, for `hessian-measured`: layers 1 … L, and the output where it is normalised.
 *
 * @example measuredLayers(intervals, { network, input }).output // null for a plain output
 */
export function measuredLayers<T>(
  arithmetic: Arithmetic<T>,
  networkCase: NetworkCase,
): { readonly layers: readonly MeasuredLayer<T>[]; readonly output: MeasuredLayer<T> | null } {
  const { of, subtract, multiply, hypotenuse } = arithmetic;
  const { network } = networkCase;
  const weights = normalisedLayers(arithmetic, network);
  const all = preciseSweep(arithmetic, networkCase).layers.map(({ fanIn, incoming, rows }, l): MeasuredLayer<T> => {
    const carried = rows.map(({ slope, gain, unitRow }) => {
      const factor = multiply(slope, gain);
      return unitRow.map((entry) => multiply(factor, entry));
    });
    return {
      fanIn,
      carry: matrixNormBound(arithmetic, carried),
      rows: rows.map(({ gain, unitRow, projection, slope, curvature, signal, preSignal }, i) => ({
        gain,
        norm: hypotenuse(Array.from(weights[l].weights.subarray(i * fanIn, (i + 1) * fanIn), of)),
        along: projection,
        beside:
          fanIn === 1
            ? of(0)
            : hypotenuse(incoming.map((entry, j) => subtract(entry, multiply(projection, unitRow[j])))),
        slope,
        pull: preSignal,
        bend: multiply(signal, curvature),
      })),
    };
  });
  const isPlain = network.outputGain === null;
  return { layers: isPlain ? all : all.slice(0, -1), output: isPlain ? null : all[all.length - 1] };
}

/** ‖M‖₂ <= min(‖M‖_F, √(‖M‖₁ ‖M‖_∞)). */
function matrixNormBound<T>(arithmetic: Arithmetic<T>, rows: readonly (readonly T[])[]): T {
  const { of, add, multiply, absolute, maximum, minimum, squareRoot, hypotenuse } = arithmetic;
  const sums = rows.map((row) => add(of(0), ...row.map(absolute)));
  const columns = rows[0].map((_, j) => add(of(0), ...rows.map((row) => absolute(row[j]))));
  const largest = (values: readonly T[]): T => values.reduce((a, b) => maximum(a, b));
  return minimum(hypotenuse(rows.flat()), squareRoot(multiply(largest(sums), largest(columns))));
}
