import type { LayerState } from "./propagation";
import type { RowPlanes } from "./rowPlanes";

/** The rows of a layer below the top in a condensed Hessian: q is kept, p and the rest are solved for. */
export class CondensedTurns {
  private readonly outgoingRate: Float64Array;
  private readonly projectionRates: Float64Array;
  private readonly rowCouplings: Float64Array;
  private sign: 1 | -1 = 1;
  private lambda = 1;

  /**
   * @param offset where this layer's q begin in a direction
   * @param planes null for the first layer, whose input does not move
   */
  constructor(
    private readonly state: LayerState,
    private readonly inverseNorms: Float64Array,
    private readonly offset: number,
    private readonly planes: RowPlanes | null,
  ) {
    const { outgoing, preSignals, tangentNorms, gains } = state;
    this.outgoingRate = new Float64Array(outgoing.length);
    this.projectionRates = new Float64Array(outgoing.length);
    this.rowCouplings = preSignals.map((g, i) => gains[i] * g * tangentNorms[i] * inverseNorms[i] * inverseNorms[i]);
  }

  shiftTo(sign: 1 | -1, lambda: number): boolean {
    this.sign = sign;
    this.lambda = lambda;
    return this.planes === null || this.planes.shiftTo(sign, lambda);
  }

  /** @returns the rate of the outgoing activations */
  forward(direction: Float64Array, incomingRate: Float64Array): Float64Array {
    const { slopes, tangentNorms, gains } = this.state;
    this.planes?.see(incomingRate);
    for (let i = 0; i < slopes.length; i++) {
      const turn = direction[this.offset + i] * this.inverseNorms[i];
      this.projectionRates[i] = tangentNorms[i] * turn + (this.planes?.alongRows[i] ?? 0);
      this.outgoingRate[i] = slopes[i] * gains[i] * this.projectionRates[i];
    }
    return this.outgoingRate;
  }

  /**
   * Writes this layer's block of the product.
   *
   * @param signalRateBelow receives the rate of the signals below; not there for the first layer
   */
  backward(
    direction: Float64Array,
    signalRate: Float64Array,
    product: Float64Array,
    signalRateBelow: Float64Array | undefined,
  ): void {
    const { slopes, curvatures, signals, preSignals, projections, tangentNorms, gains } = this.state;
    const { sign, planes } = this;
    for (let i = 0; i < slopes.length; i++) {
      const scale = gains[i];
      const inverseNorm = this.inverseNorms[i];
      const entry = direction[this.offset + i];
      const turn = entry * inverseNorm;
      const pull = sign * scale * preSignals[i];
      const bend = sign * signals[i] * curvatures[i] * scale;
      const ofRow = scale * (signalRate[i] * slopes[i] + bend * this.projectionRates[i]);
      const ofPlane = ofRow * tangentNorms[i] + pull * ((planes?.alongTangents[i] ?? 0) - projections[i] * turn);
      const byRow = this.rowCouplings[i] * (this.rowCouplings[i] / this.lambda);
      product[this.offset + i] = inverseNorm * ofPlane + byRow * entry;
      if (planes !== null) {
        planes.ofRows[i] = ofRow;
        planes.ofTangents[i] = pull * turn;
      }
    }
    if (planes !== null && signalRateBelow !== undefined) {
      planes.sendBack(signalRateBelow);
    }
  }

  /** The squares of what an eigenvector has in p and in the rest, after {@link forward}. */
  hiddenSquare(direction: Float64Array): number {
    let sum = this.planes === null ? 0 : this.planes.restSquare();
    for (let i = 0; i < this.rowCouplings.length; i++) {
      const alongRow = (this.rowCouplings[i] / this.lambda) * direction[this.offset + i];
      sum += alongRow * alongRow;
    }
    return sum;
  }
}
