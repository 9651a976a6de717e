import type { Arithmetic } from "../arithmetic/arithmetic";
import { float64 } from "../arithmetic/float64";
import type { Activation } from "./activation";

/** Activations that are known to be steeper than 1 somewhere, with the slope they reach: refused by name. */
export const steeperThanOne: ReadonlyMap<string, string> = new Map([
  ["gelu", "1.13"],
  ["silu", "1.10"],
  ["swish", "1.10"],
  ["mish", "1.09"],
  ["selu", "1.76"],
]);

/** e^(-|z|)/(1 + e^(-|z|))² = σ′(z): no cancellation and no overflow for large |z|. */
function logisticSlope(z: number): number {
  const decay = Math.exp(-Math.abs(z));
  return decay / ((1 + decay) * (1 + decay));
}

function logistic(z: number): number {
  const decay = Math.exp(-Math.abs(z));
  return z >= 0 ? 1 / (1 + decay) : decay / (1 + decay);
}

/** The same two in any arithmetic: σ′ from e^(-|z|), which does not overflow. */
function logisticSlopeIn<T>({ of, add, multiply, divide, negate, absolute, exponential }: Arithmetic<T>, z: T): T {
  const decay = exponential(negate(absolute(z)));
  const sum = add(of(1), decay);
  return divide(decay, multiply(sum, sum));
}

function logisticIn<T>({ of, add, divide, negate, exponential }: Arithmetic<T>, z: T): T {
  return divide(of(1), add(of(1), exponential(negate(z))));
}

const identity: Activation = {
  name: "identity",
  odd: true,
  value: (_arithmetic, z) => z,
  smoothness: ({ of }) => of(0),
  derivatives: ({ of }) => ({ slope: of(1), curvature: of(0) }),
  jet(z, jet) {
    jet[0] = z;
    jet[1] = 1;
    jet[2] = 0;
  },
};

const tanh: Activation = {
  name: "tanh",
  odd: true,
  value: ({ hyperbolicTangent }, z) => hyperbolicTangent(z),
  // |φ″| = 2 t (1 - t²) with t = |tanh z|, largest at t = 1/√3.
  smoothness: ({ of, divide, multiply, squareRoot }) => divide(of(4), multiply(of(3), squareRoot(of(3)))),
  derivatives(arithmetic, z) {
    const { of, multiply, hyperbolicTangent } = arithmetic;
    const slope = multiply(of(4), logisticSlopeIn(arithmetic, multiply(of(2), z)));
    return { slope, curvature: multiply(of(-2), hyperbolicTangent(z), slope) };
  },
  jet(z, jet) {
    const value = Math.tanh(z);
    // sech² z = 4σ′(2z), where 1 - tanh² z would cancel.
    const slope = 4 * logisticSlope(2 * z);
    jet[0] = value;
    jet[1] = slope;
    jet[2] = -2 * value * slope;
  },
};

const sin: Activation = {
  name: "sin",
  odd: true,
  value: ({ sine }, z) => sine(z),
  smoothness: ({ of }) => of(1),
  derivatives: ({ sine, cosine, negate }, z) => ({ slope: cosine(z), curvature: negate(sine(z)) }),
  jet(z, jet) {
    jet[0] = Math.sin(z);
    jet[1] = Math.cos(z);
    jet[2] = -jet[0];
  },
};

const arctan: Activation = {
  name: "arctan",
  odd: true,
  value: ({ arctangent }, z) => arctangent(z),
  // |φ″| = 2|z|/(1 + z²)², largest at z = 1/√3.
  smoothness: ({ of, divide, multiply, squareRoot }) => divide(multiply(of(3), squareRoot(of(3))), of(8)),
  derivatives({ of, add, multiply, divide }, z) {
    const slope = divide(of(1), add(of(1), multiply(z, z)));
    return { slope, curvature: multiply(of(-2), multiply(z, slope), slope) };
  },
  jet(z, jet) {
    const slope = 1 / (1 + z * z);
    jet[0] = Math.atan(z);
    jet[1] = slope;
    // z·slope first: z times slope² would be ∞·0 for huge z.
    jet[2] = Number.isFinite(z * z) ? -2 * (z * slope) * slope : 0;
  },
};

const erf: Activation = {
  name: "erf",
  odd: true,
  value: ({ of, divide, multiply, squareRoot, errorFunction, pi }, z) =>
    errorFunction(divide(multiply(z, squareRoot(pi)), of(2))),
  // |φ″| = (π/2)|z| e^(-πz²/4), largest at z = √(2/π).
  smoothness: ({ of, divide, multiply, squareRoot, exponential, pi }) =>
    multiply(squareRoot(divide(pi, of(2))), exponential(of(-0.5))),
  derivatives({ of, multiply, divide, negate, exponential, pi }, z) {
    const slope = exponential(divide(negate(multiply(pi, z, z)), of(4)));
    return { slope, curvature: multiply(divide(negate(pi), of(2)), z, slope) };
  },
  jet(z, jet) {
    const slope = Math.exp((-Math.PI * z * z) / 4);
    jet[0] = erf.value(float64, z);
    jet[1] = slope;
    jet[2] = slope === 0 ? 0 : (-Math.PI / 2) * z * slope;
  },
};

