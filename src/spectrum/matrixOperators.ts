import type { SymmetricOperator } from "../calculus/symmetricOperator";

/** The operator of a dense symmetric matrix, n x n in row order. */
export function matrixOperator(entries: Float64Array, dimension: number): SymmetricOperator {
  return {
    dimension,
    apply(direction, product) {
      for (let i = 0; i < dimension; i++) {
        let sum = 0;
        for (let j = 0; j < dimension; j++) {
          sum += entries[i * dimension + j] * direction[j];
        }
        product[i] = sum;
      }
    },
  };
}

/**
 * [0 A; Aᵀ 0] of a rectangular matrix A: its eigenvalues are ± the singular values of A (and zeros).
 *
 * @param entries rows x columns, in row order
 */
export function jordanWielandtOperator(entries: Float64Array, rows: number, columns: number): SymmetricOperator {
  return {
    dimension: rows + columns,
    apply(direction, product) {
      product.fill(0, rows);
      for (let i = 0; i < rows; i++) {
        const left = direction[i];
        const row = i * columns;
        let sum = 0;
        for (let j = 0; j < columns; j++) {
          const entry = entries[row + j];
          sum += entry * direction[rows + j];
          product[rows + j] += entry * left;
        }
        product[i] = sum;
      }
    },
  };
}
