import { InputError, shown } from "../../files/inputError";
import { decimalProblem } from "../../files/readableDecimal";
import { activationNamed, type ShiftedActivation } from "../activation";
import { checkInput, createNetwork, fanIn, type Network } from "../network";
import type { NetworkFile } from "./networkJson";
import { checkNetworkNames } from "./networkTensors";
import type { Safetensors, Tensor } from "./safetensors";

/**
 * Reads a network from tensors `layers.0.weight` [m, d], `layers.1.weight` … [m, m], `output.weight` [m] and perhaps
 * `input` [d].
 *
 * @param given the activation for files whose metadata names none
 * @throws InputError that names the tensor, what was found and what was expected; for tensors that nothing reads too
 */
export function networkFromSafetensors(file: Safetensors, given: Partial<ActivationOptions>): NetworkFile {
  checkNetworkNames(file);
  const { tensors, metadata } = file;
  const output = tensorNamed(tensors, "output.weight");
  if (output.shape.length !== 1) {
    throw new InputError("output.weight", shapeOf(output), "shape [m]");
  }
  const width = output.values.length;
  const layers: Float64Array[] = [];
  for (let l = 0; l === 0 || tensors.has(`layers.${l}.weight`); l++) {
    const name = `layers.${l}.weight`;
    const { shape, values } = tensorNamed(tensors, name);
    if (shape.length !== 2 || shape[0] !== width || (l > 0 && shape[1] !== width)) {
      throw new InputError(
        name,
        shapeOf({ shape }),
        `shape [${width}, ${l === 0 ? "d" : width}], as output.weight has ${width}`,
      );
    }
    layers.push(values);
  }
  const network = createNetwork({ activation: activationFromMetadata(metadata, given), layers, output: output.values });
  return { network, input: inputOf(tensors, network) };
}

/** The tensors and metadata of a network file, float64. */
export function networkToSafetensors({ network, input }: NetworkFile): Safetensors {
  const tensors = new Map<string, Tensor>();
  for (const [l, values] of network.layers.entries()) {
    tensors.set(`layers.${l}.weight`, { shape: [network.width, fanIn(network, l)], values });
  }
  tensors.set("output.weight", { shape: [network.width], values: network.output });
  if (input !== null) {
    tensors.set("input", { shape: [input.length], values: input });
  }
  const { activation, shift } = network.activation;
  return {
    tensors,
    metadata: new Map([
      ["activation", activation.name],
      ["shift", String(shift)],
    ]),
  };
}

/** An activation as options give it. */
export interface ActivationOptions {
  readonly activation: string;
  readonly shift: number;
}

/** @throws InputError if something else was asked for than the file says */
export function checkAgreement(found: ShiftedActivation, given: Partial<ActivationOptions>): void {
  if (given.activation !== undefined && given.activation !== found.activation.name) {
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

function activationFromMetadata(
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
  const input = tensors.get("input");
  if (input === undefined) {
    return null;
  }
  if (input.shape.length !== 1) {
    throw new InputError("input", shapeOf(input), `shape [${network.inputDimension}]`);
  }
  checkInput(network, input.values);
  return input.values;
}

function tensorNamed(tensors: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) {
    throw new InputError(
      name,
      `no such tensor (there are: ${[...tensors.keys()].join(", ") || "none"})`,
      "a tensor of that name",
    );
  }
  return tensor;
}

function shapeOf({ shape }: Pick<Tensor, "shape">): string {
  return `shape [${shape.join(", ")}]`;
}
