import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { innerProduct } from "../arithmetic/innerProduct";
import { negatedOperator } from "../calculus/symmetricOperator";
import type { Trial } from "../network/caseData";
import { perPair } from "../network/perCase";
import { displaced } from "../network/trainedVector";
import { startVector } from "../spectrum/startVector";
import { topRitzPair } from "../spectrum/topRitzPair";
import { curvatureAlong, type LossAlong } from "./curvatureAlong";
import type { LossEvaluation } from "./lossEvaluation";
import { trialCone } from "./trialCone";

/** What is left of a vector below this part of it is rounding error. */
const NEXT_TO_NOTHING = 1e-9;
/** A direction of little curvature is good enough from this residual on, relative to the curvature. */
const ROUGHLY = 0.1;

/**
 * Steps of length ρ₂ whose cosine with ∇L is ±κ: down and up the gradient, leaning towards a random direction and towards the
 * one in which the loss curves down the most, where `restricted-strong-convexity` is put to the hardest test. At κ = 1 the two
 * without leaning only.
 *
 * @param evaluation at θ, with ∇L ≠ 0
 * @example coneSteps(evaluation, defaultTrial(batch)).map(({ curvature }) => curvature.value)
 */
export const coneSteps = perPair((evaluation: LossEvaluation, trial: Trial): readonly LossAlong[] => {
  const { network, parameters } = evaluation;
  const { along, cosine, sine, radius } = trialCone(evaluation, trial);
  const transversals = sine === 0 ? [null] : [randomTransversal(along), leastCurved(evaluation, along)];
  return transversals.flatMap((transversal) =>
    [-1, 1].map((sign) => {
      const step = along.map((entry, k) => radius * (sign * cosine * entry + sine * (transversal?.[k] ?? 0)));
      return curvatureAlong(evaluation, displaced(network, step, parameters));
    }),
  );
});

/** A random unit vector orthogonal to the given one, or zeros where there is none. */
function randomTransversal(along: Float64Array): Float64Array {
  return across(startVector(along.length, 1), along);
}

/** The part of a vector that is orthogonal to a unit vector, scaled to norm 1; zeros where next to nothing is left. */
function across(vector: Float64Array, along: Float64Array): Float64Array {
  const inner = innerProduct(vector, along);
  const part = vector.map((entry, k) => entry - inner * along[k]);
  const norm = euclideanNorm(part);
  return norm > NEXT_TO_NOTHING * euclideanNorm(vector) ? part.map((entry) => entry / norm) : part.fill(0);
}

/** About the eigenvector of the least eigenvalue of Hess L, orthogonal to ∇L; a random direction if none is found. */
function leastCurved({ hessian }: LossEvaluation, along: Float64Array): Float64Array {
  const negated = negatedOperator(hessian);
  const start = startVector(hessian.dimension);
  const found = topRitzPair(negated, start, [along], (value, residual) => residual <= ROUGHLY * Math.abs(value));
  // Where Hess L is 0 but along ∇L, what was found is rounding error, and not orthogonal: the step would leave the ball.
  return found === null ? randomTransversal(along) : across(found.vector, along);
}
