import type { LayerState } from "./propagation";

/**
 * The part of a Hessian-vector product that belongs to the rows of one layer.
 *
 * Along θ + tD the unit row moves with u̇ = e = E - p u, where E = D_i/‖W_i‖ and p = <u, E>. So, with a = α - t u,
 *   forward   z˙ = s ṫ,   ṫ = <a, E> + <u, α˙>                                (as <e, α> = <E, a>)
 *   backward  g˙ = δ˙ φ′ + δ φ″ z˙,   δ˙_below = s Σ_i [(g˙ - p g) u + g E]
 *   product   ‖W_i‖ (Hess f D)_i = s [(g˙ - p g) a + g α˙ - g t E - g (ṫ - t p) u]
 * which is the derivative of ∇_{W_i} f = s g a/‖W_i‖. One pass over the rows forward, one backward: O(n m).
 */
export class WeightLayer {
  /** α˙ of this layer's output, m numbers, after {@link forward}. */
  readonly outgoingRate: Float64Array;
  private readonly rowRates: Float64Array;
  private readonly projectionRates: Float64Array;

  /**
   * @param inverseNorms 1/‖W_i‖ in whatever unit the operator chooses (directions and products are scaled by it), 0 for
   *   rows that cannot turn
   * @param offset where this layer's block begins in a direction
   */
  constructor(
    private readonly state: LayerState,
    private readonly inverseNorms: Float64Array,
    private readonly scale: number,
    private readonly offset: number,
  ) {
    const width = state.outgoing.length;
    this.outgoingRate = new Float64Array(width);
    this.rowRates = new Float64Array(width);
    this.projectionRates = new Float64Array(width);
  }

  /** Sets the outgoing rate, given the direction and the rate α˙ of the incoming activations (n numbers). */
  forward(direction: Float64Array, incomingRate: Float64Array): void {
    const { fanIn, unitRows, tangents, slopes } = this.state;
    for (let i = 0; i < slopes.length; i++) {
      const row = i * fanIn;
      const block = this.offset + row;
      let alongRow = 0;
      let turn = 0;
      let carried = 0;
      for (let j = 0; j < fanIn; j++) {
        const unit = unitRows[row + j];
        const entry = direction[block + j];
        alongRow += unit * entry;
        turn += tangents[row + j] * entry;
        carried += unit * incomingRate[j];
      }
      this.rowRates[i] = alongRow * this.inverseNorms[i];
      this.projectionRates[i] = turn * this.inverseNorms[i] + carried;
      this.outgoingRate[i] = slopes[i] * this.scale * this.projectionRates[i];
    }
  }

  /**
   * Writes this layer's block of the product, and adds to the rate of the signals below.
   *
   * @param signalRate δ˙ of this layer's output, m numbers
   * @param signalRateBelow receives δ˙ of the layer below, n numbers, zero before
   */
  backward(
    direction: Float64Array,
    incomingRate: Float64Array,
    signalRate: Float64Array,
    product: Float64Array,
    signalRateBelow: Float64Array,
  ): void {
    const { fanIn, unitRows, tangents, slopes, curvatures, signals, preSignals, projections } = this.state;
    const { scale, offset } = this;
    for (let i = 0; i < slopes.length; i++) {
      const row = i * fanIn;
      const block = offset + row;
      const inverseNorm = this.inverseNorms[i];
      const preSignal = preSignals[i];
      const projectionRate = this.projectionRates[i];
      const rowRate = this.rowRates[i];
      const preSignalRate = signalRate[i] * slopes[i] + signals[i] * curvatures[i] * scale * projectionRate;
      const turned = scale * (preSignalRate - rowRate * preSignal);
      const ofTangent = inverseNorm * turned;
      const ofIncoming = inverseNorm * scale * preSignal;
      const ofDirection = ofIncoming * projections[i] * inverseNorm;
      const ofUnit = ofIncoming * (projectionRate - projections[i] * rowRate);
      for (let j = 0; j < fanIn; j++) {
        const unit = unitRows[row + j];
        const entry = direction[block + j];
        product[block + j] =
          ofTangent * tangents[row + j] + ofIncoming * incomingRate[j] - ofDirection * entry - ofUnit * unit;
        signalRateBelow[j] += turned * unit + ofIncoming * entry;
      }
    }
  }
}
