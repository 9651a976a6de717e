/**
 * sums_i = <row_i, vector> for `count` rows from row `first` on: a matrix times a vector, or a block of its rows.
 *
 * Four rows at a time read the vector that they share once: a third less time. Each sum runs in the order of the entries.
 *
 * @param rows a matrix in row order, each row as long as the vector
 * @param sums receives the products at sums[0..count-1]
 */
export function rowProducts(
  rows: Float64Array,
  first: number,
  count: number,
  vector: Float64Array,
  sums: Float64Array,
): void {
  const n = vector.length;
  const inFours = count - (count % 4);
  for (let i = 0; i < inFours; i += 4) {
    const row = (first + i) * n;
    const row2 = row + n;
    const row3 = row2 + n;
    const row4 = row3 + n;
    let sum = 0;
    let sum2 = 0;
    let sum3 = 0;
    let sum4 = 0;
    for (let j = 0; j < n; j++) {
      const entry = vector[j];
      sum += rows[row + j] * entry;
      sum2 += rows[row2 + j] * entry;
      sum3 += rows[row3 + j] * entry;
      sum4 += rows[row4 + j] * entry;
    }
    sums[i] = sum;
    sums[i + 1] = sum2;
    sums[i + 2] = sum3;
    sums[i + 3] = sum4;
  }
  for (let i = inFours; i < count; i++) {
    const row = (first + i) * n;
    let sum = 0;
    for (let j = 0; j < n; j++) {
      sum += rows[row + j] * vector[j];
    }
    sums[i] = sum;
  }
}

/** sum += Σ weights_i row_(first + i) over `count` rows: the transpose of {@link rowProducts}. */
export function addRows(
  rows: Float64Array,
  first: number,
  count: number,
  weights: Float64Array,
  sum: Float64Array,
): void {
  const n = sum.length;
  const inFours = count - (count % 4);
  for (let i = 0; i < inFours; i += 4) {
    const row = (first + i) * n;
    const row2 = row + n;
    const row3 = row2 + n;
    const row4 = row3 + n;
    const weight = weights[i];
    const weight2 = weights[i + 1];
    const weight3 = weights[i + 2];
    const weight4 = weights[i + 3];
    for (let j = 0; j < n; j++) {
      sum[j] +=
        weight * rows[row + j] + weight2 * rows[row2 + j] + (weight3 * rows[row3 + j] + weight4 * rows[row4 + j]);
    }
  }
  for (let i = inFours; i < count; i++) {
    const row = (first + i) * n;
    for (let j = 0; j < n; j++) {
      sum[j] += weights[i] * rows[row + j];
    }
  }
}
