import { absolute, divide, squareRoot } from "../arithmetic/interval/basic";
import { euclideanNorm } from "../arithmetic/interval/euclideanNorm";
import { type Interval, point } from "../arithmetic/interval/interval";
import { addUp, subtractDown } from "../arithmetic/rounding/directed";
import { max, min } from "../arithmetic/rounding/exactMath";
import { powerOfTwo } from "../arithmetic/rounding/powerOfTwo";
import { isPositiveDefinite } from "./choleskyCriterion";
import { type EnclosedMatrix, entryAt, exactVector, product, transposed } from "./enclosedMatrix";
import { roundedUp } from "./roundedUp";

/** How far above the estimate of float64 a norm is tried to be proved, relative to it, besides what Cholesky itself needs. */
const SLACKS = [powerOfTwo(-40), powerOfTwo(-30), powerOfTwo(-20), powerOfTwo(-10)];
/** Entries whose squares float64 holds with all their digits. */
const [LEAST, MOST] = [powerOfTwo(-400), powerOfTwo(400)];

/** Suggests a direction along which a symmetric matrix (n x n in row order) is about as large as its norm: it proves the norm from below. */
export type Witness = (entries: Float64Array, n: number) => Float64Array;

/**
 * ‖S‖₂ of every symmetric matrix within an enclosure. Below, |<x, S x>| of the witness x. Above, a little more than that, where b·I - S and
 * b·I + S are proved to be positive definite, else the Frobenius norm.
 *
 * @param matrix symmetric, all entries
 */
export function symmetricNormBounds(matrix: EnclosedMatrix, witness: Witness): Interval {
  const { rows: n, midpoints } = matrix;
  const frobenius = frobeniusNormBounds(matrix);
  if (n === 1 || !isInRange(frobenius.upper)) {
    return { lower: n === 1 ? frobenius.lower : 0, upper: frobenius.upper };
  }
  const radius = largestRowSum(matrix);
  const { lower, upper: value } = quotientAlong(matrix, witness(midpoints, n));
  for (const slack of SLACKS) {
    const upper = value * (1 + slack + (n + 4) * (n + 4) * powerOfTwo(-51)) + 2 * radius;
    if (upper >= frobenius.upper) {
      break;
    }
    if ([1, -1].every((sign) => isPositiveDefinite(shifted(midpoints, n, upper, sign), n, radius))) {
      return { lower, upper };
    }
  }
  return { lower, upper: frobenius.upper };
}

/** |<x, S x>|/<x, x>. */
function quotientAlong(matrix: EnclosedMatrix, direction: Float64Array): Interval {
  const x = exactVector(direction);
  const row = transposed(x);
  const size = entryAt(product(row, x), 0);
  const found = absolute(entryAt(product(row, product(matrix, x)), 0));
  return size.lower > 0 ? divide(found, size) : point(0);
}

/** The same of ‖A‖₂ for any matrix, from AᵀA or AAᵀ. */
export function normBounds(matrix: EnclosedMatrix, witness: Witness): Interval {
  const frobenius = frobeniusNormBounds(matrix);
  if (matrix.rows === 1 || matrix.columns === 1) {
    return frobenius;
  }
  if (!isInRange(frobenius.upper)) {
    return { lower: 0, upper: frobenius.upper };
  }
  const other = transposed(matrix);
  const gram = matrix.rows <= matrix.columns ? product(matrix, other) : product(other, matrix);
  const { lower, upper } = squareRoot(symmetricNormBounds(gram, witness));
  return { lower, upper: min(upper, frobenius.upper) };
}

/** ‖A‖_F. */
function frobeniusNormBounds({ midpoints, radii }: EnclosedMatrix): Interval {
  const [middle, radius] = [euclideanNorm(midpoints), euclideanNorm(radii).upper];
  const upper = addUp(middle.upper, radius);
  return upper >= 0
    ? { lower: max(0, subtractDown(middle.lower, radius)), upper }
    : { lower: 0, upper: Number.POSITIVE_INFINITY };
}

function isInRange(norm: number): boolean {
  return norm >= LEAST && norm <= MOST;
}

/** A bound of the norm of the radii: their largest row sum, as they are symmetric. */
function largestRowSum({ rows, columns, radii }: EnclosedMatrix): number {
  let largest = 0;
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) {
      sum += max(radii[i * columns + j], radii[j * columns + i]);
    }
    largest = max(largest, sum);
  }
  return roundedUp(largest, columns);
}

/** b·I - σ S. */
function shifted(midpoints: Float64Array, n: number, bound: number, sign: number): Float64Array {
  const entries = midpoints.map((entry) => -sign * entry);
  for (let i = 0; i < n; i++) {
    // Rounded down: what is positive definite with a smaller diagonal is so with this one.
    entries[i * n + i] = subtractDown(bound, sign * midpoints[i * n + i]);
  }
  return entries;
}
