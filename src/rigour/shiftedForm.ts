import { add, divide, negate, square } from "../arithmetic/interval/basic";
import { type Interval, point } from "../arithmetic/interval/interval";
import { magnitude } from "../arithmetic/interval/measures";
import { addBlock, type CondensedForm, type CondensedLayer, hasRest } from "./condensedForm";
import { addAt, addInterval, type EnclosedMatrix, stacked, weightedGram } from "./enclosedMatrix";
import type { LayerRates } from "./rateEnclosure";

/**
 * The matrix that is positive definite if and only if bound - sign·H is, p and r solved for at the bound:
 *
 *   bound - sign·form - Σ_rows [(s g h c²)²/bound q² + (s g c)²/w (‖α˙‖² - x² - y²)],   w = bound + sign s g t c²
 *
 * (a blind row has no q and no y). Requires w > 0 for the rows that have a rest: else bound - sign·H is not positive definite.
 *
 * @param bound > 0, in the unit of the form
 * @returns the lower triangle; null where some w is not certainly positive
 */
export function shiftedForm(
  { layers, places, form }: CondensedForm,
  bound: number,
  sign: 1 | -1,
): EnclosedMatrix | null {
  const size = form.columns;
  const shifted: EnclosedMatrix = {
    ...form,
    midpoints: form.midpoints.map((entry) => -sign * entry),
    radii: form.radii.slice(),
  };
  for (let i = 0; i < size; i++) {
    addAt(shifted, i * (size + 1), bound, 0);
  }
  for (const [l, condensed] of layers.entries()) {
    const { couplings, rates, blind } = condensed;
    const pivots = couplings.rests.map((rest) => add(point(bound), sign === 1 ? rest : negate(rest)));
    if (pivots.some(({ lower }, i) => hasRest(condensed, i) && !(lower > 0))) {
      return null;
    }
    const { begin, rows } = places.blocks[l];
    for (let i = 0; i < rows; i++) {
      const place = (begin + i) * (size + 1);
      addInterval(shifted, place, negate(divide(square(couplings.lengths[i]), point(bound))));
      if (blind[i]) {
        // A blind row has no q: its coordinate stands for nothing, and the bound alone is left of it.
        addInterval(shifted, place, negate(sign === 1 ? couplings.rests[i] : negate(couplings.rests[i])));
      }
    }
    if (rates !== null) {
      subtractRest(shifted, condensed, rates, pivots);
    }
  }
  return shifted;
}

/** Σ_i (s g c)²/w_i (‖α˙‖² - x_i² - y_i²) over the rows of a layer that have a rest. */
function subtractRest(
  shifted: EnclosedMatrix,
  condensed: CondensedLayer,
  { incoming, alongRows, alongTangents }: LayerRates,
  pivots: readonly Interval[],
): void {
  const weights = condensed.couplings.pulls.map((pull, i) =>
    hasRest(condensed, i) ? divide(square(pull), pivots[i]) : point(0),
  );
  if (weights.every((weight) => magnitude(weight) === 0)) {
    return;
  }
  const total = weights.reduce(add, point(0));
  const gram = weightedGram(stacked([incoming, alongRows, alongTangents]), [
    ...Array.from({ length: incoming.rows }, () => negate(total)),
    ...weights,
    ...weights,
  ]);
  addBlock(shifted, gram);
}
