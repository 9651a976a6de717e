/** Matrices with radii: every operation contains what exact arithmetic gives on members of its arguments. */
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { exactDecimal } from "../../src/arithmetic/decimal";
import { ENTIRE, type Interval } from "../../src/arithmetic/interval/interval";
import {
  addAt,
  addInterval,
  type EnclosedMatrix,
  enclosedVector,
  entryAt,
  exactVector,
  product,
  rowsOf,
  scaledRows,
  stacked,
  transposed,
  weightedGram,
  zeroMatrix,
} from "../../src/rigour/enclosedMatrix";
import { quickOrFull } from "../depth";

// Products of three float64 numbers reach down to 2^-3222, and here up to 1e480: sums of a few of them are exact.
const Exact = Decimal.clone({ precision: 3800, minE: -9e15, maxE: 9e15 });
const decimal = { of: (value: number): Decimal => exactDecimal(Exact, value) };
type Member = Decimal;

/** Entries of all sizes, with exact zeros and subnormal numbers among them. */
const entries = fc.oneof(
  fc.integer({ min: -1024, max: 1024 }).map((k) => k / 1024),
  fc.double({ min: -2, max: 2, noNaN: true }),
  fc.constantFrom(0, 1, -1, 1 / 3, 5e-324, -5e-324, 1e-162, 1e160, 1 + 2 ** -52),
);
const radii = fc.constantFrom(0, 0, 2 ** -53, 1e-10, 0.5, 5e-324);

