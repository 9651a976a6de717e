import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { ShiftedActivation } from "../network/activation";
import type { ActivationName } from "../network/activationFormulas";
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
      slope: (z) => tf.cast(tf.greater(z, 0), "float32"),
      curvature: null,
    },
  };
}
