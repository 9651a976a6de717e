import { MOST_SWEEPS } from "./perronRoot";

/** u, as in float64.ts, which needs this file. */
const UNIT_ROUNDOFF = 2 ** -53;

/** One matrix at a time; as large as the largest so far. */
let scratch = new Float64Array(64);

/**
 * λ_max of a symmetric matrix with entries >= 0 in float64: jacobiPerronRoot on plain numbers, operation by operation, with the same result to the
 * last bit. Every bound on a Hessian ends here, and through the functions of an arithmetic it takes four times as long.
 *
 * @param matrix n x n, symmetric, entries >= 0; read only
 * @returns λ_max; an empty matrix has 0
 * @example float64PerronRoot([[2, 1], [1, 2]]) // 3
 */
export function float64PerronRoot(matrix: readonly (readonly number[])[]): number {
  const size = matrix.length;
  if (size === 0) {
    return 0;
  }
  if (scratch.length < size * size) {
    scratch = new Float64Array(size * size);
  }
  const entries = scratch;
  let largest = matrix[0][0];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      entries[i * size + j] = matrix[i][j];
      largest = Math.max(largest, matrix[i][j]);
    }
  }
  const negligible = UNIT_ROUNDOFF * largest;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (negligible < Math.abs(entries[p * size + q])) {
          rotated = true;
          rotate(entries, size, p, q);
        }
      }
    }
    if (!rotated) {
      break;
    }
  }
  let root = entries[0];
  for (let i = 1; i < size; i++) {
    root = Math.max(root, entries[i * size + i]);
  }
  return root;
}

/** Turns the coordinates p and q so that entry (p, q) vanishes: by the smaller of the two angles that do. */
function rotate(entries: Float64Array, size: number, p: number, q: number): void {
  const cotangent = (entries[q * size + q] - entries[p * size + p]) / (2 * entries[p * size + q]);
  const length = Math.abs(cotangent) + Math.sqrt(cotangent * cotangent + 1);
  const tangent = cotangent < 0 ? -1 / length : 1 / length;
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let row = 0; row < size * size; row += size) {
    const [left, right] = [entries[row + p], entries[row + q]];
    entries[row + p] = cosine * left - sine * right;
    entries[row + q] = sine * left + cosine * right;
  }
  for (let k = 0; k < size; k++) {
    const [upper, lower] = [entries[p * size + k], entries[q * size + k]];
    entries[p * size + k] = cosine * upper - sine * lower;
    entries[q * size + k] = sine * upper + cosine * lower;
  }
}
