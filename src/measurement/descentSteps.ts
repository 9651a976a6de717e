import { gradientStep } from "../calculus/gradientStep";
import { type Batch, createBatch } from "../network/batch";
import type { CaseData } from "../network/caseData";
import type { Network } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { dataOf } from "../network/networkCase";
import { perCase } from "../network/perCase";
import { type LossEvaluation, lossEvaluationOf } from "./lossEvaluation";

/** One step of a trajectory: from θ_t on the batch B_t to θ_t - η ∇L. */
export interface DescentStep {
  readonly evaluation: LossEvaluation;
  readonly rate: number;
  readonly next: Network;
}

/** A trajectory ends where its loss is this many times that of the first step, or no longer a number. */
const DIVERGED = 1e60;

/**
 * The trajectory that a case's trial asks for: gradient descent, or SGD where batches are smaller than the data set. At least
 * one step; fewer than asked for where it diverges.
 *
 * @example descentSteps({ network, input, data }).length
 */
export const descentSteps = perCase((networkCase: NetworkCase): readonly DescentStep[] => {
  const { network, parameters } = networkCase;
  const data = dataOf(networkCase);
  const batches = batchesOf(network, data);
  const steps: DescentStep[] = [];
  let current = network;
  for (let t = 0; t < data.trial.steps; t++) {
    const evaluation = lossEvaluationOf(current, batches[t % batches.length], parameters);
    const { value } = evaluation.loss;
    if (t > 0 && !(value <= DIVERGED * (1 + steps[0].evaluation.loss.value))) {
      break;
    }
    const next = gradientStep(current, evaluation.gradient, data.trial.rate, parameters);
    steps.push({ evaluation, rate: data.trial.rate, next });
    current = next;
  }
  return steps;
});

/** The records in order, `batchSize` at a time; the last batch may be smaller. */
function batchesOf(network: Network, { batch, trial }: CaseData): readonly Batch[] {
  const { inputs, targets } = batch;
  const { batchSize } = trial;
  if (batchSize === inputs.length) {
    return [batch];
  }
  return Array.from({ length: Math.ceil(inputs.length / batchSize) }, (_, k) => {
    const [from, to] = [k * batchSize, Math.min((k + 1) * batchSize, inputs.length)];
    return createBatch(network, inputs.slice(from, to), targets.slice(from, to));
  });
}
