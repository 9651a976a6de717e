import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../files/inputError";
import { needPackages } from "../../files/optionalPackages";
import { type Backend, loadTensorflow } from "../../training/backend/loadTensorflow";
import { type Curve, curveOfRun } from "../../training/figures/curve";
import { writeFigure } from "../../training/figures/writeFigure";
import { checkpointIn, RunFolder } from "../../training/runFolder";
import { type Verdict, worse } from "../../verify/verdict";
import { exitCodeOf } from "../shared/exitCodes";
import { printReport } from "../shared/printReport";
import { runTraining } from "../train/runTraining";
import type { TrainOptions } from "../train/trainOptions";
import { newTraining, resumedTraining, type TrainingStart } from "../train/trainPlan";
import type { FigureNumber, FiguresOptions } from "./figuresOptions";

/** The paper's settings: theory.md, section 7. What both have in common are the defaults of `wnb train`. */
const SETTINGS: Readonly<
  Record<FigureNumber, { dataset: "cifar10" | "mnist"; name: string; widths: readonly number[] }>
> = {
  1: { dataset: "cifar10", name: "CIFAR-10", widths: [1024, 2048] },
  2: { dataset: "mnist", name: "MNIST", widths: [512, 1024] },
};

/** Trains every curve that is asked for, watched as `wnb train` is, and draws the figures. */
export async function figures(options: FiguresOptions): Promise<void> {
  const numbers = figuresOf(options);
  needPackages(
    numbers.some((number) => SETTINGS[number].dataset === "mnist")
      ? ["training", "MNIST", "figures"]
      : ["training", "figures"],
  );
  const say = (line: string): void => console.error(line);
  const backend = await loadTensorflow({ backend: options.backend ?? "auto", setUp: true, say });
  let verdict: Verdict = "not-applicable";
  for (const number of numbers) {
    const { name, widths } = SETTINGS[number];
    const curves: Curve[] = [];
    for (const width of options.width ?? widths) {
      const outcome = await trainCurve(options, number, width, backend);
      if (outcome.interruption !== null) {
        say("the same command goes on from there");
        process.exitCode = outcome.interruption;
        return;
      }
      verdict = worse(verdict, outcome.verdict);
      curves.push(outcome.curve);
    }
    const title = `Figure ${number}. ${name}: smallest row norm and ‖∇L‖²/L while training`;
    const files = await writeFigure(options.out, `figure-${number}`, { title, curves });
    console.log(`${files.svg}\n${files.png}\n${files.csv}`);
  }
  process.exitCode = exitCodeOf(verdict);
}

/**
 * The figures that are asked for; both if none is named, but for figure 1 where its data are missing: then it says so.
 *
 * @throws InputError for figure 1 by name without data, and for data that no figure reads
 */
function figuresOf({ figure, dataDir }: FiguresOptions): readonly FigureNumber[] {
  const missing = "the folder of CIFAR-10's data_batch_*.bin, for figure 1";
  if (figure === undefined) {
    if (dataDir === undefined) {
      console.error(`wnb: figure 2 only; --data-dir DIR is missing, ${missing}`);
    }
    return dataDir === undefined ? ["2"] : ["1", "2"];
  }
  if (figure.includes("1") && dataDir === undefined) {
    throw new InputError("--data-dir", "none", `${missing} (or --figure 2)`);
  }
  if (!figure.includes("1") && dataDir !== undefined) {
    throw new InputError("--data-dir", dataDir, "no such option without figure 1: figure 2 has MNIST from its package");
  }
  return figure;
}

interface CurveOutcome {
  readonly curve: Curve;
  readonly verdict: Verdict;
  /** The exit code of the signal that ended it; null if none did. */
  readonly interruption: number | null;
}

async function trainCurve(
  options: FiguresOptions,
  number: FigureNumber,
  width: number,
  backend: Backend,
): Promise<CurveOutcome> {
  const { dataset } = SETTINGS[number];
  const path = join(options.out, "runs", `${dataset}-m${width}`);
  const start = startOf(options, { dataset, width, trace: true }, path, backend.version);
  const folder = existsSync(checkpointIn(path)) ? RunFolder.resume(path, start.state.step) : RunFolder.create(path);
  const { verdict, interruption, summary } = await runTraining({ start, backend, folder, weakenings: {} });
  printReport(`\nFigure ${number}, m = ${width}\n\n${summary.table()}\n`);
  const { data, state } = start;
  return { verdict, interruption, curve: curveOfRun(data, state, readFileSync(join(path, "log.jsonl"), "utf8")) };
}

/** A new run, or the one that is in the folder, if it is the same. */
function startOf(
  { dataDir, samples, steps, seed, hessians }: FiguresOptions,
  setting: Pick<TrainOptions, "dataset" | "width" | "trace">,
  path: string,
  backend: string,
): TrainingStart {
  const ofCifar = setting.dataset === "cifar10" && dataDir !== undefined ? { dataDir } : {};
  const ofSamples = samples === undefined ? {} : { samples };
  const fresh = newTraining({ ...setting, ...ofCifar, ...ofSamples, steps, seed, hessians }, backend);
  if (!existsSync(checkpointIn(path))) {
    return fresh;
  }
  const resumed = resumedTraining(path, { steps, hessians, ...ofCifar });
  const { plan } = resumed.state;
  if (plan.seed !== seed || plan.fingerprint !== fresh.state.plan.fingerprint) {
    throw new InputError(path, "a run with another seed or other data", "the same run, or another --out");
  }
  return resumed;
}
