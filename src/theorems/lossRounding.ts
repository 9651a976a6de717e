import { float64, UNIT_ROUNDOFF } from "../arithmetic/float64";
import type { BatchPropagation } from "../calculus/batchPropagation";
import { residualsOf } from "../calculus/loss";
import { gradientBound } from "./gradientBound";
import { hessianBound } from "./hessianForm";
import { roundingError, roundingUnits } from "./rounding";
import { type Scales, withLayerWeightNorms } from "./scales";

/** What the square of a number may lose at the lower end of float64's range. */
const UNDERFLOW = 2 ** -1022;

/** What bounds each record a priori, N numbers each: rounding errors are these times units of u. */
export interface RecordScales {
  /** ‖v‖ A_L(x_i), of |f_i|. */
  readonly values: Float64Array;
  /** ϱ at X = ‖x_i‖ and each layer's own ω, of ‖∇f_i‖. */
  readonly gradients: Float64Array;
}

/** The smallest row norm of each layer; a row of one number cannot turn, as if its norm were infinite. */
function layerRowNorms({ layers }: BatchPropagation): number[] {
  return layers.map(({ fanIn, rowNorms }) =>
    fanIn === 1 ? Number.POSITIVE_INFINITY : rowNorms.reduce((least, norm) => Math.min(least, norm)),
  );
}

/** The scales record by record, so that one huge input does not blur the others. */
export function recordScales(propagation: BatchPropagation, scales: Scales<number>): RecordScales {
  const { network, layers } = propagation;
  const values = new Float64Array(propagation.values.length);
  const gradients = new Float64Array(values.length);
  const rowNorms = layerRowNorms(propagation);
  layers[0].incomingNorms.forEach((inputNorm, r) => {
    const own = withLayerWeightNorms(float64, { ...scales, inputNorm }, rowNorms);
    values[r] = own.outputNorm * own.activationScales[network.depth];
    gradients[r] = gradientBound(float64, own);
  });
  return { values, gradients };
}

/**
 * How far the computed loss may be from the exact one: with f_i off by δ_i (rounding.ts), r_i² is off by 2 |r_i| δ_i + δ_i²,
 * and N squares, their sum and quotient cost N + 4 roundings. Squares of tiny residuals vanish.
 */
export function lossRoundingError(
  propagation: Pick<BatchPropagation, "network" | "batch" | "values">,
  scales: Pick<RecordScales, "values">,
): number {
  const residuals = residualsOf(propagation);
  const records = residuals.length;
  return residuals.reduce((sum, residual, r) => {
    const error = roundingError(propagation.network, 1, scales.values[r]);
    const ofSum = (records + 4) * UNIT_ROUNDOFF * residual * residual;
    return sum + (2 * Math.abs(residual) * error + error * error + ofSum) / records + UNDERFLOW;
  }, 0);
}

/**
 * How far the computed ‖∇L‖ may be: (2/N) Σ_i [δ_i ϱ_i + |r_i| ϱ_i (two sweeps + one sum over N records + one norm)].
 *
 * The norm is taken over rows, layers and then θ, so it costs about as much as a sweep, not P roundings.
 */
export function lossGradientRoundingError(propagation: BatchPropagation, scales: RecordScales): number {
  const { network } = propagation;
  const residuals = residualsOf(propagation);
  const records = residuals.length;
  const relative = relativeGradientError(propagation);
  const underflow = roundingError(network, 2, 0);
  return residuals.reduce((sum, residual, r) => {
    const error = roundingError(network, 1, scales.values[r]);
    const ofRecord = (error + relative * Math.abs(residual)) * scales.gradients[r] + underflow;
    return sum + (2 / records) * ofRecord;
  }, 0);
}

/** Two sweeps, one sum over the records and one norm, relative to what bounds ‖∇L‖. */
export function relativeGradientError({ network, values }: BatchPropagation): number {
  return (roundingUnits(network, 4) + values.length + 4) * UNIT_ROUNDOFF;
}

/**
 * The rounding error of one product of Hess L with a unit vector: of four sweeps, the sum over the records, and the f_i in
 * the r_i, relative to what bounds Hess L layer by layer.
 */
export function lossHessianRoundingError(propagation: BatchPropagation, scales: Scales<number>): number {
  const { network, values } = propagation;
  const layerwise = withLayerWeightNorms(float64, scales, layerRowNorms(propagation));
  const varrho = gradientBound(float64, layerwise);
  const residuals = residualsOf(propagation);
  const mean = residuals.reduce((sum, residual) => sum + Math.abs(residual), 0) / values.length;
  const bound = 2 * varrho * varrho + 2 * mean * hessianBound(float64, layerwise);
  const ofValues = roundingError(network, 1, layerwise.outputNorm * layerwise.activationScales[network.depth]);
  return (
    roundingError(network, 4, bound) +
    2 * ofValues * hessianBound(float64, layerwise) +
    values.length * UNIT_ROUNDOFF * bound
  );
}
