import { UNIT_ROUNDOFF } from "../arithmetic/float64";
import { reducedHessian } from "../calculus/hessianOperator";
import type { Propagation } from "../calculus/propagation";
import { restEigenvalue } from "../calculus/reducedLayer";
import type { TrainedParameters } from "../network/trainedParameters";
import { condensedSpectralNorm } from "./condensedSpectralNorm";
import { type SpectralNorm, type SpectralNormOptions, spectralNorm } from "./spectralNorm";

/** From this width on, the cheaper products of the condensed operator outweigh its outer iteration. */
const CONDENSED_FROM = 128;

/**
 * ‖Hess f‖₂ over all P parameters, with its evidence.
 *
 * Lanczos works in the reduced coordinates of the first layer; the eigenvalues that these leave out are known in closed
 * form and compared at the end. For wide networks a condensed operator comes first, where it can be had.
 *
 * @param options productError is relative to the Hessian here
 * @param parameters with "all", by gains, biases and c too
 * @example hessianSpectralNorm(propagate({ network, input })).value
 */
export function hessianSpectralNorm(
  propagation: Propagation,
  options: SpectralNormOptions = {},
  parameters: TrainedParameters = "directions",
): SpectralNorm {
  const condensed = parameters === "directions" ? condensedNorm(propagation, options) : null;
  const found = condensed ?? reducedNorm(propagation, options, parameters);
  const rest = largestRestEigenvalue(propagation);
  // Exact up to rounding. What Lanczos found may reach beyond it only within its own residual, which stays.
  return rest > found.value ? { ...found, value: rest, error: found.error + 16 * UNIT_ROUNDOFF * rest } : found;
}

function reducedNorm(
  propagation: Propagation,
  options: SpectralNormOptions,
  parameters: TrainedParameters,
): SpectralNorm {
  const operator = reducedHessian(propagation, parameters);
  const { factor } = operator;
  const { productError = 0 } = options;
  // Where it is not 0, it is not to become 0 in the operator's unit.
  const inUnit = productError === 0 ? 0 : Math.max(productError / factor, Number.MIN_VALUE);
  const found = spectralNorm(operator, { ...options, productError: inUnit });
  return {
    ...found,
    value: found.value * factor,
    residual: found.residual * factor,
    error: found.error * factor,
  };
}

function condensedNorm(propagation: Propagation, options: SpectralNormOptions): SpectralNorm | null {
  const isWide = propagation.network.width >= CONDENSED_FROM;
  return isWide && options.start === undefined ? condensedSpectralNorm(propagation, options) : null;
}

/** The largest modulus among the first layer's eigenvalues on directions orthogonal to a row and the input. */
function largestRestEigenvalue({ layers }: Propagation): number {
  const first = layers[0];
  let largest = 0;
  // In two dimensions the row and the input (or, if parallel, any direction beside the row) already span everything.
  for (let i = 0; first.fanIn > 2 && i < first.rowNorms.length; i++) {
    largest = Math.max(largest, Math.abs(restEigenvalue(first, i, 1 / first.rowNorms[i])));
  }
  return largest;
}
