/** Where |φ′| and |φ″| of silu and mish have their peaks, and that λ and β are not below them: proofs in intervals. */
import type { Arithmetic } from "../../src/arithmetic/arithmetic";
import { decimals } from "../../src/arithmetic/decimal";
import { decimalIntervals } from "../../src/arithmetic/decimalIntervals";
import { type Interval, interval } from "../../src/arithmetic/interval/interval";
import { intervals } from "../../src/arithmetic/interval/intervals";
import { activationNamed } from "../../src/network/activation";
import { MISH_PEAKS, SILU_PEAKS } from "../../src/network/activationSteepFormulas";

type Function = <T>(arithmetic: Arithmetic<T>, z: T) => T;

/** φ″/σ′ = 2 - z T with T = tanh(z/2). */
const siluSlopeTurns: Function = ({ of, subtract, multiply, divide, hyperbolicTangent }, z) =>
  subtract(of(2), multiply(z, hyperbolicTangent(divide(z, of(2)))));

/** φ‴/σ′ = z (3T² - 1)/2 - 3T. */
const siluCurvatureTurns: Function = ({ of, subtract, multiply, divide, hyperbolicTangent }, z) => {
  const t = hyperbolicTangent(divide(z, of(2)));
  const bend = divide(subtract(multiply(of(3), t, t), of(1)), of(2));
  return subtract(multiply(z, bend), multiply(of(3), t));
};

/** With t = tanh(softplus z): r = t″/t′ = 1 + σ - 4q, q = e^z (e^z + 1)/(e^2z + 2e^z + 2), and r′, r″. In a and b with e^z = a/b. */
function mishRatio<T>({ of, add, subtract, multiply, divide }: Arithmetic<T>, a: T, b: T): readonly [T, T, T] {
  const [aa, ab, bb, sum] = [multiply(a, a), multiply(a, b), multiply(b, b), add(a, b)];
  const d = add(aa, multiply(of(2), ab), multiply(of(2), bb));
  const d1 = add(multiply(of(2), aa), multiply(of(2), ab));
  const n = multiply(ab, add(aa, multiply(of(4), ab), multiply(of(2), bb)));
  const n1 = multiply(ab, add(multiply(of(3), aa), multiply(of(8), ab), multiply(of(2), bb)));
  const sigma = divide(a, sum);
  const sigma1 = divide(ab, multiply(sum, sum));
  const sigma2 = multiply(sigma1, divide(subtract(b, a), sum));
  const q = divide(multiply(a, sum), d);
  const q1 = divide(n, multiply(d, d));
  const q2 = divide(subtract(multiply(n1, d), multiply(of(2), n, d1)), multiply(d, d, d));
  const less = (first: T, second: T): T => subtract(first, multiply(of(4), second));
  return [less(add(of(1), sigma), q), less(sigma1, q1), less(sigma2, q2)];
}

/** e^min(z, 0) and e^-max(z, 0). */
function powers<T>({ of, negate, exponential, minimum, maximum }: Arithmetic<T>, z: T): readonly [T, T] {
  return [exponential(minimum(z, of(0))), exponential(negate(maximum(z, of(0))))];
}

/** φ″/t′ = 2 + z r. */
const mishSlopeTurns: Function = (arithmetic, z) => {
  const [r] = mishRatio(arithmetic, ...powers(arithmetic, z));
  return arithmetic.add(arithmetic.of(2), arithmetic.multiply(z, r));
};

/** φ‴/t′ = 3r + z (r² + r′). */
const mishCurvatureTurns: Function = (arithmetic, z) => {
  const { of, add, multiply } = arithmetic;
  const [r, r1] = mishRatio(arithmetic, ...powers(arithmetic, z));
  return add(multiply(of(3), r), multiply(z, add(multiply(r, r), r1)));
};

/** Its derivative 4r′ + r² + z (2 r r′ + r″). */
const mishCurvatureTurnsSlope: Function = (arithmetic, z) => {
  const { of, add, multiply } = arithmetic;
  const [r, r1, r2] = mishRatio(arithmetic, ...powers(arithmetic, z));
  return add(multiply(of(4), r1), multiply(r, r), multiply(z, add(multiply(of(2), r, r1), r2)));
};

const decimal = decimals(60);
const enclosures = decimalIntervals(40);
const WITHIN = 2 ** -51;

