import { UNIT_ROUNDOFF } from "../arithmetic/float64";
import { entriesOf, type SymmetricOperator } from "../calculus/symmetricOperator";
import { isSpectralNormBelow } from "./cholesky";
import { lanczos } from "./lanczos";
import { startVector } from "./startVector";

/** A spectral norm with the evidence for it. */
export interface SpectralNorm {
  readonly value: number;
  /** An eigenvalue of modulus within this of `value` exists. */
  readonly residual: number;
  /** residual <= CONVERGED times the value, or <= the rounding error of one product. Otherwise no verdict may rest on it. */
  readonly converged: boolean;
  /** Products with the operator. */
  readonly iterations: number;
  /**
   * "lanczos+cholesky": a factorisation has confirmed that no eigenvalue is larger. "condensed lanczos": Lanczos on
   * condensedHessian.ts. "closed form": no search was needed.
   */
  readonly method: "lanczos" | "lanczos+cholesky" | "condensed lanczos" | "closed form";
}

export interface SpectralNormOptions {
  /** Rounding error of one product with a unit vector: below it a residual says nothing. Default 0. */
  readonly productError?: number;
  /** Stop at this residual, relative to the value. */
  readonly tolerance?: number;
  /** Confirm with a dense Cholesky factorisation, O(n³), for dimensions up to {@link LARGEST_CONFIRMED}. */
  readonly confirm?: boolean;
  /** Begin with this vector instead of a random one. */
  readonly start?: Float64Array;
}

/** The residual, relative to the value, up to which a value counts as converged. */
const CONVERGED = 1e-10;

/**
 * The residual that Lanczos aims for, a hundredth of what is needed. A small residual proves an eigenvalue, not the extreme
 * one. To miss a larger one by more than 1e-10, the random start must have had a share along it, relative to that
 * along the one found, below tolerance/gap < 0.01: see docs/spectral-norm.md.
 */
const TOLERANCE = 1e-12;

/** Largest dimension at which confirm factorises: 512³ x 2/3 operations, about 0.1 s. */
export const LARGEST_CONFIRMED = 512;

/** Fresh start vectors tried after an exhausted Krylov space or a failed confirmation. */
const MOST_RESTARTS = 4;

/**
 * ‖H‖₂ = max |λ| of a symmetric operator.
 *
 * Lanczos from a random vector. A Krylov space that is exhausted early (low rank, few distinct eigenvalues, a start vector
 * orthogonal to something) is given a second random vector, because the first may have been blind.
 *
 * @example spectralNorm(matrixOperator(Float64Array.of(0, 2, 2, 0), 2)).value // 2
 */
export function spectralNorm(operator: SymmetricOperator, options: SpectralNormOptions = {}): SpectralNorm {
  const { productError = 0, tolerance = TOLERANCE, confirm = false } = options;
  const n = operator.dimension;
  const mostIterations = 200 + 20 * n;
  const entries = confirm && n <= LARGEST_CONFIRMED ? entriesOf(operator) : null;
  let best = { value: 0, residual: 0 };
  let iterations = 0;
  let confirmed = false;
  for (let restart = 0; restart <= MOST_RESTARTS; restart++) {
    const start = restart === 0 && options.start !== undefined ? options.start.slice() : startVector(n, restart);
    const found = lanczos(operator, start, tolerance, mostIterations);
    iterations += found.iterations;
    // NaN and ∞ replace, so that an overflow is seen.
    if (!(found.value <= best.value)) {
      best = found;
    }
    if (!Number.isFinite(best.value)) {
      break;
    }
    if (entries !== null) {
      confirmed = isConfirmed(entries, n, best.value, productError);
      if (confirmed) {
        break;
      }
    } else if (!found.exhausted || restart >= 1) {
      break;
    }
  }
  const converged = best.residual <= Math.max(CONVERGED * best.value, productError) && (entries === null || confirmed);
  const { value, residual } = best;
  return { value, residual, converged, iterations, method: confirmed ? "lanczos+cholesky" : "lanczos" };
}

/** No eigenvalue beyond the value by more than CONVERGED of it, or than rounding makes visible. */
function isConfirmed(entries: Float64Array, n: number, value: number, productError: number): boolean {
  const slack = CONVERGED * value + 4 * (n + 1) * UNIT_ROUNDOFF * value + n * productError;
  return value === 0
    ? entries.every((entry) => Math.abs(entry) <= productError)
    : isSpectralNormBelow(entries, n, value + slack);
}
