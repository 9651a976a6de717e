/**
 * The largest |φ′| and |φ″| on a range of pre-activations: what λ and β are on the whole line.
 *
 * Nothing is compared, as intervals cannot be: the supremum of |g| on [a, b] is the largest |g(max(a, min(p, b)))| over the peaks p of |g|, as |g|
 * falls from each peak to the valleys beside it. So every value is that of a point of the range, in any arithmetic, and an enclosure encloses it.
 * Where the peaks lie: docs/theory.md, section 3.
 */
import type { Arithmetic } from "../arithmetic/arithmetic";
import { powerOfTwo } from "../arithmetic/rounding/powerOfTwo";
import type { ActivationFormulas } from "./activationDefinition";
import { type ActivationName, activationFormulas, LEAK } from "./activationFormulas";
import { MISH_PEAKS, SELU_ALPHA, SELU_SCALE, SILU_PEAKS } from "./activationSteepFormulas";

/** Suprema of |φ′| and |φ″| on a range; of the one-sided limits where φ′ jumps. */
export interface Reached<T> {
  readonly slope: T;
  /** Null where φ is not smooth, as its β is. */
  readonly curvature: T | null;
}

/**
 * The suprema over |z - centre| <= radius, at most λ and β. The radius may be infinite where the arithmetic has infinity.
 *
 * @example activationNamed("tanh", "activation").reach(float64, 0, 0.25).slope // 1
 */
export type Reach = <T>(arithmetic: Arithmetic<T>, centre: T, radius: T) => Reached<T>;

interface Range<T> {
  readonly centre: T;
  readonly radius: T;
  readonly lower: T;
  readonly upper: T;
  /** The smallest and the largest |z|. */
  readonly near: T;
  readonly far: T;
}

type Supremum = <T>(arithmetic: Arithmetic<T>, range: Range<T>) => T;

/** Peaks in closed form, or the float64 near them. */
type Peaks = <T>(arithmetic: Arithmetic<T>) => readonly T[];

const constant =
  (value: number): Supremum =>
  ({ of }) =>
    of(value);

/** 1 where a <= 0, else 0. */
function isNotPositive<T>({ of, subtract, maximum, sign }: Arithmetic<T>, a: T): T {
  return subtract(of(1), maximum(of(0), sign(a)));
}

type Order = "slope" | "curvature";

/** For peaks on the line. */
function onLine({ derivatives }: ActivationFormulas, order: Order, peaks: Peaks): Supremum {
  return (arithmetic, { lower, upper }) => largest(arithmetic, derivatives, order, peaks, lower, upper);
}

/** For an even |g|, whose values on the range are those on [near, far]: its peaks among the z >= 0. */
function onMagnitudes({ derivatives }: ActivationFormulas, order: Order, peaks: Peaks): Supremum {
  return (arithmetic, { near, far }) => largest(arithmetic, derivatives, order, peaks, near, far);
}

function largest<T>(
  arithmetic: Arithmetic<T>,
  derivatives: ActivationFormulas["derivatives"],
  order: Order,
  peaks: Peaks,
  from: T,
  to: T,
): T {
  const { absolute, maximum, minimum } = arithmetic;
  const heights = peaks(arithmetic).map((peak) => {
    const nearest = maximum(from, minimum(peak, to));
    return absolute(derivatives(arithmetic, nearest)[order]);
  });
  return maximum(heights[0], ...heights.slice(1));
}

const atZero: Peaks = ({ of }) => [of(0)];

/** (1/2) log(2 + √3), where tanh² = 1/3; twice as far for the sigmoid, as σ′(z) is a multiple of 1 - tanh²(z/2). */
const TANH_PEAK = <T>({ of, add, multiply, squareRoot, logarithm }: Arithmetic<T>): T =>
  multiply(of(0.5), logarithm(add(of(2), squareRoot(of(3)))));

/** Peaks known to 2^-51: there the function is flat, so this is less than 2^-98 of what it is there (activationPeaks.test.ts). */
function nearPeaks(at: (order: Peaks) => Supremum, peaks: readonly number[]): Supremum {
  const found = at(({ of }) => peaks.map(of));
  return (arithmetic, range) => {
    const { of, add, multiply } = arithmetic;
    return multiply(found(arithmetic, range), add(of(1), of(powerOfTwo(-98))));
  };
}

const { tanh, arctan, erf, softplus, sigmoid, parabolic, pseudohuber, gelu, silu, mish } = activationFormulas;

/**
 * sup |cos| on the range, given |cos c| and |sin c|, and sup |sin| with both exchanged: with d in [0, π/2] the distance of c from the nearest
 * peak it is cos(d - r), r = min(R, d).
 */
function ofWave<T>(arithmetic: Arithmetic<T>, here: T, across: T, radius: T): T {
  const { of, add, multiply, divide, minimum, arctangent, sine, cosine } = arithmetic;
  const distance = multiply(of(2), arctangent(divide(across, add(of(1), here))));
  const moved = minimum(radius, distance);
  return add(multiply(here, cosine(moved)), multiply(across, sine(moved)));
}

