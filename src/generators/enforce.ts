import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { activationNamed, activationNames } from "../network/activation";
import type { NetworkCase } from "../network/networkCase";
import { perCase } from "../network/perCase";
import { caseRandom } from "./caseRandom";
import { drawData } from "./drawData";
import { integersFrom } from "./draws";

/**
 * The case with an activation among `names` in place of its own; null for no names. The same case and names give the same
 * object: theorems that get the case share what is measured on it.
 */
export function replaceActivation(networkCase: NetworkCase, names: readonly string[]): NetworkCase | null {
  if (names.length === 0) {
    return null;
  }
  const { network } = networkCase;
  const index = activationNames.indexOf(network.activation.activation.name) + network.depth + network.width;
  const name = names[index % names.length];
  const replaced = replacements(networkCase);
  const found = replaced.get(name) ?? withActivation(networkCase, name);
  replaced.set(name, found);
  return found;
}

const replacements = perCase(() => new Map<string, NetworkCase>());

function withActivation(networkCase: NetworkCase, name: string): NetworkCase {
  const { network } = networkCase;
  const activation = { ...network.activation, activation: activationNamed(name, "activation") };
  return { ...networkCase, network: { ...network, activation } };
}

/** The case with its input scaled to the given norm; a zero input stays. */
export function scaleInput(networkCase: NetworkCase, norm: number): NetworkCase {
  const factor = norm / (euclideanNorm(networkCase.input) || 1);
  return { ...networkCase, input: networkCase.input.map((entry) => entry * factor) };
}

/** The case without its shift and its biases, which are shifts of single rows; in all else a general network stays what it is. */
export function withoutShift(networkCase: NetworkCase): NetworkCase {
  const { network } = networkCase;
  const biases = network.biases.map(() => null);
  return { ...networkCase, network: { ...network, activation: { ...network.activation, shift: 0 }, biases } };
}

/** The case with a random data set, always the same one for the same case: theorems that get the case share it. */
export const withData = perCase(
  (networkCase): NetworkCase => ({
    ...networkCase,
    data: drawData(integersFrom(caseRandom(networkCase)), networkCase),
  }),
);
