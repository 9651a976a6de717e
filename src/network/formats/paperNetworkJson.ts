/** Weights as version 1 of a network file has them: `layers` of rows, one width, and `output` v. */
import { InputError, shown } from "../../files/inputError";
import { arrayAt, numbersAt } from "../../files/jsonValues";
import type { ShiftedActivation } from "../activation";
import { createNetwork, fanIn, type Network } from "../network";
import { GENERAL_NETWORK_FORMAT } from "./networkKeys";
import { checkColumns, type Rows, rowsAt, rowsToJson } from "./rowsJson";

/** @throws InputError that names the place, such as layers[1][3] */
export function paperNetworkFromJson(file: Record<string, unknown>, activation: ShiftedActivation): Network {
  checkNotLater(file["output"], "output");
  const output = numbersAt(file["output"], "output");
  const layers = arrayAt(file["layers"], "layers").map((layer, l) => {
    checkNotLater(layer, `layers[${l}]`);
    return rowsAt(layer, `layers[${l}]`);
  });
  for (const [l, layer] of layers.entries()) {
    checkShape(layer, output.length, l === 0 ? layer.columns : output.length, `layers[${l}]`);
  }
  return createNetwork({ activation, layers: layers.map(({ weights }) => weights), output });
}

export function paperNetworkToJson(network: Network): Record<string, unknown> {
  return {
    layers: network.layers.map((weights, l) => rowsToJson(weights, fanIn(network, l))),
    output: Array.from(network.output),
  };
}

function checkNotLater(value: unknown, place: string): void {
  if (typeof value === "object" && value !== null && "weights" in value) {
    throw new InputError(
      place,
      shown(value),
      `an array (weights with gains and biases are part of ${GENERAL_NETWORK_FORMAT})`,
    );
  }
}

function checkShape(layer: Rows, rows: number, columns: number, place: string): void {
  if (layer.rows !== rows) {
    throw new InputError(place, `${layer.rows} rows`, `${rows}, the number of entries of output`);
  }
  if (layer.columns !== columns) {
    throw new InputError(`${place}[0]`, `${layer.columns} entries`, `${columns}, the width`);
  }
  checkColumns(layer, place);
}
