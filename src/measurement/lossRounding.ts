import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF } from "../arithmetic/float64";
import type { RecordErrors } from "../calculus/batchErrors";
import type { BatchPropagation } from "../calculus/batchPropagation";
import { residualsOf } from "../calculus/residuals";
import type { Network } from "../network/network";
import { roundingError, roundingUnits, valueScale } from "./rounding";

/** What the square of a number may lose at the lower end of float64's range. */
const UNDERFLOW = 2 ** -1022;

/**
 * How far the computed loss may be from the exact one: with f_i off by δ_i, r_i² is off by 2 |r_i| δ_i + δ_i², and N squares, their
 * sum and quotient cost N + 4 roundings. Squares of tiny residuals vanish.
 *
 * @param valueErrors δ_i
 */
export function lossRoundingError(
  propagation: Pick<BatchPropagation, "batch" | "values">,
  valueErrors: ArrayLike<number>,
): number {
  const residuals = residualsOf(propagation);
  const records = residuals.length;
  return residuals.reduce((sum, residual, r) => {
    const error = valueErrors[r] + UNIT_ROUNDOFF * Math.abs(residual);
    const ofSum = (records + 4) * UNIT_ROUNDOFF * residual * residual;
    const underflow = residual === 0 && error === 0 ? 0 : UNDERFLOW;
    return sum + (2 * Math.abs(residual) * error + error * error + ofSum) / records + underflow;
  }, 0);
}

/**
 * How far f may be off at every input, from what bounds it a priori: where only values are computed, and nothing else is known.
 */
export function valueErrorsAPriori(network: Network, inputs: readonly Float64Array[]): Float64Array {
  return Float64Array.from(inputs, (input) => roundingError(network, 1, valueScale(network, euclideanNorm(input))));
}

/**
 * How far the computed ∇L may be: (2/N) Σ_i [δ_i ‖∇f_i‖ + |r_i| ‖error of ∇f_i‖], and the roundings of a sum over N records and of a norm.
 *
 * The norm is taken over rows, layers and then θ, so it costs about as much as a sweep, not P roundings.
 */
export function lossGradientRoundingError(propagation: BatchPropagation, errors: readonly RecordErrors[]): number {
  const terms = gradientTerms(propagation, errors);
  const ofRecords = meanOver(
    propagation,
    errors,
    (residual, { value, gradientNorm, gradient }) => 2 * value * (gradientNorm + gradient) + 2 * residual * gradient,
  );
  return ofRecords + relativeGradientError(propagation) * terms + (terms === 0 ? 0 : UNDERFLOW);
}

/** (2/N) Σ |r_i| times the terms of ∇f_i, whose sum is rounded. */
export function gradientTerms(propagation: BatchPropagation, errors: readonly RecordErrors[]): number {
  return meanOver(propagation, errors, (residual, { gradientTerms: terms }) => 2 * residual * terms);
}

/** (1/N) Σ over the records. */
export function meanOver(
  propagation: BatchPropagation,
  errors: readonly RecordErrors[],
  term: (residual: number, errors: RecordErrors) => number,
): number {
  const residuals = residualsOf(propagation);
  return errors.reduce((sum, error, r) => sum + term(Math.abs(residuals[r]), error) / residuals.length, 0);
}

/** A sum over the records, the projection of a row and one norm, relative to the terms of ∇L. */
export function relativeGradientError({ network, values }: BatchPropagation): number {
  return (roundingUnits(network, 4) + values.length + 4) * UNIT_ROUNDOFF;
}

/**
 * The rounding error of one product of Hess L = (2/N) Σ_i [∇f_i ∇f_iᵀ - r_i Hess f_i] with a unit vector: what the records are off by, and
 * the sum over them.
 */
export function lossHessianRoundingError(propagation: BatchPropagation, errors: readonly RecordErrors[]): number {
  const relative = relativeGradientError(propagation);
  const units = roundingUnits(propagation.network, 4);
  return meanOver(propagation, errors, (residual, record) => {
    const { value, gradientNorm, gradient, gradientTerms: terms } = record;
    const hessian = record.hessian(units);
    const ofGradients = (2 * gradientNorm + gradient) * gradient + relative * terms * terms;
    const ofHessian = value * (hessian.size + hessian.product) + residual * (hessian.product + relative * hessian.size);
    return 2 * (ofGradients + ofHessian);
  });
}
