/** Directed rounding against exact arithmetic on integers: any bits, ties, subnormals, overflow, infinities. */
import {
  addDown,
  addUp,
  divideDown,
  divideUp,
  fmaDown,
  fmaUp,
  multiplyDown,
  multiplyUp,
  sqrtDown,
  sqrtUp,
  subtractDown,
  subtractUp,
} from "../../src/arithmetic/rounding/directed";
import {
  addDyadic,
  bitLength,
  ceilingToFloat64,
  dyadicOf,
  floorToFloat64,
  multiplyDyadic,
  signOfDyadic,
} from "../../src/arithmetic/rounding/dyadic";
import { hasProductError, productError, sumError } from "../../src/arithmetic/rounding/errorFree";
import { nextDown, nextUp } from "../../src/arithmetic/rounding/nextFloat";
import { binaryExponent, powerOfTwo, scaled } from "../../src/arithmetic/rounding/powerOfTwo";
import { scaleDown, scaleUp } from "../../src/arithmetic/rounding/scale";
import { quickOrFull } from "../depth";
import { anyFloat, moved, near, shortFloat } from "../reference/floats";
import * as real from "../reference/realNumbers/real";
import { seededRandom } from "../reference/seededRandom";

const MAX = Number.MAX_VALUE;
const MIN = Number.MIN_VALUE;
const SMALLEST_NORMAL = 2 ** -1022;
const edges = [
  0,
  -0,
  1,
  -1,
  MIN,
  -MIN,
  SMALLEST_NORMAL,
  2 ** -1021,
  MAX,
  -MAX,
  2 ** -537,
  2 ** 511,
  3 * MIN,
  2 ** 1021,
  2 ** 995,
  0.1,
];

const POINTS = quickOrFull(8_000, 100_000);
const random = seededRandom();

/** Any bits, numbers with few digits, whose results are exact or ties, and edges. */
function operand(): number {
  const kind = random();
  const x = kind < 0.6 ? anyFloat(random) : kind < 0.85 ? shortFloat(random) : nearEdge();
  return Number.isFinite(x) ? x : MAX;
}

function nearEdge(): number {
  return near(edges[Math.floor(random() * edges.length)], random);
}

/** A number whose product or quotient with x is somewhere near the float range's ends, or anywhere. */
function partner(x: number): number {
  const kind = random();
  const place =
    kind < 0.2 ? MIN / x : kind < 0.4 ? SMALLEST_NORMAL / x : kind < 0.6 ? MAX / x : kind < 0.7 ? x : operand();
  return near(Number.isFinite(place) ? place : operand(), random);
}

type Directed = (...operands: number[]) => number;
type Exact = (...operands: real.Real[]) => real.Real;

/** `expect` takes too long for millions. */
function demand(holds: boolean, what: string): void {
  if (!holds) {
    throw new Error(what);
  }
}

/** Down is the floor, up the ceiling of the exact result; -0 counts as 0. */
function expectExact(down: Directed, up: Directed, exact: Exact, operands: readonly number[]): void {
  if (!operands.every(Number.isFinite)) {
    return;
  }
  const result = exact(...operands.map(real.realOf));
  const expected = [real.floorOf(result), real.ceilingOf(result)];
  const found = [down(...operands), up(...operands)];
  if (found[0] !== expected[0] || found[1] !== expected[1]) {
    throw new Error(
      `${down.name}, ${up.name} of ${operands.join(", ")}: ${found.join(", ")}, expected ${expected.join(", ")}`,
    );
  }
}

