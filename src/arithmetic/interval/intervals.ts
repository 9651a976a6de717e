import type { Arithmetic } from "../arithmetic";
import { PI } from "../elementary/constants";
import { justAbove } from "../elementary/enclosure";
import { absolute, add, divide, maximum, minimum, multiply, negate, squareRoot, subtract } from "./basic";
import {
  arctangent,
  complementaryErrorFunction,
  errorFunction,
  exponential,
  hyperbolicTangent,
  logarithm,
  logarithmOnePlus,
} from "./elementaryFunctions";
import { euclideanNorm } from "./euclideanNorm";
import { EMPTY, type Interval, isEmpty, point } from "./interval";
import { magnitude, mignitude } from "./measures";
import { cosine, sine } from "./periodic";
import { perronRoot } from "./perronRoot";
import { sign } from "./steps";

const ZERO = point(0);
const ONE = point(1);

/** All operands from the first on, which has nothing to be combined with. */
function folded(
  combine: (a: Interval, b: Interval) => Interval,
  operands: readonly Interval[],
  ofNone: Interval,
): Interval {
  let result = operands[0] ?? ofNone;
  for (let i = 1; i < operands.length; i++) {
    result = combine(result, operands[i]);
  }
  return result;
}

/**
 * Intervals with float64 ends, rounded outwards: every result contains all values that the operation has on members of its arguments. So a bound
 * computed in them is a proof of it.
 *
 * Outside of its domain an operation has no value (see basic.ts): divide by [0, 0], or take √ of [-2, -1], and the result is empty, which
 * encloses no number. Who draws a conclusion must look whether the result is empty.
 *
 * @throws RangeError from `of` and `euclideanNorm` for numbers that are not finite; from `perronRoot` as it says there
 * @example intervals.divide(intervals.of(1), intervals.of(3)) // { lower: 0.3333333333333333, upper: 0.33333333333333337 }
 */
export const intervals: Arithmetic<Interval> = {
  name: "interval",
  pi: justAbove(PI.high),
  of: point,
  add: (...terms) => folded(add, terms, ZERO),
  subtract,
  multiply: (...factors) => folded(multiply, factors, ONE),
  divide,
  negate,
  absolute,
  maximum: (first, ...rest) => rest.reduce(maximum, first),
  minimum: (first, ...rest) => rest.reduce(minimum, first),
  squareRoot,
  exponential,
  logarithm,
  logarithmOnePlus,
  sign,
  sine,
  cosine,
  arctangent,
  hyperbolicTangent,
  errorFunction,
  complementaryErrorFunction,
  euclideanNorm: (values) => {
    for (let i = 0; i < values.length; i++) {
      point(values[i]);
    }
    return euclideanNorm(values);
  },
  hypotenuse: (parts) =>
    parts.some(isEmpty)
      ? EMPTY
      : { lower: euclideanNorm(parts.map(mignitude)).lower, upper: euclideanNorm(parts.map(magnitude)).upper },
  perronRoot,
};
