import type { Arithmetic } from "../arithmetic/arithmetic";

/** The symmetric matrix of a quadratic form in w_0 … w_(n-1), and what adds terms to it. */
interface QuadraticForm<T> {
  readonly matrix: readonly (readonly T[])[];
  /** Adds term w_i w_j, once: the caller keeps the matrix symmetric. */
  addTo(i: number, j: number, term: T): void;
  /** Adds 2 factor w_i (f·w), f in w_0, w_1, … and shorter than n: one half on each side of the diagonal. */
  addCross(i: number, f: readonly T[], factor: T): void;
}

/**
 * The form 0 in so many variables.
 *
 * @example quadraticForm(float64, 2).matrix // [[0, 0], [0, 0]]
 */
export function quadraticForm<T>({ of, add, multiply }: Arithmetic<T>, variables: number): QuadraticForm<T> {
  const zero = of(0);
  const matrix = Array.from({ length: variables }, () => new Array<T>(variables).fill(zero));
  const addTo = (i: number, j: number, term: T): void => {
    matrix[i][j] = add(matrix[i][j], term);
  };
  const addCross = (i: number, f: readonly T[], factor: T): void => {
    for (const [k, scale] of f.entries()) {
      const term = multiply(factor, scale);
      addTo(i, k, term);
      addTo(k, i, term);
    }
  };
  return { matrix, addTo, addCross };
}
