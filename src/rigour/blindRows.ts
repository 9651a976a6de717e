import { multiply, square } from "../arithmetic/interval/basic";
import { euclideanNorm } from "../arithmetic/interval/euclideanNorm";
import { magnitude } from "../arithmetic/interval/measures";
import { addUp, multiplyUp, sqrtUp } from "../arithmetic/rounding/directed";
import { powerOfTwo } from "../arithmetic/rounding/powerOfTwo";
import { restSquares } from "./blockNorms";
import { condensedForm } from "./condensedForm";
import { type EnclosedMatrix, entryAt } from "./enclosedMatrix";
import type { EnclosedPropagation } from "./enclosedPropagation";

/**
 * Below this part of ‖α‖, h_i is known to few digits, and the direction b_i of α - t u with it: as many are lost by neglecting h_i. About
 * √u, where both losses are alike.
 */
const SMALLEST_HEIGHT = powerOfTwo(-26);

/** The rows that (almost) lie along their input, layer by layer: those whose h_i is taken for 0 in a condensed form. */
export function blindRows({ turningLayers }: EnclosedPropagation): boolean[][] {
  return turningLayers.map(({ fanIn, incoming, tangentNorms }) => {
    const least = multiplyUp(SMALLEST_HEIGHT, normUp(incoming));
    // A row of one number cannot turn at all.
    return tangentNorms.map(({ lower }) => fanIn === 1 || lower <= least);
  });
}

/**
 * An upper bound of what blind rows add to the Hessian norm, in the unit of the form: the Frobenius norm of all that their h_i has a part in.
 *
 * For a row with h_i > 0 these are the row and the column of q_i, without the coupling <e, α˙>, which does not see h_i; what the rests of
 * upper rows see of q_i; and the coupling to the row's length.
 */
export function neglectedBound(propagation: EnclosedPropagation, blind: readonly (readonly boolean[])[]): number {
  // A row of one number has no turn that could be neglected, whatever its enclosure says.
  const isNeglected = (l: number, i: number): boolean => {
    const { fanIn, tangentNorms } = propagation.turningLayers[l];
    return blind[l][i] && fanIn > 1 && tangentNorms[i].upper > 0;
  };
  const neglects = blind.some((rows, l) => rows.some((_, i) => isNeglected(l, i)));
  if (!neglects) {
    return 0;
  }
  const { layers, form, places } = condensedForm(propagation, blind, "as they are");
  let squares = 0;
  const count = (norm: number, times: number): void => {
    squares = addUp(squares, multiplyUp(times, multiplyUp(norm, norm)));
  };
  for (const [l, { couplings }] of layers.entries()) {
    const { begin, size } = places.blocks[l];
    for (let i = 0; i < size; i++) {
      if (!isNeglected(l, i)) {
        continue;
      }
      const place = begin + i;
      count(magnitude(multiply(couplings.bends[i], square(couplings.turns[i]))), 1);
      count(magnitude(couplings.lengths[i]), 2);
      for (let k = 0; k < form.columns; k++) {
        count(
          k === place ? 0 : magnitude(entryAt(form, k < place ? place * form.columns + k : k * form.columns + place)),
          2,
        );
      }
      for (const upper of layers.slice(l + 1)) {
        squares = addUp(squares, multiplyUp(2, restSquares(upper, place, 1)));
      }
    }
  }
  return sqrtUp(squares);
}

function normUp(vector: EnclosedMatrix): number {
  return euclideanNorm(Array.from(vector.midpoints, (_, j) => magnitude(entryAt(vector, j)))).upper;
}
