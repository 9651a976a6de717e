/**
 * Elementary functions of `Real`s. A function of a range is that of its middle, widened by its steepest slope there; ranges are narrow, or there is
 * no value.
 */
import {
  arctangentFixed,
  errorFunctionFixed,
  exponentialFixed,
  FRACTION,
  LN2,
  logarithmFixed,
  PI,
  scaledComplementFixed,
  sineAndCosine,
} from "./fixedFunctions";
import {
  absolute,
  add,
  between,
  divide,
  estimate,
  isExact,
  magnitudeOf,
  multiply,
  negate,
  noValue,
  type Real,
  realOf,
  signOf,
  squareRoot,
  subtract,
} from "./real";

const BITS = Number(FRACTION);
/** Units of 2^-256 by which the functions of fixedFunctions.ts may be off. */
const ERROR = 1n << 26n;
/** Below 2^-60 the next term of f(x) = x ± … is less than 2^-59 of the first. */
const TINY = -60;
const NARROW = -90;

const ONE_REAL = realOf(1);
const TWO = realOf(2);

export const piReal: Real = between(PI - 4n, PI + 4n, -BITS);
const halfPiReal: Real = { ...piReal, exponent: piReal.exponent - 1 };

function fromFixed(value: bigint, exponent = 0, error = ERROR): Real {
  return between(value - error, value + error, exponent - BITS);
}

/** The middle, as fixed-point number. */
function toFixed(a: Real): bigint {
  const shift = a.exponent + BITS - 1;
  const sum = a.low + a.high;
  return shift >= 0 ? sum << BigInt(shift) : sum >> BigInt(-shift);
}

/** No value where the range is more than 2^-90 of the number wide. */
function requireNarrow(a: Real): void {
  if (!isExact(a) && magnitudeOf({ low: 0n, high: a.high - a.low, exponent: a.exponent }) > magnitudeOf(a) + NARROW) {
    throw noValue;
  }
}

/** A function's value at the middle, widened for the whole range by a slope of at most 2^slope. */
function widened(value: Real, a: Real, slope: number): Real {
  if (isExact(a)) {
    return value;
  }
  requireNarrow(a);
  const change = { low: a.low - a.high, high: a.high - a.low, exponent: a.exponent + slope };
  return add(value, change);
}

/** x + c·x^power: Taylor's first terms for |x| < 2^-60, the second one right to 2^-50 of itself for those that follow. */
function nearly(first: Real, a: Real, numerator: number, denominator: number, power: number): Real {
  if (isZero(a)) {
    return first;
  }
  let term = divide(realOf(numerator), realOf(denominator));
  for (let i = 0; i < power; i++) {
    term = multiply(term, a);
  }
  const size = term.low < 0n ? -term.low : term.high;
  const slack = (size >> 50n) + 1n;
  return add(first, { low: term.low - slack, high: term.high + slack, exponent: term.exponent });
}

function isZero(a: Real): boolean {
  return a.low === 0n && a.high === 0n;
}

function isTiny(a: Real): boolean {
  return magnitudeOf(a) < TINY;
}

function requireModerate(a: Real, largest: number): void {
  if (magnitudeOf(a) > largest) {
    throw noValue;
  }
}

export function exponential(a: Real): Real {
  if (isTiny(a)) {
    return nearly(ONE_REAL, a, 1, 1, 1);
  }
  requireModerate(a, 15);
  const { value, exponent } = exponentialFixed(toFixed(a));
  return widened(fromFixed(value, exponent), a, exponent + 2);
}

export function exponentialMinusOne(a: Real): Real {
  return isTiny(a) ? nearly(a, a, 1, 2, 2) : subtract(exponential(a), ONE_REAL);
}

export function logarithm(a: Real): Real {
  if (signOf(a) <= 0) {
    throw noValue;
  }
  if (isZero(subtract(a, ONE_REAL))) {
    return realOf(0);
  }
  const scale = magnitudeOf(a);
  const value = fromFixed(logarithmFixed(toFixed({ ...a, exponent: a.exponent - scale }), scale));
  return widened(value, a, 1 - scale);
}

export function logarithmOnePlus(a: Real): Real {
  return isTiny(a) ? nearly(a, a, -1, 2, 2) : logarithm(add(ONE_REAL, a));
}

function sineCosine(a: Real): { readonly sine: Real; readonly cosine: Real } {
  requireModerate(a, 1100);
  const { sine, cosine } = sineAndCosine(a.low + a.high, a.exponent - 1);
  return { sine: widened(fromFixed(sine), a, 0), cosine: widened(fromFixed(cosine), a, 0) };
}

export function sine(a: Real): Real {
  return isTiny(a) ? nearly(a, a, -1, 6, 3) : sineCosine(a).sine;
}

export function cosine(a: Real): Real {
  return isTiny(a) ? nearly(ONE_REAL, a, -1, 2, 2) : sineCosine(a).cosine;
}

export function tangent(a: Real): Real {
  if (isTiny(a)) {
    return nearly(a, a, 1, 3, 3);
  }
  const { sine: opposite, cosine: adjacent } = sineCosine(a);
  return divide(opposite, adjacent);
}

