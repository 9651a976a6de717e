import type { Decimal } from "decimal.js";
import type { OrderedArithmetic } from "../arithmetic/arithmetic";
import { decimals } from "../arithmetic/decimal";

/** Digits in which both sides are computed: twice, to see how many are right. */
const RUNGS = [60, 120];

/**
 * By how much a quantity exceeds a bound, both by definition in decimals.
 *
 * @param sides both, in any arithmetic
 * @returns the excess, which is within `doubt` of the exact one, and the bound
 * @example excessInDecimals(({ of }) => ({ quantity: of(2), bound: of(1) })).excess.toString() // "1"
 */
export function excessInDecimals(
  sides: (arithmetic: OrderedArithmetic<Decimal>) => { readonly quantity: Decimal; readonly bound: Decimal },
): { readonly excess: Decimal; readonly doubt: Decimal; readonly bound: Decimal } {
  const [rough, fine] = RUNGS.map((digits) => sides(decimals(digits)));
  const ofQuantity = fine.quantity.minus(rough.quantity).abs();
  const doubt = ofQuantity.plus(fine.bound.minus(rough.bound).abs()).times(2);
  return { excess: fine.quantity.minus(fine.bound), doubt, bound: fine.bound };
}
