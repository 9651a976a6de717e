import { join } from "node:path";
import type { Backend } from "../../training/backend/loadTensorflow";
import type { RunFolder } from "../../training/runFolder";
import { trainingRun } from "../../training/trainingRun";
import { type TrainingState, writeTrainingState } from "../../training/trainingState";
import { Watch } from "../../training/watch";
import type { Weakenings } from "../../training/watchedCoefficients";
import { type Verdict, worse } from "../../verify/verdict";
import { interruptible } from "../shared/interruptible";
import { shellWord } from "../shared/shellWord";
import type { TrainingStart } from "./trainPlan";
import { TrainProgress } from "./trainProgress";
import { checkpointLine, describeStart, stepLine } from "./trainReport";
import { TrainSummary } from "./trainSummary";

interface TrainingJob {
  readonly start: TrainingStart;
  readonly backend: Backend;
  readonly folder: RunFolder;
  readonly weakenings: Weakenings;
  /** Receives each line of the log, as it is written. */
  readonly onLine?: (line: string) => void;
}

interface TrainingOutcome {
  readonly verdict: Verdict;
  /** The exit code of the signal that ended it; null if none did. */
  readonly interruption: number | null;
  readonly summary: TrainSummary;
}

/**
 * Runs a training to its end, to a violation or to a signal: keeps its folder, and tells on stderr how it goes.
 *
 * Closes the folder.
 */
export async function runTraining({
  start,
  backend,
  folder,
  weakenings,
  onLine,
}: TrainingJob): Promise<TrainingOutcome> {
  const { data, state } = start;
  const { plan } = state;
  const summary = new TrainSummary();
  const progress = new TrainProgress(plan.steps, state.step);
  progress.above(describeStart(start, backend, folder.path));
  const print = (line: string): void => {
    folder.append(line);
    onLine?.(line);
  };
  const watch = new Watch(backend.tf, data, plan, weakenings);
  let verdict: Verdict = "not-applicable";
  let isCutShort = false;
  const { interruption } = await interruptible(async (signal) => {
    if (state.step === 0) {
      // At once, so that a run which is killed before its first checkpoint can be resumed too.
      folder.save(state, watch.firstInput);
    }
    for await (const event of trainingRun(backend.tf, data, state, watch, signal)) {
      if (event.kind === "step") {
        print(stepLine(event));
        progress.update(event.step + 1, event.readings.loss);
        continue;
      }
      const reached = { step: event.step, network: event.network, plan };
      if (event.kind === "interrupted") {
        isCutShort = true;
      } else {
        print(checkpointLine(event));
        verdict = worse(verdict, event.observation.verdict);
        summary.add(event);
        progress.above(summary.lastLine());
        if (event.observation.verdict === "violated") {
          progress.above(saveViolation(folder, reached, watch.firstInput));
          break;
        }
      }
      folder.save(reached, watch.firstInput);
    }
  }).finally(() => {
    watch.dispose();
    progress.stop();
    folder.close();
  });
  if (isCutShort) {
    console.error(`interrupted; to go on: wnb train --resume ${shellWord(folder.path)}`);
  }
  return { verdict, interruption: isCutShort ? interruption : null, summary };
}

/** A violation does not replace the checkpoint before it: a resumed run meets it again. */
function saveViolation(folder: RunFolder, state: TrainingState, input: Float64Array): string {
  const file = join(folder.path, `violation-step-${state.step}.safetensors`);
  writeTrainingState(file, state, input);
  return `wnb: a bound is violated at step ${state.step}; its weights: ${file} (npx wnb measure ${shellWord(file)})`;
}
