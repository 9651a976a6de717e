import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { float64, UNIT_ROUNDOFF } from "../arithmetic/float64";
import type { Constraint } from "../generators/constraint";
import { replaceActivation, scaleInput, withData, withoutShift } from "../generators/enforce";
import {
  type Activation,
  activationNamed,
  isSmooth,
  magnitudeAtZero,
  type ShiftedActivation,
  smoothActivationNames,
} from "../network/activation";
import type { Network } from "../network/network";
import type { NetworkCase } from "../network/networkCase";

/** A hypothesis of a theorem: a predicate with a name, and how to change a random case such that it holds. */
export interface Assumption extends Constraint {
  /** As in the paper: "A1"; else the condition itself. What `not-applicable` reports. */
  readonly name: string;
  readonly statement: string;
}

/** Holds for every network there is, with the λ of its activation: bounds carry it. */
export const lipschitzActivation: Assumption = {
  name: "A1",
  statement: "φ is Lipschitz: |φ′| ≤ λ, and λ = 1 in the paper",
  holds: () => true,
  enforce: (networkCase) => networkCase,
};

export const smoothActivation: Assumption = {
  name: "A2",
  statement: "φ is β-smooth: |φ″| ≤ β almost everywhere",
  holds: ({ network }) => isSmooth(network.activation),
  enforce: (networkCase, { activations }) =>
    replaceActivation(
      networkCase,
      activations.filter((name) => smoothActivationNames.includes(name)),
    ),
};

/** Holds for every v: without a v₀, ρ₁ is the smallest radius that some unit v₀ allows, | ‖v‖ - 1 |. */
export const outputInBall: Assumption = {
  name: "A3",
  statement: "‖v₀‖ = 1 and ‖v - v₀‖ ≤ ρ₁, so ‖v‖ ≤ 1 + ρ₁; ρ₁ = | ‖v‖ - 1 |",
  holds: () => true,
  enforce: (networkCase) => networkCase,
};

/** Allows for the rounding error of the norm: an input scaled to norm √m satisfies it. */
export const inputWithinRootWidth: Assumption = {
  name: "X <= sqrt(m)",
  statement: "‖x‖ ≤ √m",
  holds: ({ network, input }) => {
    const rounding = (input.length + 2) * UNIT_ROUNDOFF;
    return euclideanNorm(input) <= Math.sqrt(network.width) * (1 + rounding);
  },
  enforce: (networkCase) => scaleInput(networkCase, Math.sqrt(networkCase.network.width)),
};

export const vanishingAtZero: Assumption = {
  name: "phi(0) = 0",
  statement: "φ(0) = 0",
  holds: ({ network }) => vanishes(network.activation) && hasNoBiases(network),
  enforce: (networkCase, { activations }) =>
    withoutShiftAmong(networkCase, activations, (activation) => vanishes({ activation, shift: 0 })),
};

/** Of the classes of networks: a shift is part of φ, and φ(0) = 0 is asked of it then. */
export const noBiases: Assumption = {
  name: "no biases",
  statement: "b = 0 and c = 0",
  holds: ({ network }) => hasNoBiases(network) && network.outputBias === 0,
  enforce: (networkCase) => {
    const { network } = networkCase;
    return { ...networkCase, network: { ...network, biases: network.biases.map(() => null), outputBias: 0 } };
  },
};

function hasNoBiases({ biases }: Network): boolean {
  return biases.every((ofLayer) => ofLayer === null || ofLayer.every((bias) => bias === 0));
}

function vanishes(activation: ShiftedActivation): boolean {
  return magnitudeAtZero(float64, activation) === 0;
}

export const oddActivation: Assumption = {
  name: "phi odd",
  statement: "φ(-z) = -φ(z)",
  holds: ({ network }) => network.activation.activation.odd && network.activation.shift === 0 && hasNoBiases(network),
  enforce: (networkCase, { activations }) => withoutShiftAmong(networkCase, activations, ({ odd }) => odd),
};

/** The case without its shift and, where its activation will not do, with one of the names that will. */
function withoutShiftAmong(
  networkCase: NetworkCase,
  names: readonly string[],
  willDo: (activation: Activation) => boolean,
): NetworkCase | null {
  const unshifted = withoutShift(networkCase);
  return willDo(unshifted.network.activation.activation)
    ? unshifted
    : replaceActivation(
        unshifted,
        names.filter((name) => willDo(activationNamed(name, name))),
      );
}

export const dataSet: Assumption = {
  name: "data",
  statement: "a data set (x_1, y_1), …, (x_n, y_n)",
  holds: ({ data }) => data !== undefined,
  enforce: (networkCase) => withData(networkCase),
};

/** A plain network's bound is a product over the layers and may be 1e500. Decimal exponent that float64 still holds. */
const LARGEST_EXPONENT = 300;

export const plainNetworkInRange: Assumption = {
  name: "plain network within float64",
  statement: "without normalisation, activations and the bound ‖v‖ Π s‖W^l‖ stay below 1e300",
  holds: (networkCase) => plainExponent(networkCase) < LARGEST_EXPONENT,
  enforce: (networkCase) => networkCase,
};

function plainExponent({ network, input }: NetworkCase): number {
  const logOf = (norm: number): number => Math.max(0, Math.log10(norm));
  const { activation, shift } = network.activation;
  const atZero = Math.abs(activation.value(float64, shift));
  const start =
    logOf(euclideanNorm(input)) + logOf(atZero * Math.sqrt(network.width)) + logOf(euclideanNorm(network.output));
  return network.layers.reduce((sum, weights) => sum + logOf(euclideanNorm(weights)), start);
}
