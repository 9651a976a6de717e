import type { DataSet } from "../dataSets/dataSet";
import { type LossEvaluation, lossEvaluationOf } from "../measurement/lossEvaluation";
import { createBatch } from "../network/batch";
import type { Network } from "../network/network";
import { type Verdict, worse } from "../verify/verdict";
import type { TensorFlow } from "./backend/loadTensorflow";
import { deviceBatch, disposeBatch } from "./deviceBatches";
import { type DeviceNetwork, fromDevice } from "./deviceNetwork";
import { takesHessians } from "./hessianSchedule";
import type { DeviceBatch } from "./lossSweep";
import { notApplicable, type Observation, type WatchedTheorem } from "./observation";
import { largestRowDecrease, type RowDecrease } from "./rowDecrease";
import type { TrainingPlan } from "./trainingPlan";
import type { Weakenings } from "./watchedCoefficients";
import { watchedLossHessian, watchedPredictorHessian } from "./watchedHessians";
import { watchedTheorems } from "./watchedTheorems";

/** The theorems on one sample of the data, checkpoint after checkpoint. To be disposed. */
export class Watch {
  private readonly inputs: readonly Float64Array[];
  private readonly targets: Float64Array;
  private readonly hessianInputs: readonly Float64Array[];
  private readonly hessianBatch: DeviceBatch;
  private before: { readonly step: number; readonly evaluation: LossEvaluation } | null = null;

  /** @param weakenings coefficients of bounds other than 1, to see a violation */
  constructor(
    private readonly tf: TensorFlow,
    private readonly data: DataSet,
    private readonly plan: TrainingPlan,
    private readonly weakenings: Weakenings = {},
  ) {
    const { watchRecords, hessianRecords } = plan;
    const { inputs, targets, inputDimension } = data;
    this.inputs = firstInputs(data, watchRecords);
    this.targets = Float64Array.from(targets.subarray(0, watchRecords));
    this.hessianInputs = firstInputs(data, hessianRecords);
    this.hessianBatch = deviceBatch(
      tf,
      inputs.slice(0, hessianRecords * inputDimension),
      targets.slice(0, hessianRecords),
    );
  }

  /** The first record, at which the predictor's Hessian is taken. */
  get firstInput(): Float64Array {
    return this.inputs[0];
  }

  /**
   * Everything watched, at the weights before update `step` + 1.
   *
   * @param largestLoss of the batches since the last call
   */
  observe(step: number, device: DeviceNetwork, largestLoss: number): { network: Network; observation: Observation } {
    const started = performance.now();
    const network = fromDevice(device);
    const evaluation = lossEvaluationOf(network, createBatch(network, this.inputs, this.targets));
    const decrease = this.rowDecrease(step, network, largestLoss);
    this.before = { step, evaluation };
    const { theorems, strongConvexity } = watchedTheorems(evaluation, this.plan.rate, decrease, this.weakenings);
    const seconds = (performance.now() - started) / 1000;
    const { hessians, hessianTheorems } = this.hessians(step, device, network);
    const all = [...theorems, ...hessianTheorems];
    const observation = {
      records: this.plan.watchRecords,
      loss: evaluation.loss.value,
      minWeightNorm: evaluation.scales.minWeightNorm,
      gradientToLossRatio: evaluation.gradientToLossRatio?.value ?? null,
      strongConvexity,
      hessians,
      theorems: all,
      verdict: all.reduce<Verdict>((worst, { verdict }) => worse(worst, verdict), "not-applicable"),
      seconds,
    };
    return { network, observation };
  }

  dispose(): void {
    disposeBatch(this.hessianBatch);
  }

  private rowDecrease(step: number, network: Network, largestLoss: number): RowDecrease | null {
    if (this.before === null || this.before.step === step) {
      return null;
    }
    const { evaluation } = this.before;
    const { rate, batch } = this.plan;
    return largestRowDecrease(evaluation.network, network, evaluation.scales, {
      steps: step - this.before.step,
      rate,
      batch: batch === "full" ? this.data.count : batch,
      largestLoss,
    });
  }

  private hessians(
    step: number,
    device: DeviceNetwork,
    network: Network,
  ): { hessians: Observation["hessians"]; hessianTheorems: WatchedTheorem[] } {
    const { checkpointEvery, steps, hessians: wanted } = this.plan;
    const isDue = takesHessians(Math.ceil(step / checkpointEvery), Math.ceil(steps / checkpointEvery), wanted);
    if (!isDue) {
      return { hessians: null, hessianTheorems: [] };
    }
    if (network.activation.activation.smoothness === null) {
      const ids = ["hessian-layerwise", "loss-hessian"];
      return { hessians: null, hessianTheorems: ids.map((id) => notApplicable(id, "A2")) };
    }
    const predictor = watchedPredictorHessian(network, this.firstInput, this.weakenings);
    const sample = { network, inputs: this.hessianInputs };
    const loss = watchedLossHessian(this.tf, device, this.hessianBatch, sample, this.weakenings);
    return {
      hessians: { predictor: predictor.norm, loss: { ...loss.norm, records: this.plan.hessianRecords } },
      hessianTheorems: [predictor.theorem, loss.theorem],
    };
  }
}

function firstInputs({ inputs, inputDimension: d }: DataSet, count: number): Float64Array[] {
  return Array.from({ length: count }, (_, i) => Float64Array.from(inputs.subarray(i * d, (i + 1) * d)));
}
