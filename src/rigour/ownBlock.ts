import { absolute, add, divide, maximum, multiply } from "../arithmetic/interval/basic";
import { type Interval, point } from "../arithmetic/interval/interval";
import { addUp } from "../arithmetic/rounding/directed";
import type { TrainedParameters } from "../network/trainedParameters";
import {
  addInterval,
  type EnclosedMatrix,
  entryAt,
  scaledRows,
  setEntry,
  transposed,
  zeroMatrix,
} from "./enclosedMatrix";
import type { LayerState, RowState } from "./measuredStates";
import { symmetricNormBounds, type Witness } from "./normBounds";

/** The own block of a layer is taken with all its coordinates up to this many; beyond, in two parts. */
const MOST_COORDINATES = 512;

/** ‖block (l, l)‖: of all rows together where they are few, else the largest row's own part and the rest one after the other. */
export function ownNorm(
  { layer, rows, turns }: LayerState,
  curvature: EnclosedMatrix,
  parameters: TrainedParameters,
  witness: Witness,
): Interval {
  const size = parameters === "all" ? 4 : 2;
  // Beside u and α a row bends by -p t c/r, where there is a direction beside them.
  const straight = layer.fanIn > 2 ? rows.map((row) => absolute(straightOf(row))) : [];
  const beside = straight.reduce((most, each) => maximum(most, each), point(0));
  if (size * rows.length <= MOST_COORDINATES) {
    return maximum(beside, symmetricNormBounds(ownMatrix(rows, curvature, size), witness));
  }
  const ofRows = rows
    .map((row) => symmetricNormBounds(ownMatrix([row], zeroMatrix(1, 1), size), witness))
    .reduce((most, norm) => maximum(most, norm), beside);
  const carried = scaledRows(transposed(scaledRows(curvature, turns)), turns);
  return { lower: beside.lower, upper: addUp(ofRows.upper, symmetricNormBounds(carried, witness).upper) };
}

/** -p t c/r. */
function straightOf({ pull, rate, along, norm }: RowState): Interval {
  return multiply(point(-1), divide(multiply(multiply(pull, rate), along), norm));
}

/** M_i on the diagonal, φ′_i φ′_j H_ij ζ_i ζ_jᵀ everywhere, in the coordinates (n, u) of every row, and (g, b) with them. */
function ownMatrix(rows: readonly RowState[], curvature: EnclosedMatrix, size: 2 | 4): EnclosedMatrix {
  const all = size * rows.length;
  const matrix = zeroMatrix(all, all);
  const motions = rows.map(({ rate, beside, along }) =>
    [multiply(rate, beside), point(0), along, point(1)].slice(0, size),
  );
  for (const [i, row] of rows.entries()) {
    for (const [j, other] of rows.entries()) {
      const carried = multiply(multiply(row.slope, other.slope), entryAt(curvature, i * rows.length + j));
      const factor = i === j ? add(carried, row.bend) : carried;
      for (let a = 0; a < size; a++) {
        for (let b = 0; b < size; b++) {
          const entry = multiply(factor, multiply(motions[i][a], motions[j][b]));
          setEntry(matrix, (size * i + a) * all + size * j + b, entry);
        }
      }
    }
    const perNorm = divide(row.pull, row.norm);
    const rotation = multiply(point(-1), multiply(perNorm, multiply(row.rate, row.beside)));
    const addBoth = (a: number, b: number, entry: Interval): void => {
      addInterval(matrix, (size * i + a) * all + size * i + b, entry);
      if (a !== b) {
        addInterval(matrix, (size * i + b) * all + size * i + a, entry);
      }
    };
    addBoth(0, 0, straightOf(row));
    addBoth(0, 1, rotation);
    if (size === 4) {
      addBoth(0, 2, multiply(perNorm, row.beside));
    }
  }
  return matrix;
}
