import type { Arithmetic } from "../arithmetic/arithmetic";
import { type ActivationFormulas, logistic, logisticSlope } from "./activationDefinition";
import { gelu, mish, selu, silu } from "./activationSteepFormulas";

/** λ where |φ′| <= 1, as docs/theory.md shows of each. */
const one = <T>({ of }: Arithmetic<T>): T => of(1);

const identity: ActivationFormulas = {
  odd: true,
  lipschitz: one,
  value: (_arithmetic, z) => z,
  smoothness: ({ of }) => of(0),
  derivatives: ({ of }) => ({ slope: of(1), curvature: of(0) }),
};

const tanh: ActivationFormulas = {
  odd: true,
  lipschitz: one,
  value: ({ hyperbolicTangent }, z) => hyperbolicTangent(z),
  // |φ″| = 2 t (1 - t²) with t = |tanh z|, largest at t = 1/√3.
  smoothness: ({ of, divide, multiply, squareRoot }) => divide(of(4), multiply(of(3), squareRoot(of(3)))),
  derivatives(arithmetic, z) {
    const { of, multiply, hyperbolicTangent } = arithmetic;
    const slope = multiply(of(4), logisticSlope(arithmetic, multiply(of(2), z)));
    return { slope, curvature: multiply(of(-2), hyperbolicTangent(z), slope) };
  },
};

const sin: ActivationFormulas = {
  odd: true,
  lipschitz: one,
  value: ({ sine }, z) => sine(z),
  smoothness: ({ of }) => of(1),
  derivatives: ({ sine, cosine, negate }, z) => ({ slope: cosine(z), curvature: negate(sine(z)) }),
};

const arctan: ActivationFormulas = {
  odd: true,
  lipschitz: one,
  value: ({ arctangent }, z) => arctangent(z),
  // |φ″| = 2|z|/(1 + z²)², largest at z = 1/√3.
  smoothness: ({ of, divide, multiply, squareRoot }) => divide(multiply(of(3), squareRoot(of(3))), of(8)),
  derivatives({ of, add, multiply, divide }, z) {
    const slope = divide(of(1), add(of(1), multiply(z, z)));
    return { slope, curvature: multiply(of(-2), multiply(z, slope), slope) };
  },
};

const erf: ActivationFormulas = {
  odd: true,
  lipschitz: one,
  value: ({ of, divide, multiply, squareRoot, errorFunction, pi }, z) =>
    errorFunction(divide(multiply(z, squareRoot(pi)), of(2))),
  // |φ″| = (π/2)|z| e^(-πz²/4), largest at z = √(2/π).
  smoothness: ({ of, divide, multiply, squareRoot, exponential, pi }) =>
    multiply(squareRoot(divide(pi, of(2))), exponential(of(-0.5))),
  derivatives({ of, multiply, divide, negate, exponential, pi }, z) {
    const slope = exponential(divide(negate(multiply(pi, z, z)), of(4)));
    return { slope, curvature: multiply(divide(negate(pi), of(2)), z, slope) };
  },
};

const softplus: ActivationFormulas = {
  odd: false,
  lipschitz: one,
  // max(z, 0) + log(1 + e^(-|z|)): e^z would overflow.
  value: ({ of, add, maximum, absolute, negate, logarithmOnePlus, exponential }, z) =>
    add(maximum(z, of(0)), logarithmOnePlus(exponential(negate(absolute(z))))),
  smoothness: ({ of }) => of(0.25),
  derivatives: (arithmetic, z) => ({ slope: logistic(arithmetic, z), curvature: logisticSlope(arithmetic, z) }),
};

const sigmoid: ActivationFormulas = {
  odd: false,
  lipschitz: one,
  // For z far below 0 the quotient is e^z to working precision, as it should be.
  value: logistic,
  // |φ″| = s(1-s)|1-2s|, largest at s = 1/2 ± 1/√12.
  smoothness: ({ of, divide, multiply, squareRoot }) => divide(of(1), multiply(of(6), squareRoot(of(3)))),
  derivatives(arithmetic, z) {
    const { of, multiply, divide, negate, hyperbolicTangent } = arithmetic;
    const slope = logisticSlope(arithmetic, z);
    return { slope, curvature: multiply(negate(slope), hyperbolicTangent(divide(z, of(2)))) };
  },
};

const parabolic: ActivationFormulas = {
  odd: true,
  lipschitz: one,
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
};

const pseudohuber: ActivationFormulas = {
  odd: false,
  lipschitz: one,
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
};

const relu: ActivationFormulas = {
  odd: false,
  lipschitz: one,
  value: ({ of, maximum }, z) => maximum(of(0), z),
  smoothness: null,
  derivatives: ({ of, maximum, sign }, z) => ({ slope: maximum(of(0), sign(z)), curvature: of(0) }),
};

/** The slope below 0 that frameworks have if nothing else is asked for. */
export const LEAK = 0.01;

const leakyrelu: ActivationFormulas = {
  odd: false,
  lipschitz: one,
  value: ({ of, maximum, multiply }, z) => maximum(z, multiply(of(LEAK), z)),
  smoothness: null,
  derivatives: ({ of, maximum, sign }, z) => ({ slope: maximum(of(LEAK), sign(z)), curvature: of(0) }),
};

/** The formulas of all activations that a network may have, by name. */
export const activationFormulas = {
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
  gelu,
  silu,
  // The same under the name that it has elsewhere: a file keeps the name it came with.
  swish: silu,
  mish,
  selu,
  leakyrelu,
};

export type ActivationName = keyof typeof activationFormulas;
