import { UNIT_ROUNDOFF } from "../arithmetic/float64";
import { twistedFactorisation } from "./twistedFactorisation";

/** The largest eigenvalue of a tridiagonal matrix, and how well Lanczos knows it. */
export interface RitzValue {
  readonly value: number;
  /** β_k |s_k|: the norm of H y - θ y for the Ritz vector y, without forming y. */
  readonly residual: number;
}

/** Rayleigh quotient iteration converges cubically; from a start that bisection provides it needs two to four steps. */
const MOST_QUOTIENT_STEPS = 8;
/** Enough to halve any bracket of float64 numbers of one scale down to neighbours. */
const MOST_BISECTIONS = 80;
/** Bisection hands over when its bracket is this small a part of the matrix's scale. */
const BRACKET_FOR_QUOTIENT = 1e-3;

/**
 * Largest eigenvalues of the growing tridiagonal matrices T_k of a Lanczos run; of -T_k for sign -1.
 *
 * T_k has diagonal[0..k-1] and off-diagonal offDiagonal[0..k-2]; offDiagonal[k-1] = β_k is the norm of what was left.
 * By interlacing the largest eigenvalue never falls as k grows, so each search starts from the one before.
 */
export class RitzSearch {
  private readonly pivotsDown: Float64Array;
  private readonly pivotsUp: Float64Array;
  private previous = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly diagonal: Float64Array,
    private readonly offDiagonal: Float64Array,
    private readonly sign: 1 | -1,
  ) {
    this.pivotsDown = new Float64Array(diagonal.length);
    this.pivotsUp = new Float64Array(diagonal.length);
  }

  /** @param k the order of T_k, not smaller than at the call before */
  largest(k: number): RitzValue {
    const { lower, upper, scale } = this.bracket(k);
    if (scale === 0) {
      this.previous = 0;
      return { value: 0, residual: this.offDiagonal[k - 1] };
    }
    const isFirst = this.previous === Number.NEGATIVE_INFINITY;
    let value = isFirst ? this.bisect(k, lower, upper, BRACKET_FOR_QUOTIENT * scale) : this.previous;
    let last = 0;
    for (let step = 0; step < MOST_QUOTIENT_STEPS; step++) {
      const { shift, lastComponent } = this.quotientStep(k, value);
      last = lastComponent;
      value -= shift;
      if (Math.abs(shift) <= 2 * UNIT_ROUNDOFF * scale) {
        break;
      }
    }
    // The iteration may have gone to a neighbour: the largest has no eigenvalue above it, and one not far below.
    const slack = 8 * UNIT_ROUNDOFF * scale;
    if (!this.isAbove(k, value + slack) || this.isAbove(k, value - slack)) {
      value = this.bisect(k, lower, upper, 0);
      last = this.quotientStep(k, value).lastComponent;
    }
    this.previous = value;
    return { value, residual: this.offDiagonal[k - 1] * last };
  }

  /** An interval that holds the largest eigenvalue: Gershgorin's, and the value of a smaller k from below. */
  private bracket(k: number): { lower: number; upper: number; scale: number } {
    let upper = Number.NEGATIVE_INFINITY;
    let lower = this.previous;
    let scale = 0;
    for (let i = 0; i < k; i++) {
      const centre = this.sign * this.diagonal[i];
      const radius = (i > 0 ? this.offDiagonal[i - 1] : 0) + (i + 1 < k ? this.offDiagonal[i] : 0);
      upper = Math.max(upper, centre + radius);
      lower = Math.max(lower, centre);
      scale = Math.max(scale, Math.abs(centre) + radius);
    }
    return { lower: lower - 4 * UNIT_ROUNDOFF * scale, upper: upper + 4 * UNIT_ROUNDOFF * scale, scale };
  }

  private bisect(k: number, from: number, to: number, width: number): number {
    let lower = from;
    let upper = to;
    for (let step = 0; step < MOST_BISECTIONS && upper - lower > width; step++) {
      const middle = lower + (upper - lower) / 2;
      if (this.isAbove(k, middle)) {
        upper = middle;
      } else {
        lower = middle;
      }
    }
    return lower + (upper - lower) / 2;
  }

  /** Whether λI - T_k is positive definite: all pivots of its Cholesky factorisation are. */
  private isAbove(k: number, lambda: number): boolean {
    let pivot = lambda - this.sign * this.diagonal[0];
    for (let i = 1; i < k && pivot > 0; i++) {
      const coupling = this.offDiagonal[i - 1];
      pivot = lambda - this.sign * this.diagonal[i] - coupling * (coupling / pivot);
    }
    return pivot > 0;
  }

  /**
   * One step of Rayleigh quotient iteration: the vector s of the twisted factorisation has quotient λ - γ/‖s‖².
   */
  private quotientStep(k: number, lambda: number): { shift: number; lastComponent: number } {
    const { pivotsDown, pivotsUp, diagonal, offDiagonal, sign } = this;
    const { twist, gamma } = twistedFactorisation(diagonal, offDiagonal, sign, k, lambda, pivotsDown, pivotsUp);
    let squares = 1;
    let component = 1;
    for (let i = twist - 1; i >= 0; i--) {
      component *= offDiagonal[i] / pivotsDown[i];
      squares += component * component;
    }
    component = 1;
    for (let i = twist + 1; i < k; i++) {
      component *= offDiagonal[i - 1] / pivotsUp[i];
      squares += component * component;
    }
    // From the twist downwards the last component computed is that of row k - 1 (1 itself if the twist is there).
    return { shift: gamma / squares, lastComponent: Math.abs(component) / Math.sqrt(squares) };
  }
}
