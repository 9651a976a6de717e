/**
 * The activations of today's frameworks whose slopes exceed 1. Their λ and β are proved in docs/theory.md, section 3; where the point at which
 * one is attained has no closed form, it is the float64 next above it, which properties/network/activationPeaks.test.ts proves.
 */
import type { Arithmetic } from "../arithmetic/arithmetic";
import { type ActivationFormulas, logistic, logisticSlope } from "./activationDefinition";

/** Φ(z) = erfc(-z/√2)/2, the distribution function of the standard normal distribution. */
function normalDistribution<T>(arithmetic: Arithmetic<T>, z: T): T {
  const { of, divide, negate, squareRoot, complementaryErrorFunction } = arithmetic;
  return divide(complementaryErrorFunction(divide(negate(z), squareRoot(of(2)))), of(2));
}

/** e^(-z²/2)/√(2π). */
function normalDensity<T>({ of, multiply, divide, negate, squareRoot, exponential, pi }: Arithmetic<T>, z: T): T {
  return divide(exponential(divide(negate(multiply(z, z)), of(2))), squareRoot(multiply(of(2), pi)));
}

export const gelu: ActivationFormulas = {
  odd: false,
  value: (arithmetic, z) => arithmetic.multiply(z, normalDistribution(arithmetic, z)),
  // φ″ = (2 - z²) n(z) with the density n: φ′ is largest at √2, where it is Φ(√2) + √2 n(√2).
  lipschitz: ({ of, add, divide, multiply, squareRoot, exponential, errorFunction, pi }) =>
    add(divide(add(of(1), errorFunction(of(1))), of(2)), divide(of(1), multiply(exponential(of(1)), squareRoot(pi)))),
  // |φ″| is largest at 0, as φ‴ = z (z² - 4) n(z) and |φ″(2)| is smaller.
  smoothness: ({ of, divide, squareRoot, pi }) => squareRoot(divide(of(2), pi)),
  derivatives(arithmetic, z) {
    const { of, add, subtract, multiply, squareRoot } = arithmetic;
    const density = normalDensity(arithmetic, z);
    const root = squareRoot(of(2));
    return {
      slope: add(normalDistribution(arithmetic, z), multiply(z, density)),
      // (2 - z²) n(z), the density first: z² overflows.
      curvature: multiply(density, add(root, z), subtract(root, z)),
    };
  },
};

/** φ′ is largest at the root of z tanh(z/2) = 2: this is the float64 above it. */
const SILU_STEEPEST = 2.399357280515468;

/** Where |φ′| has its peaks, and |φ″| its peaks with z >= 0, to 2^-51. */
export const SILU_PEAKS = { slope: [SILU_STEEPEST, -SILU_STEEPEST], curvature: [0, 3.435840993535111] };

export const silu: ActivationFormulas = {
  odd: false,
  value: (arithmetic, z) => arithmetic.multiply(z, logistic(arithmetic, z)),
  // Where z tanh(z/2) = 2, φ′ = σ + z σ (1 - σ) = (z + 2)/4.
  lipschitz: ({ of, add, divide }) => divide(add(of(SILU_STEEPEST), of(2)), of(4)),
  // φ″ = σ′ (2 - z tanh(z/2)), 1/2 at 0.
  smoothness: ({ of }) => of(0.5),
  derivatives(arithmetic, z) {
    const { of, add, subtract, multiply, divide, negate, hyperbolicTangent } = arithmetic;
    const rest = multiply(z, logistic(arithmetic, negate(z)));
    return {
      slope: multiply(logistic(arithmetic, z), add(of(1), rest)),
      curvature: multiply(
        logisticSlope(arithmetic, z),
        subtract(of(2), multiply(z, hyperbolicTangent(divide(z, of(2))))),
      ),
    };
  },
};

