import { type DecimalInterval, decimalIntervals } from "../arithmetic/decimalIntervals";
import { type Interval, isEmpty } from "../arithmetic/interval/interval";
import type { Certifiable, Certificate, CertifiedBound } from "./certificate";

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
  }
  return { ...sides(enclosure, bound), verdict: "undecided", step: null };
}

function sides(quantity: Interval, { interval }: CertifiedBound): Pick<Certificate, "quantity" | "bound"> {
  return { quantity, bound: interval };
}
