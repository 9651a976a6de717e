import type { SymmetricOperator } from "../../src/calculus/symmetricOperator";

/** diag(values). */
export function diagonalOperator(values: readonly number[]): SymmetricOperator {
  return { dimension: values.length, apply: (x, y) => y.set(x.map((entry, i) => entry * values[i])) };
}
