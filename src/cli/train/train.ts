import { join } from "node:path";
import { needPackages } from "../../files/optionalPackages";
import { loadTensorflow } from "../../training/backend/loadTensorflow";
import { RunFolder } from "../../training/runFolder";
import { dataSetNotes } from "../shared/dataSetNotes";
import { exitCodeOf } from "../shared/exitCodes";
import { printReport } from "../shared/printReport";
import { weakeningsOf } from "../shared/weakenOption";
import { runTraining } from "./runTraining";
import type { TrainOptions } from "./trainOptions";
import { newTraining, resumedTraining, type TrainingStart } from "./trainPlan";

/** Trains, reports each checkpoint and sets the exit code. */
export async function train(options: TrainOptions): Promise<void> {
  const say = (line: string): void => console.error(line);
  const { dataset = "mnist", dataDir, resume } = options;
  const takesMnist = dataset === "mnist" && dataDir === undefined && resume === undefined;
  needPackages(takesMnist ? ["training", "MNIST"] : ["training"]);
  const backend = await loadTensorflow({ backend: options.backend ?? "auto", setUp: true, say });
  const start =
    options.resume === undefined ? newTraining(options, backend.version) : resumedTraining(options.resume, options);
  for (const note of dataSetNotes(start.data)) {
    say(`wnb: ${note}`);
  }
  const began = start.state.plan.backend;
  if (began !== backend.version) {
    say(`wnb: the run began on ${began}; ${backend.version} rounds otherwise, so it does not go on bit for bit`);
  }
  const outcome = await runTraining({
    start,
    backend,
    folder: openFolder(options, start),
    weakenings: weakeningsOf(options.weaken),
    ...(options.json ? { onLine: (line: string) => process.stdout.write(`${line}\n`) } : {}),
  });
  if (!options.json) {
    printReport(outcome.summary.table());
  }
  process.exitCode = outcome.interruption ?? exitCodeOf(outcome.verdict);
}

function openFolder({ resume, out }: TrainOptions, { state, data }: TrainingStart): RunFolder {
  if (resume !== undefined) {
    return RunFolder.resume(resume, state.step);
  }
  const { depth, width } = state.network;
  const now = new Date().toISOString().replace(/[:.]/g, "-");
  return RunFolder.create(out ?? join("runs", `${data.name.toLowerCase()}-L${depth}-m${width}-${now}`));
}