export function arctangent(a: Real): Real {
  if (isTiny(a)) {
    return nearly(a, a, -1, 3, 3);
  }
  const magnitude = absolute(a);
  if (signOf(subtract(magnitude, ONE_REAL)) > 0) {
    const rest = arctangent(divide(ONE_REAL, magnitude));
    const angle = subtract(halfPiReal, rest);
    return signOf(a) < 0 ? negate(angle) : angle;
  }
  return widened(fromFixed(arctangentFixed(toFixed(a))), a, 0);
}

/** The angle of the point (x, y) in (-π, π]. */
export function angle(y: Real, x: Real): Real {
  if (signOf(x) === 0) {
    if (signOf(y) === 0) {
      throw noValue;
    }
    return signOf(y) > 0 ? halfPiReal : negate(halfPiReal);
  }
  const first = arctangent(divide(y, x));
  return signOf(x) > 0 ? first : signOf(y) < 0 ? subtract(first, piReal) : add(first, piReal);
}

export function hyperbolicSine(a: Real): Real {
  if (isTiny(a)) {
    return nearly(a, a, 1, 6, 3);
  }
  const power = exponential(a);
  return divide(subtract(power, divide(ONE_REAL, power)), TWO);
}

export function hyperbolicCosine(a: Real): Real {
  if (isTiny(a)) {
    return nearly(ONE_REAL, a, 1, 2, 2);
  }
  const power = exponential(a);
  return divide(add(power, divide(ONE_REAL, power)), TWO);
}

export function hyperbolicTangent(a: Real): Real {
  if (isTiny(a)) {
    return nearly(a, a, -1, 3, 3);
  }
  requireNarrow(a);
  if (magnitudeOf(a) > 12) {
    // 1 - 2e^-2|x|, somewhere above 1 - 2^-4000.
    const nearOne = { low: (1n << 4000n) - 1n, high: 1n << 4000n, exponent: -4000 };
    return between(...ends(signOf(a) < 0 ? negate(nearOne) : nearOne));
  }
  // Below 1 as a difference, which a rounded quotient need not be.
  return subtract(ONE_REAL, divide(TWO, add(exponential(multiply(TWO, a)), ONE_REAL)));
}

function ends({ low, high, exponent }: Real): [bigint, bigint, number] {
  return [low, high, exponent];
}

export function errorFunction(a: Real): Real {
  if (isTiny(a)) {
    return multiply(divide(TWO, squareRoot(piReal)), nearly(a, a, -1, 3, 3));
  }
  requireNarrow(a);
  if (magnitudeOf(a) >= 3 || Math.abs(estimate(a)) > 7) {
    // 1 - erf 7 < 2^-74.
    const nearOne = { low: (1n << 200n) - (1n << 126n), high: 1n << 200n, exponent: -200 };
    return signOf(a) < 0 ? negate(nearOne) : nearOne;
  }
  return widened(fromFixed(errorFunctionFixed(toFixed(a))), a, 1);
}

export function complementaryErrorFunction(a: Real): Real {
  requireNarrow(a);
  if (isTiny(a) || signOf(a) < 0 || estimate(a) <= 7) {
    return subtract(ONE_REAL, errorFunction(a));
  }
  requireModerate(a, 7);
  return multiply(exponential(negate(multiply(a, a))), widened(fromFixed(scaledComplementFixed(toFixed(a))), a, 1));
}

export function arcsine(a: Real): Real {
  if (isTiny(a)) {
    return nearly(a, a, 1, 6, 3);
  }
  return angle(a, squareRoot(multiply(subtract(ONE_REAL, a), add(ONE_REAL, a))));
}

export function arccosine(a: Real): Real {
  return angle(squareRoot(multiply(subtract(ONE_REAL, a), add(ONE_REAL, a))), a);
}

export function inverseHyperbolicSine(a: Real): Real {
  if (isTiny(a)) {
    return nearly(a, a, -1, 6, 3);
  }
  const magnitude = absolute(a);
  const value = logarithm(add(magnitude, squareRoot(add(multiply(a, a), ONE_REAL))));
  return signOf(a) < 0 ? negate(value) : value;
}

export function inverseHyperbolicCosine(a: Real): Real {
  return logarithm(add(a, squareRoot(multiply(subtract(a, ONE_REAL), add(a, ONE_REAL)))));
}

export function inverseHyperbolicTangent(a: Real): Real {
  if (isTiny(a)) {
    return nearly(a, a, 1, 3, 3);
  }
  return divide(logarithm(divide(add(ONE_REAL, a), subtract(ONE_REAL, a))), TWO);
}

const ln2Real: Real = between(LN2 - 600n, LN2 + 600n, -BITS);
const ln10Real: Real = logarithm(realOf(10));

export function binaryExponential(a: Real): Real {
  return exponential(multiply(a, ln2Real));
}

export function decimalExponential(a: Real): Real {
  return exponential(multiply(a, ln10Real));
}

export function binaryLogarithm(a: Real): Real {
  return divide(logarithm(a), ln2Real);
}

export function decimalLogarithm(a: Real): Real {
  return divide(logarithm(a), ln10Real);
}

/** x^y for x > 0. */
export function power(x: Real, y: Real): Real {
  return exponential(multiply(y, logarithm(x)));
}

export function reciprocal(a: Real): Real {
  return divide(ONE_REAL, a);
}
