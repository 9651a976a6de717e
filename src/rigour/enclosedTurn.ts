import { add, multiply, subtract } from "../arithmetic/interval/basic";
import { type Interval, point } from "../arithmetic/interval/interval";
import { layerOffsets } from "../network/layout";
import {
  type EnclosedMatrix,
  enclosedVector,
  entryAt,
  exactVector,
  product,
  rowsOf,
  transposed,
} from "./enclosedMatrix";
import type { EnclosedLayer, EnclosedPropagation } from "./enclosedPropagation";

/** How a network moves along θ + tD to first order, enclosed. */
export interface EnclosedTurn {
  /** Those of the propagation whose rows turn. */
  readonly layers: readonly TurnedLayer[];
  /** D_v and α˙^L, m x 1 each; null where the output is normalised, and one of the layers. */
  readonly output: { readonly direction: EnclosedMatrix; readonly rates: EnclosedMatrix } | null;
}

interface TurnedLayer {
  /** α˙^(l-1), n x 1; null for the first layer, whose input does not move. */
  readonly incomingRates: EnclosedMatrix | null;
  readonly rows: readonly TurnedRow[];
}

/** A row with D_i = ‖W_i‖ E = ‖W_i‖ (p u + e), e ⊥ u, in the unit of the propagation. */
interface TurnedRow {
  /** D_i, 1 x n. */
  readonly direction: EnclosedMatrix;
  /** p. */
  readonly lengthRate: Interval;
  /** <α, e>. */
  readonly seen: Interval;
  /** <u, α˙>. */
  readonly carried: Interval;
  /** z˙ = s (<α, e> + <u, α˙>), s the gain of the row. */
  readonly preRate: Interval;
}

/**
 * @param direction D in the layout of θ
 * @example enclosedTurn(propagation, direction).output?.rates
 */
export function enclosedTurn(propagation: EnclosedPropagation, direction: Float64Array): EnclosedTurn {
  const { network } = propagation.networkCase;
  const offsets = layerOffsets(network);
  const layers: TurnedLayer[] = [];
  let rates: EnclosedMatrix | null = null;
  for (const [l, layer] of propagation.turningLayers.entries()) {
    const turned = turnedLayer(layer, direction.subarray(offsets[l], offsets[l + 1]), rates);
    layers.push(turned);
    rates = enclosedVector(turned.rows.map(({ preRate }, i) => multiply(layer.slopes[i], preRate)));
  }
  if (network.outputGain !== null || rates === null) {
    return { layers, output: null };
  }
  return { layers, output: { direction: exactVector(direction.subarray(offsets[network.depth])), rates } };
}

function turnedLayer(
  { fanIn: n, gains, unitRows, incoming, inverseNorms, projections }: EnclosedLayer,
  block: Float64Array,
  incomingRates: EnclosedMatrix | null,
): TurnedLayer {
  const rows = inverseNorms.map((c, i): TurnedRow => {
    const direction = transposed(exactVector(block.subarray(i * n, (i + 1) * n)));
    const unitRow = rowsOf(unitRows, i);
    const lengthRate = multiply(c, innerProduct(direction, transposed(unitRow)));
    const seen = subtract(multiply(c, innerProduct(direction, incoming)), multiply(projections[i], lengthRate));
    const carried = incomingRates === null ? point(0) : innerProduct(unitRow, incomingRates);
    return { direction, lengthRate, seen, carried, preRate: multiply(gains[i], add(seen, carried)) };
  });
  return { incomingRates, rows };
}

/** Of a row and a column. */
export function innerProduct(row: EnclosedMatrix, column: EnclosedMatrix): Interval {
  return entryAt(product(row, column), 0);
}
