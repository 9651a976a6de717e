/**
 * Double-double numbers: a pair high + low with high = fl(high + low), about 107 bits.
 *
 * The algorithms and their bounds on the relative error are those of Joldes, Muller, Popescu: Tight and rigorous error bounds for
 * basic building blocks of double-word arithmetic, ACM TOMS 44(2), 2017, without fused multiply-add; Coq proofs by Muller and
 * Rideau: Formalization of double-word arithmetic, and comments on it, ACM TOMS 48(1), 2022. With u = 2^-53:
 *
 *     add             algorithm 6, AccurateDWPlusDW   3u² + 13u³
 *     addNumber       algorithm 4, DWPlusFP           2u²
 *     multiply        algorithm 10, DWTimesDW1        7u²   (5u² in 2022)
 *     multiplyNumber  algorithm 7, DWTimesFP1         1.5u² + 4u³
 *     divide          algorithm 17, DWDivDW2          15u² + 56u³
 *     squareRoot      SQRTDWtoDW                      25/8 u²   (Lefèvre, Louvet, Muller, Picot, Rideau: Accurate calculation of
 *                                                              Euclidean norms using double-word arithmetic, ACM TOMS 49(1), 2023)
 *
 * They hold where nothing overflows and products are exact sums of two floats: here for moduli in [2^-480, 2^480], and 0.
 */
import { orderedSumError, productError, sumError } from "../rounding/errorFree";
import { sqrt } from "../rounding/exactMath";

/** high + low with high = fl(high + low). */
export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

/** A float64 number as it is. */
export function doubleDouble(value: number): DoubleDouble {
  return { high: value, low: 0 };
}

/** a + b, exactly. */
export function twoSum(a: number, b: number): DoubleDouble {
  const high = a + b;
  return { high, low: sumError(a, b, high) };
}

/** a + b, exactly, for |a| >= |b| or a = 0. */
export function orderedSum(a: number, b: number): DoubleDouble {
  const high = a + b;
  return { high, low: orderedSumError(a, b, high) };
}

/** a·b, exactly. */
export function twoProduct(a: number, b: number): DoubleDouble {
  const high = a * b;
  return { high, low: productError(a, b, high) };
}

/** -a, exactly. */
export function negate(a: DoubleDouble): DoubleDouble {
  return { high: -a.high, low: -a.low };
}

/** a·factor, exactly, for a power of two. */
export function scale(a: DoubleDouble, factor: number): DoubleDouble {
  return { high: a.high * factor, low: a.low * factor };
}

/** a + b. */
export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = a.high + b.high;
  const low = a.low + b.low;
  const first = sumError(a.high, b.high, high) + low;
  const sum = high + first;
  return orderedSum(sum, sumError(a.low, b.low, low) + orderedSumError(high, first, sum));
}

/** a + b for a float64 number b. */
export function addNumber(a: DoubleDouble, b: number): DoubleDouble {
  const high = a.high + b;
  return orderedSum(high, sumError(a.high, b, high) + a.low);
}

/** a·b. */
export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = a.high * b.high;
  return orderedSum(high, productError(a.high, b.high, high) + (a.high * b.low + a.low * b.high));
}

/** a·b for a float64 number b. */
export function multiplyNumber(a: DoubleDouble, b: number): DoubleDouble {
  const high = a.high * b;
  const low = a.low * b;
  const sum = high + low;
  return orderedSum(sum, orderedSumError(high, low, sum) + productError(a.high, b, high));
}

/** a/b. @example divide(doubleDouble(1), doubleDouble(3)) // { high: 0.3333333333333333, low: 1.850371707708594e-17 } */
export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const quotient = a.high / b.high;
  const product = multiplyNumber(b, quotient);
  return orderedSum(quotient, (a.high - product.high + (a.low - product.low)) / b.high);
}

/** √a for a >= 0. */
export function squareRoot(a: DoubleDouble): DoubleDouble {
  if (a.high === 0) {
    return a;
  }
  const root = sqrt(a.high);
  const square = root * root;
  // a.high - root² is a float64 number, and both subtractions are exact.
  const rest = a.high - square - productError(root, root, square);
  return orderedSum(root, (a.low + rest) / (2 * root));
}
