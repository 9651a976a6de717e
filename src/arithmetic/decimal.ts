import { Decimal } from "decimal.js";
import type { OrderedArithmetic } from "./arithmetic";
import { decimalArctangent } from "./decimalArctangent";
import { decimalComplement } from "./decimalComplement";
import { type DecimalExponential, decimalExponential } from "./decimalExponential";
import { errorFunctionSeries } from "./errorFunction";
import { jacobiPerronRoot } from "./perronRoot";

/** decimal.js does not always round its last digit right; these digits more are carried and not promised. */
const GUARD_DIGITS = 10;

/**
 * Decimals with the given number of digits: the arithmetic in which a bound or a verdict is checked again.
 *
 * @param digits significant decimal digits that results can be trusted to
 * @example decimals(50).squareRoot(decimals(50).of(2)).toFixed(20) // "1.41421356237309504880"
 */
export function decimals(digits: number): OrderedArithmetic<Decimal> {
  const Digits = Decimal.clone({
    precision: digits + GUARD_DIGITS,
    minE: -9e15,
    maxE: 9e15,
  });
  const zero = new Digits(0);
  const one = new Digits(1);
  /** A number of other decimals is rounded to these; their own are used as they are. */
  const own = (a: Decimal): Decimal => (a.constructor === Digits ? a : zero.plus(a));

  const exponentials = decimalExponential(Digits);

  let more: OrderedArithmetic<Decimal> | null = null;
  const wider = (count: number): OrderedArithmetic<Decimal> => {
    more ??= decimals(digits + count);
    return more;
  };

  const arithmetic: OrderedArithmetic<Decimal> = {
    name: `decimal${digits}`,
    pi: Digits.acos(-1),
    unitRoundoff: new Digits(10).pow(-digits),
    of: (value) => exactDecimal(Digits, value),
    add: (first = zero, ...terms) => terms.reduce((sum, term) => sum.plus(term), own(first)),
    subtract: (left, right) => left.minus(right),
    multiply: (first = one, ...factors) => factors.reduce((product, factor) => product.times(factor), own(first)),
    divide: (numerator, denominator) => numerator.dividedBy(denominator),
    negate: (a) => a.negated(),
    absolute: (a) => a.absoluteValue(),
    maximum: (...values) => Digits.max(...values),
    minimum: (...values) => Digits.min(...values),
    squareRoot: (a) => a.squareRoot(),
    exponential: exponentials.exponential,
    logarithm: (a) => a.naturalLogarithm(),
    logarithmOnePlus: (a) => logarithmOnePlus(arithmetic, digits + GUARD_DIGITS, a),
    sign: (a) => new Digits(Digits.sign(a)),
    sine: (a) => a.sine(),
    cosine: (a) => a.cosine(),
    arctangent: decimalArctangent(Digits),
    hyperbolicTangent: (a) => hyperbolicTangent(exponentials, own(a)),
    errorFunction: (a) => errorFunctionSeries(arithmetic, a),
    complementaryErrorFunction: (a) => decimalComplement(arithmetic, wider, digits + GUARD_DIGITS, a),
    euclideanNorm: (values) => {
      let sum = zero;
      for (let i = 0; i < values.length; i++) {
        const value = exactDecimal(Digits, values[i]);
        sum = sum.plus(value.times(value));
      }
      return sum.squareRoot();
    },
    hypotenuse: (parts) => parts.reduce((sum, part) => sum.plus(part.times(part)), zero).squareRoot(),
    perronRoot: (matrix) => jacobiPerronRoot(arithmetic, matrix),
    isLess: (left, right) => left.lessThan(right),
  };
  return arithmetic;
}

/** For small a the sum 1 + a carries the digits that it would lose; for tiny ones a - a²/2 has them all. */
function logarithmOnePlus({ of }: OrderedArithmetic<Decimal>, digits: number, a: Decimal): Decimal {
  if (a.isZero() || !a.isFinite()) {
    return a;
  }
  if (2 * a.e < -digits) {
    return of(1).minus(a.dividedBy(2)).times(a);
  }
  const Longer = Decimal.clone({ precision: digits + Math.max(0, -a.e), minE: -9e15, maxE: 9e15 });
  return of(0).plus(new Longer(1).plus(a).naturalLogarithm());
}

/** decimal.js sums the series of sinh and cosh wherever a lies, which takes hours at a = 1e6: exponentials do better. */
function hyperbolicTangent({ minusOne }: DecimalExponential, a: Decimal): Decimal {
  // (1 - e^(-2|a|))/(1 + e^(-2|a|)), which loses nothing where a is tiny.
  const decay = minusOne(a.absoluteValue().times(-2));
  const tangent = decay.dividedBy(decay.plus(2));
  return a.isNegative() ? tangent : tangent.negated();
}

/**
 * new Decimal(0.1) is the decimal 0.1; this is the float64 nearest to it, m·2^e, as a network file means it.
 *
 * @param Digits as many digits are kept; 767 hold every float64
 * @example exactDecimal(Decimal, 2 ** -4).toString() // "0.0625"
 */
export function exactDecimal(Digits: typeof Decimal, value: number): Decimal {
  if (!Number.isFinite(value) || Number.isSafeInteger(value)) {
    return new Digits(value);
  }
  if (Number.isInteger(value)) {
    // 1e23 is not 10^23.
    return new Digits(BigInt(value).toString());
  }
  let mantissa = value;
  let exponent = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent -= 1;
  }
  return new Digits(mantissa).times(powerOfTwo(Digits, exponent));
}

/** 2^e by exponents, for each number of digits: made once, as they take longer than the product. */
const powers = new WeakMap<typeof Decimal, Map<number, Decimal>>();

function powerOfTwo(Digits: typeof Decimal, exponent: number): Decimal {
  const known = powers.get(Digits) ?? new Map<number, Decimal>();
  powers.set(Digits, known);
  const power = known.get(exponent) ?? new Digits(2).pow(exponent);
  known.set(exponent, power);
  return power;
}
