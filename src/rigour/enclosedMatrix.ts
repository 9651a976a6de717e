import { ENTIRE, type Interval } from "../arithmetic/interval/interval";
import { subtractUp } from "../arithmetic/rounding/directed";
import { abs, max } from "../arithmetic/rounding/exactMath";
import { powerOfTwo } from "../arithmetic/rounding/powerOfTwo";
import { roundedUp, UNDERFLOW } from "./roundedUp";

/**
 * A matrix that is known up to an error in each entry: |A - midpoints| <= radii, entry by entry, in row order. A vector is a matrix of one
 * column. Radii are >= 0; an infinity or NaN in either is an entry of which nothing is known, and nothing is concluded from it.
 */
export interface EnclosedMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly midpoints: Float64Array;
  readonly radii: Float64Array;
}

/** A matrix of zeros. */
export function zeroMatrix(rows: number, columns: number): EnclosedMatrix {
  return { rows, columns, midpoints: new Float64Array(rows * columns), radii: new Float64Array(rows * columns) };
}

/** The vector of these numbers, exactly. */
export function exactVector(values: Float64Array): EnclosedMatrix {
  return { rows: values.length, columns: 1, midpoints: values, radii: new Float64Array(values.length) };
}

/** The vector of these intervals. */
export function enclosedVector(entries: readonly Interval[]): EnclosedMatrix {
  const vector = zeroMatrix(entries.length, 1);
  for (const [i, entry] of entries.entries()) {
    setEntry(vector, i, entry);
  }
  return vector;
}

/** Puts an interval at a place in row order. An interval with an infinite end becomes an entry of which nothing is known. */
export function setEntry({ midpoints, radii }: EnclosedMatrix, place: number, { lower, upper }: Interval): void {
  const sum = lower + upper;
  const middle = sum - sum === 0 ? sum / 2 : lower / 2 + upper / 2;
  midpoints[place] = middle;
  radii[place] = max(subtractUp(upper, middle), subtractUp(middle, lower));
}

/** The interval at a place in row order: one unit beyond the radius, as its ends are rounded. All numbers after an overflow. */
export function entryAt({ midpoints, radii }: EnclosedMatrix, place: number): Interval {
  const [middle, radius] = [midpoints[place], radii[place]];
  // An infinite midpoint may be that of a sum whose other terms would have brought it back.
  if (!(abs(middle) + radius < Number.POSITIVE_INFINITY)) {
    return ENTIRE;
  }
  return { lower: -subtractUp(radius, middle), upper: subtractUp(radius, -middle) };
}

/** A row, or a block of `count` rows, as views. */
export function rowsOf(matrix: EnclosedMatrix, first: number, count = 1): EnclosedMatrix {
  const { columns, midpoints, radii } = matrix;
  const [begin, end] = [first * columns, (first + count) * columns];
  return { rows: count, columns, midpoints: midpoints.subarray(begin, end), radii: radii.subarray(begin, end) };
}

/**
 * A·B.
 *
 * With A = Ã + α and B = B̃ + β, AB - ÃB̃ = Ãβ + α(B̃ + β); and an inner product of n terms in float64, in any order, is off by at most
 * n u/(1 - n u) <= 2 n u of the sum of the moduli of its terms, and by n η for products that underflow (u = 2^-53, η = 2^-1074).
 *
 * @param a rows x n
 * @param b n x columns
 * @throws RangeError where a's columns are not b's rows
 */
export function product(a: EnclosedMatrix, b: EnclosedMatrix): EnclosedMatrix {
  if (a.columns !== b.rows) {
    throw new RangeError(`product: ${a.columns} columns times ${b.rows} rows`);
  }
  const n = a.columns;
  const { rows } = a;
  const { columns } = b;
  const result = zeroMatrix(rows, columns);
  const { midpoints, radii } = result;
  const ofRounding = n * powerOfTwo(-52);
  for (let i = 0; i < rows; i++) {
    const target = i * columns;
    for (let t = 0; t < n; t++) {
      const entry = a.midpoints[i * n + t];
      const radius = a.radii[i * n + t];
      if (entry === 0 && radius === 0) {
        continue;
      }
      const modulus = abs(entry);
      const source = t * columns;
      for (let j = 0; j < columns; j++) {
        const other = b.midpoints[source + j];
        const otherModulus = abs(other);
        const otherRadius = b.radii[source + j];
        const term = entry * other;
        midpoints[target + j] += term;
        // Of the term itself: 2nu of a factor could vanish before the other, a large one, comes to it.
        radii[target + j] += ofRounding * abs(term) + modulus * otherRadius + radius * (otherModulus + otherRadius);
      }
    }
  }
  const [known, knownToo] = [zeroRows(a), zeroColumns(b)];
  for (let k = 0; k < radii.length; k++) {
    const j = k % columns;
    // Of a radius: five roundings a term, and n sums.
    radii[k] = known[(k - j) / columns] || knownToo[j] ? 0 : roundedUp(radii[k] + n * UNDERFLOW, n + 8);
  }
  return result;
}

