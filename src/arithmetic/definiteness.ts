import type { CertainArithmetic } from "./certainArithmetic";

/**
 * Whether a symmetric matrix is positive definite, proved either way by the signs of the pivots of its elimination (Sylvester): all above 0, or
 * one below 0 after others above it. "unknown" where an enclosure of a pivot holds 0.
 *
 * @param matrix n x n, enclosed; the lower triangle is read
 * @example definiteness(decimalIntervals(50), [[two], [one, two]]) // "definite"
 */
export function definiteness<T>(
  { subtract, multiply, divide, isPositive, negate }: CertainArithmetic<T>,
  matrix: readonly (readonly T[])[],
): "definite" | "indefinite" | "unknown" {
  const rows = matrix.map((row, i) => row.slice(0, i + 1));
  for (const [k, row] of rows.entries()) {
    const pivot = row[k];
    if (isPositive(negate(pivot))) {
      return "indefinite";
    }
    if (!isPositive(pivot)) {
      return "unknown";
    }
    for (let i = k + 1; i < rows.length; i++) {
      const factor = divide(rows[i][k], pivot);
      for (let j = k + 1; j <= i; j++) {
        rows[i][j] = subtract(rows[i][j], multiply(factor, rows[j][k]));
      }
    }
  }
  return "definite";
}
