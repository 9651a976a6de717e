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
 * AᵀA/c² of a rectangular matrix A: its eigenvalues are the squares of the singular values of A/c.
 *
 * Each row is met once for A and for Aᵀ, so a product is one pass over memory.
 *
 * @param entries A, rows x columns, in row order
 * @param unit c, near ‖A‖, so that squares neither overflow nor underflow
 */
export function gramOperator(entries: Float64Array, rows: number, columns: number, unit: number): SymmetricOperator {
  return {
    dimension: columns,
    apply(direction, product) {
      product.fill(0);
      // Two rows at a time share the vectors. With an odd number of rows the last one is its own partner, weighted 0.
      for (let i = 0; i < rows; i += 2) {
        const row = i * columns;
        const row2 = i + 1 < rows ? row + columns : row;
        let sum = 0;
        let sum2 = 0;
        for (let j = 0; j < columns; j++) {
          sum += entries[row + j] * direction[j];
          sum2 += entries[row2 + j] * direction[j];
        }
        const weight = sum / unit / unit;
        const weight2 = row2 === row ? 0 : sum2 / unit / unit;
        for (let j = 0; j < columns; j++) {
          product[j] += entries[row + j] * weight + entries[row2 + j] * weight2;
        }
      }
    },
  };
}
