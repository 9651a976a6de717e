import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { jordanWielandtOperator } from "./matrixOperators";
import { type SpectralNorm, spectralNorm } from "./spectralNorm";

/**
 * ‖A‖₂, the largest singular value of a rectangular matrix.
 *
 * The residual is a rigorous error bound here too, and the error of the value is of the order of its square; so a residual
 * of 1e-8 gives a value to about 1e-15 where the singular values are apart.
 *
 * @param entries rows x columns, in row order
 * @example matrixSpectralNorm(Float64Array.of(3, 4), 1, 2).value // 5
 */
export function matrixSpectralNorm(entries: Float64Array, rows: number, columns: number): SpectralNorm {
  if (rows === 1 || columns === 1) {
    return { value: euclideanNorm(entries), residual: 0, converged: true, iterations: 0, method: "closed form" };
  }
  return spectralNorm(jordanWielandtOperator(entries, rows, columns));
}
