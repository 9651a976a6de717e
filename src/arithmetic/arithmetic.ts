/**
 * Real arithmetic as the bounds see it.
 *
 * A bound is written once, over this interface. An implementation decides what a number `T` is: a float64, a decimal
 * with any number of digits, an interval. Nothing here compares numbers, because intervals have no total order.
 */
export interface Arithmetic<T> {
  readonly name: string;
  readonly pi: T;
  /** The number with exactly the value of the given float64. */
  of(value: number): T;
  add(...terms: readonly T[]): T;
  subtract(left: T, right: T): T;
  multiply(...factors: readonly T[]): T;
  divide(numerator: T, denominator: T): T;
  negate(a: T): T;
  absolute(a: T): T;
  maximum(first: T, ...rest: readonly T[]): T;
  minimum(first: T, ...rest: readonly T[]): T;
  squareRoot(a: T): T;
  exponential(a: T): T;
  logarithm(a: T): T;
  /** log(1 + a), with all digits for small a too. */
  logarithmOnePlus(a: T): T;
  /** -1, 0 or 1; of a number that is not known well enough, all that it may be. */
  sign(a: T): T;
  sine(a: T): T;
  cosine(a: T): T;
  arctangent(a: T): T;
  hyperbolicTangent(a: T): T;
  /** erf(a) = (2/√π) ∫_0^a e^(-t²) dt. */
  errorFunction(a: T): T;
  /** erfc(a) = 1 - erf(a), with all digits where it is small. */
  complementaryErrorFunction(a: T): T;
  /** ‖values‖₂ of a vector of float64 numbers, without overflow or underflow in between. */
  euclideanNorm(values: ArrayLike<number>): T;
  /** √(Σ parts²), without overflow or underflow in between. */
  hypotenuse(parts: readonly T[]): T;
  /** λ_max of a symmetric matrix with entries >= 0, which by Perron and Frobenius is also its spectral norm. */
  perronRoot(matrix: readonly (readonly T[])[]): T;
}

/** An arithmetic with a total order and a precision: float64 and decimals, not intervals. */
export interface OrderedArithmetic<T> extends Arithmetic<T> {
  /** The largest relative error of one operation. */
  readonly unitRoundoff: T;
  isLess(left: T, right: T): boolean;
}

/** a·a. */
export function square<T>(arithmetic: Arithmetic<T>, a: T): T {
  return arithmetic.multiply(a, a);
}
