import { float64 } from "../arithmetic/float64";
import { gaussian, scaledComplement } from "../arithmetic/float64Complement";
import { type ActivationName, LEAK } from "./activationFormulas";
import { SELU_ALPHA, SELU_SCALE } from "./activationSteepFormulas";

/** Writes φ(z), φ′(z), φ″(z) to jet[0], jet[1], jet[2]. */
export type Jet = (z: number, jet: Float64Array) => void;

/** e^(-|z|)/(1 + e^(-|z|))² = σ′(z): no cancellation and no overflow for large |z|. */
function logisticSlope(z: number): number {
  const decay = Math.exp(-Math.abs(z));
  return decay / ((1 + decay) * (1 + decay));
}

function logistic(z: number): number {
  const decay = Math.exp(-Math.abs(z));
  return z >= 0 ? 1 / (1 + decay) : decay / (1 + decay);
}

/** 1/√(2π). */
const DENSITY_AT_ZERO = Math.sqrt(0.5 / Math.PI);

function gelu(z: number, jet: Float64Array): void {
  const decay = gaussian(z);
  const density = DENSITY_AT_ZERO * decay;
  const magnitude = Math.abs(z);
  // Φ(-|z|): e^(-z²/2) times what falls like 1/|z|, so that it keeps its digits.
  const tail = 0.5 * decay * scaledComplement(magnitude * Math.SQRT1_2);
  const distribution = z > 0 ? 1 - tail : tail;
  jet[0] = z * distribution;
  jet[1] = distribution + z * density;
  jet[2] = density === 0 ? 0 : density * (2 - z * z);
}

function silu(z: number, jet: Float64Array): void {
  const share = logistic(z);
  jet[0] = z * share;
  jet[1] = share * (1 + z * logistic(-z));
  jet[2] = logisticSlope(z) * (2 - z * Math.tanh(z / 2));
}

/** As mishFactor of activationSteepFormulas.ts: one of a and b is 1. */
function mish(z: number, jet: Float64Array): void {
  const decay = Math.exp(-Math.abs(z));
  const [a, b] = z < 0 ? [decay, 1] : [1, decay];
  const denominator = a * a + 2 * a * b + 2 * b * b;
  const front = (4 * a * b * b) / (denominator * denominator);
  const t = (a * (a + 2 * b)) / denominator;
  const t1 = front * (a + b);
  const t2 = (front * (2 * b * b * (a + b) - a * a * (3 * b + 2 * a))) / denominator;
  jet[0] = z * t;
  jet[1] = t + z * t1;
  jet[2] = 2 * t1 + z * t2;
}

/** The float64 kernels of the calculus: φ and its derivatives at once, in forms that do not cancel. */
export const jets: Readonly<Record<ActivationName, Jet>> = {
  identity(z, jet) {
    jet[0] = z;
    jet[1] = 1;
    jet[2] = 0;
  },
  tanh(z, jet) {
    const value = Math.tanh(z);
    // sech² z = 4σ′(2z), where 1 - tanh² z would cancel.
    const slope = 4 * logisticSlope(2 * z);
    jet[0] = value;
    jet[1] = slope;
    jet[2] = -2 * value * slope;
  },
  sin(z, jet) {
    jet[0] = Math.sin(z);
    jet[1] = Math.cos(z);
    jet[2] = -jet[0];
  },
  arctan(z, jet) {
    const slope = 1 / (1 + z * z);
    jet[0] = Math.atan(z);
    jet[1] = slope;
    // z·slope first: z times slope² would be ∞·0 for huge z.
    jet[2] = Number.isFinite(z * z) ? -2 * (z * slope) * slope : 0;
  },
  erf(z, jet) {
    const slope = Math.exp((-Math.PI * z * z) / 4);
    jet[0] = float64.errorFunction((z * Math.sqrt(Math.PI)) / 2);
    jet[1] = slope;
    jet[2] = slope === 0 ? 0 : (-Math.PI / 2) * z * slope;
  },
  softplus(z, jet) {
    jet[0] = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    jet[1] = logistic(z);
    jet[2] = logisticSlope(z);
  },
  sigmoid(z, jet) {
    const slope = logisticSlope(z);
    jet[0] = logistic(z);
    jet[1] = slope;
    // 1 - 2σ(z) = -tanh(z/2), without the cancellation at 0.
    jet[2] = -slope * Math.tanh(z / 2);
  },
  parabolic(z, jet) {
    const magnitude = Math.abs(z);
    const inside = magnitude < 1;
    jet[0] = inside ? z - (z * magnitude) / 2 : Math.sign(z) / 2;
    jet[1] = inside ? 1 - magnitude : 0;
    // φ″ jumps at 0 and ±1, where it is not defined: 0 is within |φ″| <= 1, as any value between the limits is.
    jet[2] = inside ? -Math.sign(z) : 0;
  },
  pseudohuber(z, jet) {
    const root = Math.abs(z) < 1e150 ? Math.sqrt(1 + z * z) : Math.abs(z);
    jet[0] = z * (z / (1 + root));
    jet[1] = z / root;
    jet[2] = 1 / root / root / root;
  },
  relu(z, jet) {
    jet[0] = Math.max(0, z);
    jet[1] = z > 0 ? 1 : 0;
    jet[2] = 0;
  },
  gelu,
  silu,
  swish: silu,
  mish,
  selu(z, jet) {
    if (z > 0) {
      jet[0] = SELU_SCALE * z;
      jet[1] = SELU_SCALE;
      jet[2] = 0;
      return;
    }
    const slope = SELU_SCALE * (SELU_ALPHA * Math.exp(z));
    jet[0] = SELU_SCALE * (SELU_ALPHA * Math.expm1(z));
    jet[1] = slope;
    jet[2] = slope;
  },
  leakyrelu(z, jet) {
    jet[0] = z > 0 ? z : LEAK * z;
    jet[1] = z > 0 ? 1 : LEAK;
    jet[2] = 0;
  },
};
