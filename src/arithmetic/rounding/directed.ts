/**
 * The five operations and fma, rounded down and rounded up: the greatest float64 <= the exact result, the least >= it.
 *
 * Each takes the result r rounded to nearest, finds the sign of its error, and steps to the neighbour of r where r lies on the wrong
 * side. So results are right for all arguments: in the subnormal range, where an overflow makes r infinite (its
 * neighbour is MAX_VALUE), and for infinities, which have no error. A function rounded up is the negative of one rounded down.
 *
 * Infinite arguments stand for ends of unbounded intervals; hence 0·∞ = 0, the limit of 0·x. ∞ - ∞, ∞/∞ and x/0 are NaN or
 * infinite as JavaScript has them, and callers do not ask.
 */
import { addDyadic, dyadicOf, floorToFloat64, multiplyDyadic, signOfDyadic } from "./dyadic";
import { hasProductError, orderedSumError, productError, sumError } from "./errorFree";
import { abs, sqrt } from "./exactMath";
import { nextDown, nextUp } from "./nextFloat";
import { powerOfTwo } from "./powerOfTwo";

/** a + b, rounded down. @example addDown(1, 1e-300) // 1 */
export function addDown(a: number, b: number): number {
  const sum = a + b;
  return addendsError(a, b, sum) < 0 ? nextDown(sum) : sum;
}

/** a + b, rounded up. @example addUp(1, 1e-300) // 1.0000000000000002 */
export function addUp(a: number, b: number): number {
  const sum = a + b;
  return addendsError(a, b, sum) > 0 ? nextUp(sum) : sum;
}

/** The error of a sum for all a and b: infinite of the right sign where the sum has overflown, NaN where an addend is infinite. */
function addendsError(a: number, b: number, sum: number): number {
  return abs(a) >= abs(b) ? orderedSumError(a, b, sum) : orderedSumError(b, a, sum);
}

/** a - b, rounded down. */
export function subtractDown(a: number, b: number): number {
  return addDown(a, -b);
}

/** a - b, rounded up. */
export function subtractUp(a: number, b: number): number {
  return addUp(a, -b);
}

/** a·b, rounded down. @example multiplyDown(0.1, 10) // 1 */
export function multiplyDown(a: number, b: number): number {
  const product = a * b;
  return signOfExcess(a, b, product) < 0 ? nextDown(product) : orZero(product, a, b);
}

/** a·b, rounded up. @example multiplyUp(0.1, 10) // 1.0000000000000002 */
export function multiplyUp(a: number, b: number): number {
  const product = a * b;
  return signOfExcess(a, b, product) > 0 ? nextUp(product) : orZero(product, a, b);
}

/** The product, 0 for 0·∞. */
function orZero(product: number, a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : product;
}

/** a/b, rounded down, for b ≠ 0. @example divideDown(1, 3) // 0.3333333333333333 */
export function divideDown(a: number, b: number): number {
  const quotient = a / b;
  return signOfQuotientError(a, b, quotient) < 0 ? nextDown(quotient) : quotient;
}

/** a/b, rounded up, for b ≠ 0. @example divideUp(1, 3) // 0.33333333333333337 */
export function divideUp(a: number, b: number): number {
  const quotient = a / b;
  return signOfQuotientError(a, b, quotient) > 0 ? nextUp(quotient) : quotient;
}

/** The sign of a/b - quotient, that of (a - quotient·b)/b. */
function signOfQuotientError(a: number, b: number, quotient: number): number {
  if (!(Number.isFinite(a) && Number.isFinite(b))) {
    return 0;
  }
  const excess = signOfExcess(quotient, b, a);
  return b > 0 ? -excess : excess;
}

/** √a, rounded down, for a >= 0. @example sqrtDown(2) // 1.414213562373095 */
export function sqrtDown(a: number): number {
  const root = sqrt(a);
  return signOfExcess(root, root, a) > 0 ? nextDown(root) : root;
}

/** √a, rounded up, for a >= 0. @example sqrtUp(2) // 1.4142135623730951 */
export function sqrtUp(a: number): number {
  const root = sqrt(a);
  return signOfExcess(root, root, a) < 0 ? nextUp(root) : root;
}

/**
 * A number with the sign of a·b - c, 0 or NaN where they are equal.
 *
 * a·b = p + e with the rounded product p and its error e. If c is within a factor of 2 of p, then p - c is exact (Sterbenz); if it is
 * not, then |p - c| >= |p|/2 > |e|. In both cases fl(fl(p - c) + e) has the right sign. Where e cannot be told: integers.
 */
function signOfExcess(a: number, b: number, c: number): number {
  const product = a * b;
  if (hasProductError(a, b, product)) {
    return product - c + productError(a, b, product);
  }
  if (!(Number.isFinite(a) && Number.isFinite(b))) {
    return product - c;
  }
  if (a === 0 || b === 0 || !Number.isFinite(c)) {
    return -c;
  }
  return signOfDyadic(addDyadic(multiplyDyadic(dyadicOf(a), dyadicOf(b)), dyadicOf(-c)));
}

const LARGEST_TERM = powerOfTwo(1021);

/**
 * a·b + c, rounded down, once.
 *
 * With the errors of product and sums, a·b + c = r + (w + f), r = fl(…), w the error of the last sum, f that of the sum of the two
 * errors before it. |w| is at most half of the gap on its side of r. f is 0 where product and c cancel, and below 4·2^-106 |r| where they
 * do not; so |w + f| is less than a gap, and its sign tells where the exact result lies.
 */
export function fmaDown(a: number, b: number, c: number): number {
  const product = a * b;
  if (!hasProductError(a, b, product) || abs(c) > LARGEST_TERM) {
    return exceptionalFmaDown(a, b, c);
  }
  const error = productError(a, b, product);
  const sum = product + c;
  const nextError = sumError(product, c, sum);
  const tail = error + nextError;
  const result = sum + tail;
  const rest = sumError(sum, tail, result) + sumError(error, nextError, tail);
  return rest < 0 ? nextDown(result) : result;
}

/** a·b + c, rounded up, once. @example fmaUp(0.1, 10, -1) // 5.551115123125783e-17 */
export function fmaUp(a: number, b: number, c: number): number {
  return -fmaDown(-a, b, -c);
}

function exceptionalFmaDown(a: number, b: number, c: number): number {
  if (a === 0 || b === 0) {
    return c;
  }
  if (!(Number.isFinite(a) && Number.isFinite(b) && Number.isFinite(c))) {
    // An infinite c decides: as the end of an interval it is the one that is asked for.
    return Number.isFinite(c) ? a * b : c;
  }
  return floorToFloat64(addDyadic(multiplyDyadic(dyadicOf(a), dyadicOf(b)), dyadicOf(c)));
}
