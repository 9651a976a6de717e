import { float64 } from "../arithmetic/float64";
import { allOnes } from "../bounds/coefficients";
import { curvatureLoss, curvatureLossCoefficients } from "../bounds/optimisationBounds";
import { type LossEvaluation, lossEvaluationOf } from "../measurement/lossEvaluation";
import { gradientCurvatureOf, lossStateOf, smoothnessOf, strongConvexityOf } from "../measurement/lossState";
import { createBatch } from "../network/batch";
import { createCaseData, type Trial } from "../network/caseData";
import type { NetworkCase } from "../network/networkCase";
import { dataOf } from "../network/networkCase";
import { perCase } from "../network/perCase";
import type { Assumption } from "./assumptions";

/** The gradient must be known this many times better than its size, or the cone around it would be a cone around noise. */
const SIGNIFICANCE = 1e3;

/** Where L = 0 or ∇L = 0, nothing is stated on descent. Allows for rounding: a gradient made of rounding errors counts as 0. */
export const slopingLoss: Assumption = {
  name: "L > 0, grad L != 0",
  statement: "L(θ) > 0 and ∇L(θ) ≠ 0",
  holds: (networkCase) => {
    const { loss, gradientNorm } = evaluationOf(networkCase);
    return loss.value > SIGNIFICANCE * loss.error && gradientNorm.value > SIGNIFICANCE * gradientNorm.error;
  },
  /** Targets one higher: a network that fitted them does so no more. Where the network cannot move, nothing helps. */
  enforce: (networkCase) => {
    const { targets } = dataOf(networkCase).batch;
    return withTargets(
      networkCase,
      targets.map((target) => target + 1),
    );
  },
};

/** Where α_t <= 0, the theory gives no rate. */
export const positiveStrongConvexity: Assumption = {
  name: "alpha_t > 0",
  statement: "α_t > 0",
  holds: (networkCase) => strongConvexityOf(evaluationOf(networkCase), dataOf(networkCase).trial) > 0,
  /**
   * A nearer fit in a smaller ball. Residuals τ r leave ‖∇L‖²/ℓ and so the first term of α_t as it is; with ρ₂ the length of
   * two Newton steps along -∇L, the second is proportional to τ, and the τ chosen makes it half of the first.
   */
  enforce: perCase((networkCase): NetworkCase | null => {
    const evaluation = evaluationOf(networkCase);
    const { scales, propagation, batch } = evaluation;
    const { trial } = dataOf(networkCase);
    const { loss, gradientNorm } = lossStateOf(evaluation);
    const cosine = Math.max(trial.cosine, LEAST_COSINE);
    const newtonStep = (2 * loss) / gradientNorm;
    // c_H on a ball that all nearer fits stay within; ρ₂ as long as it would be at τ = 1.
    const ball = Math.min(2 * newtonStep, 0.5 * scales.minWeightNorm);
    const ones = allOnes(float64, curvatureLossCoefficients);
    const lossAtOne = curvatureLoss(float64, scales, loss, ball, { ...ones, displacement: (2 * newtonStep) / ball });
    const gained = gradientCurvatureOf(evaluation, cosine).value;
    const factor = Math.min(1, (0.5 * gained) / lossAtOne, (0.25 * scales.minWeightNorm) / newtonStep);
    const nearer = withTargets(
      networkCase,
      batch.targets.map((target, r) => propagation.values[r] + factor * (target - propagation.values[r])),
    );
    const radius = (2 * newtonStep * factor) / scales.minWeightNorm;
    // A ball that float64 does not see.
    return radius > 0 ? withTrial(nearer, { cosine, radius }) : null;
  }),
};

const LEAST_COSINE = 0.5;

/** w = η b with b of `descent`: the step is short enough to be sure to descend. */
export const descendingStep: Assumption = {
  name: "0 < eta b < 2",
  statement: "0 < ηb < 2, b of `descent` at η",
  holds: (networkCase) => {
    const { rate } = dataOf(networkCase).trial;
    return rate * smoothnessOf(evaluationOf(networkCase), rate) < 2;
  },
  /** The step 1/b of the b that a step of the Hessian at θ alone would have; b grows with η, so this w is near 1. */
  enforce: (networkCase) => {
    const evaluation = evaluationOf(networkCase);
    const first = 1 / smoothnessOf(evaluation, 0);
    return withTrial(networkCase, { rate: 1 / smoothnessOf(evaluation, first) });
  },
};

function evaluationOf(networkCase: NetworkCase): LossEvaluation {
  return lossEvaluationOf(networkCase.network, dataOf(networkCase).batch, networkCase.parameters);
}

function withTargets(networkCase: NetworkCase, targets: Float64Array): NetworkCase {
  const { batch, trial } = dataOf(networkCase);
  const moved = createBatch(networkCase.network, batch.inputs, targets);
  return { ...networkCase, data: createCaseData(moved, trial) };
}

function withTrial(networkCase: NetworkCase, changes: Partial<Trial>): NetworkCase {
  const { batch, trial } = dataOf(networkCase);
  return { ...networkCase, data: createCaseData(batch, { ...trial, ...changes }) };
}
