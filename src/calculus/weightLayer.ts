import type { LayerState } from "./propagation";

const NONE = new Float64Array(0);

/** Where a layer's gains, then its biases, stand in a direction, and what a coordinate of theirs is worth in the operator's unit. */
export interface TrainedScalars {
  readonly offset: number;
  readonly unit: number;
}

/**
 * The part of a Hessian-vector product that belongs to the rows of one layer.
 *
 * Along θ + tD the unit row moves with u̇ = e = E - p u, where E = D_i/‖W_i‖ and p = <u, E>. So, with a = α - t u,
 *   forward   z˙ = s ṫ,   ṫ = <α, E> - t p + <u, α˙>                          (as <e, α> = <E, α> - p t)
 *   backward  g˙ = δ˙ φ′ + δ φ″ z˙,   δ˙_below = s Σ_i [(g˙ - p g) u + g E]
 *   product   ‖W_i‖ (Hess f D)_i = s [(g˙ - p g) a + g α˙ - g t E - g (ṫ - t p) u]
 * which is the derivative of ∇_{W_i} f = s g a/‖W_i‖. One pass over the rows forward, one backward: O(n m).
 *
 * Where gains and biases are differentiated too, with ṡ and ḃ of the row,
 *   forward   z˙ = s ṫ + ṡ t + ḃ
 *   backward  δ˙_below and the product get ṡ g where they have s (g˙ - p g)
 *   product   (Hess f D)_s = g˙ t + g ṫ,   (Hess f D)_b = g˙
 */
export class WeightLayer {
  /** α˙ of this layer's output, m numbers, after {@link forward}. */
  readonly outgoingRate: Float64Array;
  private readonly rowRates: Float64Array;
  private readonly projectionRates: Float64Array;
  /** What the backward pass multiplies α, α˙, D and u with, row by row, and s (g˙ - p g). */
  private readonly ofActivation: Float64Array;
  private readonly ofRate: Float64Array;
  private readonly ofDirection: Float64Array;
  private readonly ofUnit: Float64Array;
  private readonly turned: Float64Array;
  /** ṡ and ṡ t + ḃ, where they move. */
  private readonly gainRates: Float64Array;
  private readonly scalarRates: Float64Array;

  /**
   * @param inverseNorms 1/‖W_i‖ in whatever unit the operator chooses (directions and products are scaled by it), 0 for
   *   rows that cannot turn
   * @param offset where this layer's block begins in a direction
   * @param scalars where the layer's gains, then its biases, are in a direction, if they are differentiated
   */
  constructor(
    private readonly state: LayerState,
    private readonly inverseNorms: Float64Array,
    private readonly offset: number,
    private readonly scalars: TrainedScalars | null = null,
  ) {
    const width = state.outgoing.length;
    this.outgoingRate = new Float64Array(width);
    this.rowRates = new Float64Array(width);
    this.projectionRates = new Float64Array(width);
    this.ofActivation = new Float64Array(width);
    this.ofRate = new Float64Array(width);
    this.ofDirection = new Float64Array(width);
    this.ofUnit = new Float64Array(width);
    this.turned = new Float64Array(width);
    this.gainRates = scalars === null ? NONE : new Float64Array(width);
    this.scalarRates = scalars === null ? NONE : new Float64Array(width);
  }

  /**
   * Sets the outgoing rate, given the direction and the rate α˙ of the incoming activations (n numbers).
   *
   * Two columns at a time: six sums that do not wait for each other.
   */
  forward(direction: Float64Array, incomingRate: Float64Array): void {
    const { fanIn, unitRows, incoming, projections, slopes, gains } = this.state;
    const even = fanIn - (fanIn % 2);
    for (let i = 0; i < slopes.length; i++) {
      const row = i * fanIn;
      const block = this.offset + row;
      let alongRow = 0;
      let alongRow2 = 0;
      let seen = 0;
      let seen2 = 0;
      let carried = 0;
      let carried2 = 0;
      for (let j = 0; j < even; j += 2) {
        const unit = unitRows[row + j];
        const unit2 = unitRows[row + j + 1];
        const entry = direction[block + j];
        const entry2 = direction[block + j + 1];
        alongRow += unit * entry;
        alongRow2 += unit2 * entry2;
        seen += incoming[j] * entry;
        seen2 += incoming[j + 1] * entry2;
        carried += unit * incomingRate[j];
        carried2 += unit2 * incomingRate[j + 1];
      }
      if (even < fanIn) {
        alongRow += unitRows[row + even] * direction[block + even];
        seen += incoming[even] * direction[block + even];
        carried += unitRows[row + even] * incomingRate[even];
      }
      alongRow += alongRow2;
      const turn = seen + seen2 - projections[i] * alongRow;
      this.rowRates[i] = alongRow * this.inverseNorms[i];
      this.projectionRates[i] = turn * this.inverseNorms[i] + carried + carried2;
      this.outgoingRate[i] = slopes[i] * gains[i] * this.projectionRates[i];
    }
    if (this.scalars !== null) {
      this.moveScalars(direction, this.scalars);
    }
  }

