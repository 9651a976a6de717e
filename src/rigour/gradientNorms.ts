import type { Arithmetic } from "../arithmetic/arithmetic";
import { divide, multiply } from "../arithmetic/interval/basic";
import { type Interval, point } from "../arithmetic/interval/interval";
import { intervals } from "../arithmetic/interval/intervals";
import type { NetworkCase } from "../network/networkCase";
import { type EnclosedMatrix, entryAt } from "./enclosedMatrix";
import type { EnclosedPropagation } from "./enclosedPropagation";
import type { PreciseSweep } from "./preciseSweep";

/** Norms of ∇_θ f and of its parts, as in calculus/gradient.ts. */
export interface GradientNorms<T> {
  readonly layers: readonly T[];
  readonly output: T;
  readonly parameters: T;
}

/** Of each row of a layer: ‖∇_{W_i} f‖ = s g h/‖W_i‖ with the gain s, ∂f/∂s_i = g t and ∂f/∂b_i = g. */
interface LayerGradient<T> {
  readonly rows: readonly T[];
  readonly gains: () => readonly T[];
  readonly biases: readonly T[];
}

/** The gradient norms, enclosed. */
export function enclosedGradientNorms({
  networkCase,
  layers,
  turningLayers,
}: EnclosedPropagation): GradientNorms<Interval> {
  const parts = turningLayers.map(
    ({ fanIn, gains, preSignals, projections, tangentNorms, rowNorms }): LayerGradient<Interval> => ({
      // A row of one number cannot turn.
      rows: preSignals.map((g, i) =>
        fanIn === 1 ? point(0) : divide(multiply(multiply(gains[i], g), tangentNorms[i]), rowNorms[i]),
      ),
      gains: () => preSignals.map((g, i) => multiply(g, projections[i])),
      biases: preSignals,
    }),
  );
  return gathered(intervals, networkCase, parts, normOf(layers[networkCase.network.depth - 1].outgoing));
}

/** The same in any arithmetic. */
export function preciseGradientNorms<T>(
  arithmetic: Arithmetic<T>,
  networkCase: NetworkCase,
  { layers }: PreciseSweep<T>,
): GradientNorms<T> {
  const { multiply: times, hypotenuse } = arithmetic;
  const parts = layers.map(
    ({ rows }): LayerGradient<T> => ({
      rows: rows.map(({ gain, preSignal, tangentNorm, inverseNorm }) =>
        times(gain, preSignal, tangentNorm, inverseNorm),
      ),
      gains: () => rows.map(({ preSignal, projection }) => times(preSignal, projection)),
      biases: rows.map(({ preSignal }) => preSignal),
    }),
  );
  const top = layers[networkCase.network.depth - 1].rows.map(({ outgoing }) => outgoing);
  return gathered(arithmetic, networkCase, parts, hypotenuse(top));
}

/**
 * @param parts those of a normalised output last
 * @param top ‖α^L‖
 */
function gathered<T>(
  { of, hypotenuse }: Arithmetic<T>,
  { network: { depth, outputGain }, parameters }: NetworkCase,
  parts: readonly LayerGradient<T>[],
  top: T,
): GradientNorms<T> {
  const areAll = parameters === "all";
  const norms = parts.map(({ rows, gains, biases }, l) =>
    // The bias of a normalised output is c, of which no layer has the gradient.
    hypotenuse(areAll ? [...rows, ...gains(), ...(l < depth ? biases : [])] : rows),
  );
  const layers = norms.slice(0, depth);
  const output = outputGain === null ? top : norms[depth];
  // ∂f/∂c = 1.
  return { layers, output, parameters: hypotenuse([...layers, output, ...(areAll ? [of(1)] : [])]) };
}

/** ‖vector‖₂. */
export function normOf(vector: EnclosedMatrix): Interval {
  return intervals.hypotenuse(Array.from(vector.midpoints, (_, j) => entryAt(vector, j)));
}
