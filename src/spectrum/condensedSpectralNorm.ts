import { type CondensedHessian, condensedHessian } from "../calculus/condensedHessian";
import type { Propagation } from "../calculus/propagation";
import {
  isConverged,
  normError,
  type SpectralNorm,
  type SpectralNormOptions,
  TOLERANCE,
  withLowerEnd,
} from "./spectralNorm";
import { startVector } from "./startVector";
import { type TopRitzPair, topRitzPair } from "./topRitzPair";

/** Residuals of the first rounds, when the shift is far from the eigenvalue. */
const COARSE = 1e-2;
/** Quadratic convergence, once near, takes four or five. */
const MOST_ROUNDS = 20;
/** Changes to another eigenvector, or to the other end, after a check found one larger. */
const MOST_CHANGES = 4;
/** An S(λ) this small a part of a λ above all that is hidden: the eigenvector sought is itself hidden. */
const FAINT = 0.1;
/**
 * A Ritz value stays below when its residual is this part of the distance: see EndSearch.exceeds. With 0.01, 5 of 12000
 * networks had start vectors blind enough for a wrong value.
 */
const SHARE = 1e-9;

/** An eigenpair of σ H, in the unit of the condensed operator. */
interface End {
  readonly sign: 1 | -1;
  readonly value: number;
  readonly residual: number;
  readonly vector: Float64Array;
}

/**
 * ‖Hess f‖₂ without the first layer's rest (hessianSpectralNorm.ts), from the condensed operator S(λ).
 *
 * An eigenvalue is a λ that is the top eigenvalue of S(λ). Newton's method for it is the Rayleigh quotient of the whole
 * vector; Lanczos on S(λ) starts from the vector of the round before, and is asked for little more than λ is worth. That
 * the eigenvalue found is the largest in modulus is then checked at both ends, from a random start.
 *
 * @param options tolerance and productError as in spectralNorm, relative to the Hessian; the others are not for this method
 * @returns null where the operator cannot be condensed, or the eigenvector lives almost wholly in what was solved for, on
 *   one row of the top layer and its entry of v (activations far from 0 at 0, as softplus)
 * @example condensedSpectralNorm(propagate({ network, input }))?.value
 */
export function condensedSpectralNorm(
  propagation: Propagation,
  { tolerance = TOLERANCE, productError = 0 }: Pick<SpectralNormOptions, "tolerance" | "productError"> = {},
): SpectralNorm | null {
  const operator = condensedHessian(propagation);
  if (operator === null) {
    return null;
  }
  const search = new EndSearch(operator, tolerance);
  const end = search.largest();
  if (end === null) {
    return null;
  }
  const [value, residual] = [end.value * operator.factor, end.residual * operator.factor];
  const found = { value, residual };
  const ofProduct = withLowerEnd(operator.dimension, productError, operator.factor);
  return {
    ...found,
    error: normError(operator.dimension, found, ofProduct),
    converged: isConverged(found, ofProduct),
    iterations: search.iterations,
    method: "condensed lanczos",
  };
}

type Candidate = Pick<End, "sign" | "value" | "vector">;

class EndSearch {
  iterations = 0;

  constructor(
    private readonly operator: CondensedHessian,
    private readonly tolerance: number,
  ) {}

  /** The eigenvalue of larger modulus, checked at both ends; null where that cannot be had with this operator. */
  largest(): End | null {
    let candidate: Candidate | null = this.firstCandidate();
    for (let change = 0; candidate !== null && change <= MOST_CHANGES; change++) {
      const end = this.refine(candidate);
      const larger: Candidate | "none" | null = end === null ? null : this.exceeds(end);
      if (larger === "none") {
        return end;
      }
      candidate = larger;
    }
    return null;
  }

