import { addRows, rowProducts } from "./rowProducts";

/**
 * products[r m + i] = <vector_r, row_i>: N vectors with m rows, both in row order and n numbers long.
 *
 * Four vectors and two rows at a time: eight sums in registers, six loads for eight products, half the time of one vector
 * after another (blocks of 4 x 4 spill their registers and gain nothing). Each sum runs in the order of the entries.
 *
 * @param products receives N x m numbers
 */
export function batchRowProducts(
  vectors: Float64Array,
  vectorCount: number,
  rows: Float64Array,
  rowCount: number,
  n: number,
  products: Float64Array,
): void {
  const inFours = vectorCount - (vectorCount % 4);
  const inTwos = rowCount - (rowCount % 2);
  for (let i = 0; i < inTwos; i += 2) {
    const row = i * n;
    const row2 = row + n;
    for (let r = 0; r < inFours; r += 4) {
      const vector = r * n;
      const vector2 = vector + n;
      const vector3 = vector2 + n;
      const vector4 = vector3 + n;
      let sum11 = 0;
      let sum12 = 0;
      let sum21 = 0;
      let sum22 = 0;
      let sum31 = 0;
      let sum32 = 0;
      let sum41 = 0;
      let sum42 = 0;
      for (let j = 0; j < n; j++) {
        const entry = rows[row + j];
        const entry2 = rows[row2 + j];
        const first = vectors[vector + j];
        sum11 += first * entry;
        sum12 += first * entry2;
        const second = vectors[vector2 + j];
        sum21 += second * entry;
        sum22 += second * entry2;
        const third = vectors[vector3 + j];
        sum31 += third * entry;
        sum32 += third * entry2;
        const fourth = vectors[vector4 + j];
        sum41 += fourth * entry;
        sum42 += fourth * entry2;
      }
      const at = r * rowCount + i;
      products[at] = sum11;
      products[at + 1] = sum12;
      products[at + rowCount] = sum21;
      products[at + rowCount + 1] = sum22;
      products[at + 2 * rowCount] = sum31;
      products[at + 2 * rowCount + 1] = sum32;
      products[at + 3 * rowCount] = sum41;
      products[at + 3 * rowCount + 1] = sum42;
    }
  }
  for (let r = 0; r < vectorCount; r++) {
    const first = r < inFours ? inTwos : 0;
    rowProducts(rows, first, rowCount - first, vectors, products, n, r * n, r * rowCount + first);
  }
}

/**
 * sum_k += Σ_t weights[k T + t] row_t for K sums over T rows, both n numbers long: the transpose of {@link batchRowProducts}.
 *
 * Four sums and four rows at a time: sixteen products for eight loads and four stores, half the time of one sum after another.
 *
 * @param begin where the first sum begins in `sums`
 */
export function addBatchRows(
  weights: Float64Array,
  sumCount: number,
  rows: Float64Array,
  rowCount: number,
  n: number,
  sums: Float64Array,
  begin = 0,
): void {
  const sumsInFours = sumCount - (sumCount % 4);
  const rowsInFours = rowCount - (rowCount % 4);
  for (let k = 0; k < sumsInFours; k += 4) {
    for (let t = 0; t < rowsInFours; t += 4) {
      addFourToFour(weights, k * rowCount + t, rowCount, rows, t * n, n, sums, begin + k * n);
    }
    for (let t = rowsInFours; t < rowCount; t++) {
      addOneToFour(weights, k * rowCount + t, rowCount, rows, t * n, n, sums, begin + k * n);
    }
  }
  for (let k = sumsInFours; k < sumCount; k++) {
    addRows(rows, 0, rowCount, weights, sums, n, k * rowCount, begin + k * n);
  }
}

/** One row, added to four sums: for the rows that are left, and for all of them where there are fewer than four. */
function addOneToFour(
  weights: Float64Array,
  weight: number,
  stride: number,
  rows: Float64Array,
  row: number,
  n: number,
  sums: Float64Array,
  sum: number,
): void {
  const a = weights[weight];
  const b = weights[weight + stride];
  const c = weights[weight + 2 * stride];
  const d = weights[weight + 3 * stride];
  for (let j = 0; j < n; j++) {
    const entry = rows[row + j];
    sums[sum + j] += a * entry;
    sums[sum + n + j] += b * entry;
    sums[sum + 2 * n + j] += c * entry;
    sums[sum + 3 * n + j] += d * entry;
  }
}

/** Four rows from `row` on, added to four sums from `sum` on with the weights from `weight` on. */
function addFourToFour(
  weights: Float64Array,
  weight: number,
  stride: number,
  rows: Float64Array,
  row: number,
  n: number,
  sums: Float64Array,
  sum: number,
): void {
  const a1 = weights[weight];
  const a2 = weights[weight + 1];
  const a3 = weights[weight + 2];
  const a4 = weights[weight + 3];
  const b1 = weights[weight + stride];
  const b2 = weights[weight + stride + 1];
  const b3 = weights[weight + stride + 2];
  const b4 = weights[weight + stride + 3];
  const c1 = weights[weight + 2 * stride];
  const c2 = weights[weight + 2 * stride + 1];
  const c3 = weights[weight + 2 * stride + 2];
  const c4 = weights[weight + 2 * stride + 3];
  const d1 = weights[weight + 3 * stride];
  const d2 = weights[weight + 3 * stride + 1];
  const d3 = weights[weight + 3 * stride + 2];
  const d4 = weights[weight + 3 * stride + 3];
  for (let j = 0; j < n; j++) {
    const first = rows[row + j];
    const second = rows[row + n + j];
    const third = rows[row + 2 * n + j];
    const fourth = rows[row + 3 * n + j];
    sums[sum + j] += a1 * first + a2 * second + (a3 * third + a4 * fourth);
    sums[sum + n + j] += b1 * first + b2 * second + (b3 * third + b4 * fourth);
    sums[sum + 2 * n + j] += c1 * first + c2 * second + (c3 * third + c4 * fourth);
    sums[sum + 3 * n + j] += d1 * first + d2 * second + (d3 * third + d4 * fourth);
  }
}
