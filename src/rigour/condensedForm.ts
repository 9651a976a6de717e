import { add, multiply, negate, square } from "../arithmetic/interval/basic";
import { addAt, addInterval, type EnclosedMatrix, entryAt, weightedGram, zeroMatrix } from "./enclosedMatrix";
import type { EnclosedLayer, EnclosedPropagation } from "./enclosedPropagation";
import { type FormPlaces, formPlaces } from "./formPlaces";
import { type LayerRates, layerRates, outgoingRates } from "./rateEnclosure";
import { UNDERFLOW } from "./roundedUp";
import { type RowCouplings, rowCouplings, type ScalarCouplings } from "./rowCouplings";

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
 *
 * Where gains and biases are differentiated, ż = s (…) + s˙ t + b˙, and f″ has Σ_rows 2 g s˙ (c <a, e> + <u, α˙>) besides: s˙ and b˙ of each row are
 * coordinates as q is. They meet neither p nor r.
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
  const places = formPlaces(networkCase);
  const form = zeroMatrix(places.size, places.size);
  const layers: CondensedLayer[] = [];
  let incoming: EnclosedMatrix | null = null;
  for (const [l, layer] of propagation.turningLayers.entries()) {
    const neglected = heights === "zero" ? blind[l] : blind[l].map(() => false);
    const couplings = rowCouplings(propagation, layer, neglected);
    const rates: LayerRates | null = incoming && layerRates(layer, incoming, blind[l]);
    layers.push({ layer, couplings, rates, blind: blind[l] });
    addLayer(form, layers[l], places.blocks[l].begin);
    if (couplings.scalars !== null) {
      addScalars(form, layers[l], couplings.scalars, places.blocks[l].begin);
    }
    incoming = outgoingRates(layer, rates, couplings);
  }
  if (incoming !== null && networkCase.network.outputGain === null) {
    addOutput(form, incoming, unit, places.ofRows);
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

/** What the changes of gains and biases of a layer add: δ φ″ ż² and 2 g s˙ (h c q + x). */
function addScalars(
  form: EnclosedMatrix,
  { layer: { gains }, couplings: { turns, bends }, rates }: CondensedLayer,
  { gainRates, biasRate, turned, carried }: ScalarCouplings,
  own: number,
): void {
  const size = form.columns;
  const width = turns.length;
  for (let i = 0; i < width; i++) {
    const [turn, gain, bias] = [own + i, own + width + i, own + 2 * width + i];
    const ofGain = multiply(bends[i], gainRates[i]);
    const ofBias = multiply(bends[i], biasRate);
    addInterval(form, gain * size + turn, add(multiply(ofGain, turns[i]), turned[i]));
    addInterval(form, gain * size + gain, multiply(bends[i], square(gainRates[i])));
    addInterval(form, bias * size + turn, multiply(ofBias, turns[i]));
    addInterval(form, bias * size + gain, multiply(ofBias, gainRates[i]));
    addInterval(form, bias * size + bias, multiply(ofBias, biasRate));
    for (let k = 0; rates !== null && k < own; k++) {
      const x = entryAt(rates.alongRows, i * own + k);
      const below = multiply(gains[i], x);
      addInterval(form, gain * size + k, add(multiply(ofGain, below), multiply(carried[i], x)));
      addInterval(form, bias * size + k, multiply(ofBias, below));
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
export function addBlock(sum: EnclosedMatrix, block: EnclosedMatrix): void {
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
