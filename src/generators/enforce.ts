import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { activationNamed, activationNames } from "../network/activation";
import type { NetworkCase } from "../network/network";

/** The case with an activation among `names` in place of its own, the same one for the same case; null for no names. */
export function replaceActivation({ network, input }: NetworkCase, names: readonly string[]): NetworkCase | null {
  if (names.length === 0) {
    return null;
  }
  const index = activationNames.indexOf(network.activation.activation.name) + network.depth + network.width;
  const activation = activationNamed(names[index % names.length], "activation");
  return { network: { ...network, activation: { ...network.activation, activation } }, input };
}

/** The case with its input scaled to the given norm; a zero input stays. */
export function scaleInput({ network, input }: NetworkCase, norm: number): NetworkCase {
  const factor = norm / (euclideanNorm(input) || 1);
  return { network, input: input.map((entry) => entry * factor) };
}
