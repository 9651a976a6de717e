/** Intervals of decimals contain what the operations give on their members, in five times the digits. */
import type { Decimal } from "decimal.js";
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import { type DecimalInterval, decimalIntervals } from "../../src/arithmetic/decimalIntervals";
import { quickOrFull } from "../depth";

const DIGITS = 20;
const intervals = decimalIntervals(DIGITS);
const exact = decimals(5 * DIGITS);

/** An interval with a member: its middle, its ends or between; of width 0, tiny or about 1. */
const members = fc
  .tuple(
    fc.double({ min: -8, max: 8, noNaN: true }),
    fc.constantFrom(0, 1e-300, 1e-25, 1e-18, 1e-3, 1),
    fc.constantFrom(0, 0.25, 0.5, 1),
  )
  .map(([lower, width, share]) => {
    const below = exact.of(lower);
    return {
      interval: { lower: below, upper: below.plus(exact.of(width)) },
      member: below.plus(exact.of(width * share)),
    };
  });

const contains = ({ lower, upper }: DecimalInterval, value: Decimal): boolean =>
  lower.lessThanOrEqualTo(value) && upper.greaterThanOrEqualTo(value);

/** Nor so wide that it would say nothing: some units of the last digit for arguments of width 0. */
const isNarrow = ({ lower, upper }: DecimalInterval): boolean =>
  upper.minus(lower).lessThanOrEqualTo(
    lower
      .abs()
      .plus(upper.abs())
      .plus(1e-290)
      .times(`1e-${DIGITS - 3}`),
  );

test("a float64 becomes the interval of exactly its value, to its last digit", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const { lower, upper } = intervals.of(value);
      expect(lower.equals(upper)).toBe(true);
      // value · 2^1074 is a whole number; and so it is found again.
      const whole = wholeOf(value);
      expect(BigInt(lower.toFixed(1074).replace(".", "")) * 2n ** 1074n === whole * 10n ** 1074n).toBe(true);
    }),
  );
});

/** value · 2^1074. */
function wholeOf(value: number): bigint {
  let [mantissa, exponent] = [value, 0];
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent++;
  }
  return BigInt(mantissa) * 2n ** BigInt(1074 - exponent);
}

test.each(["add", "subtract", "multiply", "divide", "hypotenuse", "maximum", "minimum"] as const)("%s", (name) => {
  const combined = (arithmetic: typeof intervals, a: DecimalInterval, b: DecimalInterval): DecimalInterval =>
    name === "hypotenuse" ? arithmetic.hypotenuse([a, b]) : arithmetic[name](a, b);
  const ofMembers = (a: Decimal, b: Decimal): Decimal =>
    name === "hypotenuse" ? exact.hypotenuse([a, b]) : exact[name](a, b);
  fc.assert(
    fc.property(members, members, (a, b) => {
      const result = combined(intervals, a.interval, b.interval);
      const hasZero = contains(b.interval, exact.of(0));
      if (name === "divide" && hasZero) {
        expect(result.lower.isNaN() && result.upper.isNaN()).toBe(true);
      } else {
        expect(contains(result, ofMembers(a.member, b.member))).toBe(true);
      }
    }),
    { numRuns: quickOrFull(60, 1000) },
  );
});

test.each([
  "negate",
  "absolute",
  "squareRoot",
  "exponential",
  "logarithm",
  "sign",
  "sine",
  "cosine",
  "arctangent",
  "hyperbolicTangent",
  "errorFunction",
  "complementaryErrorFunction",
] as const)("%s", (name) => {
  fc.assert(
    fc.property(members, ({ interval, member }) => {
      fc.pre((name !== "squareRoot" && name !== "logarithm") || interval.lower.greaterThan(0));
      const result = intervals[name](interval);
      expect(contains(result, exact[name](member))).toBe(true);
      expect(isNarrow(result) || interval.upper.greaterThan(interval.lower)).toBe(true);
    }),
    { numRuns: quickOrFull(30, 300) },
  );
});

test("π and the Perron root", () => {
  expect(contains(intervals.pi, exact.pi)).toBe(true);
  expect(isNarrow(intervals.pi)).toBe(true);
  const entries = fc.integer({ min: 0, max: 64 }).map((k) => k / 16);
  fc.assert(
    fc.property(entries, entries, entries, (a, b, c) => {
      const matrix = [
        [a, b],
        [b, c],
      ];
      const root = intervals.perronRoot(matrix.map((row) => row.map(intervals.of)));
      // (a + c)/2 + √(((a - c)/2)² + b²).
      const half = exact.of((a - c) / 2);
      expect(contains(root, exact.of((a + c) / 2).plus(exact.hypotenuse([half, exact.of(b)])))).toBe(true);
      expect(root.upper.minus(root.lower).lessThanOrEqualTo(root.upper.times("1e-10"))).toBe(true);
    }),
  );
});

test("comparisons say no unless every member agrees", () => {
  const { of, isPositive, isAtMost, isBelow, divide } = intervals;
  const between = (lower: number, upper: number): DecimalInterval => ({
    lower: of(lower).lower,
    upper: of(upper).upper,
  });
  expect([isPositive(of(5e-324)), isPositive(of(0)), isPositive(between(-1, 1))]).toEqual([true, false, false]);
  expect([isAtMost(between(0, 1), between(1, 2)), isAtMost(between(0, 1.5), between(1, 2))]).toEqual([true, false]);
  expect([isBelow(between(0, 1), between(1, 2)), isBelow(between(0, 0.5), between(1, 2))]).toEqual([false, true]);
  const unknown = divide(of(1), between(-1, 1));
  for (const compare of [isAtMost, isBelow]) {
    expect([compare(unknown, of(1)), compare(of(1), unknown)]).toEqual([false, false]);
  }
  expect(isPositive(unknown)).toBe(false);
});
