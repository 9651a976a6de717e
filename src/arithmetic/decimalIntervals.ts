import { Decimal } from "decimal.js";
import type { OrderedArithmetic } from "./arithmetic";
import type { CertainArithmetic } from "./certainArithmetic";
import { decimals, exactDecimal } from "./decimal";
import { definiteness } from "./definiteness";

/** A closed interval with decimal ends; one that is not known at all has NaN or infinite ends. */
export interface DecimalInterval {
  readonly lower: Decimal;
  readonly upper: Decimal;
}

/**
 * Intervals with decimal ends of this many digits, rounded outwards: what float64's 53 bits cannot decide, some more digits may.
 *
 * +, -, ·, / and √ of decimal.js are rounded as asked for. Its other functions may be wrong in their last digits: they are computed with
 * ten digits more (decimal.ts) and widened by one unit of the last digit promised; that they are no further off is trusted, not proved.
 *
 * @example decimalIntervals(50).squareRoot(decimalIntervals(50).of(2)).lower.toFixed(10) // "1.4142135623"
 */
export function decimalIntervals(digits: number): CertainArithmetic<DecimalInterval> {
  const options = { precision: digits, minE: -9e15, maxE: 9e15 };
  const Down = Decimal.clone({ ...options, rounding: Decimal.ROUND_FLOOR });
  const Up = Decimal.clone({ ...options, rounding: Decimal.ROUND_CEIL });
  const points = decimals(digits);

  const down = (x: Decimal): Decimal => (x.constructor === Down ? x : new Down(x));
  const up = (x: Decimal): Decimal => (x.constructor === Up ? x : new Up(x));
  const between = (lower: Decimal, upper: Decimal): DecimalInterval => ({ lower: down(lower), upper: up(upper) });
  const corners = (
    a: DecimalInterval,
    b: DecimalInterval,
    combine: (x: Decimal, y: Decimal) => Decimal,
  ): DecimalInterval => {
    const pairs = [a.lower, a.upper].flatMap((x) => [b.lower, b.upper].map((y) => [x, y] as const));
    return between(
      Down.min(...pairs.map(([x, y]) => combine(down(x), y))),
      Up.max(...pairs.map(([x, y]) => combine(up(x), y))),
    );
  };
  /** Where the sign of a is known, two of the four products are the ends; an end that is no number has no sign. */
  const product = (a: DecimalInterval, b: DecimalInterval): DecimalInterval => {
    if (a.lower.isPositive()) {
      const [least, most] = [b.lower.isNegative() ? a.upper : a.lower, b.upper.isNegative() ? a.lower : a.upper];
      return between(down(least).times(b.lower), up(most).times(b.upper));
    }
    if (a.upper.isNegative()) {
      const [least, most] = [b.upper.isNegative() ? a.upper : a.lower, b.lower.isNegative() ? a.lower : a.upper];
      return between(down(least).times(b.upper), up(most).times(b.lower));
    }
    return b.lower.isPositive() || b.upper.isNegative() ? product(b, a) : corners(a, b, (x, y) => x.times(y));
  };
  /** One unit of the last digit promised, relative, beyond both ends. */
  const widened = (lower: Decimal, upper: Decimal): DecimalInterval => {
    const below = new Up(lower.abs()).times(`1e-${digits - 1}`);
    const above = new Up(upper.abs()).times(`1e-${digits - 1}`);
    return between(new Down(lower).minus(below), new Up(upper).plus(above));
  };
  const increasing =
    (at: (x: Decimal) => Decimal) =>
    ({ lower, upper }: DecimalInterval): DecimalInterval =>
      widened(at(lower), at(upper));
  const containsZero = ({ lower, upper }: DecimalInterval): boolean => !(lower.greaterThan(0) || upper.lessThan(0));
  const unknown = between(new Down(Number.NaN), new Up(Number.NaN));

  const arithmetic: CertainArithmetic<DecimalInterval> = {
    name: `decimal${digits} intervals`,
    pi: widened(points.pi, points.pi),
    of(value) {
      const exact = exactDecimal(EveryDigit, value);
      return between(exact, exact);
    },
    add: (first = arithmetic.of(0), ...terms) =>
      terms.reduce((sum, { lower, upper }) => between(sum.lower.plus(lower), sum.upper.plus(upper)), first),
    subtract: (left, right) => between(left.lower.minus(right.upper), left.upper.minus(right.lower)),
    multiply: (first = arithmetic.of(1), ...factors) => factors.reduce(product, first),
    divide: (numerator, denominator) =>
      containsZero(denominator) ? unknown : corners(numerator, denominator, (x, y) => x.dividedBy(y)),
    negate: ({ lower, upper }) => between(upper.negated(), lower.negated()),
    absolute(a) {
      const [lower, upper] = [a.lower.abs(), a.upper.abs()];
      return containsZero(a)
        ? between(new Down(0), Up.max(lower, upper))
        : between(Down.min(lower, upper), Up.max(lower, upper));
    },
    maximum: (...values) =>
      between(Down.max(...values.map(({ lower }) => lower)), Up.max(...values.map(({ upper }) => upper))),
    minimum: (...values) =>
      between(Down.min(...values.map(({ lower }) => lower)), Up.min(...values.map(({ upper }) => upper))),
    squareRoot: ({ lower, upper }) => between(new Down(Down.max(lower, 0)).squareRoot(), new Up(upper).squareRoot()),
    exponential: increasing(points.exponential),
    logarithm: increasing(points.logarithm),
    logarithmOnePlus: increasing(points.logarithmOnePlus),
    sign: ({ lower, upper }) => between(new Down(Decimal.sign(lower)), new Up(Decimal.sign(upper))),
    sine: (a) => ofNarrow(points.sine, a),
    cosine: (a) => ofNarrow(points.cosine, a),
    arctangent: increasing(points.arctangent),
    hyperbolicTangent: increasing(points.hyperbolicTangent),
    errorFunction: increasing(points.errorFunction),
    complementaryErrorFunction: ({ lower, upper }) =>
      widened(points.complementaryErrorFunction(upper), points.complementaryErrorFunction(lower)),
    euclideanNorm: (values) => arithmetic.hypotenuse(Array.from(values, arithmetic.of)),
    hypotenuse(parts) {
      const squares = parts.map((part) => {
        const magnitude = arithmetic.absolute(part);
        return arithmetic.multiply(magnitude, magnitude);
      });
      return arithmetic.squareRoot(arithmetic.add(...squares));
    },
    perronRoot: (matrix) => enclosedPerronRoot(arithmetic, points, digits, matrix),
    isPositive: ({ lower }) => lower.greaterThan(0),
    isAtMost: (a, b) => a.upper.lessThanOrEqualTo(b.lower),
    isBelow: (a, b) => a.upper.lessThan(b.lower),
  };

  /** sin or cos: 1-Lipschitz, so the width of the argument is enough besides the value at its middle. */
  function ofNarrow(at: (x: Decimal) => Decimal, { lower, upper }: DecimalInterval): DecimalInterval {
    const width = new Up(upper).minus(lower);
    const value = widened(at(lower), at(lower));
    return between(Down.max(value.lower.minus(width), -1), Up.min(value.upper.plus(width), 1));
  }
  return arithmetic;
}

