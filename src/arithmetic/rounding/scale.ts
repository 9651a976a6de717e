import { multiplyDown } from "./directed";
import { powerOfTwo } from "./powerOfTwo";

/**
 * x·2^exponent, rounded down where it overflows or becomes subnormal; exact elsewhere.
 *
 * Two factors, as 2^exponent may be out of range. Rounding down twice is rounding down once: the second time onto coarser numbers.
 *
 * @param exponent an integer in [-2146, 2046]
 * @example scaleDown(3, -1075) // 5e-324
 */
export function scaleDown(x: number, exponent: number): number {
  const half = exponent >> 1;
  return multiplyDown(multiplyDown(x, powerOfTwo(half)), powerOfTwo(exponent - half));
}

/** x·2^exponent, rounded up. */
export function scaleUp(x: number, exponent: number): number {
  return -scaleDown(-x, exponent);
}
