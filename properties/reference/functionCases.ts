/** Every point function of the kernel with its reference, and where to try it. */
import { angleAt, arctangentAt } from "../../src/arithmetic/elementary/arctangent";
import { complementaryErrorFunctionAt } from "../../src/arithmetic/elementary/complementaryErrorFunction";
import { errorFunctionAt } from "../../src/arithmetic/elementary/errorFunction";
import { exponentialAt, exponentialMinusOneAt } from "../../src/arithmetic/elementary/exponential";
import { hyperbolicCosineAt, hyperbolicSineAt, hyperbolicTangentAt } from "../../src/arithmetic/elementary/hyperbolic";
import {
  arccosineAt,
  arcsineAt,
  inverseHyperbolicCosineAt,
  inverseHyperbolicSineAt,
  inverseHyperbolicTangentAt,
} from "../../src/arithmetic/elementary/inverse";
import { logarithmAt, logarithmOnePlusAt } from "../../src/arithmetic/elementary/logarithm";
import {
  binaryLogarithmAt,
  decimalLogarithmAt,
  powerAt,
  powerOfTenAt,
  powerOfTwoAt,
} from "../../src/arithmetic/elementary/power";
import { cosineAt, sineAt, tangentAt } from "../../src/arithmetic/elementary/sine";
import { wholePowerAt } from "../../src/arithmetic/elementary/wholePower";
import type { Interval } from "../../src/arithmetic/interval/interval";
import { anyFloat, near, shortFloat, uniform } from "./floats";
import { estimate, maximum, minimum, multiply, negate, type Real, realOf } from "./realNumbers/real";
import * as reference from "./realNumbers/realFunctions";

export type Random = () => number;

export interface FunctionCase {
  readonly name: string;
  readonly enclose: (x: number, y: number) => Interval;
  readonly value: (x: Real, y: Real) => Real;
  readonly draw: (random: Random) => readonly [number, number];
  /** Whether a value that the reference cannot tell from a float is that float: where it may be rational in more than one point. */
  readonly isSometimesRational: boolean;
}

interface Places {
  readonly domain?: readonly [number, number];
  /** Where most of the function happens. */
  readonly range: readonly [number, number];
  /** The kernel's breakpoints, zeros, extrema: some kinds of place, of which one is drawn. */
  readonly places?: readonly ((random: Random) => number)[];
  /** Where the kernel or float64 changes its ways, and values that are hard to round. */
  readonly points?: readonly number[];
}

/** A whole number in [-size, size]. */
const whole = (size: number, random: Random): number => Math.floor((2 * random() - 1) * size + 0.5);
/** (k + 1/2)·step, |k| up to `size`. */
const halfSteps = (step: number, size: number) => (random: Random) => (whole(size, random) + 0.5) * step;
const multiples = (step: number, size: number) => (random: Random) => whole(size, random) * step;

const THRESHOLDS = [-1074, -1022, -540, -480, -450, -240, -108, -60, -55, -54, -53, -30, -28, -27, -26, 0].map(
  (e) => 2 ** e,
);

/** The same function, with x beyond ±end taken for ±end: its value is beyond all floats there, or nearer to its limit than any. */
const saturating =
  (f: (x: Real) => Real, end = 2 ** 12) =>
  (x: Real) => {
    const limit = realOf(end);
    return f(maximum(negate(limit), minimum(limit, x)));
  };

function unary(
  name: string,
  enclose: (x: number) => Interval,
  value: (x: Real) => Real,
  { domain = [-Number.MAX_VALUE, Number.MAX_VALUE], range, places = [], points = [] }: Places,
  isSometimesRational = false,
): FunctionCase {
  const fixed = [...points, ...THRESHOLDS, ...THRESHOLDS.map((x) => -x), 0];
  const kinds: readonly ((random: Random) => number)[] = [
    anyFloat,
    (random) => uniform(...range, random),
    (random) => uniform(...range, random),
    shortFloat,
    (random) => near(fixed[Math.floor(random() * fixed.length)], random),
    ...places.map((place) => (random: Random) => near(place(random), random)),
  ];
  return {
    name,
    enclose,
    value,
    isSometimesRational,
    draw: (random) => {
      for (;;) {
        const x = kinds[Math.floor(random() * kinds.length)](random);
        if (x >= domain[0] && x <= domain[1]) {
          return [x, 0];
        }
      }
    },
  };
}