  /** The end that looks larger from a shift that is safe for both. */
  private firstCandidate(): Candidate | null {
    const start = startVector(this.operator.dimension);
    const shift = 2 * this.operator.hiddenBound;
    const [top, bottom] = ([1, -1] as const).map((sign) =>
      this.top(sign, shift, start, [], (value, residual) => residual <= COARSE * Math.abs(value)),
    );
    if (top === null || bottom === null) {
      return null;
    }
    if (Math.max(top.value, bottom.value) < FAINT * shift) {
      return null;
    }
    const [sign, { vector }] = top.value >= bottom.value ? ([1, top] as const) : ([-1, bottom] as const);
    return { sign, value: shift, vector };
  }

  /** Newton's method from a candidate. */
  private refine({ sign, value, vector }: Candidate): End | null {
    let [lambda, safe, start, goal] = [value, 0, vector, COARSE];
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const accuracy = goal;
      const found = this.top(sign, lambda, start, [], (mu, residual) => residual <= accuracy * Math.abs(mu));
      if (found === null) {
        // From above, the first step may fall below what was solved for: a step half as long.
        if (!(safe > lambda)) {
          return null;
        }
        lambda += (safe - lambda) / 2;
        continue;
      }
      const { value: mu, residual } = found;
      const hidden = this.operator.hiddenSquare(found.vector);
      const quotient = (mu + lambda * hidden) / (1 + hidden);
      // Of the whole vector: S y - λ y in the kept coordinates, (λ_before - λ) z in the others.
      const error =
        Math.hypot(mu - quotient, residual, Math.sqrt(hidden) * (lambda - quotient)) / Math.sqrt(1 + hidden);
      if (!(quotient > 0 && Number.isFinite(error))) {
        return null;
      }
      if (error <= this.tolerance * quotient) {
        return { sign, value: quotient, residual: error, vector: found.vector };
      }
      const distance = Math.max(Math.abs(quotient - lambda), residual) / quotient;
      goal = Math.max(this.tolerance / 4, Math.min(COARSE, 10 * distance * distance));
      safe = lambda;
      // Far off, S(λ) is about C Cᵀ/λ, whose fixed point is a geometric mean.
      lambda = Math.abs(mu - lambda) > lambda / 2 && mu > 0 ? Math.sqrt(mu) * Math.sqrt(lambda) : quotient;
      start = found.vector;
    }
    return null;
  }

  /**
   * A candidate beyond the end found, "none", or null if that could not be settled.
   *
   * Were an eigenvalue of ±σ H larger than θ (1 + 1e-10), S(θ) would have one too, besides the known vector, as they fall
   * with the shift. A run from a random start has missed it only if the start's share along it, relative to that along the
   * Ritz vector found, was below residual/(θ - Ritz value): the run goes on until that is {@link SHARE}, or until it has
   * converged to θ itself, a multiple eigenvalue. spectralNorm's own evidence is tolerance/gap, as much for gaps of 1e-3.
   */
  private exceeds({ sign, value, vector }: End): Candidate | "none" | null {
    const limit = value * (1 + 10 * this.tolerance);
    const isSettled = (mu: number, residual: number) =>
      mu > limit || residual <= Math.max(this.tolerance * value, SHARE * (value - mu));
    for (const [side, known] of [
      [sign, [vector]],
      [-sign as 1 | -1, []],
    ] as const) {
      // Stream 0 began the search: what that was blind to, these need not be. The second is for spaces that end early.
      for (const stream of [1, 2]) {
        const found = this.top(side, value, startVector(this.operator.dimension, stream), known, isSettled);
        if (found === null) {
          return null;
        }
        if (found.value > limit) {
          return { sign: side, value, vector: found.vector };
        }
        if (!found.exhausted) {
          break;
        }
      }
    }
    return "none";
  }

  private top(
    sign: 1 | -1,
    shift: number,
    start: Float64Array,
    known: readonly Float64Array[],
    isEnough: (value: number, residual: number) => boolean,
  ): TopRitzPair | null {
    const found = this.operator.shiftTo(sign, shift) ? topRitzPair(this.operator, start, known, isEnough) : null;
    this.iterations += found?.iterations ?? 0;
    return found;
  }
}
