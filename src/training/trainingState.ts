import { readFileSync } from "node:fs";
import { writeWhole } from "../files/writeWhole";
import { InputError, shown } from "../network/inputError";
import { fanIn, type Network } from "../network/network";
import { networkFromSafetensors } from "../network/networkSafetensors";
import type { DataSource } from "../network/readDataSet";
import { formatSafetensors, isSafetensors, parseSafetensors, type WrittenTensor } from "../network/safetensors";

/** All that decides what a training run computes, apart from its weights. Kept in every checkpoint. */
export interface TrainingPlan {
  readonly source: DataSource;
  /** The first so many records; null for all. */
  readonly samples: number | null;
  /** Of the records, so that a resumed run does not go on with other data. */
  readonly fingerprint: string;
  readonly batch: number | "full";
  /** η. */
  readonly rate: number;
  readonly seed: number;
  /** c of the initial rows U[-c/√m, c/√m]; null for weights from a file. */
  readonly rowRange: number | null;
  readonly steps: number;
  readonly checkpointEvery: number;
  /** Records of the watched sample. */
  readonly watchRecords: number;
  /** Checkpoints that take the Hessian norms. */
  readonly hessians: number;
  /** Of the loss Hessian: records of its batch. */
  readonly hessianRecords: number;
  /** Read ω and ‖∇L‖²/L at every step. */
  readonly traced: boolean;
  /** Library and version: another one rounds otherwise. */
  readonly backend: string;
}

/** A point of a training run from which it can go on bit for bit. */
export interface TrainingState {
  readonly step: number;
  /** Weights that are float32 numbers. */
  readonly network: Network;
  readonly plan: TrainingPlan;
}

/** What every plan has; typed as a record, so that the compiler knows of a key that is forgotten here. */
const PLAN_KEYS = Object.keys({
  source: true,
  samples: true,
  fingerprint: true,
  batch: true,
  rate: true,
  seed: true,
  rowRange: true,
  steps: true,
  checkpointEvery: true,
  watchRecords: true,
  hessians: true,
  hessianRecords: true,
  traced: true,
  backend: true,
} satisfies Record<keyof TrainingPlan, true>);

const FORMAT = "weightnorm-training/1";

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
    ["training", JSON.stringify({ format: FORMAT, step, ...plan })],
  ]);
  writeWhole(path, formatSafetensors({ tensors, metadata }));
}

/** @throws InputError that names the file, for one that is missing, damaged or no checkpoint */
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
    const { network } = networkFromSafetensors(file, {});
    return { network, ...planFrom(file.metadata.get("training")) };
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

function planFrom(text: string | undefined): { step: number; plan: TrainingPlan } {
  const place = "__metadata__.training";
  if (text === undefined) {
    throw new InputError(place, "none", "what wnb train writes there: this is a network, not a checkpoint");
  }
  try {
    const { format, step, ...plan } = Object(JSON.parse(text));
    if (format === FORMAT && Number.isSafeInteger(step) && step >= 0) {
      const missing = PLAN_KEYS.find((key) => plan[key] === undefined);
      if (missing === undefined) {
        return { step, plan };
      }
      throw new InputError(`${place}.${missing}`, "none", "what wnb train writes there");
    }
    throw new InputError(place, `format ${shown(format)}, step ${shown(step)}`, `format "${FORMAT}" and a step`);
  } catch (error) {
    throw error instanceof SyntaxError ? new InputError(place, "text that is no JSON", "what wnb train writes") : error;
  }
}