const circle: Places = {
  range: [-20, 20],
  places: [
    halfSteps(Math.PI / 32, 300),
    multiples(Math.PI / 32, 300),
    multiples(Math.PI / 2, 1e5),
    halfSteps(Math.PI / 32, 2e6),
    (random) => uniform(-(2 ** 18), 2 ** 18, random),
    (random) => 2 ** uniform(17, 1024, random),
  ],
  points: [
    2 ** 17,
    6381956970095103 * 2 ** 797,
    6411027962775774 * 2 ** -51,
    3205513981387887 * 2 ** -50,
    Number.MAX_VALUE,
    // Values within 2^-56 ulp of a float or a middle of two.
    0x1e0000000001c2 * 2 ** -72,
    0x1598bae9e632f6 * 2 ** -59,
    0x1fe767739d0f6d * 2 ** -54,
    0x16ac5b262ca1ff * 2 ** 797,
    0x18000000000009 * 2 ** -75,
    0x106b505550e6b2 * 2 ** -61,
    0x134ec2f9fc9c00 * 2 ** -51,
    0x18000000000024 * 2 ** -74,
    0x1dffffffffff1f * 2 ** -74,
    0x150486b2f87014 * 2 ** -57,
    0x1a33f32ac5ceb5 * 2 ** -55,
  ],
};

const exponentials: Places = {
  range: [-30, 30],
  places: [
    halfSteps(Math.LN2 / 64, 65536),
    multiples(Math.LN2 / 64, 65536),
    (random) => uniform(-750, 712, random),
    (random) => uniform(-0.02, 0.02, random),
  ],
  points: [
    709.782712893384,
    709.79,
    -708.3964185322641,
    -744.4400719213812,
    -744.5,
    -745.1332191019412,
    710.4758600739439,
    710.48,
    -50,
    22,
    40,
    19.06,
    -0x112d31a20fb38b * 2 ** -47,
    0x183d4bcdebb3f4 * 2 ** -50,
    0x1a8ead058bc6b8 * 2 ** -49,
    -0x1ed318efb627ea * 2 ** -79,
    0x1d6336a88077aa * 2 ** -52,
    -0x1290ea09e36479 * 2 ** -55,
    0x11d5c2daebe367 * 2 ** -48,
    0x1dfffffffffe3e * 2 ** -72,
    0x1616cc75d49226 * 2 ** -54,
    0x17fffffffffff7 * 2 ** -75,
  ],
};

/** Powers in the range that the function itself makes of it: places for exponents of 2 and 10. */
const basedExponentials = (base: number): Places => ({
  range: [-40, 40],
  places: [
    multiples(1, Math.ceil(1080 / Math.log2(base))),
    halfSteps(Math.log(2) / Math.log(base) / 64, 65536),
    (random) => uniform(-1080, 1030, random) / Math.log2(base),
    (random) => uniform(-0.02, 0.02, random),
  ],
  points: [1024, -1074, -1075, -1022, 308.2547155599167, -323.3062153431158, 22, -1100, 1100],
});

const logarithms: Places = {
  domain: [Number.MIN_VALUE, Number.MAX_VALUE],
  range: [0, 10],
  places: [
    (random) => (Math.floor(uniform(90, 183, random)) + 0.5) / 128,
    (random) => 1 + (random() < 0.5 ? -1 : 1) * 2 ** -uniform(0, 53, random),
    (random) => Math.SQRT2 * 2 ** whole(1000, random),
    (random) => 2 ** whole(1022, random),
    (random) => 10 ** Math.floor(uniform(0, 24, random)),
  ],
  points: [1, 2, 10, Math.E, Math.SQRT2, Number.MAX_VALUE, 2 ** -1022],
};

