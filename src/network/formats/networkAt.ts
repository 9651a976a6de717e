import { InputError } from "../../files/inputError";
import { createNetwork, type Network, type NetworkParts } from "../network";

/**
 * A network from the parts that a file has. What is wrong with one of them is said of its place in the file.
 *
 * @param placeInFile of what {@link createNetwork} calls `layers[1][3]`, `output` or `activation.shift`
 * @throws InputError as createNetwork
 */
export function networkAt(parts: NetworkParts, placeInFile: (place: string) => string): Network {
  try {
    return createNetwork(parts);
  } catch (error) {
    throw error instanceof InputError
      ? new InputError(placeInFile(error.place), error.found, error.expected, error.field)
      : error;
  }
}
