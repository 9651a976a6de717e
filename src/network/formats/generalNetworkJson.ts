/** Weights as version 2 of a network file has them: `layers` of {weights, gains, biases}, and `output` {weights, gain, bias}. */
import { InputError, shown } from "../../files/inputError";
import { arrayAt, numberAt, numbersAt, objectAt } from "../../files/jsonValues";
import type { ShiftedActivation } from "../activation";
import { fanIn, type Network } from "../network";
import { networkAt } from "./networkAt";
import { checkNetworkKeys, GENERAL_NETWORK_FORMAT } from "./networkKeys";
import { checkColumns, type Rows, rowsAt, rowsToJson } from "./rowsJson";

/**
 * A layer without gains has the paper's, 1/√m; one without biases has the activation's shift in each row. Null stands for neither: a NaN
 * becomes null on its way into JSON.
 *
 * @throws InputError that names the place, such as layers[1].weights[3]; both shapes where widths do not chain
 */
export function generalNetworkFromJson(file: Record<string, unknown>, activation: ShiftedActivation): Network {
  const output = partAt(file["output"], "output", "output");
  const outputWeights = numbersAt(output["weights"], "output.weights");
  const layers = arrayAt(file["layers"], "layers").map((layer, l) => layerAt(layer, `layers[${l}]`));
  const matrices = layers.map(({ matrix }) => matrix);
  checkChain(matrices, outputWeights.length);
  const parts = {
    activation,
    layers: matrices.map(({ weights }) => weights),
    gains: layers.map(({ gains }) => gains),
    biases: layers.map(({ biases }) => biases),
    output: outputWeights,
    outputGain: output["gain"] === undefined ? null : numberAt(output["gain"], "output.gain"),
    outputBias: output["bias"] === undefined ? 0 : numberAt(output["bias"], "output.bias"),
  };
  return networkAt(parts, (place) =>
    place.replace(/^(layers\[\d+\])\[/, "$1.weights[").replace(/^output(\[0\])?$/, "output.weights"),
  );
}

/** What is as in the paper is left out. */
export function generalNetworkToJson(network: Network): Record<string, unknown> {
  const { gains, biases, outputGain, outputBias } = network;
  return {
    layers: network.layers.map((weights, l) => ({
      weights: rowsToJson(weights, fanIn(network, l)),
      ...numbersToJson("gains", gains[l]),
      ...numbersToJson("biases", biases[l]),
    })),
    output: {
      weights: Array.from(network.output),
      ...(outputGain === null ? {} : { gain: outputGain }),
      ...(outputBias === 0 ? {} : { bias: outputBias }),
    },
  };
}

interface Layer {
  readonly matrix: Rows;
  readonly gains: Float64Array | null;
  readonly biases: Float64Array | null;
}

function layerAt(value: unknown, place: string): Layer {
  const layer = partAt(value, "layers[l]", place);
  const perRow = (name: string) => (layer[name] === undefined ? null : numbersAt(layer[name], `${place}.${name}`));
  return {
    matrix: rowsAt(layer["weights"], `${place}.weights`),
    gains: perRow("gains"),
    biases: perRow("biases"),
  };
}

function partAt(value: unknown, part: string, place: string): Record<string, unknown> {
  if (Array.isArray(value)) {
    throw new InputError(place, shown(value), `an object with weights, as ${GENERAL_NETWORK_FORMAT} has it`);
  }
  const object = objectAt(value, place);
  checkNetworkKeys(object, part, GENERAL_NETWORK_FORMAT, place);
  return object;
}

function checkChain(layers: readonly Rows[], outputs: number): void {
  for (const [l, layer] of layers.entries()) {
    const place = `layers[${l}].weights`;
    checkColumns(layer, place);
    if (l > 0 && layer.columns !== layers[l - 1].rows) {
      throw new InputError(
        place,
        `${layer.rows} rows of ${layer.columns}`,
        `rows of ${layers[l - 1].rows}, as layers[${l - 1}].weights has ${layers[l - 1].rows} rows`,
      );
    }
  }
  if (layers.length > 0 && outputs !== layers[layers.length - 1].rows) {
    const { rows } = layers[layers.length - 1];
    throw new InputError(
      "output.weights",
      `${outputs} numbers`,
      `${rows}, as layers[${layers.length - 1}].weights has ${rows} rows`,
    );
  }
}

function numbersToJson(name: string, values: Float64Array | null): Record<string, number[]> {
  return values === null ? {} : { [name]: Array.from(values) };
}