const ANGLES: Places = {
  range: [-4, 4],
  places: [
    halfSteps(1 / 32, 40),
    (random) => 1 / halfSteps(1 / 32, 40)(random),
    multiples(1 / 32, 40),
    (random) => 2 ** uniform(-60, 64, random),
  ],
  points: [1, -1, 2 ** 60, 2 ** 61, 0x16298b5896ed3c * 2 ** -51, 0x17ba49f739829f * 2 ** -53],
};

const unitInterval: Places = {
  domain: [-1, 1],
  range: [-1, 1],
  places: [
    (random) => 1 - 2 ** -uniform(0, 53, random),
    (random) => -1 + 2 ** -uniform(0, 53, random),
    (random) => Math.sin(Math.atan(halfSteps(1 / 32, 32)(random))),
  ],
  points: [1, -1, Math.SQRT1_2, -Math.SQRT1_2, 0.5],
};

const wide: Places = {
  range: [-5, 5],
  places: [
    (random) => 2 ** uniform(-60, 64, random),
    (random) => uniform(-0.02, 0.02, random),
    (random) => uniform(-1000, 1000, random),
  ],
  points: [2 ** 60, 2 ** 61, Number.MAX_VALUE, 1],
};

function wholePowerReal(x: Real, exponent: number): Real {
  if (exponent < 0) {
    return reference.reciprocal(wholePowerReal(x, -exponent));
  }
  if (exponent === 0) {
    return realOf(1);
  }
  const half = wholePowerReal(x, Math.floor(exponent / 2));
  const square = multiply(half, half);
  return exponent % 2 === 0 ? square : multiply(square, x);
}

/** Quarters, anything up to the limit, and what makes a power of nearly 1. */
function powerExponent(limit: number, random: Random): number {
  const kind = random();
  if (kind < 0.3) {
    return Math.round(uniform(-20, 20, random)) / 4;
  }
  // In two factors: 2^-1140 is 0.
  const half = kind < 0.45 ? 2 ** -uniform(0, 570, random) : 1;
  return uniform(-limit, limit, random) * half * half;
}

/** Two numbers of which neither is always much larger. */
function pairOfFloats(random: Random): readonly [number, number] {
  const x = random() < 0.4 ? anyFloat(random) : random() < 0.5 ? shortFloat(random) : uniform(-2, 2, random);
  const kind = random();
  const y = kind < 0.3 ? anyFloat(random) : kind < 0.6 ? near(x, random) : x * 2 ** uniform(-70, 70, random);
  return [x, Number.isFinite(y) ? y : 1];
}

