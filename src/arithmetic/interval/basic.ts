/**
 * The basic operations, as IEEE 1788 has them: the least interval with float64 ends around all values that the operation has on its
 * arguments. What lies outside of an operation's domain has no value: √[-2, 4] = [0, 2], 1/[0, 0] is empty. Empty arguments give empty.
 */
import {
  addDown,
  addUp,
  divideDown,
  divideUp,
  fmaDown,
  fmaUp,
  multiplyDown,
  multiplyUp,
  sqrtDown,
  sqrtUp,
} from "../rounding/directed";
import { max, min } from "../rounding/exactMath";
import { EMPTY, ENTIRE, type Interval, isEmpty } from "./interval";

type Directed = (a: number, b: number) => number;

/** @example negate(interval(-1, 2)) // { lower: -2, upper: 1 } */
export function negate({ lower, upper }: Interval): Interval {
  return { lower: -upper, upper: -lower };
}

/** @example add(interval(1, 2), interval(3, 4)) // { lower: 4, upper: 6 } */
export function add(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) {
    return EMPTY;
  }
  return { lower: addDown(a.lower, b.lower), upper: addUp(a.upper, b.upper) };
}

/** a - b, for independent members: a - a is not 0. @example subtract(interval(0, 1), interval(0, 1)) // { lower: -1, upper: 1 } */
export function subtract(a: Interval, b: Interval): Interval {
  return add(a, negate(b));
}

/** @example multiply(interval(-1, 2), interval(3, 4)) // { lower: -4, upper: 8 } */
export function multiply(a: Interval, b: Interval): Interval {
  return isEmpty(a) || isEmpty(b) ? EMPTY : bilinear(a, b, multiplyDown, multiplyUp);
}

/** a·b + c, rounded once. @example fma(point(2), point(3), interval(-6, 1)) // { lower: 0, upper: 7 } */
export function fma(a: Interval, b: Interval, c: Interval): Interval {
  if (isEmpty(a) || isEmpty(b) || isEmpty(c)) {
    return EMPTY;
  }
  return bilinear(
    a,
    b,
    (x, y) => fmaDown(x, y, c.lower),
    (x, y) => fmaUp(x, y, c.upper),
  );
}

/** The range of a function of xy that increases with it: at the corners of a x b, which the signs of the ends tell. */
function bilinear(a: Interval, b: Interval, down: Directed, up: Directed): Interval {
  if (a.lower >= 0) {
    return {
      lower: down(b.lower >= 0 ? a.lower : a.upper, b.lower),
      upper: up(b.upper >= 0 ? a.upper : a.lower, b.upper),
    };
  }
  if (a.upper <= 0) {
    return {
      lower: down(b.upper >= 0 ? a.lower : a.upper, b.upper),
      upper: up(b.lower >= 0 ? a.upper : a.lower, b.lower),
    };
  }
  if (b.lower >= 0 || b.upper <= 0) {
    return bilinear(b, a, down, up);
  }
  return {
    lower: min(down(a.lower, b.upper), down(a.upper, b.lower)),
    upper: max(up(a.lower, b.lower), up(a.upper, b.upper)),
  };
}

/**
 * a/b: the whole line if 0 lies inside of b, half of it if 0 is an end of b and a does not contain 0 inside, empty for b = [0, 0].
 *
 * @example divide(interval(1, 2), interval(0, 4)) // { lower: 0.25, upper: Infinity }
 */
export function divide(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b) || (b.lower === 0 && b.upper === 0)) {
    return EMPTY;
  }
  if (a.lower === 0 && a.upper === 0) {
    return a;
  }
  if (b.lower < 0) {
    return b.upper > 0 ? ENTIRE : divide(negate(a), negate(b));
  }
  const nearest = b.lower;
  return {
    lower: a.lower >= 0 ? divideDown(a.lower, b.upper) : nearest === 0 ? ENTIRE.lower : divideDown(a.lower, nearest),
    upper: a.upper <= 0 ? divideUp(a.upper, b.upper) : nearest === 0 ? ENTIRE.upper : divideUp(a.upper, nearest),
  };
}

/** 1/a. */
export function reciprocal(a: Interval): Interval {
  return divide({ lower: 1, upper: 1 }, a);
}

/** The range of an even function that increases with |x|. */
export function even(a: Interval, down: (x: number) => number, up: (x: number) => number): Interval {
  const magnitudes = absolute(a);
  return isEmpty(a) ? EMPTY : { lower: down(magnitudes.lower), upper: up(magnitudes.upper) };
}

/** a², whose lower end is 0 or more, as that of multiply(a, a) is not. @example square(interval(-1, 2)) // { lower: 0, upper: 4 } */
export function square(a: Interval): Interval {
  return even(
    a,
    (x) => multiplyDown(x, x),
    (x) => multiplyUp(x, x),
  );
}

/** √ of the members >= 0. */
export function squareRoot(a: Interval): Interval {
  return isEmpty(a) || a.upper < 0 ? EMPTY : { lower: sqrtDown(max(a.lower, 0)), upper: sqrtUp(a.upper) };
}

/** @example absolute(interval(-3, 2)) // { lower: 0, upper: 3 } */
export function absolute(a: Interval): Interval {
  if (isEmpty(a) || a.lower >= 0) {
    return a;
  }
  return a.upper <= 0 ? negate(a) : { lower: 0, upper: max(-a.lower, a.upper) };
}

/** max(x, y) of members x and y. */
export function maximum(a: Interval, b: Interval): Interval {
  return isEmpty(a) || isEmpty(b) ? EMPTY : { lower: max(a.lower, b.lower), upper: max(a.upper, b.upper) };
}

/** min(x, y) of members x and y. */
export function minimum(a: Interval, b: Interval): Interval {
  return isEmpty(a) || isEmpty(b) ? EMPTY : { lower: min(a.lower, b.lower), upper: min(a.upper, b.upper) };
}
