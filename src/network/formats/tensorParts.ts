/** What a network is made of, from the tensors of a safetensors file. */
import { InputError } from "../../files/inputError";
import type { NetworkParts } from "../network";
import { numberNamed, shapeText, tensorNamed, vectorNamed } from "./namedTensor";
import type { Tensor } from "./safetensors";

/**
 * The weights, and what the network has beside them as its own. Widths follow from the shapes.
 *
 * @throws InputError that names the tensor, and where shapes do not chain both of them
 */
export function partsFromTensors(tensors: ReadonlyMap<string, Tensor>): Omit<NetworkParts, "activation"> {
  const output = tensorNamed(tensors, "output.weight");
  if (output.shape.length !== 1) {
    throw new InputError("output.weight", shapeText(output.shape), "shape [m]");
  }
  const weights = [layerNamed(tensors, 0, null)];
  while (tensors.has(`layers.${weights.length}.weight`)) {
    weights.push(layerNamed(tensors, weights.length, weights[weights.length - 1].shape[0]));
  }
  const [rows] = weights[weights.length - 1].shape;
  if (output.values.length !== rows) {
    const why = `as layers.${weights.length - 1}.weight has ${rows} rows`;
    throw new InputError("output.weight", shapeText(output.shape), `${shapeText([rows])}, ${why}`);
  }
  const perRow = (part: string) =>
    weights.map(({ shape }, l) =>
      vectorNamed(tensors, `layers.${l}.${part}`, shape[0], `, a number for each row of layers.${l}.weight`),
    );
  return {
    layers: weights.map(({ values }) => values),
    gains: perRow("gain"),
    biases: perRow("bias"),
    output: output.values,
    outputGain: numberNamed(tensors, "output.gain"),
    outputBias: numberNamed(tensors, "output.bias") ?? 0,
  };
}

/** @param below the rows of the layer below it, null for the first */
function layerNamed(tensors: ReadonlyMap<string, Tensor>, l: number, below: number | null): Tensor {
  const name = `layers.${l}.weight`;
  const tensor = tensorNamed(tensors, name);
  const { shape } = tensor;
  if (shape.length !== 2 || shape.includes(0)) {
    throw new InputError(name, shapeText(shape), "a shape [rows, entries of a row], both at least 1");
  }
  if (below !== null && shape[1] !== below) {
    throw new InputError(
      name,
      shapeText(shape),
      `${shapeText([shape[0], below])}, as layers.${l - 1}.weight has ${below} rows`,
    );
  }
  return tensor;
}

/** The tensor, or the metadata, that holds what createNetwork knows by this place. */
export function placeOfPart(place: string, metadata: ReadonlyMap<string, string>): string {
  return place
    .replace(/^layers\[(\d+)\]/, "layers.$1.weight")
    .replace(/^output(\[0\])?$/, "output.weight")
    .replace(/^activation\.shift$/, metadata.has("shift") ? "__metadata__.shift" : "shift");
}
