/** Random expressions over the Arithmetic interface, evaluated in intervals and in 200 digits at once. */
import type { Arithmetic } from "../../src/arithmetic/arithmetic";
import type { Interval } from "../../src/arithmetic/interval/interval";
import { anyFloat, moved, shortFloat, uniform } from "./floats";
import * as real from "./realNumbers/real";
import * as functions from "./realNumbers/realFunctions";

export interface Evaluated {
  readonly interval: Interval;
  /** The value at the members drawn from the leaves; null where there is none, or it takes more digits. */
  readonly value: real.Real | null;
  readonly text: () => string;
}

const EDGES = [
  0,
  -0,
  1,
  -1,
  2,
  0.1,
  1 / 3,
  -Math.PI,
  1e-17,
  1e17,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  2 ** -1022,
  1e-300,
].concat([1e300, -1e300, Number.MAX_VALUE, -Number.MAX_VALUE, 2 ** 53 + 2, 709.78, -745, 22, 5.9, Math.PI / 2]);

type Operation = readonly [
  name: string,
  weight: number,
  operands: number,
  intervals: (arithmetic: Arithmetic<Interval>, operands: Interval[]) => Interval,
  reals: (operands: real.Real[]) => real.Real,
];

const sum = (terms: real.Real[]): real.Real => terms.reduce(real.add);
const square = (a: real.Real): real.Real => real.multiply(a, a);

/** λ_max of ((|a|, |b|), (|b|, |c|)). */
function perronRoot([a, b, c]: real.Real[]): real.Real {
  const [p, q, r] = [a, b, c].map(real.absolute);
  const two = real.realOf(2);
  const root = real.squareRoot(sum([square(real.subtract(p, r)), square(real.multiply(two, q))]));
  return real.divide(sum([p, r, root]), two);
}

const OPERATIONS: readonly Operation[] = [
  ["add", 4, 2, ({ add }, operands) => add(...operands), sum],
  ["add", 1, 3, ({ add }, operands) => add(...operands), sum],
  ["subtract", 4, 2, ({ subtract }, [a, b]) => subtract(a, b), ([a, b]) => real.subtract(a, b)],
  ["multiply", 4, 2, ({ multiply }, operands) => multiply(...operands), (factors) => factors.reduce(real.multiply)],
  ["multiply", 1, 3, ({ multiply }, operands) => multiply(...operands), (factors) => factors.reduce(real.multiply)],
  ["divide", 4, 2, ({ divide }, [a, b]) => divide(a, b), ([a, b]) => real.divide(a, b)],
  ["negate", 1, 1, ({ negate }, [a]) => negate(a), ([a]) => real.negate(a)],
  ["absolute", 2, 1, ({ absolute }, [a]) => absolute(a), ([a]) => real.absolute(a)],
  ["maximum", 1, 2, ({ maximum }, [a, b]) => maximum(a, b), ([a, b]) => real.maximum(a, b)],
  ["minimum", 1, 2, ({ minimum }, [a, b]) => minimum(a, b), ([a, b]) => real.minimum(a, b)],
  ["squareRoot", 2, 1, ({ squareRoot }, [a]) => squareRoot(a), ([a]) => real.squareRoot(a)],
  ["exponential", 1, 1, ({ exponential }, [a]) => exponential(a), ([a]) => functions.exponential(a)],
  ["logarithm", 1, 1, ({ logarithm }, [a]) => logarithm(a), ([a]) => functions.logarithm(a)],
  ["sine", 1, 1, ({ sine }, [a]) => sine(a), ([a]) => functions.sine(a)],
  ["arctangent", 1, 1, ({ arctangent }, [a]) => arctangent(a), ([a]) => functions.arctangent(a)],
  [
    "hyperbolicTangent",
    1,
    1,
    ({ hyperbolicTangent }, [a]) => hyperbolicTangent(a),
    ([a]) => functions.hyperbolicTangent(a),
  ],
  ["errorFunction", 0.5, 1, ({ errorFunction }, [a]) => errorFunction(a), ([a]) => functions.errorFunction(a)],
  [
    "complementaryErrorFunction",
    0.5,
    1,
    ({ complementaryErrorFunction }, [a]) => complementaryErrorFunction(a),
    ([a]) => functions.complementaryErrorFunction(a),
  ],
  [
    "hypotenuse",
    1,
    2,
    ({ hypotenuse }, parts) => hypotenuse(parts),
    (parts) => real.squareRoot(sum(parts.map(square))),
  ],
  [
    "perronRoot",
    0.3,
    3,
    ({ absolute, perronRoot: root }, operands) => {
      const [a, b, c] = operands.map(absolute);
      return root([
        [a, b],
        [b, c],
      ]);
    },
    perronRoot,
  ],
];
const TOTAL_WEIGHT = OPERATIONS.reduce((total, [, weight]) => total + weight, 0);

/** An operation on expressions of at most the given depth less one: half of them numbers or intervals. */
export function randomExpression(arithmetic: Arithmetic<Interval>, random: () => number, depth: number): Evaluated {
  const [name, , count, inIntervals, inReals] = drawnOperation(random);
  const operands = Array.from({ length: count }, () =>
    depth === 1 || random() < 0.5 ? leaf(random) : randomExpression(arithmetic, random, depth - 1),
  );
  const interval = inIntervals(
    arithmetic,
    operands.map((operand) => operand.interval),
  );
  const text = (): string => `${name}(${operands.map((operand) => operand.text()).join(", ")})`;
  return { interval, value: resultOf(inReals, operands), text };
}

function drawnOperation(random: () => number): Operation {
  let rest = random() * TOTAL_WEIGHT;
  for (const operation of OPERATIONS) {
    rest -= operation[1];
    if (rest < 0) {
      return operation;
    }
  }
  return OPERATIONS[0];
}

function resultOf(inReals: (operands: real.Real[]) => real.Real, operands: readonly Evaluated[]): real.Real | null {
  const values = operands.map(({ value }) => value).filter((value) => value !== null);
  if (values.length < operands.length) {
    return null;
  }
  try {
    return inReals(values);
  } catch (error) {
    if (error === real.noValue) {
      return null;
    }
    throw error;
  }
}

/** A number, or an interval with a member of it. */
function leaf(random: () => number): Evaluated {
  const x = drawnNumber(random);
  if (random() < 0.7) {
    return { interval: { lower: x, upper: x }, value: real.realOf(x), text: () => String(x) };
  }
  const y = random() < 0.5 ? moved(x, Math.floor(random() * 100)) : x + Math.abs(x) * random();
  const upper = Number.isFinite(y) ? Math.max(x, y) : x;
  const member = random() < 0.5 ? x : random() < 0.5 ? upper : Math.min(upper, x / 2 + upper / 2);
  const inside = Math.max(x, member);
  return { interval: { lower: x, upper }, value: real.realOf(inside), text: () => `${inside} in [${x}, ${upper}]` };
}

function drawnNumber(random: () => number): number {
  const kind = random();
  if (kind < 0.25) {
    return EDGES[Math.floor(random() * EDGES.length)];
  }
  return kind < 0.4 ? anyFloat(random) : kind < 0.6 ? shortFloat(random) : uniform(-4, 4, random);
}

/** Whether the interval may contain the value: false only if it surely does not. */
export function mayContain({ lower, upper }: Interval, { low, high, exponent }: real.Real): boolean {
  return lower <= real.floorOf({ low: high, high, exponent }) && upper >= real.ceilingOf({ low, high: low, exponent });
}
