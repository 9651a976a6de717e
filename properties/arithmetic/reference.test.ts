/** The reference itself against decimal.js, whose series are its own: 75 decimals at some hundred points. */
import { Decimal } from "decimal.js";
import { decimals } from "../../src/arithmetic/decimal";
import { quickOrFull } from "../depth";
import * as real from "../reference/realNumbers/real";
import * as functions from "../reference/realNumbers/realFunctions";
import { seededRandom } from "../reference/seededRandom";

const Digits = Decimal.clone({ precision: 90, minE: -9e15, maxE: 9e15 });
const wide = decimals(80);
const POINTS = 24;

function decimalOf(integer: bigint, exponent: number): Decimal {
  return new Digits(integer.toString()).times(new Digits(2).pow(exponent));
}

/** [from, to], and where the function is small or steep: 2^-30 times a number from there. */
function points([from, to]: readonly [number, number], random: () => number): number[] {
  return Array.from({ length: POINTS }, (_, i) => {
    const x = from + (to - from) * random();
    return i % 3 === 2 && from <= 0 ? x * 2 ** -(2 * i) : x;
  });
}

const erfc = (x: Decimal): Decimal => new Digits(wide.complementaryErrorFunction(wide.of(x.toNumber())).toString());
const erf = (x: Decimal): Decimal => new Digits(wide.errorFunction(wide.of(x.toNumber())).toString());

test.each<[string, (x: real.Real) => real.Real, (x: Decimal) => Decimal, readonly [number, number]]>([
  ["exp", functions.exponential, (x) => x.exp(), [-700, 700]],
  ["expm1", functions.exponentialMinusOne, (x) => x.exp().minus(1), [-3, 3]],
  ["2^x", functions.binaryExponential, (x) => Digits.pow(2, x), [-50, 50]],
  ["10^x", functions.decimalExponential, (x) => Digits.pow(10, x), [-50, 50]],
  ["log", functions.logarithm, (x) => x.ln(), [0, 100]],
  ["log1p", functions.logarithmOnePlus, (x) => x.plus(1).ln(), [-1, 5]],
  ["log2", functions.binaryLogarithm, (x) => Digits.log2(x), [0, 50]],
  ["log10", functions.decimalLogarithm, (x) => Digits.log10(x), [0, 50]],
  ["sin", functions.sine, (x) => Digits.sin(x), [-50, 50]],
  ["cos", functions.cosine, (x) => Digits.cos(x), [-50, 50]],
  ["tan", functions.tangent, (x) => Digits.tan(x), [-50, 50]],
  ["atan", functions.arctangent, (x) => Digits.atan(x), [-5, 5]],
  ["asin", functions.arcsine, (x) => Digits.asin(x), [-1, 1]],
  ["acos", functions.arccosine, (x) => Digits.acos(x), [-1, 1]],
  ["sinh", functions.hyperbolicSine, (x) => Digits.sinh(x), [-5, 5]],
  ["cosh", functions.hyperbolicCosine, (x) => Digits.cosh(x), [-5, 5]],
  ["tanh", functions.hyperbolicTangent, (x) => Digits.tanh(x), [-5, 5]],
  ["asinh", functions.inverseHyperbolicSine, (x) => Digits.asinh(x), [-5, 5]],
  ["acosh", functions.inverseHyperbolicCosine, (x) => Digits.acosh(x), [1, 9]],
  ["atanh", functions.inverseHyperbolicTangent, (x) => Digits.atanh(x), [-1, 1]],
  ["erf", functions.errorFunction, erf, [-6, 6]],
  ["erfc", functions.complementaryErrorFunction, erfc, [-3, 27]],
  ["√", real.squareRoot, (x) => x.sqrt(), [0, 9]],
  ["1/x", functions.reciprocal, (x) => new Digits(1).div(x), [-9, 9]],
])("%s", (_, f, expected, range) => {
  for (const x of points(range, seededRandom())) {
    const { low, high, exponent } = f(real.realOf(x));
    const value = expected(new Digits(wide.of(x).toString()));
    // What decimal.js may have lost to cancellation near 0, and its last digits.
    const slack = Decimal.max(value.abs(), "1e-12").times("1e-70");
    expect(decimalOf(low, exponent).lessThanOrEqualTo(value.plus(slack))).toBe(true);
    expect(decimalOf(high, exponent).greaterThanOrEqualTo(value.minus(slack))).toBe(true);
    // Narrow enough to tell floats apart: 2^-120 of the value, at 2^-46 too, where some functions cancel.
    expect(high - low < (high < 0n ? -low : high) >> 120n).toBe(true);
  }
});

test("sums and products of floats are exact, others lie within", () => {
  const random = seededRandom();
  for (let i = 0; i < quickOrFull(300, 2000); i++) {
    const [x, y] = [random() * 2 ** (40 * random()), -random() * 2 ** (40 * random())];
    const [a, b] = [real.realOf(x), real.realOf(y)];
    const [c, d] = [new Digits(wide.of(x).toString()), new Digits(wide.of(y).toString())];
    for (const [found, expected] of [
      [real.add(a, b), c.plus(d)],
      [real.multiply(a, b), c.times(d)],
      [real.maximum(a, b), c],
      [real.minimum(a, b), d],
    ] as const) {
      expect(decimalOf(found.low, found.exponent).equals(expected)).toBe(true);
      expect(found.low === found.high).toBe(true);
    }
    const quotient = real.divide(a, b);
    expect(
      decimalOf(quotient.low, quotient.exponent)
        .times(d)
        .greaterThanOrEqualTo(c.times(1 - 1e-15)),
    ).toBe(true);
    expect(real.floorOf(quotient) <= x / y && x / y <= real.ceilingOf(quotient)).toBe(true);
  }
});

test("where there is no value, none is made up", () => {
  expect(() => real.divide(real.realOf(1), real.realOf(0))).toThrow(real.noValue);
  expect(() => real.squareRoot(real.realOf(-1))).toThrow(real.noValue);
  expect(() => functions.logarithm(real.realOf(0))).toThrow(real.noValue);
});
