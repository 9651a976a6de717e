/** | ‖x‖ - ‖y‖ | <= ‖d‖, without rounding: next to equality, where float64 and even 100 digits could not tell. */
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import { isDistanceWithin } from "../../src/rigour/exactDistance";
import { quickOrFull } from "../depth";

const zeros = [0, 0];
const vectors = fc.tuple(fc.double({ min: -4, max: 4, noNaN: true }), fc.double({ min: -4, max: 4, noNaN: true }));

test("equalities hold, and one unit in the last place beside them does not", () => {
  expect(
    isDistanceWithin([3, 4], zeros, [
      [3, 0],
      [4, 0],
    ]),
  ).toBe(true);
  expect(
    isDistanceWithin([3, 4], zeros, [
      [3, 2 ** -51],
      [4, 0],
    ]),
  ).toBe(false);
  expect(isDistanceWithin(zeros, [3, 4], [[5, 0]])).toBe(true);
  expect(isDistanceWithin(zeros, [3, 4], [[5 - 2 ** -50, 0]])).toBe(false);
  // 2^-1074 and 2^1023: in float64 squares of neither exist.
  expect(isDistanceWithin([2 ** -1074], [0], [[2 ** -1074, 0]])).toBe(true);
  expect(isDistanceWithin([2 ** -1073], [0], [[2 ** -1074, 0]])).toBe(false);
  expect(isDistanceWithin([2 ** 1023], [2 ** 1022], [[2 ** 1022, 0]])).toBe(true);
  expect(isDistanceWithin([2 ** 1023], [2 ** 1022], [[2 ** 1022, 2 ** 969]])).toBe(false);
  expect(isDistanceWithin([], [], [])).toBe(true);
});

test("the triangle inequality holds always", () => {
  fc.assert(
    fc.property(vectors, vectors, (x, y) => {
      expect(
        isDistanceWithin(
          x,
          y,
          x.map((entry, i) => [entry, y[i]] as const),
        ),
      ).toBe(true);
    }),
  );
});

test("what 60 digits can tell, it tells alike", () => {
  const { of, hypotenuse, subtract, absolute } = decimals(60);
  const counts = { true: 0, false: 0 };
  fc.assert(
    fc.property(vectors, vectors, vectors, vectors, (x, y, z, w) => {
      const norm = (values: readonly number[]) => hypotenuse(values.map(of));
      const left = absolute(subtract(norm(x), norm(y)));
      const right = hypotenuse(z.map((entry, i) => subtract(of(entry), of(w[i]))));
      fc.pre(left.minus(right).abs().greaterThan("1e-50"));
      const holds = left.lessThan(right);
      counts[`${holds}`]++;
      expect(
        isDistanceWithin(
          x,
          y,
          z.map((entry, i) => [entry, w[i]] as const),
        ),
      ).toBe(holds);
    }),
    // Simpler doubles take minutes to look for, and say no more.
    { numRuns: quickOrFull(60, 500), endOnFailure: true },
  );
  expect(Math.min(counts.true, counts.false)).toBeGreaterThan(0);
});