  /** What moving gains and biases add to the rates. */
  private moveScalars(direction: Float64Array, { offset, unit }: TrainedScalars): void {
    const { projections, slopes } = this.state;
    const width = projections.length;
    for (let i = 0; i < width; i++) {
      const gainRate = unit * direction[offset + i];
      this.gainRates[i] = gainRate;
      this.scalarRates[i] = gainRate * projections[i] + unit * direction[offset + width + i];
      this.outgoingRate[i] += slopes[i] * this.scalarRates[i];
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
    const { slopes, curvatures, signals, preSignals, projections, gains } = this.state;
    const { ofActivation, ofRate, ofDirection, ofUnit, turned, gainRates, scalarRates, scalars } = this;
    const width = slopes.length;
    for (let i = 0; i < width; i++) {
      const inverseNorm = this.inverseNorms[i];
      const preSignal = preSignals[i];
      const projectionRate = this.projectionRates[i];
      const rowRate = this.rowRates[i];
      const gain = gains[i];
      const bend = signals[i] * curvatures[i];
      let preSignalRate = signalRate[i] * slopes[i] + bend * gain * projectionRate;
      let turn = gain * (preSignalRate - rowRate * preSignal);
      if (scalars !== null) {
        preSignalRate += bend * scalarRates[i];
        turn = gain * (preSignalRate - rowRate * preSignal) + gainRates[i] * preSignal;
        product[scalars.offset + i] = scalars.unit * (preSignalRate * projections[i] + preSignal * projectionRate);
        product[scalars.offset + width + i] = scalars.unit * preSignalRate;
      }
      turned[i] = turn;
      ofActivation[i] = inverseNorm * turned[i];
      ofRate[i] = inverseNorm * gain * preSignal;
      ofDirection[i] = ofRate[i] * projections[i] * inverseNorm;
      ofUnit[i] = ofRate[i] * (projectionRate - projections[i] * rowRate) + ofActivation[i] * projections[i];
    }
    for (let i = 0; i + 1 < width; i += 2) {
      this.backwardTwoRows(i, direction, incomingRate, product, signalRateBelow);
    }
    if (width % 2 === 1) {
      this.backwardRow(width - 1, direction, incomingRate, product, signalRateBelow);
    }
  }

  private backwardRow(
    i: number,
    direction: Float64Array,
    incomingRate: Float64Array,
    product: Float64Array,
    signalRateBelow: Float64Array,
  ): void {
    const { fanIn, unitRows, incoming } = this.state;
    const row = i * fanIn;
    const block = this.offset + row;
    const ofActivation = this.ofActivation[i];
    const ofRate = this.ofRate[i];
    const ofDirection = this.ofDirection[i];
    const ofUnit = this.ofUnit[i];
    const turned = this.turned[i];
    for (let j = 0; j < fanIn; j++) {
      const unit = unitRows[row + j];
      const entry = direction[block + j];
      product[block + j] = ofActivation * incoming[j] + ofRate * incomingRate[j] - ofDirection * entry - ofUnit * unit;
      signalRateBelow[j] += turned * unit + ofRate * entry;
    }
  }

  /** Two rows together read the vectors that they share once: a third less time than row by row. */
  private backwardTwoRows(
    i: number,
    direction: Float64Array,
    incomingRate: Float64Array,
    product: Float64Array,
    signalRateBelow: Float64Array,
  ): void {
    const { fanIn, unitRows, incoming } = this.state;
    const row = i * fanIn;
    const row2 = row + fanIn;
    const block = this.offset + row;
    const block2 = block + fanIn;
    const [ofActivation, ofActivation2] = [this.ofActivation[i], this.ofActivation[i + 1]];
    const [ofRate, ofRate2] = [this.ofRate[i], this.ofRate[i + 1]];
    const [ofDirection, ofDirection2] = [this.ofDirection[i], this.ofDirection[i + 1]];
    const [ofUnit, ofUnit2] = [this.ofUnit[i], this.ofUnit[i + 1]];
    const [turned, turned2] = [this.turned[i], this.turned[i + 1]];
    for (let j = 0; j < fanIn; j++) {
      const unit = unitRows[row + j];
      const unit2 = unitRows[row2 + j];
      const entry = direction[block + j];
      const entry2 = direction[block2 + j];
      const activation = incoming[j];
      const rate = incomingRate[j];
      product[block + j] = ofActivation * activation + ofRate * rate - ofDirection * entry - ofUnit * unit;
      product[block2 + j] = ofActivation2 * activation + ofRate2 * rate - ofDirection2 * entry2 - ofUnit2 * unit2;
      signalRateBelow[j] += turned * unit + ofRate * entry + (turned2 * unit2 + ofRate2 * entry2);
    }
  }
}
