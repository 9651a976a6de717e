import type { OrderedArithmetic } from "./arithmetic";

/** Jacobi converges quadratically; symmetric matrices of the sizes met here (depth + 1) need fewer than ten sweeps. */
export const MOST_SWEEPS = 100;

/**
 * λ_max of a symmetric matrix with entries >= 0 by cyclic Jacobi rotations, over any ordered arithmetic.
 *
 * Off-diagonal entries below unitRoundoff times the largest entry stop the sweeps: by Perron and Frobenius
 * λ_max >= every entry, so what is left changes λ_max by rounding error only.
 *
 * @param matrix n x n, symmetric, entries >= 0; read only
 * @returns λ_max; an empty matrix has 0
 */
export function jacobiPerronRoot<T>(arithmetic: OrderedArithmetic<T>, matrix: readonly (readonly T[])[]): T {
  const { add, subtract, multiply, divide, of, absolute, squareRoot } = arithmetic;
  const one = of(1);
  const entries = matrix.map((row) => [...row]);
  const size = entries.length;
  if (size === 0) {
    return of(0);
  }
  const largest = entries.flat().reduce((most, entry) => arithmetic.maximum(most, entry));
  const negligible = multiply(arithmetic.unitRoundoff, largest);

  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        const offDiagonal = entries[p][q];
        if (!arithmetic.isLess(negligible, absolute(offDiagonal))) {
          continue;
        }
        rotated = true;
        // tan of the angle that annihilates (p, q), the smaller of the two roots.
        const cotangent = divide(subtract(entries[q][q], entries[p][p]), multiply(of(2), offDiagonal));
        const size2 = add(absolute(cotangent), squareRoot(add(multiply(cotangent, cotangent), one)));
        const tangent = arithmetic.isLess(cotangent, of(0)) ? divide(of(-1), size2) : divide(one, size2);
        const cosine = divide(one, squareRoot(add(multiply(tangent, tangent), one)));
        const sine = multiply(tangent, cosine);
        for (let k = 0; k < size; k++) {
          const kp = entries[k][p];
          const kq = entries[k][q];
          entries[k][p] = subtract(multiply(cosine, kp), multiply(sine, kq));
          entries[k][q] = add(multiply(sine, kp), multiply(cosine, kq));
        }
        for (let k = 0; k < size; k++) {
          const pk = entries[p][k];
          const qk = entries[q][k];
          entries[p][k] = subtract(multiply(cosine, pk), multiply(sine, qk));
          entries[q][k] = add(multiply(sine, pk), multiply(cosine, qk));
        }
      }
    }
    if (!rotated) {
      break;
    }
  }
  return entries.map((row, i) => row[i]).reduce((most, entry) => arithmetic.maximum(most, entry));
}
