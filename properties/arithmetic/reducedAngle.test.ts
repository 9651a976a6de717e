/** The reduction of angles, and the fact it rests on: no float64 but 0 is closer than 2^-65 to a multiple of π/32. */
import { reducedAngle } from "../../src/arithmetic/elementary/reducedAngle";
import { quadrantOf } from "../../src/arithmetic/elementary/sine";
import { quickOrFull } from "../depth";
import { anyFloat, near } from "../reference/floats";
import { LONG_PI, PI_FRACTION } from "../reference/realNumbers/fixedFunctions";
import { add, between, divide, estimate, multiply, type Real, realOf, subtract } from "../reference/realNumbers/real";
import { seededRandom } from "../reference/seededRandom";

/** 32/π with 2,900 digits behind the point. */
const FRACTION = 2900n;
const STEPS_PER_RADIAN = (32n << (FRACTION + PI_FRACTION)) / LONG_PI;
const WHOLE = 1n << FRACTION;

/**
 * The least |s·α - k| for whole numbers 1 <= s < 2^53 and k, in units of 2^-2900, α = 2^exponent·32/π: attained by the denominators of α's
 * continued fraction (Lagrange: its convergents are the best approximations).
 */
function leastDistance(exponent: number): bigint {
  const alpha = exponent >= 0 ? STEPS_PER_RADIAN << BigInt(exponent) : STEPS_PER_RADIAN >> BigInt(-exponent);
  let least = WHOLE;
  let [numerator, denominator] = [alpha, WHOLE];
  let [previous, current] = [1n, 0n];
  while (denominator !== 0n) {
    const quotient = numerator / denominator;
    [numerator, denominator] = [denominator, numerator - quotient * denominator];
    [previous, current] = [current, quotient * current + previous];
    if (current >= 1n << 53n) {
      break;
    }
    if (current > 0n) {
      const fraction = (current * alpha) % WHOLE;
      const distance = fraction < WHOLE - fraction ? fraction : WHOLE - fraction;
      least = distance < least ? distance : least;
    }
  }
  return least;
}

test("32 x/π is at least 2^-61.6 away from whole numbers for every float64 x ≠ 0, and no more for one of them", () => {
  let least = WHOLE;
  let worst = 0;
  // Below 2^-60·2^53 all x have k = 0 and r = x; the largest exponent of a 53-digit significand is 971.
  for (let exponent = -60; exponent <= 971; exponent++) {
    const distance = leastDistance(exponent);
    if (distance < least) {
      [least, worst] = [distance, exponent];
    }
  }
  const logarithm = Math.log2(Number(least >> (FRACTION - 200n))) - 200;
  expect(logarithm).toBeGreaterThan(-61.6);
  expect(logarithm).toBeLessThan(-61.5);
  expect(worst).toBe(793);
});

const pi: Real = between(LONG_PI >> 2600n, (LONG_PI >> 2600n) + 1n, 2600 - Number(PI_FRACTION));

test("k and r are those of x, to a relative error of 2^-82", () => {
  const random = seededRandom();
  const draw = (): number => {
    const kind = random();
    return kind < 0.3
      ? anyFloat(random)
      : kind < 0.6
        ? (random() - 0.5) * 2 ** (18 * random() + 1)
        : near((Math.floor(random() * 4e6) - 2e6) * (Math.PI / 32), random);
  };
  let worst = 0;
  for (let i = 0; i < quickOrFull(8_000, 40_000); i++) {
    const x = draw();
    const { step, rest } = reducedAngle(x);
    const steps = STEPS_PER_RADIAN * realOf(x).low;
    const shift = FRACTION - BigInt(realOf(x).exponent);
    const k = (steps + (1n << (shift - 1n))) >> shift;
    const fraction = between(steps - (k << shift), steps - (k << shift), -Number(shift));
    const exact = multiply(fraction, divide(pi, realOf(32)));
    const found = add(realOf(rest.high), realOf(rest.low));
    if (x !== 0) {
      worst = Math.max(worst, Math.abs(estimate(divide(subtract(found, exact), exact))));
    }
    // Halfway between two steps either will do.
    const isHalfway = Math.abs(Math.abs(estimate(fraction)) - 0.5) < 1e-6;
    if (!isHalfway && step !== Number(BigInt.asUintN(6, k))) {
      throw new Error(`${x}: step ${step}, expected ${BigInt.asUintN(6, k)}`);
    }
  }
  expect(worst).toBeLessThan(2 ** -82);
});

test("quadrants next to their boundaries", () => {
  expect([0, 1, 2, 4, 5, -1, -2, -4, -5].map(quadrantOf)).toEqual([0, 0, 1, 2, 3, 3, 2, 1, 0]);
  for (let k = 1; k < 2000; k++) {
    // fl(k π/2) lies on either side of k π/2: the sign of the error of Math.PI/2 tells for small k only, integers for all.
    const x = (k * Math.PI) / 2;
    const isBelow = estimate(subtract(realOf(x), multiply(divide(pi, realOf(2)), realOf(k)))) < 0;
    expect(quadrantOf(x)).toBe((isBelow ? k - 1 : k) % 4);
  }
});
