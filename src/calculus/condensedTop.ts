import type { LayerState } from "./propagation";
import { type RowPlanes, SMALLEST_DISTANCE } from "./rowPlanes";

/**
 * The rows of the top layer and v, solved for row by row at a shift λ (condensedHessian.ts).
 *
 * With P = -s g h c², Q = c² s (δ φ″ s h² - g t), R = c s h φ′ o (o the unit of v), row i has, in its own p, q and v,
 *   B = [0 P 0; P Q R; 0 R 0],   driven by   q: c s (δ φ″ s h x + g y),   v: o φ′ s x,
 * and sends back, along u and b, what drives it by symmetry, besides s² δ φ″ x along u. So K, 2 x 2, maps x and y to that:
 * S = σ s² δ φ″ [1 0; 0 0] + Fᵀ (λ - σ B)⁻¹ F, three numbers for each row.
 */
export class CondensedTop {
  /** P, Q, R and δ φ″ s of each row. */
  private readonly rowCouplings: Float64Array;
  private readonly own: Float64Array;
  private readonly outputCouplings: Float64Array;
  private readonly bends: Float64Array;
  private readonly ofRowByRow: Float64Array;
  private readonly ofRowByTangent: Float64Array;
  private readonly ofTangentByTangent: Float64Array;
  /** The squares of (λ - σ B)⁻¹ F (x, y): coefficients of x², 2 x y and y². */
  private readonly squaresByRow: Float64Array;
  private readonly squaresMixed: Float64Array;
  private readonly squaresByTangent: Float64Array;

  constructor(
    private readonly state: LayerState,
    private readonly inverseNorms: Float64Array,
    private readonly outputScale: number,
    private readonly planes: RowPlanes,
  ) {
    const { slopes, curvatures, signals, preSignals, projections, tangentNorms, outgoing, gains } = state;
    const width = outgoing.length;
    this.bends = signals.map((signal, i) => signal * curvatures[i] * gains[i]);
    this.rowCouplings = preSignals.map((g, i) => -gains[i] * g * tangentNorms[i] * inverseNorms[i] * inverseNorms[i]);
    this.outputCouplings = slopes.map((slope, i) => gains[i] * slope * tangentNorms[i] * inverseNorms[i] * outputScale);
    this.own = this.bends.map(
      (bend, i) =>
        gains[i] * inverseNorms[i] ** 2 * (bend * tangentNorms[i] * tangentNorms[i] - preSignals[i] * projections[i]),
    );
    this.ofRowByRow = new Float64Array(width);
    this.ofRowByTangent = new Float64Array(width);
    this.ofTangentByTangent = new Float64Array(width);
    this.squaresByRow = new Float64Array(width);
    this.squaresMixed = new Float64Array(width);
    this.squaresByTangent = new Float64Array(width);
  }

  /** No eigenvalue of any B is larger in modulus: Gershgorin's bound. */
  ownBound(): number {
    const bounds = this.own.map(
      (own, i) => Math.abs(own) + Math.abs(this.rowCouplings[i]) + Math.abs(this.outputCouplings[i]),
    );
    return bounds.reduce((a, b) => Math.max(a, b), 0);
  }

  /** @returns whether λ lies clearly above the eigenvalues of every σ B */
  shiftTo(sign: 1 | -1, lambda: number): boolean {
    const { slopes, preSignals, tangentNorms, gains } = this.state;
    let isAbove = this.planes.shiftTo(sign, lambda);
    for (let i = 0; i < slopes.length; i++) {
      const factor = this.inverseNorms[i] * gains[i];
      const rowCoupling = this.rowCouplings[i];
      const outputCoupling = (sign * this.outputCouplings[i]) / lambda;
      const [turnByRow, turnByTangent] = [factor * this.bends[i] * tangentNorms[i], factor * preSignals[i]];
      const outputByRow = this.outputScale * slopes[i] * gains[i];
      // The pivot of q in λ - σ B once p and v are solved for; the others are λ.
      const pivot =
        lambda - sign * this.own[i] - rowCoupling * (rowCoupling / lambda) - outputCoupling * outputCoupling * lambda;
      isAbove &&= pivot >= SMALLEST_DISTANCE * lambda;
      const q = (turnByRow + outputCoupling * outputByRow) / pivot;
      const qOfTangent = turnByTangent / pivot;
      const v = outputByRow / lambda + outputCoupling * q;
      const vOfTangent = outputCoupling * qOfTangent;
      this.ofRowByRow[i] = sign * gains[i] * this.bends[i] + turnByRow * q + outputByRow * v;
      this.ofRowByTangent[i] = turnByTangent * q;
      this.ofTangentByTangent[i] = turnByTangent * qOfTangent;
      const squareOfTurn = 1 + (rowCoupling / lambda) ** 2;
      this.squaresByRow[i] = squareOfTurn * q * q + v * v;
      this.squaresMixed[i] = squareOfTurn * q * qOfTangent + v * vOfTangent;
      this.squaresByTangent[i] = squareOfTurn * qOfTangent * qOfTangent + vOfTangent * vOfTangent;
    }
    return isAbove;
  }

  /** δ˙ below, for a rate of the incoming activations. */
  apply(rate: Float64Array, signalRateBelow: Float64Array): void {
    const { planes } = this;
    const { alongRows, alongTangents, ofRows, ofTangents } = planes;
    planes.see(rate);
    for (let i = 0; i < ofRows.length; i++) {
      ofRows[i] = this.ofRowByRow[i] * alongRows[i] + this.ofRowByTangent[i] * alongTangents[i];
      ofTangents[i] = this.ofRowByTangent[i] * alongRows[i] + this.ofTangentByTangent[i] * alongTangents[i];
    }
    planes.sendBack(signalRateBelow);
  }

  /** The squares of what an eigenvector has in this layer and in v. */
  hiddenSquare(rate: Float64Array): number {
    const { alongRows, alongTangents } = this.planes;
    this.planes.see(rate);
    let sum = this.planes.restSquare();
    for (let i = 0; i < alongRows.length; i++) {
      const [x, y] = [alongRows[i], alongTangents[i]];
      sum += this.squaresByRow[i] * x * x + 2 * this.squaresMixed[i] * x * y + this.squaresByTangent[i] * y * y;
    }
    return sum;
  }
}
