/** Laws of every arithmetic, and agreement between them. */
import fc from "fast-check";
import type { OrderedArithmetic } from "../../src/arithmetic/arithmetic";
import { decimals } from "../../src/arithmetic/decimal";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { float64 } from "../../src/arithmetic/float64";
import { scaledComplement } from "../../src/arithmetic/float64Complement";
import { denseSpectrum } from "../reference/denseSpectrum";
import { unitNumber } from "../reference/randomMatrices";

const decimal = decimals(50);

test("known values to 50 digits", () => {
  const digits = (value: { toFixed(n: number): string }): string => value.toFixed(40);
  expect(digits(decimal.pi)).toBe("3.1415926535897932384626433832795028841972");
  expect(digits(decimal.squareRoot(decimal.of(2)))).toBe("1.4142135623730950488016887242096980785697");
  expect(digits(decimal.errorFunction(decimal.of(1)))).toBe("0.8427007929497148693412206350826092592961");
  expect(digits(decimal.errorFunction(decimal.of(-0.5)))).toBe("-0.5204998778130465376827466538919645287365");
  const complement = (a: number): string => decimal.complementaryErrorFunction(decimal.of(a)).toPrecision(38);
  expect([-0.5, 1.5, 3, 7.5, 1e6].map(complement)).toEqual([
    "1.5204998778130465376827466538919645287",
    "0.033894853524689272933023738354052141319",
    "0.000022090496998585441372776129582320379848",
    "2.7766493860305691006639662093224125867e-26",
    "3.1593476125994294336592942074069264439e-434294481910",
  ]);
});

test("a float64 becomes the decimal with exactly its value", () => {
  expect(decimal.of(0.1).toFixed(55)).toBe("0.1000000000000000055511151231257827021181583404541015625");
  expect(decimal.of(-5e-324).toExponential(5)).toBe("-4.94066e-324");
});

describe.each([
  ["float64", float64 as OrderedArithmetic<unknown>],
  ["decimal50", decimal as OrderedArithmetic<unknown>],
])("%s", (_, arithmetic) => {
  const near = (a: unknown, b: unknown): boolean => {
    const difference = arithmetic.absolute(arithmetic.subtract(a, b));
    const scale = arithmetic.maximum(arithmetic.absolute(a), arithmetic.absolute(b), arithmetic.of(2 ** -1000));
    return !arithmetic.isLess(arithmetic.multiply(arithmetic.of(64), arithmetic.unitRoundoff, scale), difference);
  };
  const numbers = fc.integer({ min: -4096, max: 4096 }).map((k) => arithmetic.of(k / 512));
  const positive = fc.integer({ min: 1, max: 4096 }).map((k) => arithmetic.of(k / 512));

  test("field laws, up to rounding", () => {
    fc.assert(
      fc.property(numbers, numbers, positive, (a, b, c) => {
        const { add, subtract, multiply, divide, negate, of } = arithmetic;
        expect(near(add(a, b), add(b, a))).toBe(true);
        expect(near(multiply(a, b, c), multiply(c, b, a))).toBe(true);
        expect(near(subtract(add(a, b), b), a) || near(subtract(add(a, b), add(a, b)), of(0))).toBe(true);
        expect(near(multiply(divide(a, c), c), a)).toBe(true);
        expect(near(add(a, negate(a)), of(0))).toBe(true);
      }),
    );
  });

  test("elementary functions obey their equations", () => {
    fc.assert(
      fc.property(positive, (a) => {
        const { of, divide, add, multiply, exponential, logarithm, squareRoot, hyperbolicTangent } = arithmetic;
        expect(near(multiply(squareRoot(a), squareRoot(a)), a)).toBe(true);
        expect(near(exponential(logarithm(a)), a)).toBe(true);
        const twice = exponential(multiply(of(2), a));
        // 1 + tanh a, as e^(2a) - 1 would cancel.
        expect(near(add(of(1), hyperbolicTangent(a)), divide(multiply(of(2), twice), add(twice, of(1))))).toBe(true);
        expect(near(arithmetic.hypotenuse([a, a]), multiply(a, squareRoot(of(2))))).toBe(true);
      }),
    );
  });

  test("order", () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        expect(arithmetic.isLess(arithmetic.minimum(a, b), arithmetic.maximum(a, b))).toBe(
          arithmetic.isLess(a, b) || arithmetic.isLess(b, a),
        );
      }),
    );
  });
});

