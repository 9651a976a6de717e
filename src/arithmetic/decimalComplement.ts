import { Decimal } from "decimal.js";
import type { OrderedArithmetic } from "./arithmetic";
import { errorFunctionSeries } from "./errorFunction";

/** 1 - erf a loses a²/log 10 digits: 22 up to here. */
const LARGEST_SUBTRACTED = 7;
const LOST_DIGITS = 22;

/**
 * erfc(a) of decimals: 1 - erf(a), with more digits where it cancels; from a = 7 on the continued fraction
 *
 *   e^(-a²)/√π · 1/(a + (1/2)/(a + (2/2)/(a + (3/2)/(a + …)))),
 *
 * whose steps are counted in `stepsFor`.
 *
 * @param arithmetic that of the decimals asked for
 * @param wider the same with this many digits more
 * @param precision the digits that it is computed with
 * @example decimalComplement(decimals(50), decimals, 60, decimals(50).of(30)).toNumber() // 2.56465620375611e-393, 0 as a float64
 */
export function decimalComplement(
  arithmetic: OrderedArithmetic<Decimal>,
  wider: (more: number) => OrderedArithmetic<Decimal>,
  precision: number,
  a: Decimal,
): Decimal {
  const { of } = arithmetic;
  if (a.isNaN() || !a.isFinite()) {
    return a.isNaN() ? a : of(a.isNegative() ? 2 : 0);
  }
  if (a.lessThanOrEqualTo(1)) {
    return of(1).minus(errorFunctionSeries(arithmetic, a));
  }
  if (a.lessThanOrEqualTo(LARGEST_SUBTRACTED)) {
    const more = wider(LOST_DIGITS);
    return of(0).plus(more.of(1).minus(errorFunctionSeries(more, more.add(a))));
  }
  let tail = a;
  for (let k = stepsFor(a.toNumber(), precision); k > 0; k--) {
    tail = a.plus(of(k / 2).dividedBy(tail));
  }
  // The digits in front of the point of a², which its exponential loses. Beyond 1e9 it is 0 to any number of digits.
  const Longer = Decimal.clone({ precision: precision + 2 * Math.min(a.e, 9) + 2, minE: -9e15, maxE: 9e15 });
  const decay = new Longer(a).times(a).negated().naturalExponential();
  return of(0).plus(decay).dividedBy(tail.times(arithmetic.pi.squareRoot()));
}

/**
 * After how many steps the fraction is right to `precision` digits. The difference of two convergents, between which it lies, is the one
 * before times (n/2)/(q_n q_(n+1)), where q_1 = a and q_(n+1) = a + (n/2)/q_n are the quotients of neighbouring denominators.
 */
function stepsFor(a: number, precision: number): number {
  let steps = 0;
  let quotient = a;
  for (let logarithm = 0; logarithm > -precision * Math.LN10; steps++) {
    const half = (steps + 1) / 2;
    const next = a + half / quotient;
    logarithm += Math.log(half / quotient / next);
    quotient = next;
  }
  return steps;
}
