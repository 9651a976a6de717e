import { buffer } from "node:stream/consumers";
import { type Command, InvalidArgumentError, Option } from "commander";
import { readNpyVector } from "../../dataSets/npyVectors";
import { InputError } from "../../files/inputError";
import { LAYOUTS } from "../../network/checkpoints/layouts";
import {
  type NetworksFile,
  type NetworksOptions,
  parseNetworks,
  readNetworks,
} from "../../network/checkpoints/networksFile";
import type { ActivationOptions } from "../../network/formats/networkSafetensors";
import { checkInput } from "../../network/network";
import { RIGOURS } from "../../verify/rigour";
import { activationOption, finiteNumber, NEAREST, wholeNumber } from "./optionValues";

/** The options of every command that reads a network file, or a checkpoint of another program. */
export function withNetworkOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--activation <name>", "activation, for a safetensors file that names none").argParser(
        activationOption,
      ),
    )
    .addOption(
      new Option("--shift <number>", `shift b of the activation φ(z + b), likewise; ${NEAREST}`).argParser(
        finiteNumber,
      ),
    )
    .addOption(
      new Option(
        "--layout <name>",
        "whose names the tensors have (default: as they say); plain: a network without normalisation, its row norms as gains",
      ).choices(LAYOUTS),
    )
    .addOption(
      new Option(
        "--layers <names>",
        "linear layers from the input to the output, where the file leaves it open",
      ).argParser((text: string) => text.split(",").map((name) => name.trim())),
    )
    .addOption(
      new Option("--output <k>", "one of several outputs, counted from 0 (default: all)").argParser(wholeNumber),
    )
    .addOption(
      new Option("--input <x.npy[:row]>", "the input x, or a record of an array, counted from 0").argParser(npyRow),
    );
}

/** Of commands that read networks of our own form alone. */
export type NetworkOptions = Partial<ActivationOptions>;

/** One vector of a .npy file. */
interface NpyRow {
  readonly path: string;
  /** Null for the whole array. */
  readonly row: number | null;
}

export interface CheckpointCommandOptions extends NetworksOptions {
  readonly input?: NpyRow;
}

/**
 * The networks that a file has, with the input that the options name, or else its own.
 *
 * @param file a path, or - for standard input
 */
export async function networksFrom(
  file: string,
  { input, ...options }: CheckpointCommandOptions,
): Promise<NetworksFile> {
  const read =
    file === "-" ? parseNetworks(await buffer(process.stdin), "standard input", options) : readNetworks(file, options);
  if (input === undefined) {
    return read;
  }
  const [{ network }] = read.networks;
  const values = readNpyVector(input.path, input.row, network.inputDimension);
  try {
    checkInput(network, values);
  } catch (error) {
    throw error instanceof InputError ? error.inSource(input.path) : error;
  }
  return { ...read, input: values };
}

function npyRow(text: string): NpyRow {
  const [, path = text, row] = /^(.*):(\d+)$/s.exec(text) ?? [];
  if (path === "") {
    throw new InvalidArgumentError(`found ${JSON.stringify(text)}, expected the name of a .npy file.`);
  }
  return { path, row: row === undefined ? null : wholeNumber(row) };
}

export function rigourOption(): Option {
  return new Option(
    "--rigour <level>",
    "verdicts in float64 with an error estimate, or proved with every rounding error counted",
  )
    .choices(RIGOURS)
    .default("float64");
}
