import { checkKeys, type FormatKeys, nearNames } from "../../files/unknownKeys";

/** The format's name and version, the first key of every JSON network file: version 1 has the networks of the paper and no others. */
export const NETWORK_FORMAT = "weightnorm-network/1";
/** Version 2 has gains, biases and widths of their own, and what is differentiated. */
export const GENERAL_NETWORK_FORMAT = "weightnorm-network/2";

export type NetworkFormatName = typeof NETWORK_FORMAT | typeof GENERAL_NETWORK_FORMAT;

const PAPER_KEYS: FormatKeys = {
  // A counterexample is a network file too; `expected` holds what another program computed of the network.
  "": ["format", "activation", "layers", "output", "input", "data", "trial", "counterexample", "expected"],
  activation: ["name", "shift"],
  data: ["inputs", "targets"],
  trial: ["cosine", "radius", "rate", "steps", "batchSize"],
};
const GENERAL_KEYS: FormatKeys = {
  ...PAPER_KEYS,
  "": [...PAPER_KEYS[""], "parameters"],
  "layers[l]": ["weights", "gains", "biases"],
  output: ["weights", "gain", "bias"],
};

/**
 * @param part of the file: "" for the whole of it
 * @throws InputError for a key that this part of a network file does not have
 */
export function checkNetworkKeys(object: object, part: string, format: NetworkFormatName, place = part): void {
  if (format === NETWORK_FORMAT) {
    checkKeys(object, PAPER_KEYS, part, place, laterPart);
  } else {
    checkKeys(object, GENERAL_KEYS, part, place, (key) => meantInPart(key, part));
  }
}

function laterPart(key: string): string | null {
  const found = /bias|gain/i.test(key) ? "biases and gains are" : /^parameters?$/i.test(key) ? "parameters is" : null;
  return found === null ? null : `${found} part of ${GENERAL_NETWORK_FORMAT}, not of ${NETWORK_FORMAT}`;
}

/** A layer has `gains`, an output `gain`: a name that is near to one of its own part is not meant for the other. */
function meantInPart(key: string, part: string): string | null {
  if (part !== "layers[l]" && part !== "output") {
    return null;
  }
  const near = part === "output" && key.toLowerCase() === "biases" ? ["bias"] : nearNames(key, GENERAL_KEYS[part]);
  if (near.length === 0 && part === "layers[l]") {
    // The name of one for all rows, and a slip besides: gian, for gains.
    near.push(...nearNames(`${key}s`, GENERAL_KEYS[part]));
  }
  return near.length === 0 ? null : `did you mean ${near.join(" or ")}?`;
}
