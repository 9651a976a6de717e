import type { Arithmetic } from "../../arithmetic/arithmetic";
import { descentSmoothness, strongConvexity } from "../../bounds/optimisationBounds";
import type { LossEvaluation } from "../../measurement/lossEvaluation";
import { gradientCurvatureOf, smoothnessOf, strongConvexityOf } from "../../measurement/lossState";
import type { Trial } from "../../network/caseData";
import { defineLossTheorem, type LossBoundInput } from "../lossTheorem";
import { attainedLow, lossAfter } from "../optimisation/linearConvergence";
import type { Theorem } from "../theorem";
import { withoutAssumption } from "./withoutAssumption";

/**
 * `linear-convergence` without an assumption on α_t or η b. Its own form divides by c, which may be negative then, so it is stated as
 *
 *     L(θ_{t+1}) - L̂ <= (1 - c) (L(θ_t) - L̂),   c = α_t η (2 - η b).
 */
export function linearRateWithout(theorem: Theorem, name: string): Theorem {
  const { id, group, reference, statement, assumptions } = withoutAssumption(theorem, name);
  return defineLossTheorem({
    id,
    group,
    reference,
    statement,
    assumptions,
    coefficients: [],
    measure(evaluation, trial) {
      const after = lossAfter(evaluation, trial);
      const low = attainedLow(evaluation, trial);
      return [
        {
          value: after.value - low.value,
          error: after.error + low.error + boundError(evaluation, trial),
          converged: true,
          again: (arithmetic) =>
            arithmetic.subtract(
              after.again?.(arithmetic) ?? arithmetic.of(after.value),
              low.again?.(arithmetic) ?? arithmetic.of(low.value),
            ),
        },
      ];
    },
    bound(arithmetic, input) {
      const { of, subtract, multiply } = arithmetic;
      const low = attainedLow(input.evaluation, input.trial);
      const exactLow = input.exact ? (low.again?.(input.exact) ?? of(low.value)) : of(low.value);
      return [multiply(subtract(of(1), contraction(arithmetic, input)), subtract(input.loss, exactLow))];
    },
  });
}

/** c. */
function contraction<T>(arithmetic: Arithmetic<T>, { trial, scales, loss, gradientNorm }: LossBoundInput<T>): T {
  const { of, subtract, multiply } = arithmetic;
  const rate = of(trial.rate);
  const cone = { cosine: of(trial.cosine), radius: multiply(of(trial.radius), scales.minWeightNorm) };
  const alpha = strongConvexity(arithmetic, scales, { loss, gradientNorm }, cone);
  const smoothness = descentSmoothness(arithmetic, scales, { loss, gradientNorm }, rate);
  return multiply(alpha, rate, subtract(of(2), multiply(rate, smoothness)));
}

/** The bound is measured too: L(θ_t), L̂ and α_t are uncertain. */
function boundError(evaluation: LossEvaluation, trial: Trial): number {
  const { loss } = evaluation;
  const low = attainedLow(evaluation, trial);
  const step = trial.rate * (2 - trial.rate * smoothnessOf(evaluation, trial.rate));
  const c = strongConvexityOf(evaluation, trial) * step;
  const ofC = gradientCurvatureOf(evaluation, trial.cosine).error * Math.abs(step);
  return Math.abs(1 - c) * (loss.error + low.error) + ofC * Math.abs(loss.value - low.value);
}
