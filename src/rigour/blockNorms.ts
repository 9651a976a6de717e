import { point } from "../arithmetic/interval/interval";
import { intervals } from "../arithmetic/interval/intervals";
import { magnitude } from "../arithmetic/interval/measures";
import {
  addDown,
  addUp,
  multiplyDown,
  multiplyUp,
  sqrtUp,
  subtractDown,
  subtractUp,
} from "../arithmetic/rounding/directed";
import { abs, max } from "../arithmetic/rounding/exactMath";
import { type CondensedForm, type CondensedLayer, hasRest } from "./condensedForm";
import type { EnclosedMatrix } from "./enclosedMatrix";
import type { FormPlaces } from "./formPlaces";
import { roundedUp } from "./roundedUp";

/**
 * Upper bounds of the norms of the blocks of the Hessian, for layers 1..L and the output: (L+1) x (L+1) numbers, in the unit of the form.
 *
 * Off the diagonal, Frobenius norms: of the form's block, and of what the rests of the upper layer's rows see of the lower layer's turns,
 * s g c ‖Π α˙‖ with ‖Π α˙‖² = ‖α˙‖² - x² - y². On the diagonal, the larger of two norms, as the rests are orthogonal to all else in
 * their own block: the Frobenius norm of the form's block with the row lengths, and max |s g t c²|.
 */
export function blockNorms({ layers, form, places: { blocks } }: CondensedForm): number[][] {
  const norms = blocks.map((rows, l) => blocks.map((columns, k) => (k <= l ? squaresOfBlock(form, rows, columns) : 0)));
  for (const [l, condensed] of layers.entries()) {
    const { couplings, rates } = condensed;
    for (const length of couplings.lengths) {
      norms[l][l] = addUp(norms[l][l], multiplyUp(2, squareUp(magnitude(length))));
    }
    for (let k = 0; rates !== null && k < l; k++) {
      norms[l][k] = addUp(norms[l][k], restSquares(condensed, blocks[k].begin, blocks[k].size));
    }
  }
  for (let l = 0; l < blocks.length; l++) {
    for (let k = 0; k <= l; k++) {
      norms[l][k] = sqrtUp(norms[l][k]);
      norms[k][l] = norms[l][k];
    }
    norms[l][l] = max(norms[l][l], l < layers.length ? largestRest(layers[l]) : 0);
  }
  return norms;
}

/** ‖H‖₂ <= ‖N‖_F for the matrix N of block norms. */
export function frobeniusBound(norms: readonly (readonly number[])[]): number {
  return sqrtUp(norms.flat().reduce((sum, norm) => addUp(sum, squareUp(norm)), 0));
}

/** ‖H‖₂ <= ‖N‖₂. */
export function blockBound(norms: readonly (readonly number[])[]): number {
  return norms.flat().every((norm) => norm < Number.POSITIVE_INFINITY)
    ? intervals.perronRoot(norms.map((row) => row.map(point))).upper
    : Number.POSITIVE_INFINITY;
}

/** The squares of a block of a symmetric matrix that is stored below its diagonal. */
function squaresOfBlock(form: EnclosedMatrix, rows: FormPlaces["blocks"][number], columns: typeof rows): number {
  let sum = 0;
  let largest = 0;
  for (let i = rows.begin; i < rows.begin + rows.size; i++) {
    for (let j = columns.begin; j < columns.begin + columns.size; j++) {
      const place = i >= j ? i * form.columns + j : j * form.columns + i;
      const entry = abs(form.midpoints[place]) + form.radii[place];
      sum += entry * entry;
      largest = max(largest, entry);
    }
  }
  return largest === 0 ? 0 : roundedUp(sum, rows.size * columns.size + 6);
}

/** Σ (s g c)² ‖Π_i α˙_k‖² over the rows with a rest and the columns of a lower layer's turns. */
export function restSquares(condensed: CondensedLayer, firstColumn: number, size: number): number {
  const { couplings, rates } = condensed;
  let sum = 0;
  for (let k = firstColumn; rates !== null && k < firstColumn + size; k++) {
    const square = columnSquareUp(rates.incoming, k);
    for (const [i, pull] of couplings.pulls.entries()) {
      if (hasRest(condensed, i)) {
        const row = i * rates.incoming.columns + k;
        const seen = addDown(leastSquareAt(rates.alongRows, row), leastSquareAt(rates.alongTangents, row));
        const outside = max(0, subtractUp(square, seen));
        sum = addUp(sum, multiplyUp(squareUp(magnitude(pull)), outside));
      }
    }
  }
  return sum;
}

function largestRest(condensed: CondensedLayer): number {
  return condensed.couplings.rests.reduce(
    (most, rest, i) => (hasRest(condensed, i) ? max(most, magnitude(rest)) : most),
    0,
  );
}

function columnSquareUp({ rows, columns, midpoints, radii }: EnclosedMatrix, column: number): number {
  let sum = 0;
  let largest = 0;
  for (let k = column; k < rows * columns; k += columns) {
    const entry = abs(midpoints[k]) + radii[k];
    sum += entry * entry;
    largest = max(largest, entry);
  }
  return largest === 0 ? 0 : roundedUp(sum, rows + 6);
}

function leastSquareAt({ midpoints, radii }: EnclosedMatrix, place: number): number {
  const least = max(0, subtractDown(abs(midpoints[place]), radii[place]));
  return multiplyDown(least, least);
}

function squareUp(value: number): number {
  return multiplyUp(value, value);
}
