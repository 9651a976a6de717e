/** Laws of interval operations: members stay in, tightness, isotonicity; sets and measures; intervals as an Arithmetic. */
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import * as basic from "../../src/arithmetic/interval/basic";
import * as elementary from "../../src/arithmetic/interval/elementaryFunctions";
import { euclideanNorm } from "../../src/arithmetic/interval/euclideanNorm";
import {
  contains,
  EMPTY,
  ENTIRE,
  type Interval,
  interval,
  isEmpty,
  isEntire,
  isPoint,
  point,
} from "../../src/arithmetic/interval/interval";
import { intervals } from "../../src/arithmetic/interval/intervals";
import * as measures from "../../src/arithmetic/interval/measures";
import { cosine, sine, tangent } from "../../src/arithmetic/interval/periodic";
import { angle, power, wholePower } from "../../src/arithmetic/interval/powers";
import * as sets from "../../src/arithmetic/interval/sets";
import * as steps from "../../src/arithmetic/interval/steps";
import { activations } from "../../src/network/activation";
import { quickOrFull } from "../depth";
import { anyFloat, near, shortFloat, uniform } from "../reference/floats";
import * as real from "../reference/realNumbers/real";
import * as functions from "../reference/realNumbers/realFunctions";
import { seededRandom } from "../reference/seededRandom";

const random = seededRandom();

/** Narrow, wide, around 0, with ends at 0 or at infinity. */
function drawInterval(): Interval {
  const kind = random();
  const draw = (): number => (kind < 0.3 ? anyFloat(random) : kind < 0.5 ? shortFloat(random) : uniform(-4, 4, random));
  const x = draw();
  const y = random() < 0.3 ? near(x, random) : random() < 0.1 ? 0 : draw();
  const lower = random() < 0.03 ? -Infinity : Math.min(x, y);
  const upper = random() < 0.03 ? Infinity : Math.max(x, y);
  return interval(Math.min(lower, Number.MAX_VALUE), Math.max(upper, -Number.MAX_VALUE));
}

/** A finite member: an end or something in between. */
function member({ lower, upper }: Interval): number {
  const [low, high] = [Math.max(lower, -Number.MAX_VALUE), Math.min(upper, Number.MAX_VALUE)];
  const kind = random();
  const inside = kind < 0.25 ? low : kind < 0.5 ? high : low + (high / 2 - low / 2) * random() * 2;
  return Math.min(high, Math.max(low, inside));
}

/** A part of the interval, or all of it. */
function part(a: Interval): Interval {
  const [x, y] = [member(a), member(a)];
  return random() < 0.2 ? a : interval(Math.min(x, y), Math.max(x, y));
}

interface Case {
  readonly of: (a: Interval, b: Interval) => Interval;
  readonly value: (x: real.Real, y: real.Real) => real.Real;
}

const unary = (of: (a: Interval) => Interval, value: (x: real.Real) => real.Real): Case => ({ of, value });
const square = (x: real.Real): real.Real => real.multiply(x, x);
const rounded = (step: (x: number) => number) => (x: real.Real) => real.realOf(step(real.estimate(x)));