const siluReach: readonly [Supremum, Supremum] = [
  nearPeaks((peaks) => onLine(silu, "slope", peaks), SILU_PEAKS.slope),
  nearPeaks((peaks) => onMagnitudes(silu, "curvature", peaks), SILU_PEAKS.curvature),
];

/** sup |φ′| and sup |φ″|, before they are cut at λ and β. */
const suprema: Readonly<Record<ActivationName, readonly [slope: Supremum, curvature: Supremum | null]>> = {
  identity: [constant(1), constant(0)],
  tanh: [onMagnitudes(tanh, "slope", atZero), onMagnitudes(tanh, "curvature", (arithmetic) => [TANH_PEAK(arithmetic)])],
  sin: [
    (arithmetic, { centre, radius }) => {
      const { absolute, sine, cosine } = arithmetic;
      return ofWave(arithmetic, absolute(cosine(centre)), absolute(sine(centre)), radius);
    },
    (arithmetic, { centre, radius }) => {
      const { absolute, sine, cosine } = arithmetic;
      return ofWave(arithmetic, absolute(sine(centre)), absolute(cosine(centre)), radius);
    },
  ],
  arctan: [
    onMagnitudes(arctan, "slope", atZero),
    onMagnitudes(arctan, "curvature", ({ of, divide, squareRoot }) => [divide(of(1), squareRoot(of(3)))]),
  ],
  erf: [
    onMagnitudes(erf, "slope", atZero),
    onMagnitudes(erf, "curvature", ({ of, divide, squareRoot, pi }) => [squareRoot(divide(of(2), pi))]),
  ],
  softplus: [
    (arithmetic, { upper }) => softplus.derivatives(arithmetic, upper).slope,
    onMagnitudes(softplus, "curvature", atZero),
  ],
  sigmoid: [
    onMagnitudes(sigmoid, "slope", atZero),
    onMagnitudes(sigmoid, "curvature", (arithmetic) => [arithmetic.multiply(arithmetic.of(2), TANH_PEAK(arithmetic))]),
  ],
  parabolic: [
    onMagnitudes(parabolic, "slope", atZero),
    (arithmetic, { near }) => isNotPositive(arithmetic, arithmetic.subtract(near, arithmetic.of(1))),
  ],
  pseudohuber: [
    // |z|/√(1 + z²) at the far end, with the larger of |z| and 1 divided out: it may be infinite.
    ({ of, divide, maximum, minimum, hypotenuse }, { far }) => {
      const [numerator, other] = [minimum(far, of(1)), divide(of(1), maximum(far, of(1)))];
      return divide(numerator, hypotenuse([numerator, other]));
    },
    onMagnitudes(pseudohuber, "curvature", atZero),
  ],
  relu: [(arithmetic, { upper }) => isNotPositive(arithmetic, arithmetic.negate(upper)), null],
  gelu: [
    onLine(gelu, "slope", ({ of, negate, squareRoot }) => [squareRoot(of(2)), negate(squareRoot(of(2)))]),
    onMagnitudes(gelu, "curvature", ({ of }) => [of(0), of(2)]),
  ],
  silu: siluReach,
  swish: siluReach,
  mish: [
    nearPeaks((peaks) => onLine(mish, "slope", peaks), MISH_PEAKS.slope),
    nearPeaks((peaks) => onLine(mish, "curvature", peaks), MISH_PEAKS.curvature),
  ],
  selu: [
    (arithmetic, { lower, upper }) => {
      const { of, multiply, maximum, minimum, exponential, sign } = arithmetic;
      const below = multiply(of(SELU_ALPHA), exponential(minimum(upper, of(0))));
      const above = maximum(of(0), sign(upper));
      return multiply(of(SELU_SCALE), maximum(multiply(isNotPositive(arithmetic, lower), below), above));
    },
    null,
  ],
  leakyrelu: [
    (arithmetic, { upper }) =>
      arithmetic.maximum(arithmetic.of(LEAK), isNotPositive(arithmetic, arithmetic.negate(upper))),
    null,
  ],
};

/** The reach of an activation. */
export function reachOf(name: ActivationName): Reach {
  const [slope, curvature] = suprema[name];
  const { lipschitz, smoothness } = activationFormulas[name];
  return (arithmetic, centre, radius) => {
    const { of, add, subtract, absolute, maximum, minimum } = arithmetic;
    const magnitude = absolute(centre);
    const range = {
      centre,
      radius,
      lower: subtract(centre, radius),
      upper: add(centre, radius),
      near: maximum(of(0), subtract(magnitude, radius)),
      far: add(magnitude, radius),
    };
    return {
      slope: minimum(slope(arithmetic, range), lipschitz(arithmetic)),
      curvature:
        curvature === null || smoothness === null
          ? null
          : minimum(curvature(arithmetic, range), smoothness(arithmetic)),
    };
  };
}
