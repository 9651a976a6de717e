import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { fillNormal, pick, type RandomIntegers, weighted } from "./draws";

/** Row norms from 1e-3 to 1e3. */
export const ROW_NORMS = [1e-3, 1e-2, 0.1, 0.3, 1, 1, 3, 10, 100, 1e3];
/** How much smaller the one tiny row is than its neighbours. */
const TINY_ROW = 1e-3;

/** How the norms of the rows of a network are to each other. */
export type RowNorms = "as drawn" | "equal" | "unequal" | "one tiny";

/** Each choice as often as its weight says. */
export const ROW_NORM_CHOICES = weighted<RowNorms>({ "as drawn": 3, equal: 3, unequal: 3, "one tiny": 2 });

/** Rows with about normal entries; all parallel if `aligned`; leaning towards a vector if one is given. */
export function drawRows(
  random: RandomIntegers,
  rows: number,
  columns: number,
  aligned: boolean,
  towards: Float64Array | null,
): Float64Array {
  const weights = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const row = weights.subarray(i * columns, (i + 1) * columns);
    if (aligned && i > 0) {
      const sign = random.nextInt(0, 3) === 0 ? -1 : 1;
      // + 0 turns -0 into 0.
      row.set(weights.subarray(0, columns).map((entry) => sign * entry + 0));
      continue;
    }
    fillNormal(random, row);
    if (towards !== null) {
      const lean = pick(random, [0.5, 1, 4, 100]) * (random.nextInt(0, 1) === 0 ? 1 : -1);
      const unit = euclideanNorm(towards) || 1;
      row.forEach((entry, j) => {
        row[j] = entry + (lean * towards[j]) / unit;
      });
    }
    keepFromZero(row);
  }
  return weights;
}

/** Gives the rows their norms; `common` is one number for the whole network. */
export function scaleRows(
  random: RandomIntegers,
  weights: Float64Array,
  columns: number,
  norms: RowNorms,
  common: number,
): void {
  for (let begin = 0; begin < weights.length; begin += columns) {
    const row = weights.subarray(begin, begin + columns);
    const norm = norms === "unequal" ? pick(random, ROW_NORMS) : common;
    const factor = norms === "equal" ? norm / euclideanNorm(row) : norm;
    row.forEach((entry, j) => {
      row[j] = entry * factor;
    });
  }
}

/** ‖W_i‖ of the rows of a layer. */
export function rowNormsOf(weights: Float64Array, columns: number): Float64Array {
  return Float64Array.from({ length: weights.length / columns }, (_, i) =>
    euclideanNorm(weights, i * columns, columns),
  );
}

/** Makes one row of one layer much smaller than all others. */
export function shrinkOneRow(random: RandomIntegers, layers: readonly Float64Array[], widths: readonly number[]): void {
  const l = random.nextInt(0, layers.length - 1);
  const columns = layers[l].length / widths[l];
  const row = random.nextInt(0, widths[l] - 1) * columns;
  for (let j = row; j < row + columns; j++) {
    layers[l][j] *= TINY_ROW;
  }
}

/** Coarse draws may all be 0, which has no direction. */
export function keepFromZero(vector: Float64Array): void {
  if (vector.every((entry) => entry === 0)) {
    vector[0] = 1;
  }
}
