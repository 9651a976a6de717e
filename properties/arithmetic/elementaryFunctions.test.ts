/**
 * The kernel's point functions against 200 binary digits: a million points in all at full depth, and 25 million by `npm run rigour:functions`. Every
 * enclosure must contain the value, and be at most one float wider at either end than the tightest.
 */
import { ARCTANGENT_SERIES, arctangentAt } from "../../src/arithmetic/elementary/arctangent";
import {
  complementaryErrorFunctionAt,
  scaledComplementCentre,
} from "../../src/arithmetic/elementary/complementaryErrorFunction";
import {
  ERROR_FUNCTION_SERIES,
  errorFunctionAt,
  errorFunctionCentre,
} from "../../src/arithmetic/elementary/errorFunction";
import { EXPONENTIAL_SERIES, exponentialAt, exponentialMinusOneAt } from "../../src/arithmetic/elementary/exponential";
import { hyperbolicCosineAt, hyperbolicSineAt, hyperbolicTangentAt } from "../../src/arithmetic/elementary/hyperbolic";
import {
  arccosineAt,
  arcsineAt,
  inverseHyperbolicCosineAt,
  inverseHyperbolicSineAt,
  inverseHyperbolicTangentAt,
} from "../../src/arithmetic/elementary/inverse";
import { LOGARITHM_SERIES, logarithmAt, logarithmOnePlusAt } from "../../src/arithmetic/elementary/logarithm";
import {
  binaryLogarithmAt,
  decimalLogarithmAt,
  powerAt,
  powerOfTenAt,
  powerOfTwoAt,
} from "../../src/arithmetic/elementary/power";
import type { Series } from "../../src/arithmetic/elementary/series";
import { COSINE_SERIES, cosineAt, SINE_SERIES, sineAt, tangentAt } from "../../src/arithmetic/elementary/sine";
import type { Interval } from "../../src/arithmetic/interval/interval";
import { quickOrFull } from "../depth";
import { anyFloat } from "../reference/floats";
import { functionCases } from "../reference/functionCases";
import { checkFunction } from "../reference/functionCheck";
import { seededRandom } from "../reference/seededRandom";

const ends = ({ lower, upper }: Interval): [number, number] => [lower + 0, upper + 0];
const MAX = Number.MAX_VALUE;
const MIN = Number.MIN_VALUE;

test.each(functionCases)("$name is enclosed, at most one float wider than it must be at either end", (functionCase) => {
  const points = Math.ceil(quickOrFull(24_000, 1_000_000) / functionCases.length);
  const report = checkFunction(functionCase, points, seededRandom());
  expect(report).toMatchObject({ objection: null, points });
  expect(report.excess).toBeLessThanOrEqual(1);
  expect(report.width).toBeLessThanOrEqual(2);
});

const oddFunctions = [
  sineAt,
  tangentAt,
  arctangentAt,
  arcsineAt,
  hyperbolicSineAt,
  hyperbolicTangentAt,
  inverseHyperbolicSineAt,
  inverseHyperbolicTangentAt,
  errorFunctionAt,
];

test("what is exact stays exact", () => {
  for (const f of [...oddFunctions, exponentialMinusOneAt, logarithmOnePlusAt]) {
    expect(ends(f(0))).toEqual([0, 0]);
  }
  for (const f of [exponentialAt, cosineAt, hyperbolicCosineAt, powerOfTwoAt, complementaryErrorFunctionAt]) {
    expect(ends(f(-0))).toEqual([1, 1]);
  }
  for (const f of [logarithmAt, binaryLogarithmAt, arccosineAt, inverseHyperbolicCosineAt]) {
    expect(ends(f(1))).toEqual([0, 0]);
  }
  for (let n = -1074; n <= 1023; n++) {
    expect(ends(powerOfTwoAt(n))).toEqual([2 ** n, 2 ** n]);
    expect(ends(binaryLogarithmAt(2 ** n))).toEqual([n, n]);
  }
  for (let n = 0; n <= 22; n++) {
    expect(ends(powerOfTenAt(n))).toEqual([Number(`1e${n}`), Number(`1e${n}`)]);
    expect(ends(decimalLogarithmAt(Number(`1e${n}`)))).toEqual([n, n]);
  }
  expect(ends(powerAt(3, 4))).toEqual([81, 81]);
  expect(ends(powerAt(2, -1074))).toEqual([MIN, MIN]);
  expect(ends(powerAt(1, 0.3))).toEqual([1, 1]);
});

