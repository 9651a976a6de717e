/** The Perron root in float64; its enclosure against 40 decimals and against matrices whose root is known. */
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import { float64 } from "../../src/arithmetic/float64";
import { EMPTY, type Interval, interval, point } from "../../src/arithmetic/interval/interval";
import { perronRoot } from "../../src/arithmetic/interval/perronRoot";
import { isSubset } from "../../src/arithmetic/interval/sets";
import { jacobiPerronRoot } from "../../src/arithmetic/perronRoot";
import { onlyInFull } from "../onlyInFull";

const decimal = decimals(40);

const points = (matrix: readonly (readonly number[])[]): Interval[][] => matrix.map((row) => row.map(point));

function symmetric(half: readonly (readonly number[])[]): number[][] {
  return half.map((row, i) => row.map((entry, j) => (i <= j ? entry : half[j][i])));
}

/** 40 decimals of λ_max lie within; the last of them may be wrong by the size of the matrix. */
function expectEnclosed(matrix: readonly (readonly number[])[]): Interval {
  const { lower, upper } = perronRoot(points(matrix));
  const exact = decimal.perronRoot(matrix.map((row) => row.map(decimal.of)));
  const slack = exact.times("1e-36");
  expect(exact.plus(slack).greaterThanOrEqualTo(decimal.of(lower))).toBe(true);
  expect(exact.minus(slack).lessThanOrEqualTo(decimal.of(upper))).toBe(true);
  return { lower, upper };
}

function expectRelativeWidth({ lower, upper }: Interval, width: number): void {
  expect(upper - lower).toBeLessThanOrEqual(width * upper);
}

const sizes = fc.integer({ min: 1, max: 7 });
const square = (n: number, entry: fc.Arbitrary<number>): fc.Arbitrary<number[][]> =>
  fc.array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: n, maxLength: n }).map(symmetric);

test("float64's own is the general one, to the last bit", () => {
  // Entries of all sizes; 9 x 9 is more than there was room for at first.
  const entries = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constant(0),
    fc.integer({ min: -200, max: 500 }).map((e) => 2 ** e * 1.1),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9 }).chain((n) => square(n, entries)),
      (matrix) => {
        const before = JSON.stringify(matrix);
        expect(float64.perronRoot(matrix)).toBe(jacobiPerronRoot(float64, matrix));
        expect(JSON.stringify(matrix)).toBe(before);
      },
    ),
    { numRuns: 300 },
  );
  expect(float64.perronRoot([[Number.NaN]])).toBeNaN();
  expect(float64.perronRoot([[Number.POSITIVE_INFINITY]])).toBe(Number.POSITIVE_INFINITY);
});

test("well-behaved matrices: a few units in the last place for each row", () => {
  const entries = fc.integer({ min: 1, max: 1024 }).map((k) => k / 1024);
  fc.assert(
    fc.property(
      sizes.chain((n) => square(n, entries)),
      (matrix) => {
        expectRelativeWidth(expectEnclosed(matrix), 2 ** -52 * (2 * matrix.length + 4));
      },
    ),
  );
});

test("sparse matrices, which fall into blocks, with entries of all sizes", () => {
  const entries = fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 64 }) },
    { weight: 1, arbitrary: fc.integer({ min: -200, max: 200 }).map((e) => 2 ** e * 1.1) },
  );
  fc.assert(
    fc.property(
      sizes.chain((n) => square(n, entries)),
      fc.constantFrom(1, 2 ** 800, 2 ** -800),
      (matrix, scale) => {
        const scaled = matrix.map((row) => row.map((entry) => entry * scale));
        expectRelativeWidth(expectEnclosed(scaled), 2 ** -52 * (2 * matrix.length + 4) * 4);
      },
    ),
  );
});

test.each<[string, number[][], number]>([
  ["no rows", [], 0],
  ["1 x 1", [[0.1]], 0.1],
  ["1 x 1, zero", [[0]], 0],
  [
    "zero",
    [
      [0, 0],
      [0, 0],
    ],
    0,
  ],
  [
    "all ones",
    [
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ],
    3,
  ],
  [
    "without a diagonal",
    [
      [0, 3],
      [3, 0],
    ],
    3,
  ],
  [
    "two blocks",
    [
      [1, 0, 0],
      [0, 2, 1],
      [0, 1, 2],
    ],
    3,
  ],
  [
    "blocks that are not neighbours",
    [
      [2, 0, 1],
      [0, 2.5, 0],
      [1, 0, 2],
    ],
    3,
  ],
  [
    "identity",
    [
      [1, 0],
      [0, 1],
    ],
    1,
  ],
  [
    "subnormal",
    [
      [0, 5e-324],
      [5e-324, 0],
    ],
    5e-324,
  ],
])("%s: exact", (_, matrix, expected) => {
  expect(perronRoot(points(matrix))).toEqual(point(expected));
});