/** Which rows are 0, exactly: what they are multiplied with is not lost to underflow. */
function zeroRows({ rows, columns, midpoints, radii }: EnclosedMatrix): boolean[] {
  return Array.from({ length: rows }, (_, i) => {
    let isZero = true;
    for (let k = i * columns; isZero && k < (i + 1) * columns; k++) {
      isZero = midpoints[k] === 0 && radii[k] === 0;
    }
    return isZero;
  });
}

function zeroColumns({ rows, columns, midpoints, radii }: EnclosedMatrix): boolean[] {
  return Array.from({ length: columns }, (_, j) => {
    let isZero = true;
    for (let i = 0; isZero && i < rows; i++) {
      isZero = midpoints[i * columns + j] === 0 && radii[i * columns + j] === 0;
    }
    return isZero;
  });
}

/**
 * Aᵀ diag(w) A, columns x columns; the lower triangle, as it is symmetric, and zeros above.
 *
 * @param weights as many as A has rows
 */
export function weightedGram(a: EnclosedMatrix, weights: readonly Interval[]): EnclosedMatrix {
  const { rows, columns } = a;
  const weighted = scaledRows(a, weights);
  const result = zeroMatrix(columns, columns);
  const { midpoints, radii } = result;
  const ofRounding = rows * powerOfTwo(-52);
  for (let t = 0; t < rows; t++) {
    const row = t * columns;
    for (let i = 0; i < columns; i++) {
      const entry = a.midpoints[row + i];
      const radius = a.radii[row + i];
      if (entry === 0 && radius === 0) {
        continue;
      }
      const modulus = abs(entry);
      const target = i * columns;
      for (let j = 0; j <= i; j++) {
        const other = weighted.midpoints[row + j];
        const otherModulus = abs(other);
        const otherRadius = weighted.radii[row + j];
        const term = entry * other;
        midpoints[target + j] += term;
        // Of the term itself: 2nu of a factor could vanish before the other, a large one, comes to it.
        radii[target + j] += ofRounding * abs(term) + modulus * otherRadius + radius * (otherModulus + otherRadius);
      }
    }
  }
  const isZero = zeroColumns(a);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j <= i; j++) {
      const k = i * columns + j;
      radii[k] = isZero[i] || isZero[j] ? 0 : roundedUp(radii[k] + rows * UNDERFLOW, rows + 8);
    }
  }
  return result;
}

/** Aᵀ. */
export function transposed({ rows, columns, midpoints, radii }: EnclosedMatrix): EnclosedMatrix {
  const result = zeroMatrix(columns, rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      result.midpoints[j * rows + i] = midpoints[i * columns + j];
      result.radii[j * rows + i] = radii[i * columns + j];
    }
  }
  return result;
}

/** diag(w)·A for intervals w: each row times its own number. */
export function scaledRows(matrix: EnclosedMatrix, factors: readonly Interval[]): EnclosedMatrix {
  const { rows, columns } = matrix;
  const result = zeroMatrix(rows, columns);
  const weights = enclosedVector(factors);
  for (let k = 0; k < result.radii.length; k++) {
    const i = (k - (k % columns)) / columns;
    const [weight, radius] = [weights.midpoints[i], weights.radii[i]];
    const scaled = weight * matrix.midpoints[k];
    const modulus = abs(matrix.midpoints[k]);
    result.midpoints[k] = scaled;
    if ((weight === 0 && radius === 0) || (modulus === 0 && matrix.radii[k] === 0)) {
      continue;
    }
    result.radii[k] = roundedUp(
      abs(weight) * matrix.radii[k] + radius * (modulus + matrix.radii[k]) + powerOfTwo(-53) * abs(scaled),
      5,
    );
  }
  return result;
}

/** The rows of matrices with equally many columns, one matrix after the other. */
export function stacked(matrices: readonly EnclosedMatrix[]): EnclosedMatrix {
  const [{ columns }] = matrices;
  const result = zeroMatrix(
    matrices.reduce((sum, { rows }) => sum + rows, 0),
    columns,
  );
  let place = 0;
  for (const { midpoints, radii } of matrices) {
    result.midpoints.set(midpoints, place);
    result.radii.set(radii, place);
    place += midpoints.length;
  }
  return result;
}

/** Adds an interval at a place in row order. */
export function addInterval(matrix: EnclosedMatrix, place: number, { lower, upper }: Interval): void {
  const middle = (lower + upper) / 2;
  addAt(matrix, place, middle, max(subtractUp(upper, middle), subtractUp(middle, lower)));
}

/** Adds a number with its radius at a place. */
export function addAt({ midpoints, radii }: EnclosedMatrix, place: number, midpoint: number, radius: number): void {
  const next = midpoints[place] + midpoint;
  midpoints[place] = next;
  // The sum is off by u |next| at most: sums do not underflow, and a sum of zeros is 0.
  const error = radii[place] + radius;
  radii[place] = next === 0 && error === 0 ? 0 : roundedUp(error + powerOfTwo(-53) * abs(next), 3);
}
