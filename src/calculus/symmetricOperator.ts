/** A symmetric linear map on vectors of `dimension` float64 numbers. `apply` overwrites `product` and keeps `direction`. */
export interface SymmetricOperator {
  readonly dimension: number;
  apply(direction: Float64Array, product: Float64Array): void;
}

/** -S. */
export function negatedOperator({ dimension, apply }: SymmetricOperator): SymmetricOperator {
  return {
    dimension,
    apply: (direction, product) => {
      apply(direction, product);
      for (let k = 0; k < product.length; k++) {
        product[k] = -product[k];
      }
    },
  };
}

/**
 * All entries of a symmetric operator, n x n in row order, from its products with the n unit vectors.
 *
 * @example entriesOf(fullHessian(propagate({ network, input }))).length // 9
 */
export function entriesOf({ dimension, apply }: SymmetricOperator): Float64Array {
  const entries = new Float64Array(dimension * dimension);
  const direction = new Float64Array(dimension);
  for (let i = 0; i < dimension; i++) {
    direction[i] = 1;
    // The matrix is symmetric, so a column may be stored as a row.
    apply(direction, entries.subarray(i * dimension, (i + 1) * dimension));
    direction[i] = 0;
  }
  return entries;
}
