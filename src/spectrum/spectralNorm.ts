import { UNIT_ROUNDOFF } from "../arithmetic/float64";
import { LOWER_END } from "../arithmetic/lowerEnd";
import { entriesOf, type SymmetricOperator } from "../calculus/symmetricOperator";
import { isSpectralNormBelow } from "./cholesky";
import { lanczos } from "./lanczos";
import { startVector } from "./startVector";

/** A spectral norm with the evidence for it. */
export interface SpectralNorm {
  readonly value: number;
  /** An eigenvalue of modulus within this of `value` exists. */
  readonly residual: number;
  /**
   * ‖H‖₂ is within this of `value`, if it converged: the residual, the rounding of one product, and what a factorisation has left open
   * above.
   */
  readonly error: number;
  /**
   * residual <= CONVERGED times the value; or the value, with its residual, is 0 to within the rounding of one product. Otherwise no
   * verdict may rest on it.
   */
  readonly converged: boolean;
  /** Products with the operator. */
  readonly iterations: number;
  /**
   * "lanczos+cholesky": a factorisation has confirmed that no eigenvalue is larger. "condensed lanczos": Lanczos on
   * condensedHessian.ts. "closed form": no search was needed. "enclosure": by proof from both sides (rigour), where float64 could not tell.
   */
  readonly method: "lanczos" | "lanczos+cholesky" | "condensed lanczos" | "closed form" | "enclosure";
}

export interface SpectralNormOptions {
  /** Rounding error of one product with a unit vector, on this operator: a value below it is 0 for all one knows. Default 0. */
  readonly productError?: number;
  /** Stop at this residual, relative to the value. */
  readonly tolerance?: number;
  /** Confirm with a dense Cholesky factorisation, O(n³), for dimensions up to `LARGEST_CONFIRMED`. */
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
export const TOLERANCE = 1e-12;

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
 * @example spectralNorm(matrixOperator(Float64Array.of(0, 2, 2, 0), 2)).value.toFixed(12) // "2.000000000000"
 */
export function spectralNorm(operator: SymmetricOperator, options: SpectralNormOptions = {}): SpectralNorm {
  const { tolerance = TOLERANCE, confirm = false } = options;
  const n = operator.dimension;
  const productError = withLowerEnd(n, options.productError ?? 0);
  const mostIterations = 200 + 20 * n;
  const entries = confirm && n <= LARGEST_CONFIRMED ? entriesOf(operator) : null;
  let best = { value: 0, residual: 0 };
  let iterations = 0;
  let above = Number.POSITIVE_INFINITY;
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
      above = largestAbove(entries, n, best, productError);
      if (above < Number.POSITIVE_INFINITY) {
        break;
      }
    } else if (!found.exhausted || restart >= 1) {
      break;
    }
  }
  const { value, residual } = best;
  const isConfirmed = above < Number.POSITIVE_INFINITY;
  return {
    value,
    residual,
    error: normError(n, best, productError) + (isConfirmed ? above : 0),
    converged: isConverged(best, productError) && (entries === null || isConfirmed),
    iterations,
    method: isConfirmed ? "lanczos+cholesky" : "lanczos",
  };
}

/**
 * The error of a product with an operator of which anything is rounded at all: its entries may be too small for a float64, and what Lanczos makes
 * of such products is known to nothing.
 *
 * @param unit in which the operator's entries are float64 numbers
 */
export function withLowerEnd(n: number, productError: number, unit = 1): number {
  return productError === 0 ? 0 : productError + n * LOWER_END * unit;
}

/** Whether a Ritz value may stand for the norm, as far as its residual tells: see {@link SpectralNorm}. */
export function isConverged(
  { value, residual }: Pick<SpectralNorm, "value" | "residual">,
  productError: number,
): boolean {
  return residual <= CONVERGED * value || (value <= productError && residual <= productError);
}

/**
 * How far a Ritz value may be from an eigenvalue of the exact operator: its residual, the rounding of one product, and that of the inner
 * products of n terms which the tridiagonal matrix is made of.
 */
export function normError(
  n: number,
  { value, residual }: Pick<SpectralNorm, "value" | "residual">,
  productError: number,
): number {
  return productError + residual + (n + 32) * UNIT_ROUNDOFF * value;
}

/**
 * By how much an eigenvalue of the matrix, as computed, may be beyond the value: what rounding makes visible, if a factorisation confirms
 * that; else {@link CONVERGED} of the value; ∞ if there is a larger one.
 */
function largestAbove(
  entries: Float64Array,
  n: number,
  { value, residual }: Pick<SpectralNorm, "value" | "residual">,
  productError: number,
): number {
  // The entries were computed column by column, each column as good as a product.
  const visible = residual + 4 * (n + 1) * UNIT_ROUNDOFF * value + n * productError;
  if (value === 0) {
    return entries.every((entry) => Math.abs(entry) <= productError) ? n * productError : Number.POSITIVE_INFINITY;
  }
  return (
    [visible, visible + CONVERGED * value].find((slack) => isSpectralNormBelow(entries, n, value + slack)) ??
    Number.POSITIVE_INFINITY
  );
}
