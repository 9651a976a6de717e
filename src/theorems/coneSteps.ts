import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { innerProduct } from "../arithmetic/innerProduct";
import { lossHessianOf } from "../calculus/lossHessian";
import type { SymmetricOperator } from "../calculus/symmetricOperator";
import type { Trial } from "../network/caseData";
import { parametersOf, withParameters } from "../network/layout";
import { startVector } from "../spectrum/startVector";
import { topRitzPair } from "../spectrum/topRitzPair";
import { curvatureAlong, type LossAlong } from "./curvatureAlong";
import type { LossEvaluation } from "./lossEvaluation";

/** A little inside the cone and the ball, so that rounding leaves neither. */
const INSIDE = 1e-9;
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
export function coneSteps(evaluation: LossEvaluation, trial: Trial): readonly LossAlong[] {
  const { cosine, radius } = trial;
  return evaluation.once(`cone steps ${cosine} ${radius}`, () => allConeSteps(evaluation, trial));
}

function allConeSteps(evaluation: LossEvaluation, { cosine, radius }: Trial): readonly LossAlong[] {
  const { network, gradient, gradientNorm, scales } = evaluation;
  const along = gradient.map((entry) => entry / gradientNorm.value);
  const length = radius * scales.minWeightNorm * (1 - INSIDE);
  const share = Math.min(1, cosine * (1 + INSIDE));
  const lean = Math.sqrt((1 - share) * (1 + share));
  const parameters = parametersOf(network);
  const transversals = lean === 0 ? [null] : [randomTransversal(along), leastCurved(evaluation, along)];
  return transversals.flatMap((transversal) =>
    [-1, 1].map((sign) => {
      const moved = parameters.map(
        (weight, k) => weight + length * (sign * share * along[k] + lean * (transversal?.[k] ?? 0)),
      );
      return curvatureAlong(evaluation, withParameters(network, moved));
    }),
  );
}

/** A random unit vector orthogonal to the given one, or zeros where there is none. */
function randomTransversal(along: Float64Array): Float64Array {
  return across(startVector(along.length, 1), along);
}

/** The part of a vector that is orthogonal to a unit vector, scaled to norm 1; zeros where next to nothing is left. */
function across(vector: Float64Array, along: Float64Array): Float64Array {
  const inner = innerProduct(vector, along);
  const part = vector.map((entry, k) => entry - inner * along[k]);
  const norm = euclideanNorm(part);
  return norm > INSIDE * euclideanNorm(vector) ? part.map((entry) => entry / norm) : part.fill(0);
}

/** About the eigenvector of the least eigenvalue of Hess L, orthogonal to ∇L; a random direction if none is found. */
function leastCurved({ propagation }: LossEvaluation, along: Float64Array): Float64Array {
  const hessian = lossHessianOf(propagation);
  const negated: SymmetricOperator = {
    dimension: hessian.dimension,
    apply: (direction, product) => {
      hessian.apply(direction, product);
      for (let k = 0; k < product.length; k++) {
        product[k] = -product[k];
      }
    },
  };
  const start = startVector(hessian.dimension);
  const found = topRitzPair(negated, start, [along], (value, residual) => residual <= ROUGHLY * Math.abs(value));
  // Where Hess L is 0 but along ∇L, what was found is rounding error, and not orthogonal: the step would leave the ball.
  return found === null ? randomTransversal(along) : across(found.vector, along);
}