test.each<[string, number[][]]>([
  [
    "weakly connected, equal blocks",
    [
      [1, 1e-20],
      [1e-20, 1],
    ],
  ],
  [
    "weakly connected, nearly equal blocks",
    [
      [1, 1e-12, 1e-9],
      [1e-12, 1 - 1e-9, 1e-8],
      [1e-9, 1e-8, 1 - 2e-9],
    ],
  ],
  [
    "as weakly as can be",
    [
      [1, 1e-300],
      [1e-300, 0.5],
    ],
  ],
  [
    "a chain whose vector underflows",
    [
      [1, 1e-300, 0],
      [1e-300, 0.5, 1e-300],
      [0, 1e-300, 0.25],
    ],
  ],
  [
    "nearly equal eigenvalues",
    [
      [1, 0.5, 2 ** -40],
      [0.5, 1, 0],
      [2 ** -40, 0, 1.5],
    ],
  ],
  [
    "huge",
    [
      [1e300, 1e-300],
      [1e-300, 1e300],
    ],
  ],
  [
    "huge and tiny",
    [
      [1e-300, 1e300],
      [1e300, 0],
    ],
  ],
  [
    "tiny",
    [
      [1e-300, 1e-310],
      [1e-310, 3e-301],
    ],
  ],
])("%s: tight all the same", (_, matrix) => {
  expectRelativeWidth(expectEnclosed(matrix), 2 ** -50);
});

onlyInFull("a path of 200 vertices, whose largest eigenvalues are 3e-4 apart", () => {
  const path = Array.from({ length: 200 }, (_, i) =>
    Array.from({ length: 200 }, (__, j) => (Math.abs(i - j) === 1 ? 1 : 0)),
  );
  const found = perronRoot(points(path));
  expectRelativeWidth(found, 1e-14);
  // λ_max = 2 cos(π/201).
  expect(Math.abs(found.lower - 2 * Math.cos(Math.PI / 201))).toBeLessThan(1e-14);
});

test("intervals: the root of every matrix within is within", () => {
  const entries = fc.tuple(fc.integer({ min: 0, max: 256 }), fc.integer({ min: 0, max: 256 }));
  fc.assert(
    fc.property(
      sizes.chain((n) => fc.array(fc.array(entries, { minLength: n, maxLength: n }), { minLength: n, maxLength: n })),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (pairs, share) => {
        const ends = pairs.map((row) => row.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const));
        const lower = symmetric(ends.map((row) => row.map(([least]) => least / 16)));
        const upper = symmetric(ends.map((row) => row.map(([, most]) => most / 16)));
        const enclosed = perronRoot(lower.map((row, i) => row.map((entry, j) => interval(entry, upper[i][j]))));
        const inside = lower.map((row, i) =>
          row.map((entry, j) => entry + Math.round(share * 16 * (upper[i][j] - entry)) / 16),
        );
        for (const matrix of [lower, upper, inside]) {
          const exact = decimal.perronRoot(matrix.map((row) => row.map(decimal.of)));
          const slack = exact.times("1e-36");
          expect(exact.plus(slack).greaterThanOrEqualTo(decimal.of(enclosed.lower))).toBe(true);
          expect(exact.minus(slack).lessThanOrEqualTo(decimal.of(enclosed.upper))).toBe(true);
          // Isotone, but for what rounding does to either.
          const own = perronRoot(points(matrix));
          const reach = 1e-14 * own.upper;
          expect(isSubset(own, { lower: enclosed.lower - reach, upper: enclosed.upper + reach })).toBe(true);
        }
      },
    ),
  );
});

test("what an entry encloses below 0 does not count, and both sides of the diagonal enclose the same number", () => {
  expect(perronRoot([[interval(-1, 2)]])).toEqual({ lower: 0, upper: 2 });
  const found = perronRoot([
    [point(0), interval(0, 3)],
    [interval(2, 9), point(0)],
  ]);
  expect(found).toEqual({ lower: 2, upper: 3 });
  expect(perronRoot([[interval(1, Infinity)]]).upper).toBe(Infinity);
  expect(perronRoot([[EMPTY]])).toEqual(EMPTY);
});

test("matrices that cannot be meant are refused", () => {
  expect(() => perronRoot([[point(1), point(2)]])).toThrow("row 0: 2 entries, expected 1");
  expect(() => perronRoot([[]])).toThrow("row 0: 0 entries, expected 1");
  expect(() => perronRoot([[point(-1)]])).toThrow("entries (0, 0) and (0, 0): no number >= 0 in common");
  const asymmetric = [
    [point(0), point(1)],
    [point(2), point(0)],
  ];
  expect(() => perronRoot(asymmetric)).toThrow("entries (0, 1) and (1, 0)");
});
