/**
 * sinh x, cosh x and tanh x.
 *
 * With D = e^x - 1, right to 2^-78 for x > 0, and nothing cancelled:
 *
 *     sinh x = (D + D/(D + 1))/2,    tanh x = E/(E + 2) with E = e^(2x) - 1.
 *
 * Both quotients change by no more, relatively, than D or E does; double-double adds less than 30u²: right to 2^-77.9.
 * cosh x = (e^x + e^-x)/2 likewise from e^x, right to 2^-84.9. From x = 40 on sinh x and cosh x are e^x/2 to 2^-115.
 */
import type { Interval } from "../interval/interval";
import { abs } from "../rounding/exactMath";
import { powerOfTwo } from "../rounding/powerOfTwo";
import { add, addNumber, type DoubleDouble, divide, doubleDouble, scale } from "./doubleDouble";
import { enclose, encloseScaled, justAbove, justBelow, OVERFLOW, odd } from "./enclosure";
import { EXPONENTIAL_ERROR, EXPONENTIAL_MINUS_ONE_ERROR, exponentialMinusOneOf, exponentialOf } from "./exponential";

const TINY = powerOfTwo(-27);
/** From here on e^-2x < 2^-115. */
const LARGE = 40;
/** sinh x > MAX_VALUE from here on. */
const LARGEST_ARGUMENT = 710.48;
/** From here on 1 - tanh x < 2^-53. */
const SATURATED = 22;

const HYPERBOLIC_ERROR = 2 * EXPONENTIAL_MINUS_ONE_ERROR;

/** e^x - 1 for 2^-27 <= x <= 44. */
function growth(x: number): DoubleDouble {
  const { value, exponent } = exponentialMinusOneOf(doubleDouble(x));
  return scale(value, powerOfTwo(exponent));
}

/** e^x/2 for x >= 40. */
function halfExponential(x: number): Interval {
  if (x > LARGEST_ARGUMENT) {
    return OVERFLOW;
  }
  const { value, exponent } = exponentialOf(doubleDouble(x));
  return encloseScaled(value, exponent - 1, 2 * EXPONENTIAL_ERROR);
}

/** sinh x, ±∞ at ±∞. @example hyperbolicSineAt(1) // { lower: 1.1752011936438014, upper: 1.1752011936438016 } */
export const hyperbolicSineAt = odd((x) => {
  if (x < TINY) {
    // x + x³/6 + …
    return justAbove(x);
  }
  if (x >= LARGE) {
    return halfExponential(x);
  }
  const rise = growth(x);
  return enclose(scale(add(rise, divide(rise, addNumber(rise, 1))), 0.5), HYPERBOLIC_ERROR);
});

/** cosh x, ∞ at ±∞. */
export function hyperbolicCosineAt(x: number): Interval {
  const magnitude = abs(x);
  if (magnitude < TINY) {
    // 1 + x²/2 + …
    return magnitude === 0 ? { lower: 1, upper: 1 } : justAbove(1);
  }
  if (magnitude >= LARGE) {
    return halfExponential(magnitude);
  }
  const { value, exponent } = exponentialOf(doubleDouble(magnitude));
  const power = scale(value, powerOfTwo(exponent));
  return enclose(scale(add(power, divide(doubleDouble(1), power)), 0.5), 2 * EXPONENTIAL_ERROR);
}

/** tanh x, ±1 at ±∞. @example hyperbolicTangentAt(20) // { lower: 0.9999999999999999, upper: 1 } */
export const hyperbolicTangentAt = odd((x) => {
  if (x < TINY) {
    // x - x³/3 + …
    return justBelow(x);
  }
  if (x > SATURATED) {
    return justBelow(1);
  }
  const rise = growth(2 * x);
  return enclose(divide(rise, addNumber(rise, 2)), HYPERBOLIC_ERROR);
});
