import { CondensedTop } from "./condensedTop";
import { CondensedTurns } from "./condensedTurns";
import type { Propagation } from "./propagation";
import { RowPlanes } from "./rowPlanes";
import type { SymmetricOperator } from "./symmetricOperator";
import { rowNormUnit, turnRates } from "./turnRates";

/** An eigenvalue problem solved for part of its unknowns: the part that is left, at a shift. */
export interface CondensedHessian extends SymmetricOperator {
  /** The Hessian of f is `factor` times the operator that was condensed. */
  readonly factor: number;
  /** No eigenvalue of what may be solved for, D, is larger in modulus. */
  readonly hiddenBound: number;
  /**
   * Sets the shift; false, and nothing may be applied, if λ does not lie clearly above the largest eigenvalue of σ D.
   *
   * @param sign σ: which end of the spectrum
   */
  shiftTo(sign: 1 | -1, lambda: number): boolean;
  /** ‖(λ - σ D)⁻¹ C y‖² for the direction y: the square of what an eigenvector has outside of y. */
  hiddenSquare(direction: Float64Array): number;
}

/** h below this part of ‖α‖ costs y three digits and more (RowPlanes). */
const SMALLEST_HEIGHT = 1e-3;

/**
 * The Hessian condensed to the turns of the rows of layers 1..L-1: (L-1) m coordinates instead of P.
 *
 * Row i turns in the plane of u_i and b_i (coordinates p_i, q_i; RowPlanes) and in the rest of its space. Put
 * E = p u + q b + r into WeightLayer's formulas, with c = 1/‖W_i‖ and x, y, Π of RowPlanes:
 *   along u       -s g h c² q
 *   along b       c s [(δ˙ φ′ + δ φ″ s ṫ) h + g y - g t c q],   ṫ = h c q + x,   α˙_out = φ′ s ṫ
 *   on the rest   c s g Π α˙ - s g t c² r
 *   δ˙ below      s Σ [(δ˙ φ′ + δ φ″ s ṫ) u + g c (q b + r)]
 * p couples to its q alone, r to α˙ alone; so do q and v in the top layer, as δ˙ is the direction of v there. These are
 * solved for, row by row. With A the part kept, D the part solved for and C between them,
 *   S(λ) = σ A + Cᵀ (λ - σ D)⁻¹ C,   σ = ±1,   λ > λ_max(σ D),
 * has as many eigenvalues above λ as σ H has (Sylvester's law of inertia, σ H without the first layer's rest), they fall
 * as λ grows, and λ is an eigenvalue of S(λ) where it is one of σ H. A product is one pass forward and one backward over
 * the rows of layers 2..L, with one multiplication for each entry, against three and four without.
 *
 * @returns null where it cannot be: one layer (nothing is left), fewer than three rows (nothing is hidden), rows almost
 *   parallel to their input, a normalised output (its row turns too, and couples all of the top layer)
 * @example condensedHessian(propagate({ network, input }))?.shiftTo(1, 0.5)
 */
export function condensedHessian({ network, layers, outputLayer }: Propagation): CondensedHessian | null {
  const { widths, depth } = network;
  if (depth === 1 || outputLayer !== null || widths.slice(0, -1).some((width) => width < 3)) {
    return null;
  }
  const unit = rowNormUnit(layers);
  const rates = layers.map((state) => turnRates(state, unit));
  const planes = layers.map((state, l) => (l === 0 ? null : new RowPlanes(state, rates[l])));
  const topPlanes = planes[depth - 1];
  if (topPlanes === null || !planes.every((plane) => plane === null || plane.isWellConditioned(SMALLEST_HEIGHT))) {
    return null;
  }
  const offsets = widths.map((_, l) => widths.slice(0, l).reduce((a, b) => a + b, 0));
  const turning = layers.slice(0, -1).map((state, l) => new CondensedTurns(state, rates[l], offsets[l], planes[l]));
  const top = new CondensedTop(layers[depth - 1], rates[depth - 1], unit, topPlanes);
  // One for each layer below the top: widths differ.
  const signalRates = turning.map((_, l) => new Float64Array(widths[l]));
  const forward = (direction: Float64Array): Float64Array => {
    let rate: Float64Array = new Float64Array(0);
    for (const rows of turning) {
      rate = rows.forward(direction, rate);
    }
    return rate;
  };
  return {
    dimension: offsets[depth - 1],
    factor: 1 / unit / unit,
    hiddenBound: planes.reduce((bound, plane) => Math.max(bound, plane?.restBound() ?? 0), top.ownBound()),
    shiftTo: (sign, lambda) =>
      turning.map((rows) => rows.shiftTo(sign, lambda)).every(Boolean) && top.shiftTo(sign, lambda),
    apply(direction, product) {
      top.apply(forward(direction), signalRates[turning.length - 1]);
      for (let l = turning.length - 1; l >= 0; l--) {
        turning[l].backward(direction, signalRates[l], product, signalRates[l - 1]);
      }
    },
    hiddenSquare(direction) {
      const rate = forward(direction);
      return turning.reduce((sum, rows) => sum + rows.hiddenSquare(direction), top.hiddenSquare(rate));
    },
  };
}