/**
 * λ_max of a symmetric matrix with entries >= 0: what Jacobi's rotations find for the middles of the entries, and as much below and above it as
 * definiteness of μI - Q proves.
 */
function enclosedPerronRoot(
  arithmetic: CertainArithmetic<DecimalInterval>,
  points: OrderedArithmetic<Decimal>,
  digits: number,
  matrix: readonly (readonly DecimalInterval[])[],
): DecimalInterval {
  const middles = matrix.map((row) => row.map(({ lower, upper }) => lower.plus(upper).dividedBy(2)));
  const root = points.perronRoot(middles);
  if (root.isZero() && matrix.every((row) => row.every(({ lower, upper }) => lower.isZero() && upper.isZero()))) {
    return arithmetic.of(0);
  }
  const proof = (mu: Decimal): ReturnType<typeof definiteness> =>
    definiteness(
      arithmetic,
      matrix.map((row, i) =>
        row.map((entry, j) =>
          i === j ? arithmetic.subtract({ lower: mu, upper: mu }, entry) : arithmetic.negate(entry),
        ),
      ),
    );
  for (let lost = LEAST_LOST; lost < digits; lost += LEAST_LOST) {
    const margin = root.abs().times(`1e${lost - digits}`);
    const [lower, upper] = [root.minus(margin), root.plus(margin)];
    if (proof(lower) === "indefinite" && proof(upper) === "definite") {
      return { lower, upper };
    }
  }
  return { lower: points.of(0), upper: points.of(Number.POSITIVE_INFINITY) };
}

/** Holds every float64, and 2^-1074, to its last digit. */
const EveryDigit = Decimal.clone({ precision: 800, minE: -9e15, maxE: 9e15 });

/** Digits that the enclosure of a Perron root loses at first, and more by each step where that cannot be proved. */
const LEAST_LOST = 5;