const cases: Readonly<Record<string, Case>> = {
  add: { of: basic.add, value: real.add },
  subtract: { of: basic.subtract, value: real.subtract },
  multiply: { of: basic.multiply, value: real.multiply },
  divide: { of: basic.divide, value: real.divide },
  maximum: { of: basic.maximum, value: real.maximum },
  minimum: { of: basic.minimum, value: real.minimum },
  negate: unary(basic.negate, real.negate),
  absolute: unary(basic.absolute, real.absolute),
  reciprocal: unary(basic.reciprocal, functions.reciprocal),
  square: unary(basic.square, square),
  squareRoot: unary(basic.squareRoot, real.squareRoot),
  "fma, third operand [-1, 2]": {
    of: (a, b) => basic.fma(a, b, interval(-1, 2)),
    value: (x, y) => real.add(real.multiply(x, y), real.realOf(uniform(-1, 2, random))),
  },
  exponential: unary(elementary.exponential, functions.exponential),
  exponentialMinusOne: unary(elementary.exponentialMinusOne, functions.exponentialMinusOne),
  binaryExponential: unary(elementary.binaryExponential, functions.binaryExponential),
  decimalExponential: unary(elementary.decimalExponential, functions.decimalExponential),
  logarithm: unary(elementary.logarithm, functions.logarithm),
  logarithmOnePlus: unary(elementary.logarithmOnePlus, functions.logarithmOnePlus),
  binaryLogarithm: unary(elementary.binaryLogarithm, functions.binaryLogarithm),
  decimalLogarithm: unary(elementary.decimalLogarithm, functions.decimalLogarithm),
  sine: unary(sine, functions.sine),
  cosine: unary(cosine, functions.cosine),
  tangent: unary(tangent, functions.tangent),
  arcsine: unary(elementary.arcsine, functions.arcsine),
  arccosine: unary(elementary.arccosine, functions.arccosine),
  arctangent: unary(elementary.arctangent, functions.arctangent),
  hyperbolicSine: unary(elementary.hyperbolicSine, functions.hyperbolicSine),
  hyperbolicCosine: unary(elementary.hyperbolicCosine, functions.hyperbolicCosine),
  hyperbolicTangent: unary(elementary.hyperbolicTangent, functions.hyperbolicTangent),
  inverseHyperbolicSine: unary(elementary.inverseHyperbolicSine, functions.inverseHyperbolicSine),
  inverseHyperbolicCosine: unary(elementary.inverseHyperbolicCosine, functions.inverseHyperbolicCosine),
  inverseHyperbolicTangent: unary(elementary.inverseHyperbolicTangent, functions.inverseHyperbolicTangent),
  errorFunction: unary(elementary.errorFunction, functions.errorFunction),
  complementaryErrorFunction: unary(elementary.complementaryErrorFunction, functions.complementaryErrorFunction),
  power: { of: power, value: functions.power },
  angle: { of: angle, value: functions.angle },
  "wholePower 3": unary(
    (a) => wholePower(a, 3),
    (x) => real.multiply(x, square(x)),
  ),
  "wholePower 4": unary(
    (a) => wholePower(a, 4),
    (x) => square(square(x)),
  ),
  "wholePower -1": unary((a) => wholePower(a, -1), functions.reciprocal),
  "wholePower -2": unary(
    (a) => wholePower(a, -2),
    (x) => functions.reciprocal(square(x)),
  ),
  floor: unary(steps.floorOf, rounded(Math.floor)),
  ceiling: unary(steps.ceilingOf, rounded(Math.ceil)),
  truncated: unary(steps.truncated, rounded(Math.trunc)),
  sign: unary(steps.sign, rounded(Math.sign)),
};

describe.each(Object.entries(cases))("%s", (_, { of, value }) => {
  test("contains the values at members", () => {
    let judged = 0;
    const points = quickOrFull(250, 2500);
    for (let i = 0; i < points; i++) {
      const [a, b] = [drawInterval(), drawInterval()];
      const [x, y] = [member(a), member(b)];
      let exact: real.Real;
      try {
        exact = value(real.realOf(x), real.realOf(y));
      } catch (error) {
        expect(error).toBe(real.noValue);
        continue;
      }
      judged++;
      const { lower, upper } = of(a, b);
      if (
        !(
          lower <= real.floorOf({ ...exact, low: exact.high }) && upper >= real.ceilingOf({ ...exact, high: exact.low })
        )
      ) {
        throw new Error(`[${a.lower}, ${a.upper}], [${b.lower}, ${b.upper}] at ${x}, ${y}: [${lower}, ${upper}]`);
      }
    }
    expect(judged).toBeGreaterThan(points / 10);
  });

  test("is isotone: parts of the arguments have parts of the result", () => {
    for (let i = 0; i < quickOrFull(250, 2500); i++) {
      const [a, b] = [drawInterval(), drawInterval()];
      const [inA, inB] = [part(a), part(b)];
      if (!sets.isSubset(of(inA, inB), of(a, b))) {
        throw new Error(
          `[${a.lower}, ${a.upper}], [${b.lower}, ${b.upper}] and [${inA.lower}, ${inA.upper}], [${inB.lower}, ${inB.upper}]`,
        );
      }
    }
  });

  test("has no value for no argument", () => {
    expect(of(EMPTY, EMPTY)).toEqual(EMPTY);
    expect(of(EMPTY, interval(1, 2))).toEqual(EMPTY);
  });
});

test("sums, products and quotients are the tightest, from the ends alone", () => {
  const corners = ({ lower, upper }: Interval): real.Real[] => [real.realOf(lower), real.realOf(upper)];
  const exact: readonly (readonly [Case["of"], Case["value"]])[] = [
    [basic.add, real.add],
    [basic.multiply, real.multiply],
    [basic.divide, real.divide],
  ];
  for (let i = 0; i < quickOrFull(4_000, 20_000); i++) {
    const [a, b] = [drawInterval(), drawInterval()];
    if (![a.lower, a.upper, b.lower, b.upper].every(Number.isFinite)) {
      continue;
    }
    for (const [of, value] of exact) {
      if (value === real.divide && contains(b, 0)) {
        continue;
      }
      const values = corners(a).flatMap((x) => corners(b).map((y) => value(x, y)));
      const { lower, upper } = of(a, b);
      const [low, high] = [Math.min(...values.map(real.floorOf)), Math.max(...values.map(real.ceilingOf))];
      // `expect` takes longer than all the rest.
      if (lower !== low || upper !== high) {
        throw new Error(`${of.name} of [${a.lower}, ${a.upper}], [${b.lower}, ${b.upper}]: [${lower}, ${upper}]`);
      }
    }
  }
});

