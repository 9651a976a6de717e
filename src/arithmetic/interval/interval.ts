/**
 * A closed interval of real numbers, as in IEEE 1788: {x real: lower <= x <= upper}. An end may be infinite, and is not a
 * member then: an interval has no infinite member. The empty set is [∞, -∞] and nothing else. NaN is never an end.
 */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** No number at all. */
export const EMPTY: Interval = { lower: Number.POSITIVE_INFINITY, upper: Number.NEGATIVE_INFINITY };

/** All real numbers. */
export const ENTIRE: Interval = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

/**
 * [lower, upper], checked.
 *
 * @throws RangeError where this is not a non-empty interval: NaN, lower > upper, [∞, ∞], [-∞, -∞]
 * @example interval(1, 2) // { lower: 1, upper: 2 }
 */
export function interval(lower: number, upper: number): Interval {
  if (!(lower <= upper && lower < Number.POSITIVE_INFINITY && upper > Number.NEGATIVE_INFINITY)) {
    throw new RangeError(`interval: [${lower}, ${upper}], expected lower <= upper and a real number in between`);
  }
  return { lower, upper };
}

/**
 * [value, value].
 *
 * @throws RangeError if the value is not finite
 */
export function point(value: number): Interval {
  return interval(value, value);
}

/** Whether the interval has no member. */
export function isEmpty({ lower, upper }: Interval): boolean {
  return !(lower <= upper);
}

/** Whether it has exactly one. */
export function isPoint({ lower, upper }: Interval): boolean {
  return lower === upper;
}

/** Whether the interval is the whole line. */
export function isEntire({ lower, upper }: Interval): boolean {
  return lower === Number.NEGATIVE_INFINITY && upper === Number.POSITIVE_INFINITY;
}

/** Whether a number is a member. An infinite one never is. */
export function contains({ lower, upper }: Interval, value: number): boolean {
  return lower <= value && value <= upper && Number.isFinite(value);
}