/** The root of a function between two points where its signs differ, to 60 digits. */
function rootBetween(turns: Function, from: number, to: number): ReturnType<typeof decimal.of> {
  let [low, high] = [decimal.of(from), decimal.of(to)];
  const sign = turns(decimal, low).isNegative();
  for (let i = 0; i < 120; i++) {
    const middle = low.plus(high).dividedBy(2);
    [low, high] = turns(decimal, middle).isNegative() === sign ? [middle, high] : [low, middle];
  }
  return low;
}

const isPositive = (turns: Function, at: number, offset: number): boolean => {
  const { add, of } = enclosures;
  const { lower, upper } = turns(enclosures, add(of(at), of(offset)));
  expect(lower.isNegative()).toBe(upper.isNegative());
  return lower.isPositive();
};

describe.each([
  ["silu", "slope", SILU_PEAKS.slope, siluSlopeTurns],
  ["silu", "curvature", SILU_PEAKS.curvature.slice(1), siluCurvatureTurns],
  ["mish", "slope", MISH_PEAKS.slope, mishSlopeTurns],
  ["mish", "curvature", MISH_PEAKS.curvature, mishCurvatureTurns],
] as const)("%s, %s", (name, order, peaks, turns) => {
  const { derivatives, lipschitz, smoothness } = activationNamed(name, name);

  test.each(peaks)("a peak is within 2^-51 of %s, and no more than 2^-98 higher than there", (peak) => {
    expect(isPositive(turns, peak, -WITHIN)).not.toBe(isPositive(turns, peak, WITHIN));
    const top = derivatives(decimal, rootBetween(turns, peak - 2 * WITHIN, peak + 2 * WITHIN))[order].abs();
    const found = derivatives(decimal, decimal.of(peak))[order].abs();
    expect(top.minus(found).isNegative()).toBe(false);
    expect(top.lessThanOrEqualTo(found.times(decimal.of(2 ** -98).plus(1)))).toBe(true);
  });

  test("λ and β are the highest peak, rounded up", () => {
    const heights = (order === "curvature" && name === "silu" ? [0, ...peaks] : peaks).map((peak) => {
      const { of, add, multiply, absolute } = enclosures;
      return multiply(absolute(derivatives(enclosures, of(peak))[order]), add(of(1), of(2 ** -98))).upper;
    });
    const highest = heights.reduce((a, b) => (a.greaterThan(b) ? a : b));
    const constant = order === "slope" ? lipschitz(enclosures) : smoothness?.(enclosures);
    const excess = constant?.lower.minus(highest).toNumber() ?? Number.NaN;
    // The constant 1/2 is exact, and its height was taken up by 2^-98.
    expect(excess).toBeGreaterThan(constant?.lower.equals(0.5) ? -(2 ** -98) : 0);
    expect(excess).toBeLessThan(2 ** -51);
  });
});

test("φ‴ of mish has no zeros but the three peaks of |φ″|", () => {
  const NEAR = 0.05;
  const near = [...MISH_PEAKS.curvature].sort((a, b) => a - b);
  const excludesZero = ({ lower, upper }: Interval): boolean => lower > 0 || upper < 0;
  const isProved = (turns: Function, from: number, to: number, depth: number): boolean => {
    if (excludesZero(turns(intervals, interval(from, to)))) {
      return true;
    }
    const middle = (from + to) / 2;
    return depth > 0 && isProved(turns, from, middle, depth - 1) && isProved(turns, middle, to, depth - 1);
  };
  const ends = [-30, ...near.flatMap((peak) => [peak - NEAR, peak + NEAR]), 30];
  for (let i = 0; i < ends.length; i += 2) {
    expect([i, isProved(mishCurvatureTurns, ends[i], ends[i + 1], 14)]).toEqual([i, true]);
  }
  // Around each peak it is monotone, so that it has one zero.
  for (const peak of near) {
    expect([peak, isProved(mishCurvatureTurnsSlope, peak - NEAR, peak + NEAR, 10)]).toEqual([peak, true]);
  }
  // Beyond 30 in one piece: e^-30 < 1e-13.
  for (const [z, a, b] of [
    [interval(-Number.MAX_VALUE, -30), interval(0, 1e-13), interval(1, 1)],
    [interval(30, Number.MAX_VALUE), interval(1, 1), interval(0, 1e-13)],
  ]) {
    const { of, add, multiply } = intervals;
    const [r, r1] = mishRatio(intervals, a, b);
    expect(excludesZero(add(multiply(of(3), r), multiply(z, add(multiply(r, r), r1))))).toBe(true);
  }
});
