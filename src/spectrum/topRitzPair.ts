import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF } from "../arithmetic/float64";
import { innerProduct } from "../arithmetic/innerProduct";
import type { SymmetricOperator } from "../calculus/symmetricOperator";
import { RitzSearch } from "./ritzValue";
import { tridiagonalVector } from "./twistedFactorisation";

/** The top of a spectrum as one Lanczos run knows it. */
export interface TopRitzPair {
  readonly value: number;
  /** ‖S y - value y‖. */
  readonly residual: number;
  /** y, of norm 1. */
  readonly vector: Float64Array;
  readonly iterations: number;
  /** The Krylov space ended before all dimensions were met: the pair is exact, but only for what the start could see. */
  readonly exhausted: boolean;
}

/** The basis is kept: at most this many vectors. */
const MOST_ITERATIONS = 400;
/** The part of a vector below which orthogonalising it takes a second pass. */
const LITTLE_LEFT = 0.1;

/**
 * Largest eigenvalue and eigenvector of a symmetric operator, by Lanczos with full reorthogonalisation.
 *
 * For operators of few coordinates whose products are costly, started anywhere: a start that is almost an eigenvector
 * makes the plain recurrence lose orthogonality at once.
 *
 * @param against unit vectors; the operator is restricted to what is orthogonal to them
 * @param isEnough whether to stop, given the value and its residual so far
 * @returns null if it never was enough, or for NaN and infinities
 * @example topRitzPair(operator, startVector(operator.dimension), [], (value, residual) => residual <= 1e-9 * value)
 */
export function topRitzPair(
  operator: SymmetricOperator,
  start: Float64Array,
  against: readonly Float64Array[],
  isEnough: (value: number, residual: number) => boolean,
): TopRitzPair | null {
  const n = operator.dimension;
  const most = Math.min(MOST_ITERATIONS, n - against.length);
  const diagonal = new Float64Array(most);
  const offDiagonal = new Float64Array(most);
  const search = new RitzSearch(diagonal, offDiagonal, 1);
  // Those to stay away from come first; the Krylov basis follows.
  const basis: Float64Array[] = [...against];
  const product = start.slice();
  let size = 0;
  let nextCheck = 1;
  let norm = makeOrthogonal(product, basis);
  for (let k = 1; k <= most && norm > 0; k++) {
    const current = product.map((entry) => entry / norm);
    basis.push(current);
    operator.apply(current, product);
    diagonal[k - 1] = innerProduct(current, product);
    norm = makeOrthogonal(product, basis);
    size = Math.max(size, Math.abs(diagonal[k - 1]), norm);
    if (!Number.isFinite(size)) {
      return null;
    }
    offDiagonal[k - 1] = norm;
    // Nothing is left but the rounding error of one product.
    const isExhausted = norm <= 4 * UNIT_ROUNDOFF * size || k === n - against.length;
    if (k >= nextCheck || isExhausted || k === most) {
      const { value, residual } = search.largest(k);
      if (isEnough(value, residual) || isExhausted) {
        const vector = combination(basis.slice(against.length), tridiagonalVector(diagonal, offDiagonal, k, value));
        return { value, residual, vector, iterations: k, exhausted: isExhausted && k < n - against.length };
      }
      nextCheck = k + 1 + (k >> 3);
    }
  }
  return null;
}

/**
 * Subtracts from the vector its parts along orthonormal others, and returns the norm of what is left. Where little is, the
 * rounding errors of the first pass are no longer small beside it: a second pass removes them (Kahan and Parlett).
 */
function makeOrthogonal(vector: Float64Array, family: readonly Float64Array[]): number {
  let norm = euclideanNorm(vector);
  for (let pass = 0; pass < 2; pass++) {
    const before = norm;
    subtractParts(vector, family);
    norm = euclideanNorm(vector);
    if (norm >= LITTLE_LEFT * before) {
      break;
    }
  }
  return norm;
}

/**
 * The newest first: a product has large parts along the last two vectors of the basis only. To subtract those last would
 * bring back, enlarged, what these two lack in orthogonality to the others, and that would grow from step to step.
 */
function subtractParts(vector: Float64Array, family: readonly Float64Array[]): void {
  for (let k = family.length - 1; k >= 0; k--) {
    const other = family[k];
    const part = innerProduct(vector, other);
    for (let i = 0; i < vector.length; i++) {
      vector[i] -= part * other[i];
    }
  }
}

function combination(basis: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(basis[0].length);
  basis.forEach((vector, k) => {
    for (let i = 0; i < sum.length; i++) {
      sum[i] += weights[k] * vector[i];
    }
  });
  const norm = euclideanNorm(sum);
  return sum.map((entry) => entry / norm);
}
