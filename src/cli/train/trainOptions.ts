import { type Command, Option } from "commander";
import { smoothActivationNames } from "../../network/activation";
import { watchable } from "../../training/watchedCoefficients";
import type { NetworkOptions } from "../shared/networkOptions";
import {
  activationOption,
  finiteNumber,
  NEAREST,
  positiveInteger,
  positiveNumber,
  seedNumber,
  wholeNumber,
} from "../shared/optionValues";
import { type WeakenedCoefficient, weakenOption } from "../shared/weakenOption";

/** The options of `wnb train`; those without a default are undefined unless given. */
export interface TrainOptions extends NetworkOptions {
  readonly dataset?: "mnist" | "cifar10" | "npy";
  readonly dataDir?: string;
  readonly inputs?: string;
  readonly targets?: string;
  readonly samples?: number;
  readonly skipZeroRecords?: true;
  readonly width?: number;
  readonly depth?: number;
  readonly steps?: number;
  readonly batch?: number | "full";
  readonly rate?: number;
  readonly seed?: number;
  readonly rowRange?: number;
  readonly init?: string;
  readonly resume?: string;
  readonly out?: string;
  readonly checkpointEvery?: number;
  readonly watchRecords?: number;
  readonly hessians?: number;
  readonly hessianRecords?: number;
  readonly trace?: true;
  readonly backend?: "native" | "wasm";
  readonly weaken?: readonly WeakenedCoefficient[];
  readonly json?: true;
}

/** What a run uses where no option says otherwise: the paper's settings where it has one. */
export const trainDefaults = {
  steps: 1000,
  depth: 2,
  width: { mnist: 512, cifar10: 1024, npy: 512 },
  batch: 512,
  rate: 0.001,
  seed: 1,
  activation: "tanh",
  rowRange: { mnist: 5, cifar10: 0.5, npy: 5 },
  checkpointEvery: 100,
  watchRecords: 64,
  hessians: 10,
  hessianRecords: 512,
} as const;

export function withTrainOptions(command: Command): Command {
  const { width, rowRange, ...rest } = trainDefaults;
  return command
    .addOption(
      new Option("--dataset <name>", "what to train on (default: mnist); npy needs --inputs and --targets").choices([
        "mnist",
        "cifar10",
        "npy",
      ]),
    )
    .option(
      "--data-dir <dir>",
      "folder of CIFAR-10's data_batch_*.bin, or of MNIST's idx files instead of the package's; with --resume, of the run's .npy files too",
    )
    .option("--inputs <file.npy>", "inputs [n, …] of --dataset npy; with --resume, where they are now")
    .option("--targets <file.npy>", "targets [n] of --dataset npy; integers are classes; with --resume, likewise")
    .addOption(new Option("--samples <n>", "only the first n records (default: all)").argParser(positiveInteger))
    .option(
      "--skip-zero-records",
      "leave out records that are all zero, which have no direction (default: refuse them)",
    )
    .addOption(
      new Option("--width <m>", `width (default: ${width.mnist}; ${width.cifar10} for cifar10)`).argParser(
        positiveInteger,
      ),
    )
    .addOption(new Option("--depth <l>", `hidden layers (default: ${rest.depth})`).argParser(positiveInteger))
    .addOption(new Option("--steps <n>", `steps in all (default: ${rest.steps})`).argParser(positiveInteger))
    .addOption(
      new Option("--batch <b>", `records of a batch, or full (default: ${rest.batch}, or all if fewer)`).argParser(
        batchSize,
      ),
    )
    .addOption(new Option("--rate <eta>", `step size η (default: ${rest.rate})`).argParser(positiveNumber))
    .addOption(
      new Option("--seed <s>", `of the initial weights and of the batches (default: ${rest.seed})`).argParser(
        seedNumber,
      ),
    )
    .addOption(
      new Option(
        "--activation <name>",
        `activation (default: ${rest.activation}); the Hessian theorems need one of ${smoothActivationNames.join(", ")}`,
      ).argParser(activationOption),
    )
    .addOption(
      new Option("--shift <number>", `shift b of the activation φ(z + b), ${NEAREST} (default: 0)`).argParser(
        finiteNumber,
      ),
    )
    .addOption(
      new Option(
        "--row-range <c>",
        `initial rows are uniform in [-c/√m, c/√m] (default: ${rowRange.mnist}; ${rowRange.cifar10} for cifar10)`,
      ).argParser(positiveNumber),
    )
    .option("--init <file>", "start from these weights (safetensors or JSON)")
    .option("--resume <dir>", "go on with the run in this folder, bit for bit")
    .option("--out <dir>", "folder of the run: checkpoint.safetensors and log.jsonl (default: a new one in runs/)")
    .addOption(
      new Option(
        "--checkpoint-every <k>",
        `watch the theorems and save every k steps (default: ${rest.checkpointEvery})`,
      ).argParser(positiveInteger),
    )
    .addOption(
      new Option(
        "--watch-records <n>",
        `the theorems are watched on the first n records (default: ${rest.watchRecords})`,
      ).argParser(positiveInteger),
    )
    .addOption(
      new Option("--hessians <n>", `checkpoints that take the Hessian norms (default: ${rest.hessians})`).argParser(
        wholeNumber,
      ),
    )
    .addOption(
      new Option(
        "--hessian-records <n>",
        `the loss Hessian is that of the first n records (default: ${rest.hessianRecords})`,
      ).argParser(positiveInteger),
    )
    .option("--trace", "read ω and ‖∇L‖²/L of the batch at every step")
    .addOption(
      new Option("--backend <kind>", "TensorFlow's library, or WebAssembly (default: the library if it is there)")
        .choices(["native", "wasm"])
        .env("WNB_BACKEND"),
    )
    .addOption(weakenOption(watchable))
    .option("--json", "print one JSON line for each step and checkpoint, and nothing else");
}

function batchSize(text: string): number | "full" {
  return text === "full" ? text : positiveInteger(text);
}
