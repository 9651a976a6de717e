import { readFileSync } from "node:fs";
import { InputError } from "../files/inputError";
import { writeWhole } from "../files/writeWhole";
import { networkFromSafetensors } from "../network/formats/networkSafetensors";
import { formatSafetensors, isSafetensors, parseSafetensors, type WrittenTensor } from "../network/formats/safetensors";
import { fanIn, type Network } from "../network/network";
import { checkTrainableForm } from "./trainableForm";
import { planFromText, planToText, type TrainingPlan } from "./trainingPlan";

/** A point of a training run from which it can go on bit for bit. */
export interface TrainingState {
  readonly step: number;
  /** Weights that are float32 numbers. */
  readonly network: Network;
  readonly plan: TrainingPlan;
}

/**
 * Writes a checkpoint, whole or not at all: a network file that `wnb measure` reads too.
 *
 * @param input the first watched record, stored as the network's input
 * @throws WriteError that names the file; the checkpoint before is there still
 */
export function writeTrainingState(path: string, { step, network, plan }: TrainingState, input: Float64Array): void {
  const tensors = new Map<string, WrittenTensor>();
  for (const [l, weights] of network.layers.entries()) {
    tensors.set(`layers.${l}.weight`, {
      shape: [network.width, fanIn(network, l)],
      values: Float32Array.from(weights),
    });
  }
  tensors.set("output.weight", { shape: [network.width], values: Float32Array.from(network.output) });
  tensors.set("input", { shape: [input.length], values: Float32Array.from(input) });
  const metadata = new Map([
    ["activation", network.activation.activation.name],
    ["shift", String(network.activation.shift)],
    ["training", planToText(step, plan)],
  ]);
  writeWhole(path, formatSafetensors({ tensors, metadata }));
}

/** @throws InputError that names the file, for one that is missing, damaged, no checkpoint, or not of the form that training keeps */
export function readTrainingState(path: string): TrainingState {
  try {
    const bytes = readFileSync(path);
    if (!isSafetensors(bytes)) {
      throw new InputError(
        "content",
        `${bytes.length} bytes that are no safetensors file`,
        "a checkpoint of wnb train",
      );
    }
    const file = parseSafetensors(bytes);
    const read = networkFromSafetensors(file, {});
    checkTrainableForm(read);
    return { network: read.network, ...planFromText(file.metadata.get("training")) };
  } catch (error) {
    if (error instanceof InputError) {
      throw error.inSource(path);
    }
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) {
      throw error;
    }
    throw new InputError(path, code === "ENOENT" ? "no such file" : `an error (${code})`, "a checkpoint of wnb train");
  }
}
