import type { Decimal } from "decimal.js";

/** arctan a = arctan c + arctan((a - c)/(1 + a c)) with c the nearest multiple of 1/16: the rest is at most 1/32. */
const STEPS = 16;

/**
 * arctan in the given decimals, by a - a³/3 + a⁵/5 - … near 0. decimal.js sums the same series without rounding its terms, which takes ten
 * times longer, and a judge of deep networks needs it thousands of times.
 *
 * @example decimalArctangent(Decimal)(new Decimal(1)).times(4) // π
 */
export function decimalArctangent(Digits: typeof Decimal): (a: Decimal) => Decimal {
  const halfPi = Digits.acos(-1).dividedBy(2);
  /** arctan(k/16) and 1/(2i + 1), as they are first needed. */
  const known: Decimal[] = [];
  const reciprocals: Decimal[] = [];

  function arctangent(a: Decimal): Decimal {
    if (a.isNaN() || a.isZero()) {
      return a;
    }
    if (a.isNegative()) {
      return arctangent(a.negated()).negated();
    }
    if (a.greaterThan(1)) {
      return a.isFinite() ? halfPi.minus(arctangent(new Digits(1).dividedBy(a))) : halfPi;
    }
    const k = Math.round(STEPS * a.toNumber());
    if (k === 0) {
      return series(a);
    }
    known[k] ??= new Digits(k).dividedBy(STEPS).inverseTangent();
    const rest = a.times(STEPS).minus(k).dividedBy(a.times(k).plus(STEPS));
    return rest.isZero() ? known[k] : known[k].plus(series(rest));
  }

  function series(a: Decimal): Decimal {
    const square = a.times(a).negated();
    let power = a;
    let sum = a;
    for (let i = 1; power.e >= a.e - Digits.precision; i++) {
      reciprocals[i] ??= new Digits(1).dividedBy(2 * i + 1);
      power = power.times(square);
      sum = sum.plus(power.times(reciprocals[i]));
    }
    return sum;
  }

  return (a) => arctangent(new Digits(0).plus(a));
}