/**
 * t = tanh(softplus z) and its derivatives. With a = e^min(z, 0) and b = e^-max(z, 0), so that e^z = a/b and nothing overflows,
 *
 *   t = a (a + 2b)/D,   t′ = 4 a b² (a + b)/D²,   t″ = 4 a b² (2b³ + 2ab² - 3a²b - 2a³)/D³,   D = a² + 2ab + 2b².
 */
function mishFactor<T>(arithmetic: Arithmetic<T>, z: T): { readonly t: T; readonly t1: T; readonly t2: T } {
  const { of, add, multiply, divide, negate, exponential, maximum, minimum } = arithmetic;
  const a = exponential(minimum(z, of(0)));
  const b = exponential(negate(maximum(z, of(0))));
  const [aa, ab, bb] = [multiply(a, a), multiply(a, b), multiply(b, b)];
  const denominator = add(aa, multiply(of(2), ab), multiply(of(2), bb));
  const front = divide(multiply(of(4), a, bb), multiply(denominator, denominator));
  const bend = add(multiply(of(2), bb, b), multiply(of(2), ab, b), multiply(of(-3), ab, a), multiply(of(-2), aa, a));
  return {
    t: divide(multiply(a, add(a, multiply(of(2), b))), denominator),
    t1: multiply(front, add(a, b)),
    t2: multiply(front, divide(bend, denominator)),
  };
}

/** Where |φ′| and |φ″| have their peaks, to 2^-51. */
export const MISH_PEAKS = {
  slope: [1.4905711794854284, -2.256376396360793],
  curvature: [-0.08793443131491421, 2.114842563020877, -3.2673378465204044],
};

export const mish: ActivationFormulas = {
  odd: false,
  value: (arithmetic, z) => arithmetic.multiply(z, mishFactor(arithmetic, z).t),
  // The float64 above φ′(1.4905…).
  lipschitz: ({ of }) => of(1.088498161251728),
  // The float64 above φ″(-0.0879…).
  smoothness: ({ of }) => of(0.6442046372369725),
  derivatives(arithmetic, z) {
    const { of, add, multiply } = arithmetic;
    const { t, t1, t2 } = mishFactor(arithmetic, z);
    return { slope: add(t, multiply(z, t1)), curvature: add(multiply(of(2), t1), multiply(z, t2)) };
  },
};

/** α and the scale of Klambauer, Unterthiner, Mayr and Hochreiter (2017), as frameworks have them: float64. */
export const SELU_ALPHA = 1.6732632423543772;
export const SELU_SCALE = 1.0507009873554805;

export const selu: ActivationFormulas = {
  odd: false,
  // scale (max(z, 0) + α (e^m - 1)) with m = min(z, 0), where e^m - 1 = tanh(m/2) (e^m + 1) does not cancel.
  value: ({ of, add, multiply, divide, maximum, minimum, exponential, hyperbolicTangent }, z) => {
    const m = minimum(z, of(0));
    const rise = multiply(hyperbolicTangent(divide(m, of(2))), add(exponential(m), of(1)));
    return multiply(of(SELU_SCALE), add(maximum(z, of(0)), multiply(of(SELU_ALPHA), rise)));
  },
  // φ′ = scale α e^z for z < 0, and scale for z > 0.
  lipschitz: ({ of, multiply }) => multiply(of(SELU_SCALE), of(SELU_ALPHA)),
  smoothness: null,
  derivatives({ of, subtract, multiply, maximum, minimum, exponential, sign }, z) {
    const below = multiply(of(SELU_ALPHA), exponential(minimum(z, of(0))));
    const isPositive = maximum(of(0), sign(z));
    // α - (α - 1) = 1 for z > 0, and nothing beside what φ′ jumps by where the sign of z is not known.
    const slope = subtract(below, multiply(isPositive, subtract(of(SELU_ALPHA), of(1))));
    const curvature = multiply(subtract(of(1), isPositive), below);
    return { slope: multiply(of(SELU_SCALE), slope), curvature: multiply(of(SELU_SCALE), curvature) };
  },
};
