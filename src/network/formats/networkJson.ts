import { InputError, shown } from "../../files/inputError";
import { arrayAt, numberAt, numbersAt, objectAt } from "../../files/jsonValues";
import { activationNamed, type ShiftedActivation } from "../activation";
import { createBatch } from "../batch";
import { type CaseData, checkTrajectory, createCaseData, type Trial } from "../caseData";
import { checkInput, createNetwork, fanIn, type Network } from "../network";
import { checkCounterexampleKeys } from "./counterexampleKeys";
import { checkNetworkKeys, NETWORK_FORMAT } from "./networkKeys";

/** What a network file holds: a network, perhaps an input x, perhaps a data set. */
export interface NetworkFile {
  readonly network: Network;
  readonly input: Float64Array | null;
  readonly data?: CaseData;
}

/**
 * Reads a network from a parsed JSON value.
 *
 * @throws InputError that names the place, such as layers[1][3][0], what was found and what was expected; for keys that nothing reads too
 */
export function networkFromJson(value: unknown): NetworkFile {
  const file = objectAt(value, "network file");
  if (file["format"] !== NETWORK_FORMAT) {
    throw new InputError("format", shown(file["format"]), shown(NETWORK_FORMAT));
  }
  checkNetworkKeys(file, "");
  if ((file["counterexample"] ?? null) !== null) {
    checkCounterexampleKeys(file["counterexample"], networkFromJson);
  }
  const activation = activationFromJson(file["activation"]);
  const output = numbersAt(file["output"], "output");
  const layers = arrayAt(file["layers"], "layers").map((layer, l) => layerFromJson(layer, `layers[${l}]`));
  for (const [l, layer] of layers.entries()) {
    checkShape(layer, output.length, l === 0 ? layer.columns : output.length, `layers[${l}]`);
  }
  const network = createNetwork({ activation, layers: layers.map((layer) => layer.weights), output });
  const input = file["input"] === undefined || file["input"] === null ? null : numbersAt(file["input"], "input");
  if (input !== null) {
    checkInput(network, input);
  }
  const data = file["data"] ?? null;
  const trial = file["trial"] ?? null;
  if (data === null && trial !== null) {
    throw new InputError("trial", "a trial without data", "data to try it on, or no trial");
  }
  return data === null ? { network, input } : { network, input, data: dataFromJson(network, data, trial) };
}

function dataFromJson(network: Network, value: unknown, trial: unknown): CaseData {
  const data = objectAt(value, "data");
  checkNetworkKeys(data, "data");
  const inputs = arrayAt(data["inputs"], "data.inputs").map((input, i) => numbersAt(input, `data.inputs[${i}]`));
  const batch = createBatch(network, inputs, numbersAt(data["targets"], "data.targets"));
  const given = trial === null ? {} : trialFromJson(objectAt(trial, "trial"));
  const caseData = createCaseData(batch, given);
  checkTrajectory(network, caseData);
  return caseData;
}

/** Its numbers; createCaseData checks their values. */
function trialFromJson(trial: Record<string, unknown>): Partial<Trial> {
  checkNetworkKeys(trial, "trial");
  const names: readonly (keyof Trial)[] = ["cosine", "radius", "rate", "steps", "batchSize"];
  const given = names.filter((name) => trial[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, numberAt(trial[name], `trial.${name}`)]));
}

/** The JSON value of a network file; numbers keep every digit, as JSON.stringify prints the shortest that reads back. */
export function networkToJson({ network, input, data }: NetworkFile): Record<string, unknown> {
  const { activation, shift } = network.activation;
  const layers = network.layers.map((weights, l) => {
    const columns = fanIn(network, l);
    return Array.from({ length: network.width }, (_, i) =>
      Array.from(weights.subarray(i * columns, (i + 1) * columns)),
    );
  });
  const file = {
    format: NETWORK_FORMAT,
    activation: { name: activation.name, shift },
    layers,
    output: Array.from(network.output),
  };
  return { ...file, ...(input === null ? {} : { input: Array.from(input) }), ...(data && dataToJson(data)) };
}

function dataToJson({ batch, trial }: CaseData): Record<string, unknown> {
  const { inputs, targets } = batch;
  return { data: { inputs: inputs.map((input) => Array.from(input)), targets: Array.from(targets) }, trial };
}

interface Layer {
  readonly rows: number;
  readonly columns: number;
  readonly weights: Float64Array;
}

/** {"name": …, "shift": …}, or the name alone. */
function activationFromJson(value: unknown): ShiftedActivation {
  if (typeof value === "string") {
    return { activation: activationNamed(value, "activation"), shift: 0 };
  }
  const activation = objectAt(value, "activation");
  checkNetworkKeys(activation, "activation");
  const shift = activation["shift"] ?? 0;
  return {
    activation: activationNamed(activation["name"], "activation.name"),
    shift: numberAt(shift, "activation.shift"),
  };
}

function layerFromJson(value: unknown, place: string): Layer {
  const rows = arrayAt(value, place).map((row, i) => numbersAt(row, `${place}[${i}]`));
  if (rows.length === 0) {
    throw new InputError(place, "an empty layer", "at least one row");
  }
  const columns = rows[0].length;
  const weights = new Float64Array(rows.length * columns);
  for (const [i, row] of rows.entries()) {
    if (row.length !== columns) {
      throw new InputError(`${place}[${i}]`, `${row.length} entries`, `${columns}, as in ${place}[0]`);
    }
    weights.set(row, i * columns);
  }
  return { rows: rows.length, columns, weights };
}

function checkShape(layer: Layer, rows: number, columns: number, place: string): void {
  if (layer.rows !== rows) {
    throw new InputError(place, `${layer.rows} rows`, `${rows}, the number of entries of output`);
  }
  if (layer.columns !== columns) {
    throw new InputError(`${place}[0]`, `${layer.columns} entries`, `${columns}, the width`);
  }
  if (columns === 0) {
    throw new InputError(`${place}[0]`, "an empty row", "at least one entry");
  }
}
