/** Intervals as sets: hull, intersection, and how two of them lie to each other. */
import { max, min } from "../rounding/exactMath";
import { EMPTY, type Interval, isEmpty } from "./interval";

/** The least interval that contains both. */
export function hull(a: Interval, b: Interval): Interval {
  return { lower: min(a.lower, b.lower), upper: max(a.upper, b.upper) };
}

/** The members of both; empty if there is none. */
export function intersection(a: Interval, b: Interval): Interval {
  const lower = max(a.lower, b.lower);
  const upper = min(a.upper, b.upper);
  return lower <= upper ? { lower, upper } : EMPTY;
}

/** Whether both have the same members. */
export function isEqual(a: Interval, b: Interval): boolean {
  return a.lower === b.lower && a.upper === b.upper;
}

/** Whether every member of a is one of b. */
export function isSubset(a: Interval, b: Interval): boolean {
  return isEmpty(a) || (b.lower <= a.lower && a.upper <= b.upper);
}

/** Whether a lies in the interior of b, which has no end to keep away from where b is unbounded. */
export function isInterior(a: Interval, b: Interval): boolean {
  return isEmpty(a) || (isBefore(b.lower, a.lower) && isBefore(a.upper, b.upper));
}

/** x < y, and -∞ < -∞, ∞ < ∞. */
function isBefore(x: number, y: number): boolean {
  return x < y || (x === y && !Number.isFinite(x));
}

/** Whether a and b have no member in common. */
export function isDisjoint(a: Interval, b: Interval): boolean {
  return isEmpty(intersection(a, b));
}

/** Whether no member of a is below all of b, and none of b above all of a. */
export function isAtMost(a: Interval, b: Interval): boolean {
  return isEqual(a, b) || (!isEmpty(a) && !isEmpty(b) && a.lower <= b.lower && a.upper <= b.upper);
}

/** {@link isAtMost} with both ends strictly below, which infinite ends are of themselves. */
export function isLess(a: Interval, b: Interval): boolean {
  return isEmpty(a) ? isEmpty(b) : !isEmpty(b) && isBefore(a.lower, b.lower) && isBefore(a.upper, b.upper);
}

/** Whether every member of a is at most every member of b. */
export function precedes(a: Interval, b: Interval): boolean {
  return isEmpty(a) || isEmpty(b) || a.upper <= b.lower;
}

/** Whether every member of a is less than every member of b. */
export function strictlyPrecedes(a: Interval, b: Interval): boolean {
  return isEmpty(a) || isEmpty(b) || a.upper < b.lower;
}
