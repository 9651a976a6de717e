import { powerOfTwo } from "../arithmetic/rounding/powerOfTwo";

/** 4u: more than the relative error of one rounding, with room for that of the correction itself. */
const PER_ROUNDING = powerOfTwo(-51);
/** 2^-1074, the smallest subnormal number: more than one rounding loses to underflow. */
export const UNDERFLOW = powerOfTwo(-1074);
/** Beyond this many roundings the linear bound below is not proved. */
const MOST_ROUNDINGS = powerOfTwo(40);

/**
 * An upper bound of a sum or product of numbers >= 0, from what float64 computed.
 *
 * Each of k roundings of numbers >= 0 is off by a factor of at least 1 - u, u = 2^-53, so the exact value is at most
 * computed/(1-u)^k <= computed·(1 + 2ku) for ku <= 1/4; products that underflow lose at most 2^-1075 each. The factor
 * here is 1 + 4ku, of which the two roundings of this correction take less than half.
 *
 * @param computed by k roundings at most, none of a number < 0; infinity stays
 * @param roundings k >= 1
 * @throws RangeError for more than 2^40
 * @example roundedUp(0.1 + 0.2, 1) >= 0.1 + 0.2 // true
 */
export function roundedUp(computed: number, roundings: number): number {
  if (!(roundings <= MOST_ROUNDINGS)) {
    throw new RangeError(`roundedUp: ${roundings} roundings, expected at most 2^40`);
  }
  return computed * (1 + roundings * PER_ROUNDING) + roundings * UNDERFLOW;
}
