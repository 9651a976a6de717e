import type { ShiftedActivation } from "../network/activation";

const oddNames: ReadonlySet<string> = new Set(["identity", "tanh", "sin", "arctan", "erf", "parabolic"]);

/**
 * Whether φ(-z) = -φ(z) for all z: what `rademacher-odd` assumes. Shifted activations are taken not to be odd; the
 * identity with a shift is not, and sin with one only for multiples of π, which no float64 but 0 is.
 *
 * @example isOdd({ activation: activationNamed("tanh", "activation"), shift: 0 }) // true
 */
export function isOdd({ activation, shift }: ShiftedActivation): boolean {
  return shift === 0 && oddNames.has(activation.name);
}
