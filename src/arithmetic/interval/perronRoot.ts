/**
 * λ_max of a symmetric matrix Q with entries >= 0, enclosed.
 *
 * Collatz and Wielandt: min_i (Qw)_i/w_i <= λ_max <= max_i (Qw)_i/w_i for every w > 0 (Collatz, Mathematische Zeitschrift 48, 1942). w need not
 * be exact, only positive: it is found in float64, and the quotients are rounded down and up. Where Q falls into blocks without a
 * connection, each has a w of its own, and λ_max is the largest of theirs. Where the connection is so weak that entries of w underflow, the
 * least quotient is poor; Rayleigh's, wᵀQw/wᵀw <= λ_max, is not. By Perron and Frobenius λ_max grows with every entry, so for
 * interval entries the lower ends give the lower bound and the upper ends the upper one.
 *
 * w comes from Noda's iteration w ← (θI - Q)⁻¹ w, θ the upper bound so far: quadratically convergent from any w > 0 (Noda, Numerische
 * Mathematik 17, 1971; Elsner, Linear Algebra and its Applications 15, 1976), however close the second eigenvalue is. θI - Q is an
 * M-matrix: its elimination without pivoting, and what follows with a right side > 0, subtracts nowhere but on the diagonal.
 */
import { addDown, addUp, divideDown, divideUp, multiplyDown, multiplyUp } from "../rounding/directed";
import { max, min } from "../rounding/exactMath";
import { binaryExponent, powerOfTwo } from "../rounding/powerOfTwo";
import { scaleDown, scaleUp } from "../rounding/scale";
import { EMPTY, type Interval, isEmpty, point } from "./interval";
import { intersection } from "./sets";

/** Noda's iteration ends in five to ten rounds; more only where rounding keeps it from settling. */
const MOST_ROUNDS = 40;
/** Rounds without a better bound after which none is expected. */
const PATIENCE = 3;
/** Above θ by some rounding errors, so that θI - Q stays regular in float64. */
const ABOVE = 1 + powerOfTwo(-50);
/** Keeps w positive where its entries differ by more than float64's range. */
const SMALLEST_ENTRY = powerOfTwo(-900);

const ZERO = point(0);

/**
 * @param matrix n x n intervals around the entries of a symmetric matrix without negative ones; what of an interval is below 0 does not count
 * @returns [0, 0] for no rows; empty if an entry is
 * @throws RangeError if the matrix is not square, or no symmetric matrix with entries >= 0 lies within
 * @example perronRoot([[point(2), point(1)], [point(1), point(2)]]) // { lower: 3, upper: 3 }
 */
export function perronRoot(matrix: readonly (readonly Interval[])[]): Interval {
  matrix.forEach((row, i) => {
    if (row.length !== matrix.length) {
      throw new RangeError(`row ${i}: ${row.length} entries, expected ${matrix.length}`);
    }
  });
  if (matrix.some((row) => row.some(isEmpty))) {
    return EMPTY;
  }
  const entries = matrix.map((row, i) => row.map((_, j) => entryOf(matrix, i, j)));
  const lower = boundsOf(entries.map((row) => row.map((entry) => entry.lower)));
  const isExact = entries.every((row) => row.every((entry) => entry.lower === entry.upper));
  return isExact
    ? lower
    : { lower: lower.lower, upper: boundsOf(entries.map((row) => row.map((entry) => entry.upper))).upper };
}

/** What (i, j) and (j, i), which enclose the same number >= 0, have in common. */
function entryOf(matrix: readonly (readonly Interval[])[], i: number, j: number): Interval {
  const { lower, upper } = intersection(matrix[i][j], matrix[j][i]);
  const entry = { lower: max(lower, 0), upper };
  if (isEmpty(entry)) {
    throw new RangeError(`entries (${i}, ${j}) and (${j}, ${i}): no number >= 0 in common`);
  }
  return entry;
}

/** The bounds for a matrix of numbers, its blocks one after the other. */
function boundsOf(matrix: readonly (readonly number[])[]): Interval {
  if (matrix.some((row) => row.includes(Number.POSITIVE_INFINITY))) {
    return { lower: 0, upper: Number.POSITIVE_INFINITY };
  }
  return blocksOf(matrix)
    .map((block) => blockBounds(block.map((i) => block.map((j) => matrix[i][j]))))
    .reduce((most, bounds) => ({ lower: max(most.lower, bounds.lower), upper: max(most.upper, bounds.upper) }), ZERO);
}