test("the next float, up and down, is the one with the next bits", () => {
  const expectNext = (x: number): void => {
    if (nextUp(x) !== moved(x, 1) || nextDown(x) !== moved(x, -1)) {
      throw new Error(`next to ${x}: ${nextDown(x)}, ${nextUp(x)}`);
    }
  };
  for (let exponent = -1074; exponent <= 1023; exponent++) {
    for (const x of [2 ** exponent, moved(2 ** exponent, 1), moved(2 ** exponent, -1), moved(2 ** exponent, 7)]) {
      expectNext(x);
      expectNext(-x);
    }
  }
  for (let i = 0; i < POINTS; i++) {
    expectNext(anyFloat(random));
  }
  expect([nextUp(MAX), nextUp(-Infinity), nextUp(Infinity), nextUp(-MIN) + 0, nextUp(0)]).toEqual([
    Infinity,
    -MAX,
    Infinity,
    0,
    MIN,
  ]);
  expect([nextDown(-MAX), nextDown(Infinity), nextDown(-Infinity), nextDown(NaN)]).toEqual([
    -Infinity,
    MAX,
    -Infinity,
    NaN,
  ]);
});

test("sums and differences", () => {
  for (let i = 0; i < POINTS; i++) {
    const a = operand();
    const b = random() < 0.5 ? operand() : near(-a, random);
    expectExact(addDown, addUp, real.add, [a, b]);
    expectExact(subtractDown, subtractUp, real.subtract, [a, b]);
  }
});

test("products", () => {
  for (let i = 0; i < POINTS; i++) {
    const a = operand();
    expectExact(multiplyDown, multiplyUp, real.multiply, [a, partner(a)]);
  }
});

test("quotients", () => {
  for (let i = 0; i < POINTS; i++) {
    const a = operand();
    // MIN/a is tiny/a as well as a's reciprocal here: all places of the quotient are met.
    const b = random() < 0.5 ? operand() : 1 / partner(a);
    if (b !== 0) {
      expectExact(divideDown, divideUp, real.divide, [a, b]);
    }
  }
});

test("square roots, of exact squares too", () => {
  for (let i = 0; i < POINTS; i++) {
    const a = Math.abs(operand());
    const root = Math.fround(Math.sqrt(Math.min(a, 2 ** 250)));
    expectExact(sqrtDown, sqrtUp, real.squareRoot, [a]);
    expectExact(sqrtDown, sqrtUp, real.squareRoot, [root * root]);
    expectExact(sqrtDown, sqrtUp, real.squareRoot, [moved(root * root, 1)]);
  }
});

test("fused multiply-add, with cancellation too", () => {
  for (let i = 0; i < POINTS; i++) {
    const a = operand();
    const b = partner(a);
    const kind = random();
    const c = kind < 0.4 ? -(a * b) : kind < 0.8 ? near(-(a * b), random) : operand();
    expectExact(fmaDown, fmaUp, (x, y, z) => real.add(real.multiply(x, y), z), [a, b, c]);
  }
});

test("fused multiply-add where only the error of the sum of errors tells the side", () => {
  // a·b = p + 2^-53, a tie; 2^-53 + c = 2^-52 - 2^-106, a tie again: p + 2^-52 is a float, and above the exact result.
  const [a, b, c] = [1 + 2 ** -26, 1 + 2 ** -27, 2 ** -53 - 2 ** -106];
  const product = 1 + 2 ** -26 + 2 ** -27;
  expect([fmaDown(a, b, c), fmaUp(a, b, c)]).toEqual([product, product + 2 ** -52]);
  expect([fmaDown(-a, b, -c), fmaUp(-a, b, -c)]).toEqual([-product - 2 ** -52, -product]);
});

test("edges among each other", () => {
  for (const a of edges) {
    for (const b of edges) {
      expectExact(addDown, addUp, real.add, [a, b]);
      expectExact(multiplyDown, multiplyUp, real.multiply, [a, b]);
      if (b !== 0) {
        expectExact(divideDown, divideUp, real.divide, [a, b]);
      }
      for (const c of edges) {
        expectExact(fmaDown, fmaUp, (x, y, z) => real.add(real.multiply(x, y), z), [a, b, c]);
      }
    }
  }
});

