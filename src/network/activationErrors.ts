import { UNIT_ROUNDOFF as u } from "../arithmetic/float64";
import { gaussian } from "../arithmetic/float64Complement";
import { LOWER_END } from "../arithmetic/lowerEnd";
import type { ActivationName } from "./activationFormulas";
import { SELU_ALPHA, SELU_SCALE } from "./activationSteepFormulas";

/**
 * Writes to `errors` how far φ, φ′ and φ″ of a jet, as computed, may be from those at the exact pre-activation.
 *
 * @param z where the jet was taken
 * @param h the exact pre-activation is within this of z
 * @param jet φ(z), φ′(z), φ″(z)
 */
export type JetErrors = (z: number, h: number, jet: Float64Array, errors: Float64Array) => void;

/**
 * Relative rounding errors of the jets. The functions of Math are off by up to 2.02 units in the last place (docs/rigour.md), which is
 * 4u, and a jet combines two or three of them with some operations.
 */
const OF_VALUE = 8 * u;
const OF_SLOPE = 16 * u;
const OF_CURVATURE = 32 * u;

/**
 * Adds to how far φ, φ′ and φ″ move within h what rounding and underflow make of a jet. At 0 itself
 * nothing underflows.
 */
function addRounding(z: number, h: number, jet: Float64Array, errors: Float64Array): void {
  const underflow = z === 0 && h === 0 ? 0 : LOWER_END;
  errors[0] += OF_VALUE * Math.abs(jet[0]) + underflow;
  errors[1] += OF_SLOPE * Math.abs(jet[1]) + underflow;
  errors[2] += OF_CURVATURE * Math.abs(jet[2]) + underflow;
}

/**
 * A bound on [z - h, z + h] of a positive function that is `at` at z, whose logarithm has a derivative of at most `growth` there; `most`
 * bounds it everywhere. Small functions stay small: a saturated activation keeps its digits. LOWER_END inside: what underflowed at z may be
 * large at z + h.
 */
function supremum(at: number, growth: number, h: number, most: number): number {
  return Math.min(most, (at * (1 + OF_CURVATURE) + LOWER_END) * Math.exp(growth * h));
}

/** φ moves by at most |φ′(z)| + h sup |φ″|, times h. */
function moved(h: number, jet: Float64Array, second: number, third: number, errors: Float64Array): void {
  errors[0] = (Math.abs(jet[1]) * (1 + OF_SLOPE) + second * h) * h;
  errors[1] = second * h;
  errors[2] = third * h;
}

/** With n = e^(-z²/2)/√(2π): φ″ = (2 - z²) n, φ‴ = z (z² - 4) n; the parts of φ′ and φ″ cancel where these are 0. */
function gelu(z: number, h: number, jet: Float64Array, errors: Float64Array): void {
  const magnitude = Math.abs(z);
  const reach = magnitude + h;
  const density = 0.399 * gaussian(Math.max(0, magnitude - h));
  moved(
    h,
    jet,
    Math.min(0.8, 2 * density + density * reach * reach),
    density * reach * reach * reach + 4 * density * reach,
    errors,
  );
  errors[0] += 8 * u * Math.abs(jet[0]);
  errors[1] += 32 * u * density * magnitude;
  errors[2] += 16 * u * (2 * density + density * magnitude * magnitude);
}

/** φ″ = σ′ (2 - z tanh(z/2)) and |φ‴| = |3σ″ + zσ‴| <= (3 + |z|) σ′. */
function silu(z: number, h: number, jet: Float64Array, errors: Float64Array): void {
  const magnitude = Math.abs(z);
  const reach = magnitude + h;
  // σ′ <= e^-|z|.
  const decay = Math.min(0.25, Math.exp(-Math.max(0, magnitude - h)) * (1 + OF_CURVATURE));
  moved(h, jet, Math.min(0.5, (2 + reach) * decay), (3 + reach) * decay, errors);
  errors[1] += 32 * u * decay * magnitude;
  errors[2] += OF_CURVATURE * decay * (2 + magnitude);
}

/**
 * With t = tanh(softplus z) and r = t″/t′, which falls from 1 to -2, as -1.2 < r′ < 0: φ″ = t′ (2 + z r), φ‴ = t′ (3r + z (r² + r′)). t′ is at most
 * 0.33, 2e^z and 4e^-2z.
 */
function mish(z: number, h: number, jet: Float64Array, errors: Float64Array): void {
  const magnitude = Math.abs(z);
  const reach = magnitude + h;
  const t1 = Math.min(0.33, 2 * Math.exp(z + h), 4 * Math.exp(-2 * (z - h))) * (1 + OF_CURVATURE);
  moved(h, jet, Math.min(0.65, 2 * (1 + reach) * t1), (6 + 5.2 * reach) * t1, errors);
  errors[0] += 12 * u * Math.abs(jet[0]);
  errors[1] += 64 * u * magnitude * t1 + 16 * u * Math.abs(jet[1]);
  errors[2] += 80 * u * t1 * (1 + magnitude);
}