/** A matrix, and float64 numbers that its entries may be: ends of the intervals, and between. */
function matrices(rows: number, columns: number): fc.Arbitrary<{ matrix: EnclosedMatrix; members: Member[] }> {
  const size = rows * columns;
  const all = <T>(each: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(each, { minLength: size, maxLength: size });
  return fc
    .tuple(all(entries), all(radii), all(fc.constantFrom(-1, -0.5, 0, 1)))
    .map(([midpoints, widths, shares]) => ({
      matrix: { rows, columns, midpoints: Float64Array.from(midpoints), radii: Float64Array.from(widths) },
      members: midpoints.map((middle, k) => decimal.of(middle).plus(decimal.of(widths[k]).times(shares[k]))),
    }));
}

const contains = ({ lower, upper }: Interval, value: Member): boolean =>
  decimal.of(lower).lessThanOrEqualTo(value) && decimal.of(upper).greaterThanOrEqualTo(value);

function expectContained(matrix: EnclosedMatrix, memberAt: (i: number, j: number) => Member, isLower = false): void {
  for (let i = 0; i < matrix.rows; i++) {
    for (let j = 0; j < (isLower ? i + 1 : matrix.columns); j++) {
      const place = i * matrix.columns + j;
      if (!Number.isFinite(matrix.midpoints[place]) || !Number.isFinite(matrix.radii[place])) {
        // Overflow: nothing is known, and nothing will be concluded.
        expect(entryAt(matrix, place)).toEqual(ENTIRE);
        continue;
      }
      expect(contains(entryAt(matrix, i * matrix.columns + j), memberAt(i, j))).toBe(true);
      const [middle, radius] = [matrix.midpoints, matrix.radii].map((values) =>
        decimal.of(values[i * matrix.columns + j]),
      );
      expect(memberAt(i, j).minus(middle).abs().lessThanOrEqualTo(radius)).toBe(true);
    }
  }
}

const sum = (terms: Member[]): Member => terms.reduce((a, b) => a.plus(b), decimal.of(0));
const range = (n: number): number[] => [...Array(n).keys()];

test("a product", () => {
  fc.assert(
    fc.property(matrices(2, 3), matrices(3, 2), (a, b) => {
      const result = product(a.matrix, b.matrix);
      expectContained(result, (i, j) => sum(range(3).map((t) => a.members[i * 3 + t].times(b.members[t * 2 + j]))));
    }),
    { numRuns: quickOrFull(20, 500) },
  );
});

test("a weighted Gram matrix and scaled rows", () => {
  fc.assert(
    fc.property(matrices(3, 2), matrices(3, 1), (a, w) => {
      const weights = range(3).map((t) => entryAt(w.matrix, t));
      const gram = weightedGram(a.matrix, weights);
      expectContained(
        gram,
        (i, j) => sum(range(3).map((t) => a.members[t * 2 + i].times(w.members[t]).times(a.members[t * 2 + j]))),
        true,
      );
      expect(gram.midpoints[1]).toBe(0);
      expectContained(scaledRows(a.matrix, weights), (i, j) => a.members[i * 2 + j].times(w.members[i]));
    }),
    { numRuns: quickOrFull(20, 500) },
  );
});

test("a transposed matrix, stacked ones, a block of rows, sums at a place", () => {
  fc.assert(
    fc.property(matrices(2, 3), matrices(1, 3), matrices(1, 1), (a, b, c) => {
      expectContained(transposed(a.matrix), (i, j) => a.members[j * 3 + i]);
      const both = stacked([a.matrix, b.matrix]);
      expectContained(both, (i, j) => [...a.members, ...b.members][i * 3 + j]);
      expectContained(rowsOf(both, 1, 2), (i, j) => [...a.members, ...b.members][(i + 1) * 3 + j]);
      addInterval(both, 4, entryAt(c.matrix, 0));
      addAt(both, 4, 0.1, 0.25);
      addAt(both, 4, -1 / 3, 0);
      const added = sum([a.members[4], c.members[0], decimal.of(0.1 - 0.2), decimal.of(-1 / 3)]);
      expect(contains(entryAt(both, 4), added)).toBe(true);
    }),
  );
});

test("rounding is counted where one factor is among the smallest numbers and the other one is large", () => {
  const tiny = -2.2745472844690084e-215;
  const row = { rows: 1, columns: 2, midpoints: Float64Array.of(-1, 1e160), radii: new Float64Array(2) };
  const found = product(row, exactVector(Float64Array.of(tiny, -5e-324)));
  expectContained(found, () => decimal.of(1e160).times(decimal.of(-5e-324)).minus(decimal.of(tiny)));
  const column = { rows: 2, columns: 1, midpoints: Float64Array.of(1, 1e160), radii: new Float64Array(2) };
  const gram = weightedGram(column, [
    { lower: tiny, upper: tiny },
    { lower: 5e-324, upper: 5e-324 },
  ]);
  expectContained(gram, () =>
    decimal.of(1e160).times(1).times(decimal.of(1e160)).times(decimal.of(5e-324)).plus(decimal.of(tiny)),
  );
});

test("an overflow on the way is no proof of a large number", () => {
  const row = {
    rows: 1,
    columns: 3,
    midpoints: Float64Array.of(1.7e308, 1.7e308, -1.7e308),
    radii: new Float64Array(3),
  };
  expect(entryAt(product(row, exactVector(Float64Array.of(1, 1, 2))), 0)).toEqual(ENTIRE);
  expect(entryAt(product(row, exactVector(Float64Array.of(1, 1, 1))), 0)).toEqual(ENTIRE);
});

test("intervals come and go", () => {
  const intervals = [
    { lower: -1, upper: 2 },
    { lower: 1, upper: 1 + 2 ** -52 },
    { lower: -1e308, upper: 1.7e308 },
    { lower: 0, upper: 5e-324 },
  ];
  const vector = enclosedVector(intervals);
  for (const [k, { lower, upper }] of intervals.entries()) {
    const found = entryAt(vector, k);
    expect(found.lower <= lower && found.upper >= upper).toBe(true);
  }
  const unknown = enclosedVector([
    { lower: 0, upper: Number.POSITIVE_INFINITY },
    { lower: Number.NaN, upper: 1 },
  ]);
  expect([entryAt(unknown, 0), entryAt(unknown, 1)]).toEqual([ENTIRE, ENTIRE]);
});

test("zeros stay exact: no underflow is charged to them", () => {
  const a = { ...zeroMatrix(1, 2), midpoints: Float64Array.of(0, 0) };
  const found = product(a, exactVector(Float64Array.of(1e300, 3)));
  expect([found.midpoints[0], found.radii[0]]).toEqual([0, 0]);
});

test("shapes that do not fit are refused", () => {
  expect(() => product(zeroMatrix(2, 3), zeroMatrix(2, 3))).toThrow("product: 3 columns times 2 rows");
});
