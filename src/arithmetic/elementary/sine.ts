/**
 * sin x, cos x and tan x.
 *
 * Reduction: x = k π/32 + r (reducedAngle.ts), r right to 2^-82. With the table S_k = sin(k π/32), k = 0..63, exact where it is 0 or ±1,
 *
 *     sin x = S_k cos r + S_(k+16) sin r,    cos x = S_(k+16) cos r - S_k sin r.
 *
 * Series in s = r² <= 0.00243: (sin r)/r = Σ (-s)^k/(2k + 1)!, cos r = Σ (-s)^k/(2k)!, k = 0..6, of the first two, of the second three
 * coefficients in double-double. Remainders below ζ⁷/14! < 2^-97, rounding below (3u ζ²/5!)(1 + …) < 2^-75.6 and (3u ζ³/6!)(1 + …) < 2^-86.
 *
 * Relative error: for S_k = 0 that of sin r, 2^-75.5; otherwise |S_k| >= 0.098 and |sin x| >= 0.049 >= |sin r|, so that nothing is lost to
 * cancellation but a factor of 3 of the errors of 2^-82: right to 2^-75.4.
 */
import type { Interval } from "../interval/interval";
import { abs, floor, max, min } from "../rounding/exactMath";
import { powerOfTwo } from "../rounding/powerOfTwo";
import { add, type DoubleDouble, divide, doubleDouble, multiply, negate } from "./doubleDouble";
import { enclose, justAbove, justBelow, odd } from "./enclosure";
import { doubleDoubleOf, fixedPi, fixedRatio, fixedSine } from "./fixedPoint";
import { type ReducedAngle, reducedAngle, STEPS } from "./reducedAngle";
import { seriesOf, sumOf } from "./series";

const QUARTER = STEPS / 4;
const fixedStep = fixedPi() / BigInt(STEPS / 2);

/** sin(k π/32) by symmetry from the first quarter. */
const SINES = Array.from({ length: STEPS }, (_, k): DoubleDouble => {
  const inHalf = k % (2 * QUARTER);
  const inQuarter = inHalf <= QUARTER ? inHalf : 2 * QUARTER - inHalf;
  const sine = inQuarter === QUARTER ? doubleDouble(1) : doubleDoubleOf(fixedSine(fixedStep * BigInt(inQuarter)));
  return k === inHalf ? sine : negate(sine);
});

/** Σ (-s)^k/(2k + first)! */
function alternatingSeries(first: number, leadingCount: number) {
  let factorial = 1n;
  const coefficients = Array.from({ length: 7 }, (_, k) => {
    for (let i = 2 * k + first; i > 2 * k + first - 2 && i > 1; i--) {
      factorial *= BigInt(i);
    }
    return fixedRatio(k % 2 === 0 ? 1n : -1n, factorial);
  });
  return seriesOf(coefficients, leadingCount);
}

/** (sin r)/r and cos r in r². */
export const SINE_SERIES = alternatingSeries(1, 2);
export const COSINE_SERIES = alternatingSeries(0, 3);

/** Twice the bound above, see `enclose`. */
export const SINE_ERROR = powerOfTwo(-74);

const TINY = powerOfTwo(-27);

/** sin(x + quarters π/2), to a relative error of SINE_ERROR/2. */
export function sineOf({ step: k, rest }: ReducedAngle, quarters: 0 | 1): DoubleDouble {
  const square = multiply(rest, rest);
  const sine = multiply(rest, sumOf(SINE_SERIES, square));
  const cosine = sumOf(COSINE_SERIES, square);
  const here = SINES[(k + quarters * QUARTER) % STEPS];
  const ahead = SINES[(k + (quarters + 1) * QUARTER) % STEPS];
  return add(multiply(here, cosine), multiply(ahead, sine));
}

/** [-1, 1] has all values: the error bound may reach beyond it by one float. */
function clipped({ lower, upper }: Interval): Interval {
  return { lower: max(lower, -1), upper: min(upper, 1) };
}

/** sin x for finite x. @example sineAt(1) // { lower: 0.8414709848078965, upper: 0.8414709848078966 } */
export const sineAt = odd((x) => {
  // x - x³/6 + …
  return x < TINY ? justBelow(x) : clipped(enclose(sineOf(reducedAngle(x), 0), SINE_ERROR));
});

/** cos x for finite x. */
export function cosineAt(x: number): Interval {
  if (abs(x) < TINY) {
    // 1 - x²/2 + …
    return x === 0 ? { lower: 1, upper: 1 } : justBelow(1);
  }
  return clipped(enclose(sineOf(reducedAngle(abs(x)), 1), SINE_ERROR));
}

/** tan x for finite x: no float64 is a pole. */
export const tangentAt = odd((x) => {
  if (x < TINY) {
    // x + x³/3 + …
    return justAbove(x);
  }
  const angle = reducedAngle(x);
  return enclose(divide(sineOf(angle, 0), sineOf(angle, 1)), 2 * SINE_ERROR);
});

/** The quarter of the circle that a finite x lies in: q in 0..3 with x in [(4n + q) π/2, (4n + q + 1) π/2) for an integer n. */
export function quadrantOf(x: number): number {
  const { step, rest } = reducedAngle(x);
  const isBeforeBoundary = step % QUARTER === 0 && rest.high < 0;
  return (floor(step / QUARTER) + (isBeforeBoundary ? 3 : 0)) % 4;
}
