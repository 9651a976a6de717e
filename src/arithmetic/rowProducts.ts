/**
 * sums_i = <row_i, vector> for `count` rows from row `first` on: a matrix times a vector, or a block of its rows.
 *
 * Four rows at a time read the vector that they share once: a third less time. Each sum runs in the order of the entries.
 *
 * @param rows a matrix in row order, each row as long as the vector
 * @param sums receives the products at sums[0..count-1]
 * @param n length of the vector, where it is a part of `vector` from `vectorBegin` on; sums then begin at `sumsBegin`
 */
export function rowProducts(
  rows: Float64Array,
  first: number,
  count: number,
  vector: Float64Array,
  sums: Float64Array,
  n = vector.length,
  vectorBegin = 0,
  sumsBegin = 0,
): void {
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
      const entry = vector[vectorBegin + j];
      sum += rows[row + j] * entry;
      sum2 += rows[row2 + j] * entry;
      sum3 += rows[row3 + j] * entry;
      sum4 += rows[row4 + j] * entry;
    }
    sums[sumsBegin + i] = sum;
    sums[sumsBegin + i + 1] = sum2;
    sums[sumsBegin + i + 2] = sum3;
    sums[sumsBegin + i + 3] = sum4;
  }
  for (let i = inFours; i < count; i++) {
    const row = (first + i) * n;
    let sum = 0;
    for (let j = 0; j < n; j++) {
      sum += rows[row + j] * vector[vectorBegin + j];
    }
    sums[sumsBegin + i] = sum;
  }
}

/** sum += Σ weights_i row_(first + i) over `count` rows: the transpose of {@link rowProducts}, with the same offsets. */
export function addRows(
  rows: Float64Array,
  first: number,
  count: number,
  weights: Float64Array,
  sum: Float64Array,
  n = sum.length,
  weightsBegin = 0,
  sumBegin = 0,
): void {
  const inFours = count - (count % 4);
  for (let i = 0; i < inFours; i += 4) {
    const row = (first + i) * n;
    const row2 = row + n;
    const row3 = row2 + n;
    const row4 = row3 + n;
    const weight = weights[weightsBegin + i];
    const weight2 = weights[weightsBegin + i + 1];
    const weight3 = weights[weightsBegin + i + 2];
    const weight4 = weights[weightsBegin + i + 3];
    for (let j = 0; j < n; j++) {
      sum[sumBegin + j] +=
        weight * rows[row + j] + weight2 * rows[row2 + j] + (weight3 * rows[row3 + j] + weight4 * rows[row4 + j]);
    }
  }
  for (let i = inFours; i < count; i++) {
    const row = (first + i) * n;
    for (let j = 0; j < n; j++) {
      sum[sumBegin + j] += weights[weightsBegin + i] * rows[row + j];
    }
  }
}