test("division by intervals with 0, as in IEEE 1788", () => {
  const ends = (a: Interval): (number | string)[] => (isEmpty(a) ? ["empty"] : [a.lower + 0, a.upper + 0]);
  const quotient = (a: readonly [number, number], b: readonly [number, number]) =>
    ends(basic.divide(interval(...a), interval(...b)));
  expect(quotient([1, 2], [0, 0])).toEqual(["empty"]);
  expect(quotient([0, 0], [0, 0])).toEqual(["empty"]);
  expect(quotient([0, 0], [-1, 1])).toEqual([0, 0]);
  expect(quotient([1, 2], [-1, 4])).toEqual([-Infinity, Infinity]);
  expect(quotient([1, 2], [0, 4])).toEqual([0.25, Infinity]);
  expect(quotient([1, 2], [-4, -0])).toEqual([-Infinity, -0.25]);
  expect(quotient([-2, -1], [0, 4])).toEqual([-Infinity, -0.25]);
  expect(quotient([-2, 1], [0, 4])).toEqual([-Infinity, Infinity]);
  expect(quotient([0, 1], [0, 4])).toEqual([0, Infinity]);
  expect(ends(basic.reciprocal(ENTIRE))).toEqual([-Infinity, Infinity]);
});

test("turning points, poles and cuts are not missed", () => {
  expect(sine(interval(1.5, 1.6)).upper).toBe(1);
  expect(sine(interval(0, 5))).toEqual({ lower: -1, upper: 1 });
  expect(sine(interval(-7, 7))).toEqual({ lower: -1, upper: 1 });
  expect(cosine(interval(-0.1, 0.1)).upper).toBe(1);
  expect(cosine(interval(3, 3.2)).lower).toBe(-1);
  expect(cosine(interval(0.1, 3)).lower).toBeGreaterThan(-1);
  // Almost a whole turn: both turning points, and around to the same quarter.
  expect(sine(interval(1.6, 7.8))).toEqual({ lower: -1, upper: sine(point(1.6)).upper });
  expect(tangent(interval(1.5, 1.6))).toEqual(ENTIRE);
  expect(tangent(interval(-1.5, 1.5)).upper).toBeLessThan(15);
  expect(tangent(interval(1.6, 4.8))).toEqual(ENTIRE);
  expect(sine(interval(1e300, 1e300))).toEqual(sine(point(1e300)));
  expect(sine(interval(1e300, 1.1e300))).toEqual({ lower: -1, upper: 1 });
  expect(angle(interval(-1, 1), interval(-1, 1)).upper).toBeGreaterThan(Math.PI);
  expect(angle(interval(0, 0), interval(0, 0))).toEqual(EMPTY);
  expect(power(interval(0, 0), interval(-1, 1))).toEqual({ lower: 0, upper: 0 });
  expect(elementary.logarithm(interval(-1, 0))).toEqual(EMPTY);
  expect(elementary.inverseHyperbolicTangent(interval(1, 2))).toEqual(EMPTY);
});

test.each([
  [1, 0],
  [Number.NaN, 1],
  [1, Number.NaN],
  [Infinity, Infinity],
  [-Infinity, -Infinity],
])("[%d, %d] is no interval", (lower, upper) => {
  expect(() => interval(lower, upper)).toThrow(RangeError);
});