const softplus: Activation = {
  name: "softplus",
  odd: false,
  // max(z, 0) + log(1 + e^(-|z|)): e^z would overflow.
  value: ({ of, add, maximum, absolute, negate, logarithm, exponential }, z) =>
    add(maximum(z, of(0)), logarithm(add(of(1), exponential(negate(absolute(z)))))),
  smoothness: ({ of }) => of(0.25),
  derivatives: (arithmetic, z) => ({ slope: logisticIn(arithmetic, z), curvature: logisticSlopeIn(arithmetic, z) }),
  jet(z, jet) {
    jet[0] = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    jet[1] = logistic(z);
    jet[2] = logisticSlope(z);
  },
};

const sigmoid: Activation = {
  name: "sigmoid",
  odd: false,
  // 1/(1 + e^-z); for z far below 0 the quotient is e^z to working precision, as it should be.
  value: ({ of, add, divide, negate, exponential }, z) => divide(of(1), add(of(1), exponential(negate(z)))),
  // |φ″| = s(1-s)|1-2s|, largest at s = 1/2 ± 1/√12.
  smoothness: ({ of, divide, multiply, squareRoot }) => divide(of(1), multiply(of(6), squareRoot(of(3)))),
  derivatives(arithmetic, z) {
    const { of, multiply, divide, negate, hyperbolicTangent } = arithmetic;
    const slope = logisticSlopeIn(arithmetic, z);
    return { slope, curvature: multiply(negate(slope), hyperbolicTangent(divide(z, of(2)))) };
  },
  jet(z, jet) {
    const slope = logisticSlope(z);
    jet[0] = logistic(z);
    jet[1] = slope;
    // 1 - 2σ(z) = -tanh(z/2), without the cancellation at 0.
    jet[2] = -slope * Math.tanh(z / 2);
  },
};

const parabolic: Activation = {
  name: "parabolic",
  odd: true,
  // With c = max(-1, min(1, z)), both branches of the table read c - c|c|/2.
  value: ({ of, subtract, divide, multiply, absolute, maximum, minimum }, z) => {
    const clipped = maximum(of(-1), minimum(of(1), z));
    return subtract(clipped, divide(multiply(clipped, absolute(clipped)), of(2)));
  },
  smoothness: ({ of }) => of(1),
  derivatives({ of, subtract, multiply, absolute, minimum, maximum, negate, sign }, z) {
    const magnitude = absolute(z);
    const inside = maximum(of(0), sign(subtract(of(1), magnitude)));
    return { slope: subtract(of(1), minimum(magnitude, of(1))), curvature: multiply(negate(sign(z)), inside) };
  },
  jet(z, jet) {
    const magnitude = Math.abs(z);
    const inside = magnitude < 1;
    jet[0] = inside ? z - (z * magnitude) / 2 : Math.sign(z) / 2;
    jet[1] = inside ? 1 - magnitude : 0;
    // φ″ jumps at 0 and ±1, where it is not defined: 0 is within |φ″| <= 1, as any value between the limits is.
    jet[2] = inside ? -Math.sign(z) : 0;
  },
};

const pseudohuber: Activation = {
  name: "pseudohuber",
  odd: false,
  // z²/(1 + √(1 + z²)), where √(1 + z²) - 1 would cancel; z·(z/(…)) so that huge z do not overflow.
  value: ({ of, add, divide, multiply, squareRoot, absolute, maximum, minimum }, z) => {
    const magnitude = absolute(z);
    const larger = maximum(magnitude, of(1));
    const ratio = divide(minimum(magnitude, of(1)), larger);
    const root = multiply(larger, squareRoot(add(of(1), multiply(ratio, ratio))));
    return multiply(magnitude, divide(magnitude, add(of(1), root)));
  },
  smoothness: ({ of }) => of(1),
  derivatives({ of, divide, hypotenuse }, z) {
    const root = hypotenuse([of(1), z]);
    const inverse = divide(of(1), root);
    return { slope: divide(z, root), curvature: divide(divide(inverse, root), root) };
  },
  jet(z, jet) {
    const root = Math.abs(z) < 1e150 ? Math.sqrt(1 + z * z) : Math.abs(z);
    jet[0] = z * (z / (1 + root));
    jet[1] = z / root;
    jet[2] = 1 / root / root / root;
  },
};

const relu: Activation = {
  name: "relu",
  odd: false,
  value: ({ of, maximum }, z) => maximum(of(0), z),
  smoothness: null,
  derivatives: ({ of, maximum, sign }, z) => ({ slope: maximum(of(0), sign(z)), curvature: of(0) }),
  jet(z, jet) {
    jet[0] = Math.max(0, z);
    jet[1] = z > 0 ? 1 : 0;
    jet[2] = 0;
  },
};

/** All activations that a network may have. To add one, write it here; its β is checked against φ″ by a property. */
export const activations: readonly Activation[] = [
  identity,
  tanh,
  sin,
  arctan,
  erf,
  softplus,
  sigmoid,
  parabolic,
  pseudohuber,
  relu,
];
