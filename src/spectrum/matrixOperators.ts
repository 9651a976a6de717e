import { addRows, rowProducts } from "../arithmetic/rowProducts";
import type { SymmetricOperator } from "../calculus/symmetricOperator";

/** Few enough to be in cache still when their transpose is applied. */
const ROWS_AT_ONCE = 4;

/**
 * The operator of a dense symmetric matrix, n x n in row order.
 *
 * @example matrixOperator(Float64Array.of(0, 2, 2, 0), 2).dimension // 2
 */
export function matrixOperator(entries: Float64Array, dimension: number): SymmetricOperator {
  return {
    dimension,
    apply(direction, product) {
      rowProducts(entries, 0, dimension, direction, product);
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
  const inner = new Float64Array(ROWS_AT_ONCE);
  return {
    dimension: columns,
    apply(direction, product) {
      product.fill(0);
      for (let first = 0; first < rows; first += ROWS_AT_ONCE) {
        const count = Math.min(ROWS_AT_ONCE, rows - first);
        rowProducts(entries, first, count, direction, inner);
        for (let i = 0; i < count; i++) {
          inner[i] = inner[i] / unit / unit;
        }
        addRows(entries, first, count, inner, product);
      }
    },
  };
}
