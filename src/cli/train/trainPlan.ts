import { basename } from "node:path";
import type { DataSet } from "../../dataSets/dataSet";
import { type DataSource, readDataSet } from "../../dataSets/readDataSet";
import { InputError } from "../../files/inputError";
import { activationNamed } from "../../network/activation";
import { readNetworkFile } from "../../network/formats/networkFile";
import type { Network } from "../../network/network";
import { fingerprintOf } from "../../training/fingerprint";
import { checkTrainable, initialNetwork } from "../../training/initialNetwork";
import { checkpointIn } from "../../training/runFolder";
import { checkTrainableForm } from "../../training/trainableForm";
import type { TrainingPlan } from "../../training/trainingPlan";
import { readTrainingState, type TrainingState } from "../../training/trainingState";
import { type TrainOptions, trainDefaults } from "./trainOptions";
import { movedSource, newSource, recordsOf } from "./trainSource";

/** Where a run begins, and the data it is trained on. */
export interface TrainingStart {
  readonly state: TrainingState;
  readonly data: DataSet;
}

/** Options that may be given again with --resume; the others are those of the run. */
const RESUMABLE: readonly (keyof TrainOptions)[] = [
  "resume",
  "steps",
  "dataDir",
  "inputs",
  "targets",
  "hessians",
  "backend",
  "weaken",
  "json",
];

/**
 * A new run, as options ask for it.
 *
 * @throws InputError for options that do not fit each other, the data or the weights
 */
export function newTraining(options: TrainOptions, backend: string): TrainingStart {
  const source = newSource(options);
  const data = recordsOf(source, options);
  const { network, rowRange } = initialWeights(options, source, data);
  checkTrainable(network);
  if (typeof options.batch === "number" && options.batch > data.count) {
    throw new InputError("--batch", String(options.batch), `at most ${data.count}, the number of records, or full`);
  }
  const plan: TrainingPlan = {
    source,
    samples: options.samples ?? null,
    ...(options.skipZeroRecords ? { skipZeroRecords: true } : {}),
    fingerprint: fingerprintOf(data),
    batch: options.batch ?? Math.min(trainDefaults.batch, data.count),
    rate: options.rate ?? trainDefaults.rate,
    seed: options.seed ?? trainDefaults.seed,
    rowRange,
    steps: options.steps ?? trainDefaults.steps,
    checkpointEvery: options.checkpointEvery ?? trainDefaults.checkpointEvery,
    watchRecords: Math.min(options.watchRecords ?? trainDefaults.watchRecords, data.count),
    hessians: options.hessians ?? trainDefaults.hessians,
    hessianRecords: Math.min(options.hessianRecords ?? trainDefaults.hessianRecords, data.count),
    traced: options.trace ?? false,
    backend,
  };
  return { state: { step: 0, network, plan }, data };
}

/**
 * The run of a folder, from its newest checkpoint.
 *
 * @throws InputError for a damaged checkpoint, other data than before, and options that the run has fixed
 */
export function resumedTraining(folder: string, options: TrainOptions): TrainingStart {
  const fixed = Object.entries(options).find(
    ([name, value]) => value !== undefined && !RESUMABLE.includes(name as keyof TrainOptions),
  );
  if (fixed !== undefined) {
    throw new InputError(
      flagOf(fixed[0]),
      String(fixed[1]),
      `no such option with --resume: the run in ${folder} has it`,
    );
  }
  const file = checkpointIn(folder);
  const { step, network, plan } = readTrainingState(file);
  const source = movedSource(plan.source, options);
  const data = readDataSet(source, plan.samples ?? undefined, plan.skipZeroRecords ? "leave out" : "refuse");
  if (fingerprintOf(data) !== plan.fingerprint) {
    throw new InputError(
      file,
      `the fingerprint ${plan.fingerprint} of its data`,
      `that of the data now, ${fingerprintOf(data)}`,
    );
  }
  const steps = options.steps ?? plan.steps;
  if (steps < step) {
    throw new InputError("--steps", String(steps), `at least ${step}, the step of ${file}`);
  }
  return {
    state: { step, network, plan: { ...plan, source, steps, hessians: options.hessians ?? plan.hessians } },
    data,
  };
}

function initialWeights(
  options: TrainOptions,
  { kind }: DataSource,
  { inputDimension, name }: DataSet,
): { network: Network; rowRange: number | null } {
  if (options.init === undefined) {
    const rowRange = options.rowRange ?? trainDefaults.rowRange[kind];
    const activation = {
      activation: activationNamed(options.activation ?? trainDefaults.activation, "--activation"),
      shift: options.shift ?? 0,
    };
    const depth = options.depth ?? trainDefaults.depth;
    const width = options.width ?? trainDefaults.width[kind];
    const network = initialNetwork(
      { depth, width, inputDimension, activation },
      rowRange,
      options.seed ?? trainDefaults.seed,
    );
    return { network, rowRange };
  }
  const { activation, shift } = options;
  const file = readNetworkFile(options.init, {
    ...(activation === undefined ? {} : { activation }),
    ...(shift === undefined ? {} : { shift }),
  });
  const { network } = file;
  checkTrainableForm(file, `${options.init}: network`);
  for (const [option, found] of [
    ["width", network.width],
    ["depth", network.depth],
  ] as const) {
    if (options[option] !== undefined && options[option] !== found) {
      throw new InputError(options.init, `${option} ${found}`, `${options[option]}, as the option --${option} says`);
    }
  }
  if (options.rowRange !== undefined) {
    throw new InputError("--row-range", String(options.rowRange), "no such option with --init");
  }
  if (network.inputDimension !== inputDimension) {
    throw new InputError(
      options.init,
      `input dimension ${network.inputDimension}`,
      `${inputDimension}, that of ${basename(name)}`,
    );
  }
  return { network, rowRange: null };
}

function flagOf(option: string): string {
  return `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
