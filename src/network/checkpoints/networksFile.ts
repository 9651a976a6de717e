import { readBytes } from "../../files/fileBytes";
import { InputError } from "../../files/inputError";
import { parseNetworkFile } from "../formats/networkFile";
import type { NetworkFile } from "../formats/networkJson";
import { type ActivationOptions, checkAgreement } from "../formats/networkSafetensors";
import { isSafetensors, parseSafetensors, type Safetensors } from "../formats/safetensors";
import { type Checkpoint, checkpointNetworks } from "./checkpointNetworks";
import { refuseForeign } from "./foreignContents";
import type { CheckpointOptions } from "./layouts";

/** What options say of a file with networks. */
export type NetworksOptions = Partial<ActivationOptions & CheckpointOptions>;

/** A network file, or a checkpoint with a network for each of its outputs. */
export interface NetworksFile extends Omit<NetworkFile, "network"> {
  /** Those that were asked for, with the numbers of their outputs. */
  readonly networks: readonly { readonly output: number; readonly network: NetworkFile["network"] }[];
  /** For a file of another program. */
  readonly checkpoint?: Checkpoint;
}

/**
 * Reads a network file of any of the formats, or a checkpoint in safetensors that PyTorch, Flax or Keras wrote.
 *
 * @param given what the file does not say; must agree where it does
 * @throws InputError that names the file, the place in it, what was found and what was expected
 * @example readNetworks("model.safetensors", { activation: "tanh" }).networks[0].network.depth
 */
export function readNetworks(path: string, given: NetworksOptions = {}): NetworksFile {
  return parseNetworks(readBytes(path, "a readable network file"), path, given);
}

/** The same for bytes that are here already; `source` is what errors call them. */
export function parseNetworks(bytes: Uint8Array, source: string, given: NetworksOptions = {}): NetworksFile {
  try {
    refuseForeign(bytes, source);
    const file = isSafetensors(bytes) && given.layout !== "wnb" ? parseSafetensors(bytes) : null;
    if (file !== null && (hasLayout(given) || !isOwn(file))) {
      const { networks, checkpoint } = checkpointNetworks(file, given);
      checkAgreement(networks[0].activation, given);
      const chosen = networks.map((network, output) => ({ output, network }));
      return { networks: chosenOutputs(chosen, given.output), input: null, checkpoint };
    }
  } catch (error) {
    throw error instanceof InputError ? error.inSource(source) : error;
  }
  const { network, ...rest } = parseNetworkFile(bytes, source, given);
  checkOwn(source, given);
  return { ...rest, networks: [{ output: 0, network }] };
}

function hasLayout({ layout }: NetworksOptions): boolean {
  return layout !== undefined && layout !== "wnb";
}

/** Whether a file is of the form that is written here: v is a vector there, and a matrix with a row for each output elsewhere. */
function isOwn({ tensors, metadata }: Safetensors): boolean {
  const output = tensors.get("output.weight");
  return (
    (output !== undefined && output.shape.length !== 2) ||
    [...tensors.keys()].some((name) => /^(layers\.\d+|output)\.gain$/.test(name)) ||
    (metadata.has("activation") && metadata.has("shift"))
  );
}

function chosenOutputs<T>(outputs: readonly T[], chosen: number | undefined): readonly T[] {
  if (chosen === undefined) {
    return outputs;
  }
  if (chosen >= outputs.length) {
    const expected = outputs.length === 1 ? "0, the only one" : `0 to ${outputs.length - 1}`;
    throw new InputError("output", String(chosen), expected, "output");
  }
  return [outputs[chosen]];
}

/** A network file has one output and says its own order. */
function checkOwn(source: string, { layout, layers, output }: NetworksOptions): void {
  const problem = (place: string, found: string, expected: string) =>
    new InputError(`${source}: ${place}`, found, expected, place);
  if (layout !== undefined && layout !== "wnb") {
    throw problem("layout", "wnb", `${layout}, as was asked for`);
  }
  if (layers !== undefined) {
    throw problem("layers", layers.join(","), "none: a network file has its layers in order");
  }
  if (output !== undefined && output !== 0) {
    throw problem("output", String(output), "0, the only one");
  }
}
