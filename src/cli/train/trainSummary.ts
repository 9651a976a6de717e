import type { TrainingEvent } from "../../training/trainingRun";
import { type Verdict, worse } from "../../verify/verdict";
import { colouredVerdict } from "../shared/colour";
import { shortNumber, shortRatio } from "../shared/numbers";
import { tableOf } from "../shared/table";

const LEGEND =
  "worst ratio = the largest quantity/bound at a checkpoint; below 0 the two have opposite signs (docs/training.md)";

type CheckpointEvent = Extract<TrainingEvent, { kind: "checkpoint" }>;

/** The worst that each watched theorem came to, over the checkpoints of a run. */
export class TrainSummary {
  private readonly rows = new Map<
    string,
    { checkpoints: number; ratio: number | null; step: number; verdict: Verdict }
  >();
  private last: CheckpointEvent | null = null;
  private readonly seconds = { watch: 0, predictorHessian: 0, lossHessian: 0 };
  private hessians = 0;

  add(event: CheckpointEvent): void {
    this.last = event;
    const { theorems, seconds, hessians } = event.observation;
    this.seconds.watch += seconds;
    this.seconds.predictorHessian += hessians?.predictor.seconds ?? 0;
    this.seconds.lossHessian += hessians?.loss.seconds ?? 0;
    this.hessians += hessians === null ? 0 : 1;
    for (const { id, ratio, verdict } of theorems) {
      const row = this.rows.get(id) ?? { checkpoints: 0, ratio: null, step: event.step, verdict: "not-applicable" };
      const isWorst = ratio !== null && (row.ratio === null || ratio > row.ratio);
      this.rows.set(id, {
        checkpoints: row.checkpoints + (verdict === "not-applicable" ? 0 : 1),
        ratio: isWorst ? ratio : row.ratio,
        step: isWorst ? event.step : row.step,
        verdict: worse(row.verdict, verdict),
      });
    }
  }

  /** The newest checkpoint in a line. */
  lastLine(): string {
    if (this.last === null) {
      return "";
    }
    const { step, observation } = this.last;
    const { loss, minWeightNorm, gradientToLossRatio, verdict, seconds, hessians } = observation;
    const ofHessians =
      hessians === null
        ? ""
        : `, Hessian norms ${hessians.predictor.seconds.toFixed(1)} + ${hessians.loss.seconds.toFixed(1)} s`;
    return (
      `step ${String(step).padStart(6)}  loss ${shortNumber(loss)}  ω ${shortNumber(minWeightNorm)}  ` +
      `‖∇L‖²/L ${shortNumber(gradientToLossRatio)}  ${colouredVerdict(verdict)}  (${seconds.toFixed(2)} s${ofHessians})`
    );
  }

  table(): string {
    const rows = [...this.rows].map(([id, { checkpoints, ratio, step, verdict }]) => [
      id,
      String(checkpoints),
      shortRatio(ratio),
      ratio === null ? "" : `step ${step}`,
      colouredVerdict(verdict),
    ]);
    const { watch, predictorHessian, lossHessian } = this.seconds;
    const hessians =
      this.hessians === 0
        ? ""
        : `; the Hessian norms of ${this.hessians === 1 ? "one checkpoint" : `${this.hessians} checkpoints`} ${predictorHessian.toFixed(1)} s (predictor) and ${lossHessian.toFixed(1)} s (loss)`;
    const table = tableOf(["theorem", "checkpoints", "worst ratio", "attained at", "verdict"], rows, [1, 2]);
    return `${table}\n${LEGEND}\n\nWatching took ${watch.toFixed(1)} s${hessians}`;
  }
}
