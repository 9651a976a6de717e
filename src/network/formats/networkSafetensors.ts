import { InputError, shown } from "../../files/inputError";
import { nameAt } from "../../files/jsonValues";
import { decimalProblem } from "../../files/readableDecimal";
import { activationNamed, isSameActivation, type ShiftedActivation } from "../activation";
import { checkInput, fanIn, type Network } from "../network";
import { TRAINED_NAMES, type TrainedName, trainedNamed } from "../trainedNames";
import { vectorNamed } from "./namedTensor";
import { networkAt } from "./networkAt";
import type { NetworkFile } from "./networkJson";
import { checkNetworkNames } from "./networkTensors";
import type { Safetensors, Tensor } from "./safetensors";
import { partsFromTensors, placeOfPart } from "./tensorParts";

/**
 * Reads a network from tensors `layers.0.weight` [m_1, d], `layers.1.weight` [m_2, m_1] …, `output.weight` [m_L], perhaps `layers.N.gain` and
 * `layers.N.bias` [m_(N+1)], `output.gain` and `output.bias` [1] or [], and `input` [d]. What is not there is as in the paper.
 *
 * @param given the activation for files whose metadata names none
 * @throws InputError that names the tensor, what was found and what was expected; for tensors that nothing reads too
 */
export function networkFromSafetensors(file: Safetensors, given: Partial<ActivationOptions>): NetworkFile {
  checkNetworkNames(file);
  const { tensors, metadata } = file;
  const parts = { ...partsFromTensors(tensors), activation: activationFromMetadata(metadata, given) };
  const network = networkAt(parts, (place) => placeOfPart(place, metadata));
  const parameters = metadata.get("parameters");
  return {
    network,
    input: inputOf(tensors, network),
    ...(parameters === undefined
      ? {}
      : { parameters: trainedNamed(nameAt(parameters, TRAINED_NAMES, "__metadata__.parameters") as TrainedName) }),
  };
}

/** The tensors and metadata of a network file, float64. What is as in the paper is not written. */
export function networkToSafetensors({ network, input, parameters }: NetworkFile): Safetensors {
  const { widths, gains, biases, output, outputGain, outputBias } = network;
  const tensors = new Map<string, Tensor>();
  const add = (name: string, shape: readonly number[], values: Float64Array | null) => {
    if (values !== null) {
      tensors.set(name, { shape, values });
    }
  };
  for (const [l, weights] of network.layers.entries()) {
    add(`layers.${l}.weight`, [widths[l], fanIn(network, l)], weights);
    add(`layers.${l}.gain`, [widths[l]], gains[l]);
    add(`layers.${l}.bias`, [widths[l]], biases[l]);
  }
  add("output.weight", [output.length], output);
  add("output.gain", [1], outputGain === null ? null : Float64Array.of(outputGain));
  add("output.bias", [1], outputBias === 0 ? null : Float64Array.of(outputBias));
  add("input", [network.inputDimension], input);
  const { activation, shift } = network.activation;
  return {
    tensors,
    metadata: new Map([
      ["activation", activation.name],
      ["shift", String(shift)],
      ...(parameters === "all" ? [["parameters", parameters] as const] : []),
    ]),
  };
}

/** An activation as options give it. */
export interface ActivationOptions {
  readonly activation: string;
  readonly shift: number;
}

/** @throws InputError if something else was asked for than the file says; another name of the same function is the same */
export function checkAgreement(found: ShiftedActivation, given: Partial<ActivationOptions>): void {
  if (
    given.activation !== undefined &&
    !isSameActivation(activationNamed(given.activation, "activation"), found.activation)
  ) {
    throw new InputError(
      "activation",
      shown(found.activation.name),
      `${shown(given.activation)}, as was asked for`,
      "activation",
    );
  }
  if (given.shift !== undefined && given.shift !== found.shift) {
    throw new InputError("shift", String(found.shift), `${given.shift}, as was asked for`, "shift");
  }
}

export function activationFromMetadata(
  metadata: ReadonlyMap<string, string>,
  given: Partial<ActivationOptions>,
): ShiftedActivation {
  const name = metadata.get("activation") ?? given.activation;
  if (name === undefined) {
    throw new InputError(
      "__metadata__.activation",
      "none",
      "an activation's name there, or given beside it",
      "activation",
    );
  }
  const text = metadata.get("shift");
  const problem = text === undefined ? null : decimalProblem(text);
  if (problem !== null) {
    throw new InputError("__metadata__.shift", problem, "a finite number");
  }
  const shift = text === undefined ? (given.shift ?? 0) : Number(text);
  return { activation: activationNamed(name, "activation"), shift };
}

function inputOf(tensors: ReadonlyMap<string, Tensor>, network: Network): Float64Array | null {
  const input = vectorNamed(tensors, "input", network.inputDimension, ", the entries of a row of layers.0.weight");
  if (input !== null) {
    checkInput(network, input);
  }
  return input;
}
