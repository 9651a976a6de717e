import { euclideanNorm } from "../../arithmetic/euclideanNorm";
import { InputError } from "../../files/inputError";
import type { ActivationOptions } from "../formats/networkSafetensors";
import { activationFromMetadata } from "../formats/networkSafetensors";
import type { Safetensors } from "../formats/safetensors";
import { createNetwork, type Network } from "../network";
import { orderedLayers } from "./layerOrder";
import type { CheckpointOptions, Layout } from "./layouts";
import { FLAX_EPSILON, type LinearLayer, linearLayers } from "./linearLayers";
import { type Obstacle, refuseObstacles } from "./obstacles";

/** What a checkpoint was taken for. */
export interface Checkpoint {
  readonly layout: Layout;
  /** The names of the linear layers, from the input to the output. */
  readonly layers: readonly string[];
  /** How many outputs there are. */
  readonly outputs: number;
  /** In sentences: what the file does not say for certain, and what is neglected. */
  readonly notes: readonly string[];
}

/**
 * The networks of a checkpoint: one for each output, all with the same hidden layers.
 *
 * @throws InputError for whatever is no part of this model, all of it at once; for an order of the layers that is not clear
 * @example checkpointNetworks(parseSafetensors(bytes), { activation: "tanh" }).networks.length // the outputs
 */
export function checkpointNetworks(
  file: Safetensors,
  given: Partial<ActivationOptions & CheckpointOptions>,
): { networks: Network[]; checkpoint: Checkpoint } {
  const { layers, obstacles } = linearLayers(file);
  const apart = layers.filter(({ name }) => !obstacles.some(({ module }) => name.startsWith(`${module}.`)));
  const plain = sureToBePlain(apart, given);
  refuseObstacles([...obstacles, ...plain], obstacles.length === 0 && apart.length > 1 ? "layout" : undefined);
  checkLayout(layers, given.layout);
  const { layers: ordered, restsOn } = orderedLayers(withoutPrefix(layers), given.layers);
  const hidden = ordered.slice(0, -1);
  const output = ordered[ordered.length - 1];
  if (given.layout === "plain") {
    refuseObstacles(zeroRows(hidden));
  } else {
    refuseObstacles(plainLayers(hidden), "layout");
  }
  const parts = {
    activation: activationFromMetadata(file.metadata, given),
    layers: hidden.map(({ weights }) => weights),
    gains: hidden.map((layer) => layer.gain ?? rowNorms(layer)),
    biases: biasesOf(hidden, given.shift),
  };
  const networks = Array.from({ length: output.rows }, (_, k) =>
    createNetwork({
      ...parts,
      output: output.weights.slice(k * output.columns, (k + 1) * output.columns),
      outputGain: output.gain?.[k] ?? null,
      outputBias: output.bias?.[k] ?? 0,
    }),
  );
  const layout = hidden.find((each) => each.gain !== null)?.layout ?? "plain";
  const names = ordered.map(({ name }) => name);
  const notes = notesOn(ordered, restsOn);
  return { networks, checkpoint: { layout, layers: names, outputs: output.rows, notes } };
}

/** A layer without biases beside ones with: zeros, as a network has biases or a shift. */
function biasesOf(hidden: readonly LinearLayer[], shift = 0): (Float64Array | null)[] {
  const own = hidden.filter(({ bias }) => bias !== null);
  if (shift !== 0 && own.length > 0) {
    throw new InputError("shift", `${shift} beside biases`, "0, as the biases are shifts", "shift");
  }
  return hidden.map(({ bias }) => bias);
}

/** Of layers without gains one may be the output. */
function sureToBePlain(layers: readonly LinearLayer[], { layout }: Partial<CheckpointOptions>): Obstacle[] {
  const plain = layers.filter(({ gain }) => gain === null);
  if (layers.length < 2) {
    const sentence = `there ${layers.length === 1 ? `is one linear layer, ${layers[0].name}` : "are no linear layers"}: a network has two at least, a hidden one and the output.`;
    return [{ module: "", sentence }];
  }
  if (layout === "plain" || plain.length < 2) {
    return [];
  }
  const all = plain.length === layers.length;
  const names = plain.map(({ matrix }) => matrix).join(", ");
  const sentence = all
    ? `${names}: none of the layers has a gain, so this network is not normalised (layout plain takes the norm of each row as its gain).`
    : `${names}: layers without gains, of which one at most can be the output (layout plain takes the norm of each row as its gain).`;
  return [{ module: "", sentence }];
}

function plainLayers(hidden: readonly LinearLayer[]): Obstacle[] {
  return hidden
    .filter(({ gain }) => gain === null)
    .map(({ name, matrix }) => ({
      module: name,
      sentence: `${matrix}: a hidden layer without a gain (layout plain takes the norm of each row as its gain).`,
    }));
}

function zeroRows(hidden: readonly LinearLayer[]): Obstacle[] {
  return hidden.flatMap((layer) => {
    const row = rowNorms(layer).indexOf(0);
    return row < 0
      ? []
      : [{ module: layer.name, sentence: `${layer.matrix}: row ${row} is zero, and has no direction.` }];
  });
}

function checkLayout(layers: readonly LinearLayer[], layout: Layout | undefined): void {
  const other = layers.find((each) => each.gain !== null && each.layout !== layout);
  if (layout !== undefined && layout !== "plain" && other !== undefined) {
    throw new InputError(other.matrix, `layout ${other.layout}`, `${layout}, as was asked for`, "layout");
  }
}

/** Names without what is common to all: module., _orig_mod., params. */
function withoutPrefix(layers: readonly LinearLayer[]): LinearLayer[] {
  const components = layers.map(({ name }) => name.split("."));
  const longest = Math.min(...components.map(({ length }) => length)) - 1;
  let common = 0;
  while (common < longest && components.every((each) => each[common] === components[0][common])) {
    common++;
  }
  return layers.map((layer, i) => ({ ...layer, name: components[i].slice(common).join(".") }));
}

function rowNorms({ rows, columns, weights }: LinearLayer): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => euclideanNorm(weights, i * columns, columns));
}

function notesOn(ordered: readonly LinearLayer[], restsOn: string): string[] {
  const notes = [`layers ${ordered.map(({ name }) => name).join(", ")}: in this order by ${restsOn}`];
  const plain = ordered.slice(0, -1).filter(({ gain }) => gain === null);
  if (plain.length > 0) {
    notes.push(
      `${plain.map(({ name }) => name).join(", ")} ${plain.length === 1 ? "is" : "are"} not normalised in the file: each row is measured as g W/‖W‖ with the constant gain g = ‖W‖. The values are the network's own; gradients and Hessians are those of rows that turn and do not stretch`,
    );
  }
  const flax = ordered.filter(({ layout }) => layout === "flax");
  if (flax.length > 0) {
    const smallest = flax.reduce((least, layer) => rowNorms(layer).reduce((a, b) => Math.min(a, b), least), Infinity);
    const effect = FLAX_EPSILON / (2 * smallest * smallest);
    notes.push(
      `Flax's epsilon ${FLAX_EPSILON} is neglected: it shortens unit rows by ε/(2‖W‖²), ${effect.toPrecision(2)} at most here`,
    );
  }
  return notes;
}
