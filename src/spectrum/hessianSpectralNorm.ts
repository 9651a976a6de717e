import { reducedHessian } from "../calculus/hessianOperator";
import type { Propagation } from "../calculus/propagation";
import { restEigenvalue } from "../calculus/reducedLayer";
import { type SpectralNorm, type SpectralNormOptions, spectralNorm } from "./spectralNorm";

/**
 * ‖Hess f‖₂ over all P parameters, with its evidence.
 *
 * Lanczos works in the reduced coordinates of the first layer; the eigenvalues that these leave out are known in closed
 * form and compared at the end. `residual` is in the units of the Hessian.
 *
 * @param options productError is relative to the Hessian here
 * @example hessianSpectralNorm(propagate({ network, input })).value
 */
export function hessianSpectralNorm(propagation: Propagation, options: SpectralNormOptions = {}): SpectralNorm {
  const operator = reducedHessian(propagation);
  const { factor, rowUnit } = operator;
  const productError = (options.productError ?? 0) / factor;
  const found = spectralNorm(operator, { ...options, productError });
  const rest = largestRestEigenvalue(propagation, rowUnit);
  if (rest > found.value) {
    // Exact up to rounding. What Lanczos found may reach beyond it only within its own residual, which stays.
    return { ...found, value: rest * factor, residual: found.residual * factor };
  }
  return { ...found, value: found.value * factor, residual: found.residual * factor };
}

/** The largest modulus among the first layer's eigenvalues on directions orthogonal to a row and the input. */
function largestRestEigenvalue({ layers, scale }: Propagation, rowUnit: number): number {
  const first = layers[0];
  let largest = 0;
  // In two dimensions the row and the input (or, if parallel, any direction beside the row) already span everything.
  for (let i = 0; first.fanIn > 2 && i < first.rowNorms.length; i++) {
    largest = Math.max(largest, Math.abs(restEigenvalue(first, scale, i, rowUnit / first.rowNorms[i])));
  }
  return largest;
}
