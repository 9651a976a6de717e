import type { Trial } from "../network/caseData";
import type { LossEvaluation } from "./lossEvaluation";

/** A little inside the cone and the ball, so that rounding leaves neither. */
const INSIDE = 1e-9;

/** The cone and the ball of a trial at θ, as they are searched: a little smaller than they are stated. */
export interface TrialCone {
  /** ∇L/‖∇L‖, in the layout of θ. */
  readonly along: Float64Array;
  /** The cosine κ of its edge with ±∇L, and the sine. */
  readonly cosine: number;
  readonly sine: number;
  /** ρ₂, the radius of the ball. */
  readonly radius: number;
}

/** @param evaluation at θ, with ∇L ≠ 0 */
export function trialCone({ gradient, gradientNorm, scales }: LossEvaluation, trial: Trial): TrialCone {
  const cosine = Math.min(1, trial.cosine * (1 + INSIDE));
  return {
    along: gradient.map((entry) => entry / gradientNorm.value),
    cosine,
    sine: Math.sqrt((1 - cosine) * (1 + cosine)),
    radius: trial.radius * scales.minWeightNorm * (1 - INSIDE),
  };
}
