import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { ShiftedActivation } from "../network/activation";
import { type ActivationName, LEAK } from "../network/activationFormulas";
import { SELU_ALPHA, SELU_SCALE } from "../network/activationSteepFormulas";
import type { Operations } from "./graph/operations";

/** φ, φ′ and φ″ of a matrix of pre-activations, in TensorFlow operations. */
export interface DeviceActivation {
  /** φ(z). */
  value(z: Tensor2D): Tensor2D;
  /** φ′(z), given φ(z) too, which some activations need instead of z. */
  slope(z: Tensor2D, value: Tensor2D): Tensor2D;
  /** φ″(z), given φ(z) and φ′(z). Null where φ is not smooth. */
  readonly curvature: ((z: Tensor2D, value: Tensor2D, slope: Tensor2D) => Tensor2D) | null;
}

/**
 * The activation of a network on the backend, shift included. The float64 jets of activationJets.ts are its reference.
 *
 * @example deviceActivation(tf, network.activation).value(preActivations)
 */
export function deviceActivation(tf: Operations, { activation, shift }: ShiftedActivation): DeviceActivation {
  const plain = deviceActivations(tf)[activation.name];
  if (shift === 0) {
    return plain;
  }
  const { curvature } = plain;
  const shifted = (z: Tensor2D): Tensor2D => tf.add(z, shift);
  return {
    value: (z) => plain.value(shifted(z)),
    slope: (z, value) => plain.slope(shifted(z), value),
    curvature: curvature === null ? null : (z, value, slope) => curvature(shifted(z), value, slope),
  };
}

function deviceActivations(tf: Operations): Readonly<Record<ActivationName, DeviceActivation>> {
  const { add, sub, mul, div, square, sqrt, abs, sign, exp, neg, reciprocal } = tf;
  const inside = (z: Tensor2D): Tensor2D => tf.cast(tf.less(abs(z), 1), "float32");
  const positive = (z: Tensor2D): Tensor2D => tf.cast(tf.greater(z, 0), "float32");
  /** e^min(z, 0). */
  const rise = (z: Tensor2D): Tensor2D => exp(neg(tf.relu(neg(z))));
  /** Φ(z) and its derivative. */
  const normalDistribution = (z: Tensor2D): Tensor2D => mul(add(tf.erf(mul(z, Math.SQRT1_2)), 1), 0.5);
  const normalDensity = (z: Tensor2D): Tensor2D => mul(exp(mul(square(z), -0.5)), Math.sqrt(0.5 / Math.PI));
  const silu: DeviceActivation = {
    value: (z) => mul(z, tf.sigmoid(z)),
    slope: (z) => mul(tf.sigmoid(z), add(1, mul(z, tf.sigmoid(neg(z))))),
    curvature: (z) => mul(mul(tf.sigmoid(z), tf.sigmoid(neg(z))), sub(2, mul(z, tf.tanh(mul(z, 0.5))))),
  };
  /** t = tanh(softplus z), t′ and t″, as in activationSteepFormulas.ts. */
  const mishFactors = (z: Tensor2D): readonly [Tensor2D, Tensor2D, Tensor2D] => {
    const [a, b] = [rise(z), rise(neg(z))];
    const [aa, ab, bb] = [square(a), mul(a, b), square(b)];
    const denominator = add(add(aa, mul(ab, 2)), mul(bb, 2));
    const front = div(mul(mul(a, bb), 4), square(denominator));
    const bend = sub(mul(mul(bb, add(a, b)), 2), mul(aa, add(mul(b, 3), mul(a, 2))));
    return [div(add(aa, mul(ab, 2)), denominator), mul(front, add(a, b)), div(mul(front, bend), denominator)];
  };
  return {
    identity: {
      value: (z) => tf.clone(z),
      slope: (z) => tf.onesLike(z),
      curvature: (z) => tf.zerosLike(z),
    },
    tanh: {
      value: (z) => tf.tanh(z),
      slope: (_z, value) => sub(1, square(value)),
      curvature: (_z, value, slope) => mul(mul(value, slope), -2),
    },
    sin: {
      value: (z) => tf.sin(z),
      slope: (z) => tf.cos(z),
      curvature: (_z, value) => neg(value),
    },
    arctan: {
      value: (z) => tf.atan(z),
      slope: (z) => reciprocal(add(1, square(z))),
      curvature: (z, _value, slope) => mul(mul(mul(z, slope), slope), -2),
    },
    erf: {
      value: (z) => tf.erf(mul(z, Math.sqrt(Math.PI) / 2)),
      slope: (z) => exp(mul(square(z), -Math.PI / 4)),
      curvature: (z, _value, slope) => mul(mul(z, slope), -Math.PI / 2),
    },
    softplus: {
      // max(z, 0) + log(1 + e^(-|z|)), as e^z would overflow.
      value: (z) => add(tf.relu(z), tf.log1p(exp(neg(abs(z))))),
      slope: (z) => tf.sigmoid(z),
      curvature: (_z, _value, slope) => mul(slope, sub(1, slope)),
    },
    sigmoid: {
      value: (z) => tf.sigmoid(z),
      slope: (_z, value) => mul(value, sub(1, value)),
      curvature: (_z, value, slope) => mul(slope, sub(1, mul(value, 2))),
    },
    parabolic: {
      value: (z) => {
        const clipped = tf.clipByValue(z, -1, 1);
        return sub(clipped, div(mul(clipped, abs(clipped)), 2));
      },
      slope: (z) => tf.relu(sub(1, abs(z))),
      curvature: (z) => neg(mul(sign(z), inside(z))),
    },
    pseudohuber: {
      // z²/(1 + √(1 + z²)), as √(1 + z²) - 1 would cancel.
      value: (z) => {
        const squared = square(z);
        return div(squared, add(1, sqrt(add(1, squared))));
      },
      // √(1 + z²) = 1 + φ(z).
      slope: (z, value) => div(z, add(1, value)),
      curvature: (_z, value) => reciprocal(tf.pow(add(1, value), 3)),
    },
    relu: {
      value: (z) => tf.relu(z),
      slope: positive,
      curvature: null,
    },
    gelu: {
      value: (z) => mul(z, normalDistribution(z)),
      slope: (z) => add(normalDistribution(z), mul(z, normalDensity(z))),
      curvature: (z) => mul(normalDensity(z), sub(2, square(z))),
    },
    silu,
    swish: silu,
    mish: {
      value: (z) => mul(z, mishFactors(z)[0]),
      slope: (z) => {
        const [t, t1] = mishFactors(z);
        return add(t, mul(z, t1));
      },
      curvature: (z) => {
        const [, t1, t2] = mishFactors(z);
        return add(mul(t1, 2), mul(z, t2));
      },
    },
    selu: {
      value: (z) => mul(add(tf.relu(z), mul(sub(rise(z), 1), SELU_ALPHA)), SELU_SCALE),
      slope: (z) => mul(sub(mul(rise(z), SELU_ALPHA), mul(positive(z), SELU_ALPHA - 1)), SELU_SCALE),
      curvature: null,
    },
    leakyrelu: {
      value: (z) => sub(tf.relu(z), mul(tf.relu(neg(z)), LEAK)),
      slope: (z) => add(mul(positive(z), 1 - LEAK), LEAK),
      curvature: null,
    },
  };
}
