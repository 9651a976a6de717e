import { checkKeys, type FormatKeys } from "../../files/unknownKeys";

/** The format's name and version, the first key of every JSON network file. */
export const NETWORK_FORMAT = "weightnorm-network/1";

const KEYS: FormatKeys = {
  // A counterexample is a network file too; `expected` holds what another program computed of the network.
  "": ["format", "activation", "layers", "output", "input", "data", "trial", "counterexample", "expected"],
  activation: ["name", "shift"],
  data: ["inputs", "targets"],
  trial: ["cosine", "radius", "rate", "steps", "batchSize"],
};

/** @throws InputError for a key that this part of a network file does not have */
export function checkNetworkKeys(object: object, part: string): void {
  checkKeys(object, KEYS, part, part, absentPart);
}

/** What to say of a key or tensor that is no part of these networks, though it is one of others; null of any other name. */
export function absentPart(name: string): string | null {
  return /bias|gain/i.test(name) ? `biases and gains are not part of ${NETWORK_FORMAT}` : null;
}