/** The indices of rows that entries > 0 connect, block by block. */
function blocksOf(matrix: readonly (readonly number[])[]): number[][] {
  const blocks: number[][] = [];
  const isSeen = matrix.map(() => false);
  for (let start = 0; start < matrix.length; start++) {
    if (isSeen[start]) {
      continue;
    }
    const block = [start];
    isSeen[start] = true;
    // Grows while it is walked through.
    for (const i of block) {
      matrix[i].forEach((entry, j) => {
        if (entry > 0 && !isSeen[j]) {
          isSeen[j] = true;
          block.push(j);
        }
      });
    }
    blocks.push(block);
  }
  return blocks;
}

/** The bounds for an irreducible matrix of finite entries >= 0, divided by a power of two so that the largest is in [1, 2). */
function blockBounds(matrix: readonly (readonly number[])[]): Interval {
  if (matrix.length === 1) {
    return point(matrix[0][0]);
  }
  const exponent = binaryExponent(max(...matrix.map((row) => max(...row))));
  const below = matrix.map((row) => Float64Array.from(row, (entry) => scaleDown(entry, -exponent)));
  const above = matrix.map((row) => Float64Array.from(row, (entry) => scaleUp(entry, -exponent)));
  let w: Float64Array | null = new Float64Array(matrix.length).fill(1);
  let lower = 0;
  let upper = Number.POSITIVE_INFINITY;
  for (let round = 0, idle = 0; round < MOST_ROUNDS && idle < PATIENCE && w !== null; round++) {
    const quotients = quotientBounds(below, above, w);
    idle = quotients.lower > lower || quotients.upper < upper ? 0 : idle + 1;
    lower = max(lower, quotients.lower);
    upper = min(upper, quotients.upper);
    w = lower < upper ? nextVector(above, upper * ABOVE, w) : null;
  }
  return { lower: scaleDown(lower, exponent), upper: scaleUp(upper, exponent) };
}

/** max(min_i (Qw)_i/w_i, wᵀQw/wᵀw), rounded down, and max_i (Qw)_i/w_i, rounded up. */
function quotientBounds(below: readonly Float64Array[], above: readonly Float64Array[], w: Float64Array): Interval {
  let least = Number.POSITIVE_INFINITY;
  let greatest = 0;
  let form = 0;
  let square = 0;
  w.forEach((entry, i) => {
    let sumBelow = 0;
    let sumAbove = 0;
    for (let j = 0; j < w.length; j++) {
      sumBelow = addDown(sumBelow, multiplyDown(below[i][j], w[j]));
      sumAbove = addUp(sumAbove, multiplyUp(above[i][j], w[j]));
    }
    least = min(least, divideDown(sumBelow, entry));
    greatest = max(greatest, divideUp(sumAbove, entry));
    form = addDown(form, multiplyDown(entry, sumBelow));
    square = addUp(square, multiplyUp(entry, entry));
  });
  return { lower: max(least, divideDown(form, square)), upper: greatest };
}

/** (θI - Q)⁻¹ w in float64, the largest entry 1; null where it does not come out positive and finite. */
function nextVector(matrix: readonly Float64Array[], theta: number, w: Float64Array): Float64Array | null {
  const n = w.length;
  const rows = matrix.map((row, i) => row.map((entry, j) => (i === j ? theta - entry : -entry)));
  const solution = Float64Array.from(w);
  for (let k = 0; k < n; k++) {
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i][k] / rows[k][k];
      for (let j = k + 1; j < n; j++) {
        rows[i][j] -= factor * rows[k][j];
      }
      solution[i] -= factor * solution[k];
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) {
      solution[i] -= rows[i][j] * solution[j];
    }
    solution[i] /= rows[i][i];
  }
  const largest = max(...solution);
  if (!(min(...solution) > 0 && largest < Number.POSITIVE_INFINITY)) {
    return null;
  }
  return solution.map((entry) => max(entry / largest, SMALLEST_ENTRY));
}
