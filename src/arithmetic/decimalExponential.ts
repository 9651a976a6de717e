import type { Decimal } from "decimal.js";

/** exp a = exp k · exp(j/64) · exp s with the integer k nearest to a, and j/64 nearest to a - k: |s| <= 1/128. */
const STEPS = 64;
const LARGEST_REST = 1 / (2 * STEPS);

/** Up to this, exp k is kept when it was needed once; beyond the other, decimal.js does all. */
const LARGEST_KEPT = 200;
const LARGEST = 1e9;

/** exp a, and exp a - 1, of tiny a too. */
export interface DecimalExponential {
  exponential(a: Decimal): Decimal;
  minusOne(a: Decimal): Decimal;
}

/**
 * exp in the given decimals but for their last four digits. decimal.js sums a longer series and raises it to a power, which takes five times longer, and a
 * judge of deep networks needs it thousands of times.
 *
 * @example decimalExponential(Decimal).exponential(new Decimal(1)) // e
 */
export function decimalExponential(Digits: typeof Decimal): DecimalExponential {
  const powers = new Map<number, Decimal>();
  const fractions = new Map<number, readonly [part: Decimal, power: Decimal]>();
  const coefficients = exponentialSeries(Digits);
  const leastCounting = -(Digits.precision + 1) * Math.LN10;

  function exponential(a: Decimal): Decimal {
    if (!(a.absoluteValue().toNumber() <= LARGEST)) {
      return a.naturalExponential();
    }
    const k = Math.round(a.toNumber());
    const rest = a.minus(k);
    const j = Math.round(STEPS * rest.toNumber());
    const [part, power] = fractionOf(j);
    return powerOf(k)
      .times(power)
      .times(series(rest.minus(part)).plus(1));
  }

  function minusOne(a: Decimal): Decimal {
    // exp a no longer counts beside 1: the tanh of saturated networks asks for it.
    if (a.lessThan(leastCounting)) {
      return new Digits(-1);
    }
    return Math.abs(a.toNumber()) <= LARGEST_REST ? series(a) : exponential(a).minus(1);
  }

  /** exp s - 1, by Horner's rule. */
  function series(s: Decimal): Decimal {
    return coefficients.reduceRight((sum, coefficient) => sum.times(s).plus(coefficient), new Digits(0)).times(s);
  }

  function powerOf(k: number): Decimal {
    const power = powers.get(k) ?? new Digits(k).naturalExponential();
    if (Math.abs(k) <= LARGEST_KEPT) {
      powers.set(k, power);
    }
    return power;
  }

  function fractionOf(j: number): readonly [part: Decimal, power: Decimal] {
    const part = new Digits(j).dividedBy(STEPS);
    const both = fractions.get(j) ?? [part, part.naturalExponential()];
    fractions.set(j, both);
    return both;
  }

  const own = (a: Decimal): Decimal => new Digits(0).plus(a);
  return { exponential: (a) => exponential(own(a)), minusOne: (a) => minusOne(own(a)) };
}

/** 1, 1/2!, 1/3!, …, until s^n/(n + 1)! no longer counts beside 1. */
function exponentialSeries(Digits: typeof Decimal): readonly Decimal[] {
  const coefficients = [new Digits(1)];
  let digits = 0;
  while (digits <= Digits.precision) {
    const n = coefficients.length;
    coefficients.push(coefficients[n - 1].dividedBy(n + 1));
    digits = -coefficients[n].e - n * Math.log10(LARGEST_REST);
  }
  return coefficients;
}
