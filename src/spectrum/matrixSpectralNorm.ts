import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF } from "../arithmetic/float64";
import { gramOperator } from "./matrixOperators";
import { type SpectralNorm, spectralNorm } from "./spectralNorm";

/**
 * Residual of σ² at which the search ends, relative to it: what counts as converged. It is carried as part of the error.
 */
const TOLERANCE = 1e-10;

/**
 * ‖A‖₂, the largest singular value of a rectangular matrix, as the root of the largest eigenvalue of AᵀA.
 *
 * Squaring costs small singular values their digits, not the largest: an error ε in σ² is one of ε/2σ in σ.
 *
 * @param entries rows x columns, in row order
 * @example matrixSpectralNorm(Float64Array.of(3, 4), 1, 2).value // 5
 */
export function matrixSpectralNorm(entries: Float64Array, rows: number, columns: number): SpectralNorm {
  const frobeniusNorm = euclideanNorm(entries);
  if (rows === 1 || columns === 1 || frobeniusNorm === 0) {
    const error = (entries.length / 2 + 4) * UNIT_ROUNDOFF * frobeniusNorm;
    return { value: frobeniusNorm, residual: 0, error, converged: true, iterations: 0, method: "closed form" };
  }
  const squared = spectralNorm(gramOperator(entries, rows, columns, frobeniusNorm), { tolerance: TOLERANCE });
  const root = Math.sqrt(squared.value);
  const ofRoot = (error: number): number => (error / (2 * root)) * frobeniusNorm;
  // Of two products with rows and columns of A/‖A‖_F, of norm 1.
  const ofProducts = 2 * (rows + columns + 8) * UNIT_ROUNDOFF;
  return {
    ...squared,
    value: root * frobeniusNorm,
    residual: ofRoot(squared.residual),
    error: ofRoot(squared.error + ofProducts) + (entries.length + 8) * UNIT_ROUNDOFF * root * frobeniusNorm,
  };
}
