import type { LayerState, Propagation } from "./propagation";
import { RowPlanes } from "./rowPlanes";
import type { SymmetricOperator } from "./symmetricOperator";

/** h below this part of ‖α‖: y of RowPlanes would lose more than three digits. */
const SMALLEST_HEIGHT = 1e-3;

/**
 * The Hessian condensed to the turns of the rows of layers 1..L-1, (L-1) m coordinates, at a shift λ.
 *
 * Row i turns in the plane of u_i and b_i (coordinates p_i, q_i; RowPlanes) and in the rest of its space. With
 * E = p u + q b + r in the formulas of WeightLayer, x, y and Π of RowPlanes and c = 1/‖W_i‖, the Hessian is
 *   along u      -s g h c² q
 *   along b       c s [(δ˙ φ′ + δ φ″ s ṫ) h + g y - g t c q],   ṫ = h c q + x,   α˙ = φ′ s ṫ
 *   on the rest   c s g Π α˙ - s g t c² r
 *   δ˙ below      s Σ (δ˙ φ′ + δ φ″ s ṫ) u + g c (q b + r)
 * So each p_i and r_i couples to one q_i or to α˙ only. In the top layer, where δ˙ is the direction of v, so do q_i and v_i.
 * All of these can be solved for, row by row: from H e = λ e, with A the part kept, D the part solved for and C between,
 *   S_σ(λ) = σ A + Cᵀ (λ - σ D)⁻¹ C,   σ = ±1, for λ > max σ D =: pole,
 * and by Sylvester's law of inertia σ H has as many eigenvalues above λ as S_σ(λ) has. One product is one pass
 * over the rows of layers 2..L forward and one backward, with one multiplication an entry, instead of three and four.
 */
export class CondensedHessian implements SymmetricOperator {
  readonly dimension: number;
  readonly rowUnit: number;
  private sign: 1 | -1 = 1;
  private lambda = Number.POSITIVE_INFINITY;
  private readonly turning: readonly TurningRows[];
  private readonly top: TopRows;

  static of({ layers, network, scale }: Propagation) {
  }
}