export const functionCases: readonly FunctionCase[] = [
  unary("exp", exponentialAt, saturating(reference.exponential), exponentials),
  unary("expm1", exponentialMinusOneAt, saturating(reference.exponentialMinusOne), exponentials),
  unary("exp2", powerOfTwoAt, saturating(reference.binaryExponential), basedExponentials(2), true),
  unary("exp10", powerOfTenAt, saturating(reference.decimalExponential), basedExponentials(10), true),
  unary("log", logarithmAt, reference.logarithm, logarithms),
  unary("log1p", logarithmOnePlusAt, reference.logarithmOnePlus, {
    ...logarithms,
    domain: [-1 + 2 ** -53, Number.MAX_VALUE],
    range: [-1, 5],
    points: [0.0056, -0.0056, -1 + 2 ** -53, 1, Number.MAX_VALUE],
    places: [
      ...(logarithms.places ?? []).map((place) => (random: Random) => place(random) - 1),
      (random) => uniform(-0.01, 0.01, random),
    ],
  }),
  unary("log2", binaryLogarithmAt, reference.binaryLogarithm, logarithms, true),
  unary("log10", decimalLogarithmAt, reference.decimalLogarithm, logarithms, true),
  unary("sin", sineAt, reference.sine, circle),
  unary("cos", cosineAt, reference.cosine, circle),
  unary("tan", tangentAt, reference.tangent, circle),
  unary("atan", arctangentAt, reference.arctangent, ANGLES),
  unary("asin", arcsineAt, reference.arcsine, unitInterval),
  unary("acos", arccosineAt, reference.arccosine, unitInterval),
  unary("sinh", hyperbolicSineAt, saturating(reference.hyperbolicSine), exponentials),
  unary("cosh", hyperbolicCosineAt, saturating(reference.hyperbolicCosine), exponentials),
  unary("tanh", hyperbolicTangentAt, reference.hyperbolicTangent, { ...exponentials, range: [-4, 4] }),
  unary("asinh", inverseHyperbolicSineAt, reference.inverseHyperbolicSine, wide),
  unary("acosh", inverseHyperbolicCosineAt, reference.inverseHyperbolicCosine, {
    ...wide,
    domain: [1, Number.MAX_VALUE],
    range: [1, 10],
    places: [...(wide.places ?? []), (random) => 1 + 2 ** -uniform(0, 52, random)],
  }),
  unary("atanh", inverseHyperbolicTangentAt, reference.inverseHyperbolicTangent, {
    ...unitInterval,
    domain: [-1 + 2 ** -53, 1 - 2 ** -53],
  }),
  unary("erf", errorFunctionAt, reference.errorFunction, {
    range: [-6.1, 6.1],
    places: [halfSteps(1 / 16, 100), multiples(1 / 16, 100), (random) => uniform(-0.04, 0.04, random)],
    points: [6, 5.9, 5.863584748755167],
  }),
  unary("erfc", complementaryErrorFunctionAt, saturating(reference.complementaryErrorFunction, 2 ** 6), {
    range: [-6.1, 27.5],
    places: [
      halfSteps(1 / 16, 440),
      multiples(1 / 16, 440),
      (random) => uniform(-0.04, 0.04, random),
      (random) => uniform(26, 27.3, random),
    ],
    points: [-6, 6, 6.0625, 26.543258454250985, 27.226017111108362, 27.25],
  }),
  {
    name: "pow",
    enclose: powerAt,
    value: reference.power,
    isSometimesRational: true,
    draw: (random) => {
      const kind = random();
      const x =
        kind < 0.3
          ? Math.abs(anyFloat(random))
          : kind < 0.6
            ? Math.abs(shortFloat(random))
            : kind < 0.8
              ? 2 ** uniform(-30, 30, random)
              : near(1, random);
      const limit = 750 / Math.max(Math.abs(Math.log(x)), 1e-15);
      return [x === 0 ? 1 : x, powerExponent(limit, random)];
    },
  },
  {
    name: "pown",
    enclose: (x, n) => wholePowerAt(x, BigInt(n)),
    value: (x, n) => wholePowerReal(x, estimate(n)),
    isSometimesRational: true,
    draw: (random) => {
      if (random() < 0.3) {
        const x = near(1, random);
        const limit = Math.min(2 ** 40, 1100 / Math.max(Math.abs(Math.log2(x)), 2 ** -52));
        return [x, whole(limit ** random(), random)];
      }
      const n = whole(12, random);
      const x = random() < 0.5 ? shortFloat(random) : uniform(-3, 3, random) * 2 ** whole(90, random);
      return [x === 0 ? 1 : x, n];
    },
  },
  {
    name: "atan2",
    enclose: (y, x) => angleAt(Math.abs(y), x),
    value: (y, x) => reference.angle(y.low < 0n ? { ...y, low: -y.high, high: -y.low } : y, x),
    isSometimesRational: false,
    draw: (random) => {
      for (;;) {
        const [y, x] = pairOfFloats(random);
        if (x !== 0 || y !== 0) {
          return [y, x];
        }
      }
    },
  },
];
