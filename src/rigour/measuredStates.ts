import { absolute, add, divide, multiply, square } from "../arithmetic/interval/basic";
import { type Interval, point } from "../arithmetic/interval/interval";
import { intervals } from "../arithmetic/interval/intervals";
import type { TrainedParameters } from "../network/trainedParameters";
import { type EnclosedMatrix, scaledRows } from "./enclosedMatrix";
import type { EnclosedLayer } from "./enclosedPropagation";

/** A row's numbers of bounds/measuredForm.ts, enclosed. */
export interface RowState {
  /** t = g/r. */
  readonly rate: Interval;
  readonly norm: Interval;
  readonly along: Interval;
  readonly beside: Interval;
  readonly pull: Interval;
  readonly bend: Interval;
  readonly slope: Interval;
  readonly gain: Interval;
  /** ε². */
  readonly reachSquare: Interval;
}

/** A layer of them. */
export interface LayerState {
  readonly layer: EnclosedLayer;
  readonly rows: readonly RowState[];
  readonly scalars: Interval;
  /** N = diag(φ′ g) U, and Y = diag(g) U. */
  readonly carry: EnclosedMatrix;
  readonly gained: EnclosedMatrix;
  /** |φ′_i| ε_i. */
  readonly turns: readonly Interval[];
}

/** @example layerState(enclosedPropagation({ network, input }).turningLayers[0], "directions").rows[0].along */
export function layerState(layer: EnclosedLayer, parameters: TrainedParameters): LayerState {
  const scalars = point(parameters === "all" ? 1 : 0);
  const rows = layer.gains.map((gain, i): RowState => {
    const rate = layer.fanIn === 1 ? point(0) : divide(gain, layer.rowNorms[i]);
    const [along, beside] = [layer.projections[i], layer.fanIn === 1 ? point(0) : layer.tangentNorms[i]];
    const ofScalars = multiply(scalars, add(square(along), point(1)));
    return {
      rate,
      norm: layer.rowNorms[i],
      along,
      beside,
      pull: layer.preSignals[i],
      bend: multiply(layer.signals[i], layer.curvatures[i]),
      slope: layer.slopes[i],
      gain,
      reachSquare: add(square(multiply(rate, beside)), ofScalars),
    };
  });
  const gained = scaledRows(layer.unitRows, layer.gains);
  return {
    layer,
    rows,
    scalars,
    gained,
    carry: scaledRows(gained, layer.slopes),
    turns: rows.map(({ slope, reachSquare }) => multiply(absolute(slope), intervals.squareRoot(reachSquare))),
  };
}
