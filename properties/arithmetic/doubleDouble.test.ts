/** Double-double operations against exact results: errors within the bounds that doubleDouble.ts cites, and of their order. */
import {
  add,
  addNumber,
  type DoubleDouble,
  divide,
  multiply,
  multiplyNumber,
  orderedSum,
  squareRoot,
  twoProduct,
  twoSum,
} from "../../src/arithmetic/elementary/doubleDouble";
import {
  doubleDoubleOf,
  fixedExponential,
  fixedLogarithm,
  fixedPi,
  fixedRatio,
  fixedSine,
} from "../../src/arithmetic/elementary/fixedPoint";
import { quickOrFull } from "../depth";
import * as real from "../reference/realNumbers/real";
import * as functions from "../reference/realNumbers/realFunctions";
import { seededRandom } from "../reference/seededRandom";

const U2 = 2 ** -106;
const random = seededRandom();

function draw(): DoubleDouble {
  const high = (random() - 0.5) * 2 ** Math.floor(80 * (random() - 0.5));
  // Low parts of all sizes up to half a unit of the high part, and 0.
  return orderedSum(high, random() < 0.1 ? 0 : (random() - 0.5) * high * 2 ** -(52 + Math.floor(20 * random())));
}

/** A partner that nearly cancels in a sum, or any. */
function partner(a: DoubleDouble): DoubleDouble {
  if (random() < 0.5) {
    return draw();
  }
  const high = -a.high * (1 + (random() - 0.5) * 2 ** -(50 * random()));
  return orderedSum(high, (random() - 0.5) * high * 2 ** -(52 + 40 * random()));
}

const exactly = ({ high, low }: DoubleDouble): real.Real => real.add(real.realOf(high), real.realOf(low));

/** |found - exact|/|exact|, in units of u². */
function errorOf(found: DoubleDouble, exact: real.Real): number {
  const difference = real.subtract(exactly(found), exact);
  return difference.low === 0n && difference.high === 0n
    ? 0
    : Math.abs(real.estimate(real.divide(difference, exact))) / U2;
}

test.each<
  [string, number, (a: DoubleDouble, b: DoubleDouble) => DoubleDouble, (a: real.Real, b: real.Real) => real.Real]
>([
  ["add", 3.01, add, real.add],
  ["multiply", 7, multiply, real.multiply],
  ["divide", 15.01, divide, real.divide],
  ["squareRoot", 25 / 8, (a) => squareRoot(a), (a) => real.squareRoot(a)],
])("%s is right to %d u²", (name, bound, operation, exact) => {
  let worst = 0;
  for (let i = 0; i < quickOrFull(3_000, 15_000); i++) {
    const drawn = draw();
    const a = name === "squareRoot" && drawn.high < 0 ? { high: -drawn.high, low: -drawn.low } : drawn;
    const b = name === "add" ? partner(a) : draw();
    worst = Math.max(worst, errorOf(operation(a, b), exact(exactly(a), exactly(b))));
  }
  expect(worst).toBeLessThanOrEqual(bound);
  // The draws differ from run to run: some reach an eighth of it, all a tenth.
  expect(worst).toBeGreaterThan(bound / 10);
});

test.each<[string, number, (a: DoubleDouble, b: number) => DoubleDouble, (a: real.Real, b: real.Real) => real.Real]>([
  ["addNumber", 2, addNumber, real.add],
  ["multiplyNumber", 1.51, multiplyNumber, real.multiply],
])("%s is right to %d u²", (name, bound, operation, exact) => {
  let worst = 0;
  for (let i = 0; i < quickOrFull(3_000, 15_000); i++) {
    const a = draw();
    const b = name === "addNumber" ? partner(a).high : draw().high;
    worst = Math.max(worst, errorOf(operation(a, b), exact(exactly(a), real.realOf(b))));
  }
  expect(worst).toBeLessThanOrEqual(bound);
  expect(worst).toBeGreaterThan(bound / 8);
});

test("sums and products of two floats are exact", () => {
  for (let i = 0; i < quickOrFull(2_000, 10_000); i++) {
    const [a, b] = [draw().high, draw().high];
    expect(errorOf(twoSum(a, b), real.add(real.realOf(a), real.realOf(b)))).toBe(0);
    expect(errorOf(twoProduct(a, b), real.multiply(real.realOf(a), real.realOf(b)))).toBe(0);
  }
});

test("constants from integers are right to 4u²", () => {
  const one = fixedRatio(1n, 1n);
  const constants: readonly (readonly [bigint, real.Real])[] = [
    [fixedPi(), functions.piReal],
    [fixedLogarithm(2n, 1n), functions.logarithm(real.realOf(2))],
    [fixedLogarithm(5n, 4n), functions.logarithm(real.realOf(1.25))],
    [fixedExponential(one), functions.exponential(real.realOf(1))],
    [fixedExponential(36n * one), functions.exponential(real.realOf(36))],
    [fixedSine(one), functions.sine(real.realOf(1))],
    [fixedRatio(-1n, 3n), real.divide(real.realOf(-1), real.realOf(3))],
  ];
  for (const [fixed, exact] of constants) {
    expect(errorOf(doubleDoubleOf(fixed), exact)).toBeLessThanOrEqual(4);
  }
  expect(doubleDoubleOf(0n)).toEqual({ high: 0, low: 0 });
});