test("what an operation cannot take is refused", () => {
  expect(() => point(Infinity)).toThrow(RangeError);
  expect(() => intervals.of(Number.NaN)).toThrow("interval: [NaN, NaN]");
  expect(() => intervals.euclideanNorm([1, -Infinity])).toThrow(RangeError);
  expect(() => wholePower(point(2), 0.5)).toThrow("exponent: 0.5, expected an integer");
  expect([isEmpty(EMPTY), isEntire(ENTIRE), isPoint(point(3)), isPoint(EMPTY), contains(ENTIRE, Infinity)]).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test("measures: the middle is inside, the radius reaches both ends, width and moduli bound", () => {
  for (let i = 0; i < quickOrFull(4_000, 20_000); i++) {
    const a = drawInterval();
    const middle = measures.midpoint(a);
    const radius = measures.radius(a);
    const reach = basic.add(point(middle), { lower: -radius, upper: radius });
    const x = member(a);
    const isRight =
      contains(a, middle) &&
      sets.isSubset(a, reach) &&
      Math.abs(x) <= measures.magnitude(a) &&
      Math.abs(x) >= measures.mignitude(a) &&
      (measures.width(a) >= a.upper - a.lower || a.upper - a.lower === Infinity);
    if (!isRight) {
      throw new Error(`[${a.lower}, ${a.upper}]: middle ${middle}, radius ${radius}, member ${x}`);
    }
  }
  expect([measures.midpoint(EMPTY), measures.radius(EMPTY), measures.width(EMPTY), measures.magnitude(EMPTY)]).toEqual(
    new Array(4).fill(Number.NaN),
  );
});

test("sets: hull and intersection bound from both sides", () => {
  for (let i = 0; i < quickOrFull(500, 2500); i++) {
    const [a, b] = [drawInterval(), drawInterval()];
    const [union, common] = [sets.hull(a, b), sets.intersection(a, b)];
    expect(sets.isSubset(a, union) && sets.isSubset(b, union)).toBe(true);
    expect(sets.isSubset(common, a) && sets.isSubset(common, b)).toBe(true);
    expect(sets.isDisjoint(a, b)).toBe(isEmpty(common));
    expect(sets.precedes(a, b)).toBe(a.upper <= b.lower);
    expect(sets.hull(a, EMPTY)).toEqual(a);
  }
});

const decimal = decimals(60);
const moderate = fc.integer({ min: -4096, max: 4096 }).map((k) => k / 256);

describe("intervals as an Arithmetic", () => {
  test("π", () => {
    const { lower, upper } = intervals.pi;
    expect(decimal.pi.greaterThan(lower) && decimal.pi.lessThan(upper)).toBe(true);
    expect(upper - lower).toBe(2 ** -51);
  });

  test("sums and products of none, one and many", () => {
    const numbers = [1, 2, 3].map(intervals.of);
    expect([intervals.add(), intervals.multiply(), intervals.add(...numbers), intervals.multiply(...numbers)]).toEqual(
      [0, 1, 6, 6].map(point),
    );
    expect(intervals.maximum(...(numbers as [Interval, Interval]))).toEqual(point(3));
    expect(intervals.minimum(...(numbers as [Interval, Interval]))).toEqual(point(1));
  });

  test.each(activations)("the activation $name contains its value in decimals", ({ value }) => {
    fc.assert(
      fc.property(moderate, (z) => {
        const exact = value(decimal, decimal.of(z));
        const { lower, upper } = value(intervals, intervals.of(z));
        // Where both are the same float, the decimals may be off in their last digits.
        const slack = decimal.of(1e-57);
        expect(exact.plus(slack).greaterThanOrEqualTo(decimal.of(lower))).toBe(true);
        expect(exact.minus(slack).lessThanOrEqualTo(decimal.of(upper))).toBe(true);
        expect(upper - lower).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(lower)));
      }),
    );
  });
});

test("the Euclidean norm: exact where it can be, tight to three floats, at every scale", () => {
  expect(euclideanNorm([3, 4])).toEqual(point(5));
  expect(euclideanNorm([3 * 2 ** -700, -4 * 2 ** -700, 0])).toEqual(point(5 * 2 ** -700));
  expect(euclideanNorm([Number.MIN_VALUE])).toEqual(point(Number.MIN_VALUE));
  expect(euclideanNorm([])).toEqual(point(0));
  expect(euclideanNorm(new Float64Array(1e5).fill(3))).toEqual({ lower: 948.6832980505137, upper: 948.6832980505138 });
  expect(euclideanNorm([Number.MAX_VALUE, Number.MAX_VALUE])).toEqual({ lower: Number.MAX_VALUE, upper: Infinity });
  for (let i = 0; i < quickOrFull(1000, 3000); i++) {
    const scale = 2 ** Math.floor(uniform(-1000, 1000, random));
    const values = Array.from({ length: 1 + Math.floor(random() * 20) }, () =>
      random() < 0.1 ? anyFloat(random) : uniform(-2, 2, random) * scale,
    );
    const exact = real.squareRoot(values.map((x) => square(real.realOf(x))).reduce(real.add));
    const { lower, upper } = euclideanNorm(values);
    expect(lower <= real.floorOf(exact) && upper >= real.ceilingOf(exact)).toBe(true);
    expect(upper <= lower * (1 + 2 ** -50) || upper <= lower + 3 * Number.MIN_VALUE || upper === Infinity).toBe(true);
  }
  const parts = [interval(-3, 1), interval(4, 5)];
  expect(intervals.hypotenuse(parts)).toEqual({ lower: 4, upper: euclideanNorm([3, 5]).upper });
  expect(intervals.hypotenuse([EMPTY, point(1)])).toEqual(EMPTY);
  expect(intervals.hypotenuse([interval(1, Infinity)])).toEqual({ lower: 1, upper: Infinity });
});
