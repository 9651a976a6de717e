import { InputError, shown } from "../../files/inputError";
import { arrayAt, nameAt, numberAt, numbersAt, objectAt } from "../../files/jsonValues";
import { activationNamed, type ShiftedActivation } from "../activation";
import { createBatch } from "../batch";
import { type CaseData, checkTrajectory, createCaseData, type Trial } from "../caseData";
import { checkInput, type Network } from "../network";
import { isPaperCase } from "../paperForm";
import { TRAINED_NAMES, type TrainedName, trainedNamed } from "../trainedNames";
import type { TrainedParameters } from "../trainedParameters";
import { checkCounterexampleKeys } from "./counterexampleKeys";
import { generalNetworkFromJson, generalNetworkToJson } from "./generalNetworkJson";
import { checkNetworkKeys, GENERAL_NETWORK_FORMAT, NETWORK_FORMAT, type NetworkFormatName } from "./networkKeys";
import { paperNetworkFromJson, paperNetworkToJson } from "./paperNetworkJson";

/** What a network file holds: a network, perhaps an input x, perhaps a data set, and perhaps what is differentiated. */
export interface NetworkFile {
  readonly network: Network;
  readonly input: Float64Array | null;
  readonly data?: CaseData;
  /** Not there where the file leaves it open, as most do. */
  readonly parameters?: TrainedParameters;
}

/**
 * Reads a network from a parsed JSON value, of version 1 or 2.
 *
 * @throws InputError that names the place, such as layers[1][3][0], what was found and what was expected; for keys that nothing reads too
 * @example networkFromJson(JSON.parse(text)).network.depth // 1
 */
export function networkFromJson(value: unknown): NetworkFile {
  const file = objectAt(value, "network file");
  const format = formatOf(file["format"]);
  checkNetworkKeys(file, "", format);
  if ((file["counterexample"] ?? null) !== null) {
    checkCounterexampleKeys(file["counterexample"], networkFromJson);
  }
  const activation = activationFromJson(file["activation"], format);
  const network =
    format === NETWORK_FORMAT ? paperNetworkFromJson(file, activation) : generalNetworkFromJson(file, activation);
  const input = file["input"] === undefined || file["input"] === null ? null : numbersAt(file["input"], "input");
  if (input !== null) {
    checkInput(network, input);
  }
  const data = file["data"] ?? null;
  const trial = file["trial"] ?? null;
  if (data === null && trial !== null) {
    throw new InputError("trial", "a trial without data", "data to try it on, or no trial");
  }
  return {
    network,
    input,
    ...(data === null ? {} : { data: dataFromJson(network, data, trial, format) }),
    ...(file["parameters"] === undefined ? {} : { parameters: trainedFromJson(file["parameters"]) }),
  };
}

function trainedFromJson(value: unknown): TrainedParameters {
  return trainedNamed(nameAt(value, TRAINED_NAMES, "parameters") as TrainedName);
}

function formatOf(value: unknown): NetworkFormatName {
  if (value !== NETWORK_FORMAT && value !== GENERAL_NETWORK_FORMAT) {
    throw new InputError("format", shown(value), `${shown(NETWORK_FORMAT)} or ${shown(GENERAL_NETWORK_FORMAT)}`);
  }
  return value;
}

function dataFromJson(network: Network, value: unknown, trial: unknown, format: NetworkFormatName): CaseData {
  const data = objectAt(value, "data");
  checkNetworkKeys(data, "data", format);
  const inputs = arrayAt(data["inputs"], "data.inputs").map((input, i) => numbersAt(input, `data.inputs[${i}]`));
  const batch = createBatch(network, inputs, numbersAt(data["targets"], "data.targets"));
  const given = trial === null ? {} : trialFromJson(objectAt(trial, "trial"), format);
  const caseData = createCaseData(batch, given);
  checkTrajectory(network, caseData);
  return caseData;
}

/** Its numbers; createCaseData checks their values. */
function trialFromJson(trial: Record<string, unknown>, format: NetworkFormatName): Partial<Trial> {
  checkNetworkKeys(trial, "trial", format);
  const names: readonly (keyof Trial)[] = ["cosine", "radius", "rate", "steps", "batchSize"];
  const given = names.filter((name) => trial[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, numberAt(trial[name], `trial.${name}`)]));
}

/**
 * The JSON value of a network file: version 1 for a network of the paper whose gains are constants, else version 2. Numbers keep every digit,
 * as JSON.stringify prints the shortest that reads back.
 *
 * @example networkToJson({ network, input }).layers // [[[3, 4]]]
 */
export function networkToJson(file: NetworkFile): Record<string, unknown> {
  const { network, input, data, parameters } = file;
  const { activation, shift } = network.activation;
  const isPaper = isPaperCase(file);
  return {
    format: isPaper ? NETWORK_FORMAT : GENERAL_NETWORK_FORMAT,
    activation: { name: activation.name, shift },
    ...(parameters === "all" ? { parameters } : {}),
    ...(isPaper ? paperNetworkToJson(network) : generalNetworkToJson(network)),
    ...(input === null ? {} : { input: Array.from(input) }),
    ...(data && dataToJson(data)),
  };
}

function dataToJson({ batch, trial }: CaseData): Record<string, unknown> {
  const { inputs, targets } = batch;
  return { data: { inputs: inputs.map((input) => Array.from(input)), targets: Array.from(targets) }, trial };
}

/** {"name": …, "shift": …}, or the name alone. */
function activationFromJson(value: unknown, format: NetworkFormatName): ShiftedActivation {
  if (typeof value === "string") {
    return { activation: activationNamed(value, "activation"), shift: 0 };
  }
  const activation = objectAt(value, "activation");
  checkNetworkKeys(activation, "activation", format);
  const shift = activation["shift"] ?? 0;
  return {
    activation: activationNamed(activation["name"], "activation.name"),
    shift: numberAt(shift, "activation.shift"),
  };
}
