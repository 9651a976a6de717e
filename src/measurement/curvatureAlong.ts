import { square } from "../arithmetic/arithmetic";
import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF } from "../arithmetic/float64";
import { exactDifference, slopeTowards } from "../calculus/differences";
import type { Network } from "../network/network";
import { differenceError, trainedVector } from "../network/trainedVector";
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
  /** How far it may be off because D is: 0 but where gains 1/√m have moved. */
  readonly cosineError: number;
  /** L(θ′). */
  readonly loss: Quantity;
  /** <∇L, D>/‖D‖, by definition. */
  readonly slopeAgain: Again;
}

/**
 * The loss along a step. D is the difference of the stored weights, so it counts what rounding made of a step that was meant.
 *
 * The error: L at both ends, <∇L, D> by that of ∇L and P roundings of its sum, all relative to ‖D‖²/2. D itself is off where gains 1/√m
 * have become float64 numbers.
 *
 * @example curvatureAlong(evaluation, gradientStep(network, evaluation.gradient, rate)).curvature.value
 */
export function curvatureAlong(from: LossEvaluation, to: Network): LossAlong {
  const { gradient, parameters } = from;
  const before = trainedVector(from.network, parameters);
  const after = trainedVector(to, parameters);
  const offBy = differenceError(from.network, to, parameters);
  let slope = 0;
  for (let k = 0; k < after.length; k++) {
    after[k] -= before[k];
    slope += after[k] * gradient[k];
  }
  const distance = euclideanNorm(after);
  const loss = lossAt(to, from.batch);
  const { value: norm, error: normError } = from.gradientNorm;
  const ofSlope = distance * (normError + (after.length + 4) * UNIT_ROUNDOFF * norm) + offBy * (norm + normError);
  const change = loss.value - from.loss.value - slope;
  const error = loss.error + from.loss.error + ofSlope;
  return {
    curvature: { ...quotient(change, error, distance, offBy), again: curvatureAgain(from, to) },
    distance,
    cosine: cosineOf(slope, distance, norm),
    // <D, ∇L>/‖∇L‖ and ‖D‖ are off by that much each.
    cosineError: offBy === 0 ? 0 : (3 * offBy) / distance,
    loss,
    slopeAgain: (arithmetic) =>
      arithmetic.divide(
        slopeTowards(arithmetic, from.network, from.lossFunction(arithmetic), to, parameters),
        distanceAgain(from, to)(arithmetic),
      ),
  };
}

/** 2 (L(θ′) - L(θ) - <∇L, D>)/‖D‖², by definition. */
function curvatureAgain(from: LossEvaluation, to: Network): Again {
  return (arithmetic) => {
    const { of, subtract, multiply, divide } = arithmetic;
    const before = from.lossAgain(arithmetic);
    const after = new LossEvaluation(to, from.batch).lossAgain(arithmetic);
    const slope = slopeTowards(arithmetic, from.network, from.lossFunction(arithmetic), to, from.parameters);
    const change = subtract(subtract(after, before), slope);
    return divide(multiply(of(2), change), square(arithmetic, distanceAgain(from, to)(arithmetic)));
  };
}

/** ‖θ′ - θ‖. */
function distanceAgain({ network, parameters }: LossEvaluation, to: Network): Again {
  return (arithmetic) => arithmetic.hypotenuse(exactDifference(arithmetic, network, to, parameters));
}

/**
 * 2 change/distance². A step that moves no weight changes nothing, and any curvature describes it: 0. Of one that is too short for float64,
 * nothing is known: any value, with an infinite error. A loss that left float64's range gives NaN.
 *
 * @param offBy how far the distance may be off
 */
function quotient(change: number, changeError: number, distance: number, offBy: number): Quantity {
  if (distance === 0 && Number.isFinite(change)) {
    return { value: 0, error: 0, converged: true };
  }
  const half = distance / 2;
  const value = change / half / distance;
  // 1/(1 - ε)² - 1 <= 4ε for ε <= 1/4; a distance that is off by more is unknown.
  const relative = offBy / distance;
  const ofDistance = relative <= 0.25 ? 4 * relative : Number.POSITIVE_INFINITY;
  const ofChange = changeError / half / distance;
  const error = offBy === 0 ? ofChange : ofChange + ofDistance * (Math.abs(value) + ofChange);
  const isTooShort = Number.isFinite(change) && !(Number.isFinite(value) && Number.isFinite(error));
  return isTooShort
    ? { value: 0, error: Number.POSITIVE_INFINITY, converged: true }
    : { value, error, converged: true };
}

function cosineOf(slope: number, distance: number, norm: number): number {
  const cosine = slope / distance / norm;
  return Number.isFinite(cosine) ? cosine : 0;
}
