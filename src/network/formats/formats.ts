import { extname } from "node:path";
import { InputError } from "../../files/inputError";
import { parseJson } from "../../files/parseJson";
import type { NetworkFormat } from "./networkFormat";
import { networkFromJson, networkToJson } from "./networkJson";
import { networkFromSafetensors, networkToSafetensors } from "./networkSafetensors";
import { formatSafetensors, isSafetensors, parseSafetensors } from "./safetensors";

const safetensors: NetworkFormat = {
  name: "safetensors",
  ending: ".safetensors",
  recognises: isSafetensors,
  read: (bytes, given) => networkFromSafetensors(parseSafetensors(bytes), given),
  write(file) {
    if (file.data !== undefined) {
      throw new InputError("data", "records", "none: a safetensors file has no place for them, a JSON file has");
    }
    return formatSafetensors(networkToSafetensors(file));
  },
};

const json: NetworkFormat = {
  name: "JSON",
  ending: ".json",
  recognises: () => true,
  read: (bytes) =>
    networkFromJson(parseJson(bytes, `a network file: JSON (which has no NaN or Infinity) or ${binaryNames()}`)),
  write: (file) => `${JSON.stringify(networkToJson(file))}\n`,
};

/** All formats. The first that recognises a file reads it, so JSON, which takes what is left, comes last. */
export const networkFormats: readonly NetworkFormat[] = [safetensors, json];

/** The format that these bytes of a file are read as. */
export function formatOfBytes(bytes: Uint8Array): NetworkFormat {
  return networkFormats.find(({ recognises }) => recognises(bytes)) ?? json;
}

/** The format that a file of this name is written in: JSON for an ending that no format has. */
export function formatOfName(path: string): NetworkFormat {
  return networkFormats.find(({ ending }) => ending === extname(path)) ?? json;
}

function binaryNames(): string {
  return networkFormats
    .filter((format) => format !== json)
    .map(({ name }) => name)
    .join(", ");
}
