import { square } from "../arithmetic/arithmetic";
import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF } from "../arithmetic/float64";
import { slopeTowards } from "../calculus/differences";
import { parametersOf } from "../network/layout";
import type { Network } from "../network/network";
import { lossAt } from "./lossAt";
import { LossEvaluation } from "./lossEvaluation";
import type { Again, Quantity } from "./quantity";

/** A step from θ to θ′, and what the loss does along it. */
export interface LossAlong {
  /** c with L(θ′) = L(θ) + <∇L, D> + (c/2) ‖D‖², D = θ′ - θ: a mean of the curvature on the way. */
  readonly curvature: Quantity;
  /** ‖D‖. */
  readonly distance: number;
  /** <D, ∇L>/(‖D‖ ‖∇L‖). */
  readonly cosine: number;
  /** L(θ′). */
  readonly loss: Quantity;
  /** <∇L, D>/‖D‖, by definition. */
  readonly slopeAgain: Again;
}

/**
 * The loss along a step. D is the difference of the stored weights, so it counts what rounding made of a step that was meant.
 *
 * The error: L at both ends, <∇L, D> by that of ∇L and P roundings of its sum, all relative to ‖D‖²/2.
 *
 * @example curvatureAlong(evaluation, gradientStep(network, evaluation.gradient, rate)).curvature.value
 */
export function curvatureAlong(from: LossEvaluation, to: Network): LossAlong {
  const before = parametersOf(from.network);
  const after = parametersOf(to);
  const { gradient } = from;
  let slope = 0;
  for (let k = 0; k < after.length; k++) {
    after[k] -= before[k];
    slope += after[k] * gradient[k];
  }
  const distance = euclideanNorm(after);
  const loss = lossAt(to, from.batch);
  const { value: norm, error: normError } = from.gradientNorm;
  const ofSlope = distance * (normError + (after.length + 4) * UNIT_ROUNDOFF * norm);
  const change = loss.value - from.loss.value - slope;
  const error = loss.error + from.loss.error + ofSlope;
  return {
    curvature: { ...quotient(change, error, distance), again: curvatureAgain(from, to) },
    distance,
    cosine: cosineOf(slope, distance, norm),
    loss,
    slopeAgain: (arithmetic) =>
      arithmetic.divide(
        slopeTowards(arithmetic, from.network, from.lossFunction(arithmetic), to),
        distanceAgain(from.network, to)(arithmetic),
      ),
  };
}

/** 2 (L(θ′) - L(θ) - <∇L, D>)/‖D‖², by definition. */
function curvatureAgain(from: LossEvaluation, to: Network): Again {
  return (arithmetic) => {
    const { of, subtract, multiply, divide } = arithmetic;
    const before = from.lossAgain(arithmetic);
    const after = new LossEvaluation(to, from.batch).lossAgain(arithmetic);
    const slope = slopeTowards(arithmetic, from.network, from.lossFunction(arithmetic), to);
    const change = subtract(subtract(after, before), slope);
    return divide(multiply(of(2), change), square(arithmetic, distanceAgain(from.network, to)(arithmetic)));
  };
}

/** ‖θ′ - θ‖. */
function distanceAgain(from: Network, to: Network): Again {
  return ({ of, subtract, hypotenuse }) => {
    const before = parametersOf(from);
    return hypotenuse(Array.from(parametersOf(to), (entry, k) => subtract(of(entry), of(before[k]))));
  };
}

/**
 * 2 change/distance². A step that moves no weight changes nothing, and any curvature describes it: 0. Of one that is too short for float64,
 * nothing is known: any value, with an infinite error. A loss that left float64's range gives NaN.
 */
function quotient(change: number, changeError: number, distance: number): Quantity {
  if (distance === 0 && Number.isFinite(change)) {
    return { value: 0, error: 0, converged: true };
  }
  const half = distance / 2;
  const value = change / half / distance;
  const error = changeError / half / distance;
  const isTooShort = Number.isFinite(change) && !(Number.isFinite(value) && Number.isFinite(error));
  return isTooShort
    ? { value: 0, error: Number.POSITIVE_INFINITY, converged: true }
    : { value, error, converged: true };
}

function cosineOf(slope: number, distance: number, norm: number): number {
  const cosine = slope / distance / norm;
  return Number.isFinite(cosine) ? cosine : 0;
}
