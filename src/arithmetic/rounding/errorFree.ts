/**
 * The rounding errors of sums and products, which are float64 numbers themselves.
 *
 * ECMAScript rounds the result of every operator by itself, to nearest, ties to even: an engine may not contract a·b + c into
 * one rounding nor keep more digits in between. The proofs of this folder and of `elementary` rest on that.
 *
 * Sources: Knuth, TAOCP 2, 4.2.2, theorems B and C; Dekker, Numerische Mathematik 18, 1971; Boldo, Pitfalls of a full
 * floating-point proof, 2006 (the conditions of range).
 */
import { abs } from "./exactMath";
import { powerOfTwo } from "./powerOfTwo";

/** 2^27 + 1: splits 53 bits into 26 and 26 and a sign. */
const SPLITTER = 134217729;
const LARGEST_FACTOR = powerOfTwo(995);
const LARGEST_PRODUCT = powerOfTwo(1021);
const SMALLEST_PRODUCT = powerOfTwo(-968);

/** a + b - sum, exactly, for sum = fl(a + b) and all a and b for which no step overflows; |a|, |b| <= 2^1021 will do. */
export function sumError(a: number, b: number, sum: number): number {
  const part = sum - a;
  return a - (sum - part) + (b - part);
}

/** a + b - sum, exactly, for sum = fl(a + b) finite and |a| >= |b| or a = 0: no step overflows. */
export function orderedSumError(a: number, b: number, sum: number): number {
  return b - (sum - a);
}

/** Whether {@link productError} is exact for these factors and their rounded product. */
export function hasProductError(a: number, b: number, product: number): boolean {
  const magnitude = abs(product);
  // The error is a multiple of 2^-1074 above the first limit; Veltkamp's split does not overflow below the last.
  return (
    magnitude >= SMALLEST_PRODUCT &&
    magnitude <= LARGEST_PRODUCT &&
    abs(a) <= LARGEST_FACTOR &&
    abs(b) <= LARGEST_FACTOR
  );
}

/**
 * a·b - product, exactly, for product = fl(a·b), where {@link hasProductError} holds or a or b is 0 and the other at most 2^995
 * in modulus; for smaller products it is off by at most 2^-1072.
 *
 * @example productError(0.1, 10, 1) // 5.551115123125783e-17
 */
export function productError(a: number, b: number, product: number): number {
  const aScaled = SPLITTER * a;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = SPLITTER * b;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
