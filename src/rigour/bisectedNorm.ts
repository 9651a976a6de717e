import { decimals } from "../arithmetic/decimal";
import type { DecimalInterval } from "../arithmetic/decimalIntervals";
import { floatsAround } from "../arithmetic/decimalText";
import type { Interval } from "../arithmetic/interval/interval";
import type { PreciseForm } from "./preciseForm";

/** Digits of the bounds tried, and how near their ends come, relative to the norm. */
const { of } = decimals(30);
const NEAR = 1e-17;
/** Halving the exponent first and the mantissa then, from 1e600 apart down to {@link NEAR}. */
const MOST_STEPS = 90;
/** A norm smaller than this part of what bounds it is not looked for: 0 has no first digit. */
const SMALLEST = 1e-60;

/**
 * A spectral norm between two float64 numbers, by proofs in decimals that it is below or above one bound after the other.
 *
 * @param known what is certain of the norm; its upper end may be infinite
 * @example bisectedNorm(form, { lower: 0, upper: 1 })
 */
export function bisectedNorm(form: PreciseForm<DecimalInterval>, known: Interval): Interval {
  const sideOf = (bound: DecimalInterval["lower"]): ReturnType<typeof form.compare> =>
    form.compare({ lower: bound, upper: bound });
  let upper = of(Number.isFinite(known.upper) ? known.upper : Number.MAX_VALUE);
  let lower = known.lower > 0 ? of(known.lower) : upper.times(SMALLEST);
  if (known.lower <= 0 && sideOf(lower) !== "above") {
    return known;
  }
  for (let step = 0; step < MOST_STEPS && upper.minus(lower).greaterThan(upper.times(NEAR)); step++) {
    const middle = lower.times(upper).squareRoot();
    const side = sideOf(middle);
    if (side === "unknown") {
      break;
    }
    if (side === "below") {
      upper = middle;
    } else {
      lower = middle;
    }
  }
  return { lower: floatsAround(lower).lower, upper: floatsAround(upper).upper };
}