/** How far φ, φ′ and φ″ move within h: at most h times the suprema of |φ′|, |φ″|, |φ‴|; where one jumps, by the whole jump. */
const moves: Readonly<Record<ActivationName, JetErrors>> = {
  identity(_z, h, _jet, errors) {
    errors[0] = h;
    errors[1] = 0;
    errors[2] = 0;
  },
  tanh(_z, h, jet, errors) {
    // φ″ = -2 φ φ′ and φ‴ = φ′ (6 φ² - 2), so |(log φ′)′| is at most 2.
    const slope = supremum(jet[1], 2, h, 1);
    errors[0] = slope * h;
    errors[1] = 2 * Math.min(1, Math.abs(jet[0]) + h) * slope * h;
    errors[2] = 4 * slope * h;
  },
  sin(_z, h, jet, errors) {
    const [sine, cosine] = [Math.min(1, Math.abs(jet[0]) + h), Math.min(1, Math.abs(jet[1]) + h)];
    errors[0] = cosine * h;
    errors[1] = sine * h;
    errors[2] = cosine * h;
  },
  arctan(z, h, jet, errors) {
    // φ″ = -2 z φ′² and |φ‴| = |6 z² - 2| φ′³ <= 6 φ′².
    const slope = supremum(jet[1], 1, h, 1);
    errors[0] = slope * h;
    errors[1] = Math.min(1, 2 * (Math.abs(z) + h) * slope) * slope * h;
    errors[2] = 6 * slope * slope * h;
  },
  erf(z, h, jet, errors) {
    // φ″ = -(π/2) z φ′, φ‴ = (π/2)(π z²/2 - 1) φ′. The rounded exponent -π z²/4 makes all three uncertain by this many units of themselves.
    const reach = Math.abs(z) + h;
    const slope = supremum(jet[1], (Math.PI / 2) * reach, h, 1);
    const relative = (16 + 8 * Math.min(50, z * z)) * u;
    errors[0] = slope * h + relative * Math.abs(jet[0]);
    errors[1] = (Math.PI / 2) * Math.min(1, reach * slope) * h + 4 * u * z * z * jet[1];
    errors[2] = (Math.PI / 2) * ((Math.PI / 2) * reach * reach + 1) * slope * h + 4 * u * z * z * Math.abs(jet[2]);
  },
  softplus(_z, h, jet, errors) {
    // φ′ = σ, φ″ = σ′, |φ‴| <= σ′; |(log σ)′| and |(log σ′)′| are at most 1.
    const curvature = supremum(jet[2], 1, h, 0.25);
    errors[0] = supremum(jet[1], 1, h, 1) * h;
    errors[1] = curvature * h;
    errors[2] = curvature * h;
  },
  sigmoid(_z, h, jet, errors) {
    // |φ″| and |φ‴| are at most φ′.
    const moved = supremum(jet[1], 1, h, 0.25) * h;
    errors.fill(moved);
  },
  parabolic(z, h, jet, errors) {
    const magnitude = Math.abs(z);
    const crosses = (kink: number): boolean => h > 0 && Math.abs(magnitude - kink) <= h;
    const isFlat = magnitude > 1 && !crosses(1);
    errors[0] = isFlat ? 0 : Math.min(1, jet[1] + h) * h;
    errors[1] = isFlat ? 0 : h;
    errors[2] = crosses(0) ? 2 : crosses(1) ? 1 : 0;
  },
  pseudohuber(z, h, jet, errors) {
    // φ″ = (1 + z²)^(-3/2) and |φ‴| = 3|z|/(1 + z²) φ″, which is at most 3/2 φ″.
    const curvature = supremum(jet[2], 1.5, h, 1);
    errors[0] = Math.min(1, Math.abs(jet[1]) + h) * h;
    errors[1] = curvature * h;
    errors[2] = Math.min(1.5, 3 * (Math.abs(z) + h)) * curvature * h;
  },
  relu(z, h, jet, errors) {
    const crosses = h > 0 && Math.abs(z) <= h;
    errors[0] = jet[1] > 0 || crosses ? h : 0;
    errors[1] = crosses ? 1 : 0;
    errors[2] = 0;
  },
  gelu,
  silu,
  swish: silu,
  mish,
  selu(z, h, jet, errors) {
    if (h > 0 && Math.abs(z) <= h) {
      errors[0] = SELU_SCALE * SELU_ALPHA * (1 + OF_SLOPE) * h;
      errors[1] = SELU_SCALE * (SELU_ALPHA - 1 + SELU_ALPHA * h) * (1 + OF_SLOPE);
      errors[2] = SELU_SCALE * SELU_ALPHA * (1 + OF_SLOPE);
      return;
    }
    // scale α e^z and all its derivatives; a line for z > 0.
    errors[0] = z > 0 ? SELU_SCALE * h : supremum(jet[1], 1, h, 1.76) * h;
    errors[1] = z > 0 ? 0 : errors[0];
    errors[2] = errors[1];
  },
  leakyrelu(z, h, jet, errors) {
    const crosses = h > 0 && Math.abs(z) <= h;
    errors[0] = crosses ? h : jet[1] * h;
    errors[1] = crosses ? 1 : 0;
    errors[2] = 0;
  },
};

/**
 * The errors of a jet, its rounding and underflow included.
 *
 * @example jetErrorsOf("tanh")(z, h, jet, errors)
 */
export function jetErrorsOf(name: ActivationName): JetErrors {
  const move = moves[name];
  // Nothing is computed that could be rounded.
  if (name === "identity" || name === "relu") {
    return move;
  }
  return (z, h, jet, errors) => {
    move(z, h, jet, errors);
    // Beyond its kinks, parabolic is ±1/2 with derivatives 0, exactly.
    const isExact = name === "parabolic" && jet[1] === 0 && errors[1] === 0 && errors[2] === 0;
    if (!isExact) {
      addRounding(z, h, jet, errors);
    }
  };
}
