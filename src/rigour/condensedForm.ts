import { add, divide, multiply, negate, square } from "../arithmetic/interval/basic";
import { type Interval, point } from "../arithmetic/interval/interval";
import { magnitude } from "../arithmetic/interval/measures";
import { addAt, addInterval, type EnclosedMatrix, entryAt, stacked, weightedGram, zeroMatrix } from "./enclosedMatrix";
import type { EnclosedLayer, EnclosedPropagation } from "./enclosedPropagation";
import { type FormPlaces, formPlaces } from "./formPlaces";
import { type LayerRates, layerRates, outgoingRates } from "./rateEnclosure";
import { UNDERFLOW } from "./roundedUp";
import { type RowCouplings, rowCouplings } from "./rowCouplings";

/** A layer with what its rows contribute and what reaches them. */
export interface CondensedLayer {
  readonly layer: EnclosedLayer;
  readonly couplings: RowCouplings;
  /** Null for the first layer, whose input does not move. */
  readonly rates: LayerRates | null;
  /** Rows whose h_i is taken for 0: it is too small to tell the direction b_i. */
  readonly blind: readonly boolean[];
}

/**
 * The Hessian of f as a quadratic form in few coordinates, enclosed; in the unit of the row norms, as in EnclosedPropagation.
 *
 * Along θ + tD, D_i = p u + e with e ⊥ u for each row, s its gain, c = 1/‖W_i‖, g = δ φ′, a = α - t u (t = <u, α>, h = ‖a‖, b = a/h):
 *
 *   f″ = Σ_rows [δ φ″ ż² - s g c² (2 p <a, e> + t ‖e‖²) + 2 s g c <e, α˙>] + 2 <v˙, α˙^L>,   ż = s (c <a, e> + <u, α˙>)
 *
 * (u˙ = c e, ü = -c² (2 p e + ‖e‖² u); docs/rigour.md). What is above a row sees of its turn only q = <b, e>, by ż. So with the coordinates q
 * of all rows and v˙ (Σ m_l + m_L in all), f″ is `form`, and besides, for each row: -2 s g h c² p q; -s g t c² ‖r‖² + 2 s g c <r, α˙> for the rest
 * r of e, orthogonal to b. p and r couple to q and α˙ only, and can be solved for exactly (shiftedForm). A normalised output is one row more, with
 * φ the identity and δ = 1, and there is no v˙.
 */
export interface CondensedForm {
  readonly propagation: EnclosedPropagation;
  readonly layers: readonly CondensedLayer[];
  readonly places: FormPlaces;
  /** The lower triangle: q of one layer after the other, then v˙ where the output is plain. */
  readonly form: EnclosedMatrix;
}

/**
 * @param blind for each layer and row, whether h_i is taken for 0
 * @param heights for blind rows: 0, or what h_i may be, to bound what that neglects
 */
export function condensedForm(
  propagation: EnclosedPropagation,
  blind: readonly (readonly boolean[])[],
  heights: "zero" | "as they are" = "zero",
): CondensedForm {
  const { unit, networkCase } = propagation;
  const places = formPlaces(networkCase.network);
  const form = zeroMatrix(places.size, places.size);
  const layers: CondensedLayer[] = [];
  let incoming: EnclosedMatrix | null = null;
  for (const [l, layer] of propagation.turningLayers.entries()) {
    const neglected = heights === "zero" ? blind[l] : blind[l].map(() => false);
    const couplings = rowCouplings(layer, neglected);
    const rates: LayerRates | null = incoming && layerRates(layer, incoming, blind[l]);
    layers.push({ layer, couplings, rates, blind: blind[l] });
    addLayer(form, layers[l], places.blocks[l].begin);
    incoming = outgoingRates(layer, rates, couplings);
  }
  if (incoming !== null && networkCase.network.outputGain === null) {
    addOutput(form, incoming, unit, places.turns);
  }
  return { propagation, layers, places, form };
}

/** δ φ″ ż² and 2 s g c q y - s g t c² q² of the rows of a layer, whose own turns begin at `own`. */
function addLayer(
  form: EnclosedMatrix,
  { layer: { gains }, couplings: { pulls, rests, turns, bends }, rates }: CondensedLayer,
  own: number,
): void {
  const size = form.columns;
  if (rates !== null) {
    const ofRates = weightedGram(
      rates.alongRows,
      bends.map((bend, i) => multiply(bend, square(gains[i]))),
    );
    addBlock(form, ofRates);
  }
  for (let i = 0; i < turns.length; i++) {
    const row = (own + i) * size;
    addInterval(form, row + own + i, add(multiply(bends[i], square(turns[i])), negate(rests[i])));
    if (rates === null) {
      continue;
    }
    const ofRow = multiply(multiply(bends[i], gains[i]), turns[i]);
    for (let k = 0; k < own; k++) {
      const place = i * own + k;
      const coupling = add(
        multiply(ofRow, entryAt(rates.alongRows, place)),
        multiply(pulls[i], entryAt(rates.alongTangents, place)),
      );
      addInterval(form, row + k, coupling);
    }
  }
}

/** 2 <v˙, α˙^L>; a coordinate of v is worth `unit`. */
function addOutput(form: EnclosedMatrix, rates: EnclosedMatrix, unit: number, begin: number): void {
  const { rows, columns, midpoints, radii } = rates;
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < columns; k++) {
      const from = i * columns + k;
      if (midpoints[from] !== 0 || radii[from] !== 0) {
        // A power of two: exact but for underflow.
        addAt(form, (begin + i) * form.columns + k, unit * midpoints[from], unit * radii[from] + 2 * UNDERFLOW);
      }
    }
  }
}

/** Adds a smaller matrix to the upper left corner, lower triangles both. */
function addBlock(sum: EnclosedMatrix, block: EnclosedMatrix): void {
  for (let i = 0; i < block.rows; i++) {
    for (let j = 0; j <= i; j++) {
      const place = i * block.columns + j;
      addAt(sum, i * sum.columns + j, block.midpoints[place], block.radii[place]);
    }
  }
}

/** Whether a row has directions that see neither the input nor the row: r is a vector of n - 2 numbers, of n - 1 for a blind row. */
export function hasRest({ layer, blind }: CondensedLayer, i: number): boolean {
  return layer.fanIn >= (blind[i] ? 2 : 3);
}

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
  for (const [l, condensed] of layers.entries()) {
    const { couplings, rates, blind } = condensed;
    const pivots = couplings.rests.map((rest) => add(point(bound), sign === 1 ? rest : negate(rest)));
    if (pivots.some(({ lower }, i) => hasRest(condensed, i) && !(lower > 0))) {
      return null;
    }
    const { begin, size: rows } = places.blocks[l];
    for (let i = 0; i < rows; i++) {
      const place = (begin + i) * (size + 1);
      addAt(shifted, place, bound, 0);
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
  for (let i = places.turns; i < size; i++) {
    addAt(shifted, i * (size + 1), bound, 0);
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
