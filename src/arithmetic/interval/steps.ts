/** Step functions, exact in float64 and not decreasing: sign and the ways to round to whole numbers. */
import { ceil, floor, sign as signOf, trunc } from "../rounding/exactMath";
import { EMPTY, type Interval, isEmpty } from "./interval";

function nowhereDecreasing(step: (x: number) => number): (a: Interval) => Interval {
  return (a) => (isEmpty(a) ? EMPTY : { lower: step(a.lower), upper: step(a.upper) });
}

/** -1, 0 or 1. */
export const sign = nowhereDecreasing(signOf);
/** The greatest whole number <= x. */
export const floorOf = nowhereDecreasing(floor);
/** The least whole number >= x. */
export const ceilingOf = nowhereDecreasing(ceil);
/** The whole number next to x on the side of 0. */
export const truncated = nowhereDecreasing(trunc);
/** The whole number nearest to x, of two the even one. @example roundedToEven(interval(0.5, 1.5)) // { lower: 0, upper: 2 } */
export const roundedToEven = nowhereDecreasing((x) => {
  const below = floor(x);
  // Exact but for -1/2 < x < 0, where it stays on its side of 1/2 or becomes 1/2, and -1 is odd. Even is what has a whole half.
  const rest = x - below;
  return rest < 0.5 || (rest === 0.5 && floor(below / 2) === below / 2) ? below : ceil(x);
});
/** The whole number nearest to x, of two the one farther from 0. */
export const roundedAway = nowhereDecreasing((x) => {
  const towardsZero = trunc(x);
  const rest = x - towardsZero;
  return rest >= 0.5 ? towardsZero + 1 : rest <= -0.5 ? towardsZero - 1 : towardsZero;
});