test("infinite ends: sums and products are limits, and 0·∞ is 0", () => {
  expect([addDown(-Infinity, 1), addUp(Infinity, -MAX), addDown(-Infinity, -Infinity)]).toEqual([
    -Infinity,
    Infinity,
    -Infinity,
  ]);
  expect([multiplyDown(0, -Infinity), multiplyUp(Infinity, 0), multiplyDown(-2, Infinity)]).toEqual([0, 0, -Infinity]);
  expect([divideDown(3, Infinity), divideUp(-3, Infinity), divideUp(Infinity, 3)]).toEqual([0, -0, Infinity]);
  expect([fmaDown(0, -Infinity, 2), fmaUp(2, 3, Infinity), fmaDown(-1, Infinity, 5)]).toEqual([2, Infinity, -Infinity]);
  expect([sqrtDown(Infinity), sqrtUp(Infinity), sqrtUp(0)]).toEqual([Infinity, Infinity, 0]);
});

/** x/2^-1074. */
function units(x: number): bigint {
  const { low, exponent } = real.realOf(x);
  return low << BigInt(exponent + 1074);
}

test("errors of sums and products are exact where they are said to be", () => {
  let products = 0;
  for (let i = 0; i < POINTS; i++) {
    const a = operand();
    const b = random() < 0.5 ? operand() : near(a, random);
    if (Math.abs(a) <= 2 ** 1021 && Math.abs(b) <= 2 ** 1021) {
      const sum = a + b;
      demand(units(a) + units(b) === units(sum) + units(sumError(a, b, sum)), `${a} + ${b}`);
    }
    const product = a * b;
    if (hasProductError(a, b, product)) {
      products++;
      const error = units(productError(a, b, product));
      demand(units(a) * units(b) === (units(product) + error) << 1074n, `${a}·${b}`);
    }
  }
  expect(products).toBeGreaterThan(POINTS / 10);
});

test("powers of two, exponents and scaling", () => {
  for (let exponent = -1074; exponent <= 1023; exponent++) {
    expect(powerOfTwo(exponent)).toBe(2 ** exponent);
    expect([binaryExponent(2 ** exponent), binaryExponent(-(2 ** exponent))]).toEqual([exponent, exponent]);
    expect(exponent === 1023 ? 1023 : binaryExponent(moved(2 ** (exponent + 1), -1))).toBe(exponent);
  }
  expect([scaled(MIN, 2046), scaled(1.5, -1074)]).toEqual([2 ** 972, 2 * MIN]);
  for (let i = 0; i < POINTS / 4; i++) {
    const x = operand();
    const exponent = Math.floor((2 * random() - 1) * (random() < 0.5 ? 2000 : 100));
    const exact = { ...real.realOf(x), exponent: real.realOf(x).exponent + exponent };
    demand(scaleDown(x, exponent) === real.floorOf(exact), `${x}·2^${exponent} down`);
    demand(scaleUp(x, exponent) === real.ceilingOf(exact), `${x}·2^${exponent} up`);
  }
});

test("dyadic numbers: to float64 and back", () => {
  for (let i = 0; i < POINTS / 4; i++) {
    const [a, b] = [operand(), operand()];
    demand(floorToFloat64(dyadicOf(a)) === a, `${a}`);
    const exact = multiplyDyadic(dyadicOf(a), dyadicOf(b));
    const product = real.multiply(real.realOf(a), real.realOf(b));
    demand(floorToFloat64(exact) === real.floorOf(product), `${a}·${b} down`);
    demand(ceilingToFloat64(exact) === real.ceilingOf(product), `${a}·${b} up`);
    demand(signOfDyadic(addDyadic(dyadicOf(a), dyadicOf(b))) === Math.sign(a + b), `the sign of ${a} + ${b}`);
  }
  for (const integer of [0n, 1n, 7n, 8n, 255n, 256n, (1n << 200n) - 1n, 1n << 200n]) {
    expect(bitLength(integer)).toBe(integer === 0n ? 0 : integer.toString(2).length);
  }
});
