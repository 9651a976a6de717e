/**
 * sin, cos and tan of intervals.
 *
 * The ends are reduced exactly (reducedAngle.ts), so that the quarters of the circle they lie in are known, and with them the turning points and
 * poles in between.
 */
import { PI } from "../elementary/constants";
import { cosineAt, quadrantOf, sineAt, tangentAt } from "../elementary/sine";
import { subtractUp } from "../rounding/directed";
import { EMPTY, ENTIRE, type Interval, isEmpty, isPoint } from "./interval";
import { hull } from "./sets";

/** Just below π and 2π: no interval with float64 ends is as wide as either. */
const HALF_TURN = PI.high;
const WHOLE_TURN = 2 * HALF_TURN;

/** sin x. @example sine(interval(1, 2)) // { lower: 0.8414709848078965, upper: 1 } */
export function sine(a: Interval): Interval {
  return wave(a, sineAt, 0);
}

/** cos x. */
export function cosine(a: Interval): Interval {
  return wave(a, cosineAt, 3);
}

/** The range of a sine, which has its maximum at the end of the quarter `rise` and its minimum two quarters later. */
function wave(a: Interval, at: (x: number) => Interval, rise: number): Interval {
  if (isPoint(a)) {
    return at(a.lower);
  }
  if (isEmpty(a)) {
    return EMPTY;
  }
  const crossed = boundariesCrossed(a);
  if (crossed === null) {
    return { lower: -1, upper: 1 };
  }
  const { lower, upper } = hull(at(a.lower), at(a.upper));
  return {
    lower: crossed.includes((rise + 2) % 4) ? -1 : lower,
    upper: crossed.includes(rise) ? 1 : upper,
  };
}

/** tan x, the whole line for an interval with a pole inside. */
export function tangent(a: Interval): Interval {
  if (isPoint(a)) {
    return tangentAt(a.lower);
  }
  if (isEmpty(a)) {
    return EMPTY;
  }
  const crossed = boundariesCrossed(a);
  if (crossed === null || crossed.includes(0) || crossed.includes(2)) {
    return ENTIRE;
  }
  return { lower: tangentAt(a.lower).lower, upper: tangentAt(a.upper).upper };
}

/**
 * The quarters of the circle whose upper boundaries lie in a: quarter q ends at (q + 1) π/2. Null for a whole turn or more.
 *
 * The quarters of the ends leave open whether a lies within one quarter or all around to the same one: in the first case it is narrower
 * than π/2, in the second wider than 3π/2.
 */
function boundariesCrossed(a: Interval): readonly number[] | null {
  const size = subtractUp(a.upper, a.lower);
  if (!(size < WHOLE_TURN)) {
    return null;
  }
  const first = quadrantOf(a.lower);
  const between = (quadrantOf(a.upper) - first + 4) % 4;
  const count = between === 0 && size > HALF_TURN ? 4 : between;
  return Array.from({ length: count }, (_, i) => (first + i) % 4);
}
