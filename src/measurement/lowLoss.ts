import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { innerProduct } from "../arithmetic/innerProduct";
import type { Trial } from "../network/caseData";
import { displaced } from "../network/trainedVector";
import { LossEvaluation } from "./lossEvaluation";
import { type TrialCone, trialCone } from "./trialCone";

/** Steps of projected descent. */
const STEPS = 8;

/**
 * Where in the ball and the cone of a trial the loss is low: L* of `linear-convergence` is at most that.
 *
 * From the minimum of a parabola along -∇L, by steps of gradient descent that are brought back into the cone and the ball.
 *
 * @param evaluation at θ, with ∇L ≠ 0
 * @param smoothness b, a bound of the curvature: 1/b is the step size
 */
export function lowLoss(evaluation: LossEvaluation, trial: Trial, smoothness: number): LossEvaluation {
  const { network, batch, parameters, gradientNorm, loss } = evaluation;
  const cone = trialCone(evaluation, trial);
  const { along, radius } = cone;
  const at = (displacement: Float64Array): LossEvaluation =>
    new LossEvaluation(displaced(network, displacement, parameters), batch, parameters);
  let lowest = evaluation;
  const consider = (found: LossEvaluation): void => {
    if (found.loss.value < lowest.loss.value) {
      lowest = found;
    }
  };
  // The parabola through L and its slope at θ and through L at the end of the ball.
  const down = (length: number): Float64Array => along.map((entry) => -length * entry);
  const end = at(down(radius));
  consider(end);
  const bend = (end.loss.value - loss.value + radius * gradientNorm.value) / (radius * radius);
  let displacement = down(bend > 0 ? Math.min(radius, gradientNorm.value / (2 * bend)) : radius);
  for (let step = 0; step < STEPS; step++) {
    const here = at(displacement);
    consider(here);
    const { gradient: slope } = here;
    displacement = intoConeAndBall(
      displacement.map((entry, k) => entry - slope[k] / smoothness),
      cone,
    );
  }
  consider(at(displacement));
  return lowest;
}

/** The displacement turned towards ±∇L until its cosine is that of the cone, and cut at the ball. */
function intoConeAndBall(displacement: Float64Array, { along, cosine, sine, radius }: TrialCone): Float64Array {
  const norm = euclideanNorm(displacement);
  const share = innerProduct(displacement, along);
  const across = displacement.map((entry, k) => entry - share * along[k]);
  const acrossNorm = euclideanNorm(across);
  const length = Math.min(norm, radius);
  if (Math.abs(share) >= cosine * norm) {
    return displacement.map((entry) => (entry * length) / (norm || 1));
  }
  const sign = share > 0 ? 1 : -1;
  return along.map((entry, k) => length * (sign * cosine * entry + (sine * across[k]) / acrossNorm));
}
