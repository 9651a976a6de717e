import type { Arithmetic } from "./arithmetic";
import { float64 } from "./float64";

/** a + ε b with ε² = 0: a number, and its derivative along one direction. */
export interface Dual {
  readonly value: number;
  readonly rate: number;
}

/** Of values that a rule of differentiation turns into rates. */
const dual = (value: number, rate: number): Dual => ({ value, rate });
const of = (value: number): Dual => dual(value, 0);
const add = (...terms: readonly Dual[]): Dual =>
  dual(float64.add(...terms.map(({ value }) => value)), float64.add(...terms.map(({ rate }) => rate)));
const times = (a: Dual, b: Dual): Dual => dual(a.value * b.value, product(a.value, b.rate) + product(b.value, a.rate));
const negate = ({ value, rate }: Dual): Dual => dual(-value, -rate);
const chosen = (isBetter: (a: number, b: number) => boolean, first: Dual, rest: readonly Dual[]): Dual =>
  rest.reduce((best, each) => (isBetter(each.value, best.value) ? each : best), first);

/** 0 times anything is 0: a constant has no rate, however steep what is applied to it. */
function product(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

/** A function of one number with its derivative. */
function lifted(of_: (a: number) => number, slope: (a: number, result: number) => number) {
  return ({ value, rate }: Dual): Dual => {
    const result = of_(value);
    return dual(result, product(slope(value, result), rate));
  };
}

function hypotenuse(parts: readonly Dual[]): Dual {
  const value = float64.hypotenuse(parts.map((part) => part.value));
  return dual(value, value === 0 ? 0 : parts.reduce((sum, part) => sum + product(part.value / value, part.rate), 0));
}

/**
 * The Perron root, whose derivative is vᵀ Ȧ v for its unit vector v.
 *
 * v by the power method on A + I, which has no other eigenvalue of the same modulus: matrices here are of a handful of rows.
 */
function perronRoot(matrix: readonly (readonly Dual[])[]): Dual {
  const values = matrix.map((row) => row.map(({ value }) => value));
  const root = float64.perronRoot(values);
  const size = root === 0 ? 1 : root;
  let vector = values.map(() => 1);
  for (let step = 0; step < POWER_STEPS; step++) {
    const next = values.map((row, i) => row.reduce((sum, a, j) => sum + (a / size) * vector[j], vector[i]));
    const norm = Math.hypot(...next);
    const moved = next.reduce((most, entry, i) => Math.max(most, Math.abs(entry / norm - vector[i])), 0);
    vector = next.map((entry) => entry / norm);
    if (moved < CLOSE) {
      break;
    }
  }
  const rate = matrix.reduce(
    (sum, row, i) => row.reduce((inner, { rate: a }, j) => inner + vector[i] * a * vector[j], sum),
    0,
  );
  return dual(root, rate);
}

const POWER_STEPS = 1000;
const CLOSE = 1e-12;
const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

/**
 * Dual numbers as an arithmetic: a formula over it gives its value and its exact derivative along the direction that its leaves have as rates.
 * Where a maximum or |a| has a kink, the derivative is that of one side.
 *
 * @example duals.multiply(dualOf(3, 1), dualOf(3, 1)) // { value: 9, rate: 6 }
 */
export const duals: Arithmetic<Dual> = {
  name: "dual",
  pi: of(float64.pi),
  of,
  add,
  subtract: (left, right) => add(left, negate(right)),
  multiply: (...factors) => factors.reduce(times),
  divide: (a, b) => {
    const value = a.value / b.value;
    return dual(value, a.rate / b.value - product(value, b.rate) / b.value);
  },
  negate,
  absolute: (a) => (a.value < 0 ? negate(a) : a),
  maximum: (first, ...rest) => chosen((a, b) => a > b, first, rest),
  minimum: (first, ...rest) => chosen((a, b) => a < b, first, rest),
  squareRoot: lifted(float64.squareRoot, (_, root) => 0.5 / root),
  exponential: lifted(float64.exponential, (_, result) => result),
  logarithm: lifted(float64.logarithm, (a) => 1 / a),
  logarithmOnePlus: lifted(float64.logarithmOnePlus, (a) => 1 / (1 + a)),
  sign: ({ value }) => of(float64.sign(value)),
  sine: lifted(float64.sine, (a) => Math.cos(a)),
  cosine: lifted(float64.cosine, (a) => -Math.sin(a)),
  arctangent: lifted(float64.arctangent, (a) => 1 / (1 + a * a)),
  hyperbolicTangent: lifted(float64.hyperbolicTangent, (a) => 1 / Math.cosh(a) ** 2),
  errorFunction: lifted(float64.errorFunction, (a) => TWO_OVER_ROOT_PI * Math.exp(-a * a)),
  complementaryErrorFunction: lifted(float64.complementaryErrorFunction, (a) => -TWO_OVER_ROOT_PI * Math.exp(-a * a)),
  euclideanNorm: (values) => of(float64.euclideanNorm(values)),
  hypotenuse,
  perronRoot,
};

/** A leaf: a number that moves at this rate. */
export const dualOf = dual;
