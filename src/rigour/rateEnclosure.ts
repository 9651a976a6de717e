import { multiply, reciprocal } from "../arithmetic/interval/basic";
import type { Interval } from "../arithmetic/interval/interval";
import { abs } from "../arithmetic/rounding/exactMath";
import { powerOfTwo } from "../arithmetic/rounding/powerOfTwo";
import {
  type EnclosedMatrix,
  enclosedVector,
  product,
  rowsOf,
  scaledRows,
  setEntry,
  transposed,
  zeroMatrix,
} from "./enclosedMatrix";
import type { EnclosedLayer } from "./enclosedPropagation";
import { roundedUp, UNDERFLOW } from "./roundedUp";
import type { RowCouplings } from "./rowCouplings";

/**
 * How the turns q of the rows below reach a layer: each matrix times q, the turns of layers 1 … l-1 one after the other, K in all.
 */
export interface LayerRates {
  /** α˙^(l-1), n x K. */
  readonly incoming: EnclosedMatrix;
  /** x_i = <u_i, α˙>, m x K. */
  readonly alongRows: EnclosedMatrix;
  /** y_i = <b_i, α˙>, m x K; 0 for blind rows. */
  readonly alongTangents: EnclosedMatrix;
}

/**
 * The rates that reach a layer, from those of the layer's input.
 *
 * y_i = (<α, α˙> - t_i x_i)/h_i, as b_i = (α - t_i u_i)/h_i.
 */
export function layerRates(layer: EnclosedLayer, incoming: EnclosedMatrix, blind: readonly boolean[]): LayerRates {
  const alongRows = product(layer.unitRows, incoming);
  const seen = product(transposed(layer.incoming), incoming);
  const alongTangents = zeroMatrix(alongRows.rows, alongRows.columns);
  for (let i = 0; i < alongRows.rows; i++) {
    if (!blind[i]) {
      writeTangentRow(
        rowsOf(alongTangents, i),
        seen,
        rowsOf(alongRows, i),
        layer.projections[i],
        layer.tangentNorms[i],
      );
    }
  }
  return { incoming, alongRows, alongTangents };
}

/** (seen - t x)/h for each column. */
function writeTangentRow(row: EnclosedMatrix, seen: EnclosedMatrix, x: EnclosedMatrix, t: Interval, h: Interval): void {
  const [projection, inverse] = [enclosedVector([t]), enclosedVector([reciprocal(h)])];
  const [tMiddle, tRadius] = [projection.midpoints[0], projection.radii[0]];
  const [hMiddle, hRadius] = [abs(inverse.midpoints[0]), inverse.radii[0]];
  const u = powerOfTwo(-53);
  for (let k = 0; k < row.columns; k++) {
    const along = tMiddle * x.midpoints[k];
    const difference = seen.midpoints[k] - along;
    const error =
      seen.radii[k] +
      (abs(tMiddle) * x.radii[k] + tRadius * (abs(x.midpoints[k]) + x.radii[k])) +
      (u * (abs(along) + abs(difference)) + UNDERFLOW);
    const quotient = difference * hMiddle;
    row.midpoints[k] = quotient;
    row.radii[k] = roundedUp(error * (hMiddle + hRadius) + abs(difference) * hRadius + u * abs(quotient), 12);
  }
}

/**
 * α˙^l, m x (K + m): φ′ times z˙ = s (x + h c q), s the gain of the row, of the rows' own turns and of those below.
 *
 * @param rates null for the first layer, whose input does not move
 */
export function outgoingRates(layer: EnclosedLayer, rates: LayerRates | null, { turns }: RowCouplings): EnclosedMatrix {
  const width = turns.length;
  const below = rates === null ? 0 : rates.alongRows.columns;
  const outgoing = zeroMatrix(width, below + width);
  const carried =
    rates &&
    scaledRows(
      rates.alongRows,
      layer.slopes.map((slope, i) => multiply(slope, layer.gains[i])),
    );
  for (let i = 0; i < width; i++) {
    const row = rowsOf(outgoing, i);
    if (carried !== null) {
      row.midpoints.set(rowsOf(carried, i).midpoints);
      row.radii.set(rowsOf(carried, i).radii);
    }
    setEntry(row, below + i, multiply(layer.slopes[i], turns[i]));
  }
  return outgoing;
}