test("float64's error function is right to 16 + a² units of roundoff", () => {
  // a² from the exponential's argument; constants, quotients and products are 7, the sum's two a term at most 9 as its
  // terms fall. Over all k the largest is 6.1 + a².
  fc.assert(
    fc.property(fc.integer({ min: -7000, max: 7000 }), (k) => {
      const exact = decimal.errorFunction(decimal.of(k / 1000));
      const error = exact.minus(float64.errorFunction(k / 1000)).absoluteValue();
      expect(error.toNumber()).toBeLessThanOrEqual((16 + (k / 1000) ** 2) * 2 ** -53 * Math.abs(exact.toNumber()));
    }),
  );
});

test("erfc of float64 is erfc of decimals to a few units of roundoff, however small it is", () => {
  fc.assert(
    fc.property(fc.integer({ min: -7000, max: 26_500 }), (k) => {
      const exact = decimal.complementaryErrorFunction(decimal.of(k / 1000));
      const error = exact.minus(float64.complementaryErrorFunction(k / 1000)).absoluteValue();
      expect(error.dividedBy(exact).toNumber()).toBeLessThanOrEqual(12 * 2 ** -53);
    }),
  );
  for (const x of [26, 28, 29, 1000, 1e200]) {
    const scaled = decimal.of(x).times(scaledComplement(x)).times(decimal.squareRoot(decimal.pi)).toNumber();
    // 1 - 1/(2x²) + 3/(4x⁴) - …, without the 15/(8x⁶) < 1e-8 that comes next.
    expect(Math.abs(scaled - 1 + 1 / 2 / x / x - 3 / 4 / x ** 4)).toBeLessThan(2 / x ** 6 + 2 ** -50);
  }
});

test("erfc of decimals has as many digits as it is computed with, beyond the continued fraction's first argument too", () => {
  const [fewer, more] = [30, 80].map(decimals);
  fc.assert(
    fc.property(fc.integer({ min: -3000, max: 100_000 }), (k) => {
      const exact = more.complementaryErrorFunction(more.of(k / 1000));
      const error = exact.minus(more.add(fewer.complementaryErrorFunction(fewer.of(k / 1000)))).absoluteValue();
      expect(error.dividedBy(exact).toNumber()).toBeLessThanOrEqual(1e-29);
    }),
  );
});

test("NaN and infinities go through, and end", () => {
  expect(float64.complementaryErrorFunction(Number.NaN)).toBeNaN();
  expect([Number.POSITIVE_INFINITY, -1e300].map(float64.complementaryErrorFunction)).toEqual([0, 2]);
  expect(float64.errorFunction(Number.NaN)).toBeNaN();
  expect([float64.errorFunction(Number.POSITIVE_INFINITY), float64.errorFunction(-1e300)]).toEqual([1, -1]);
  expect(
    float64.perronRoot([
      [Number.NaN, 1],
      [1, 0],
    ]),
  ).toBeNaN();
});

test("the Perron root of a large matrix", () => {
  const n = 450;
  const ones = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  ones[0][n - 1] = ones[n - 1][0] = 3;
  expect(float64.perronRoot(ones)).toBeCloseTo(3, 12);
});

test("the Perron root is the largest eigenvalue of a dense solver, at every scale", () => {
  const matrices = fc
    .integer({ min: 1, max: 7 })
    .chain((n) =>
      fc.array(fc.array(unitNumber.map(Math.abs), { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
    );
  fc.assert(
    fc.property(matrices, fc.constantFrom(1, 1e-180, 1e180), (half, scale) => {
      const n = half.length;
      const symmetric = half.map((row, i) => row.map((entry, j) => entry + half[j][i]));
      const expected = Math.max(...denseSpectrum(Float64Array.from(symmetric.flat()), n));
      const found = float64.perronRoot(symmetric.map((row) => row.map((entry) => entry * scale))) / scale;
      expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-13 * expected);
    }),
  );
});

test("the Euclidean norm neither overflows nor underflows", () => {
  expect(euclideanNorm([])).toBe(0);
  expect(euclideanNorm([0, -0])).toBe(0);
  expect(euclideanNorm([Number.NaN, 1])).toBeNaN();
  expect(euclideanNorm([Number.NaN, Number.POSITIVE_INFINITY])).toBeNaN();
  expect(euclideanNorm([1, Number.NEGATIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
  expect(euclideanNorm([5e-324])).toBe(5e-324);
  expect(euclideanNorm([9, 3, 4, 9], 1, 2)).toBe(5);
  fc.assert(
    fc.property(fc.array(unitNumber, { minLength: 1 }), fc.integer({ min: -290, max: 290 }), (values, exponent) => {
      const plain = Math.hypot(...values);
      const scaled = euclideanNorm(values.map((value) => value * 2 ** exponent)) / 2 ** exponent;
      expect(Math.abs(scaled - plain)).toBeLessThanOrEqual(1e-14 * plain);
    }),
  );
});