test("ends of the range: overflow, underflow, saturation, infinity", () => {
  const beyond = [MAX, Infinity];
  expect(ends(exponentialAt(709.782712893384))[1]).toBeLessThan(Infinity);
  for (const x of [709.7827128933841, 1e300, Infinity]) {
    expect(ends(exponentialAt(x))).toEqual(beyond);
    expect(ends(exponentialMinusOneAt(x))).toEqual(beyond);
    expect(ends(hyperbolicSineAt(2 * x))).toEqual(beyond);
    expect(ends(hyperbolicCosineAt(-2 * x))).toEqual(beyond);
    expect(ends(exponentialAt(-2 * x))).toEqual([0, MIN]);
    expect(ends(exponentialMinusOneAt(-x))).toEqual([-1, -1 + 2 ** -53]);
    expect(ends(hyperbolicTangentAt(x))).toEqual([1 - 2 ** -53, 1]);
    expect(ends(complementaryErrorFunctionAt(x))).toEqual([0, MIN]);
    expect(ends(complementaryErrorFunctionAt(-x))).toEqual([2 - 2 ** -52, 2]);
    expect(ends(errorFunctionAt(-x))).toEqual([-1, -1 + 2 ** -53]);
    expect(ends(arctangentAt(x * 2 ** 60))).toEqual([Math.PI / 2, Math.PI / 2 + 2 ** -52]);
    expect(ends(powerOfTwoAt(2 * x))).toEqual(beyond);
    expect(ends(powerOfTenAt(-x))).toEqual([0, MIN]);
  }
  for (const f of [
    logarithmAt,
    logarithmOnePlusAt,
    binaryLogarithmAt,
    inverseHyperbolicSineAt,
    inverseHyperbolicCosineAt,
  ]) {
    expect(f(Infinity).upper).toBe(Infinity);
  }
  expect(logarithmAt(0).lower).toBe(-Infinity);
  expect(logarithmOnePlusAt(-1).lower).toBe(-Infinity);
  expect(inverseHyperbolicTangentAt(1).upper).toBe(Infinity);
  expect(ends(exponentialAt(-745.1332191019412))).toEqual([0, MIN]);
  // y log x underflows, and its sign does not.
  expect(ends(powerAt(1 + 2 ** -52, 1e-310))).toEqual([1, 1 + 2 ** -52]);
  expect(ends(powerAt(1 + 2 ** -52, -1e-310))).toEqual([1 - 2 ** -53, 1]);
  expect(ends(powerAt(1 - 2 ** -53, -1e-310))).toEqual([1, 1 + 2 ** -52]);
});

test("odd functions are odd and even ones even, to the last bit", () => {
  const random = seededRandom();
  for (let i = 0; i < quickOrFull(2_000, 20_000); i++) {
    const x = anyFloat(random);
    const inside = 2 * random() - 1;
    for (const f of oddFunctions) {
      const argument = f === arcsineAt || f === inverseHyperbolicTangentAt ? inside : x;
      const { lower, upper } = f(argument);
      const mirrored = f(-argument);
      if (mirrored.lower !== -upper || mirrored.upper !== -lower) {
        throw new Error(`at ${argument}: [${lower}, ${upper}] and [${mirrored.lower}, ${mirrored.upper}]`);
      }
    }
    for (const f of [cosineAt, hyperbolicCosineAt]) {
      const { lower, upper } = f(x);
      const mirrored = f(-x);
      if (mirrored.lower !== lower || mirrored.upper !== upper) {
        throw new Error(`at ${x}: [${lower}, ${upper}] and [${mirrored.lower}, ${mirrored.upper}]`);
      }
    }
  }
});

test("sin and cos never leave [-1, 1], however close their extrema are", () => {
  for (let k = -1000; k <= 1000; k++) {
    for (const { lower, upper } of [sineAt((k * Math.PI) / 2), cosineAt((k * Math.PI) / 2)]) {
      expect(Math.max(-lower, upper)).toBeLessThanOrEqual(1);
    }
  }
});

const u = 2 ** -53;

/** The bound on the rounding error of a series for |z| <= ζ: the formula of series.ts. */
function roundingBound({ leading, tail }: Series, zeta: number): number {
  const m = leading.length;
  const ofTail = tail.map((b, i) => (3 * i + 3) * Math.abs(b) * zeta ** (m + i)).reduce((a, b) => a + b);
  const ofLeading = leading.map(({ high }, i) => Math.abs(high) * zeta ** i).reduce((a, b) => a + b);
  return u * ofTail + 15 * m * u * u * ofLeading;
}

test.each([
  ["exponential.ts", EXPONENTIAL_SERIES, 0.0055, 2 ** -78.5],
  ["logarithm.ts", LOGARITHM_SERIES, 0.0056, 2 ** -75.8],
  ["arctangent.ts", ARCTANGENT_SERIES, 2 ** -12, 2 ** -77.7],
  ["sine.ts, sin", SINE_SERIES, 0.00243, 2 ** -75.6],
  ["sine.ts, cos", COSINE_SERIES, 0.00243, 2 ** -86],
  ["errorFunction.ts", ERROR_FUNCTION_SERIES, 2 ** -10, 2 ** -74.7],
])("the rounding bound in %s follows from that of series.ts", (_, series, zeta, stated) => {
  expect(roundingBound(series, zeta)).toBeLessThan(stated);
  // It is the bound of this very series: with one double-double coefficient less it would fail.
  const weaker = {
    leading: series.leading.slice(1),
    tail: [series.leading[series.leading.length - 1].high, ...series.tail],
  };
  expect(roundingBound(weaker, zeta)).toBeGreaterThan(stated);
});

test("the rounding bounds of erf's expansions are as errorFunction.ts has them", () => {
  for (let j = 1; j <= 96; j++) {
    const { value, slope, series } = errorFunctionCentre(j);
    const absolute = slope.high * 2 ** -5 * roundingBound(series, 2 ** -5);
    expect(absolute).toBeLessThan(2 ** -73.8);
    expect(absolute / value.high).toBeLessThan(2 ** -72.1);
  }
});

test("the rounding bounds of erfc's expansions are as complementaryErrorFunction.ts has them", () => {
  for (let j = 0; j <= 436; j++) {
    const series = scaledComplementCentre(j);
    // w falls by less than 4 % on 1/32.
    expect(roundingBound(series, 2 ** -5) / (0.96 * series.leading[0].high)).toBeLessThan(2 ** -72.2);
  }
});
