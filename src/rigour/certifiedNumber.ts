import { type DecimalInterval, decimalIntervals } from "../arithmetic/decimalIntervals";
import { floatsAround } from "../arithmetic/decimalText";
import { type Interval, isEmpty } from "../arithmetic/interval/interval";
import { AGREEING, type Certifiable, type Certificate, type CertifiedBound } from "./certificate";

/** The arithmetic of the last attempt. */
export const preciseArithmetic = decimalIntervals(50);

/**
 * A number with an enclosure, and with a narrower one in decimals for where that does not decide.
 *
 * @param precise null where decimals would take too long
 * @example certifiedNumber(interval(1, 2), null).compare(bound).verdict
 */
export function certifiedNumber(enclosure: Interval, precise: (() => DecimalInterval) | null): Certifiable {
  return {
    enclosure: () => enclosure,
    nearest: () => (precise === null ? enclosure : narrower(enclosure, precise())),
    compare(bound) {
      const decided = compareIntervals(enclosure, bound.interval);
      return decided === null
        ? comparePrecise(enclosure, bound, precise)
        : { ...sides(enclosure, bound), verdict: decided, step: "interval" };
    },
  };
}

/**
 * A number with an exact comparison for where its enclosure meets that of the bound.
 *
 * @param isAtMostBound whether it is at most the bound, proved without rounding
 */
export function exactly(number: Certifiable, isAtMostBound: () => boolean): Certifiable {
  return {
    enclosure: () => number.enclosure(),
    nearest: () => number.nearest(),
    compare(bound) {
      const inFloat64 = compareIntervals(number.enclosure(), bound.interval);
      return inFloat64 === null && isAtMostBound()
        ? { ...sides(number.enclosure(), bound), verdict: "holds", step: "exact" }
        : number.compare(bound);
    },
  };
}

/** Null where the intervals meet, and where one of them is empty and encloses nothing; an attained bound may be one number on both sides, and holds. */
function compareIntervals(quantity: Interval, bound: Interval): "holds" | "violated" | null {
  if (isEmpty(quantity) || isEmpty(bound)) {
    return null;
  }
  return quantity.upper <= bound.lower ? "holds" : quantity.lower > bound.upper ? "violated" : null;
}

function comparePrecise(
  enclosure: Interval,
  bound: CertifiedBound,
  precise: (() => DecimalInterval) | null,
): Certificate {
  const { isAtMost, isBelow } = preciseArithmetic;
  if (precise !== null) {
    const [quantity, limit] = [precise(), bound.precise()];
    const verdict = isAtMost(quantity, limit) ? "holds" : isBelow(limit, quantity) ? "violated" : null;
    if (verdict !== null) {
      return { ...sides(enclosure, bound), verdict, step: "precise" };
    }
    if (isAgreeing(quantity, limit)) {
      return { ...sides(enclosure, bound), verdict: "undecided", step: null, agree: true };
    }
  }
  return { ...sides(enclosure, bound), verdict: "undecided", step: null };
}

/** The float64 numbers around a decimal interval; the enclosure there is already, where that one is not known or no narrower. */
function narrower(enclosure: Interval, { lower, upper }: DecimalInterval): Interval {
  if (!(lower.isFinite() && upper.isFinite())) {
    return enclosure;
  }
  const found = { lower: floatsAround(lower).lower, upper: floatsAround(upper).upper };
  return isEmpty(enclosure) || found.upper - found.lower < enclosure.upper - enclosure.lower ? found : enclosure;
}

/** Whether no member of the one is further from any of the other than `AGREEING` of the bound. */
function isAgreeing(quantity: DecimalInterval, bound: DecimalInterval): boolean {
  const furthest = quantity.upper.minus(bound.lower).plus(bound.upper.minus(quantity.lower));
  return furthest.lessThanOrEqualTo(bound.lower.times(AGREEING));
}

function sides(quantity: Interval, { interval }: CertifiedBound): Pick<Certificate, "quantity" | "bound"> {
  return { quantity, bound: interval };
}
