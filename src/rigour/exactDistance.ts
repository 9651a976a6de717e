import { addDyadic, type Dyadic, dyadicOf, multiplyDyadic, signOfDyadic } from "../arithmetic/rounding/dyadic";

/**
 * Whether |√a - √b| <= √d, for a = Σ x², b = Σ y², d = Σ (z - w)²: exactly, in whole numbers times powers of two.
 *
 * Both sides are >= 0, so their squares compare alike: a + b - d <= 2√(ab), which holds if the left side is <= 0, and else if
 * (a + b - d)² <= 4ab.
 *
 * @param differences pairs (z, w)
 * @example isDistanceWithin([3, 4], [0, 0], [[3, 0], [4, 0]]) // true: 5 <= 5
 */
export function isDistanceWithin(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  differences: Iterable<readonly [number, number]>,
): boolean {
  const [a, b] = [squareSum(x), squareSum(y)];
  let d = dyadicOf(0);
  for (const [z, w] of differences) {
    const difference = addDyadic(dyadicOf(z), dyadicOf(-w));
    d = addDyadic(d, multiplyDyadic(difference, difference));
  }
  const left = addDyadic(addDyadic(a, b), negated(d));
  if (signOfDyadic(left) <= 0) {
    return true;
  }
  const right = multiplyDyadic(dyadicOf(4), multiplyDyadic(a, b));
  return signOfDyadic(addDyadic(multiplyDyadic(left, left), negated(right))) <= 0;
}

function squareSum(values: ArrayLike<number>): Dyadic {
  let sum = dyadicOf(0);
  for (let i = 0; i < values.length; i++) {
    const value = dyadicOf(values[i]);
    sum = addDyadic(sum, multiplyDyadic(value, value));
  }
  return sum;
}

function negated(a: Dyadic): Dyadic {
  return multiplyDyadic(dyadicOf(-1), a);
}
