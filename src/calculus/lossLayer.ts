import { addBatchRows, batchRowProducts } from "../arithmetic/batchProducts";
import type { BatchLayer } from "./batchPropagation";
import { LossScalarRates } from "./lossScalarRates";
import type { LossSignals } from "./lossSignals";
import { turnRates } from "./turnRates";

/** What a {@link LossLayer} is made of. */
interface LossLayerParts {
  readonly state: BatchLayer;
  readonly signals: LossSignals;
  /** ∇L, and where this layer's block begins in it. */
  readonly gradient: Float64Array;
  readonly offset: number;
  /** Where its gains, then its biases, begin; undefined where they are constants. */
  readonly scalars: number | undefined;
  /** α˙ of the layer below, N x n; null for the first layer, as inputs do not move. */
  readonly incomingRate: Float64Array | null;
}

/**
 * The part of a product with Hess L that belongs to the rows of one layer, for all records together.
 *
 * With κ = s φ′ δ and sums over the records, y_i = ∇_{W_i} L = (Σ κ α - Σ κ t u)/‖W_i‖. Along θ + τD the unit row moves in
 * its tangent plane with u̇ = e = (D_i - <u, D_i> u)/‖W_i‖, and ‖W_i‖ at the rate p = <u, D_i>/‖W_i‖ of itself. So
 *   forward   ṫ = <e, α> + <u, α˙>,   α˙_out = s φ′ ṫ
 *   backward  κ˙ = s φ′ δ˙ + s² φ″ δ ṫ,   δ˙_below = Σ_i (κ˙ u + κ e)
 *   product   ẏ_i = (Σ κ˙ α + Σ κ α˙ - Σ (κ˙ t + κ ṫ) u - Σ κ t e)/‖W_i‖ - p y_i
 * which is weightLayer.ts summed over the records. The sums without a dot do not depend on D; six products of matrices
 * remain, N n m multiplications each, two in the first layer, where α˙ = 0.
 *
 * Where gains and biases are differentiated too, with ṡ and ḃ of the row, ζ = s ṫ + ṡ t + ḃ and p = φ′ δ,
 *   forward   α˙_out = φ′ ζ
 *   backward  ṗ = φ′ δ˙ + φ″ δ ζ,   κ˙ = s ṗ + ṡ p
 *   product   Σ (ṗ t + p ṫ) for s,   Σ ṗ for b
 */
export class LossLayer {
  /** α˙ of this layer's output, N x m, after {@link forward}. */
  readonly outgoingRate: Float64Array;
  private readonly inverseNorms: Float64Array;
  /** κ/‖W_i‖, m x N, and Σ κ t/‖W_i‖, m numbers. */
  private readonly weightsByRow: Float64Array;
  private readonly pulls: Float64Array;
  /** p, m numbers, and e, m x n. */
  private readonly rowRates: Float64Array;
  private readonly turns: Float64Array;
  /** ṫ, then κ˙, N x m. */
  private readonly rates: Float64Array;
  /** κ˙/‖W_i‖, m x N, and Σ (κ˙ t + κ ṫ)/‖W_i‖, m numbers, zero between products. */
  private readonly ratesByRow: Float64Array;
  private readonly pullRates: Float64Array;
  /** What gains and biases do, where they are differentiated. */
  private readonly scalars: LossScalarRates | null;

  constructor(private readonly parts: LossLayerParts) {
    const { projections, unitRows, rowNorms, incomingNorms } = parts.state;
    const { weights, unscaled } = parts.signals;
    const width = rowNorms.length;
    this.outgoingRate = new Float64Array(weights.length);
    this.inverseNorms = turnRates(parts.state, 1);
    this.weightsByRow = new Float64Array(weights.length);
    this.pulls = new Float64Array(width);
    this.rowRates = new Float64Array(width);
    this.turns = new Float64Array(unitRows.length);
    this.rates = new Float64Array(weights.length);
    this.ratesByRow = new Float64Array(weights.length);
    this.pullRates = new Float64Array(width);
    this.scalars =
      unscaled === null || parts.scalars === undefined
        ? null
        : new LossScalarRates(parts.state, unscaled, parts.scalars);
    for (let r = 0, k = 0; k < weights.length; r++) {
      for (let i = 0; i < width; i++, k++) {
        const weight = this.inverseNorms[i] * weights[k];
        this.weightsByRow[i * incomingNorms.length + r] = weight;
        this.pulls[i] += weight * projections[k];
      }
    }
  }

  /** Sets the outgoing rate along a direction in the layout of θ. */
  forward(direction: Float64Array): void {
    const { outgoingRate, rates, turns } = this;
    const { state, incomingRate } = this.parts;
    const { fanIn, gains, incoming, incomingNorms, rowNorms, unitRows, slopes } = state;
    this.turn(direction);
    batchRowProducts(incoming, incomingNorms.length, turns, rowNorms.length, fanIn, rates);
    if (incomingRate !== null) {
      batchRowProducts(incomingRate, incomingNorms.length, unitRows, rowNorms.length, fanIn, outgoingRate);
    }
    for (let k = 0; k < rates.length; ) {
      for (let i = 0; i < gains.length; i++, k++) {
        if (incomingRate !== null) {
          rates[k] += outgoingRate[k];
        }
        outgoingRate[k] = gains[i] * slopes[k] * rates[k];
      }
    }
    this.scalars?.forward(direction, outgoingRate);
  }

  /**
   * Writes this layer's block of the product.
   *
   * @param signalRate δ˙ of this layer's output, N x m
   * @param signalRateBelow receives that of the layer below, N x n; null for the first layer
   */
  backward(signalRate: Float64Array, product: Float64Array, signalRateBelow: Float64Array | null): void {
    const { rates, ratesByRow, weightsByRow, turns } = this;
    const { state, signals, offset, incomingRate } = this.parts;
    const { fanIn, incoming, incomingNorms, rowNorms, unitRows } = state;
    const records = incomingNorms.length;
    const width = rowNorms.length;
    this.scalars?.backward(signalRate, rates, product);
    this.bend(signalRate);
    if (this.scalars !== null) {
      this.addToBend(this.scalars.weightRates);
    }
    this.pull(product);
    addBatchRows(ratesByRow, width, incoming, records, fanIn, product, offset);
    if (incomingRate !== null && signalRateBelow !== null) {
      addBatchRows(weightsByRow, width, incomingRate, records, fanIn, product, offset);
      signalRateBelow.fill(0);
      addBatchRows(rates, records, unitRows, width, fanIn, signalRateBelow);
      addBatchRows(signals.weights, records, turns, width, fanIn, signalRateBelow);
    }
  }

  /** Sets p and e. */
  private turn(direction: Float64Array): void {
    const { turns, rowRates, inverseNorms } = this;
    const { state, offset } = this.parts;
    const { fanIn, unitRows } = state;
    for (let i = 0; i < rowRates.length; i++) {
      const inverseNorm = inverseNorms[i];
      const end = (i + 1) * fanIn;
      let alongRow = 0;
      for (let k = end - fanIn; k < end; k++) {
        alongRow += unitRows[k] * direction[offset + k];
      }
      rowRates[i] = inverseNorm * alongRow;
      for (let k = end - fanIn; k < end; k++) {
        turns[k] = inverseNorm * (direction[offset + k] - alongRow * unitRows[k]);
      }
    }
  }

  /** Turns ṫ and δ˙ into κ˙ and what is summed of it. */
  private bend(signalRate: Float64Array): void {
    const { rates, ratesByRow, pullRates, inverseNorms } = this;
    const { state, signals } = this.parts;
    const { gains, projections, slopes, incomingNorms } = state;
    const { weights, bends } = signals;
    const records = incomingNorms.length;
    for (let r = 0, k = 0; r < records; r++) {
      for (let i = 0; i < pullRates.length; i++, k++) {
        const rate = gains[i] * slopes[k] * signalRate[k] + bends[k] * rates[k];
        pullRates[i] += inverseNorms[i] * (rate * projections[k] + weights[k] * rates[k]);
        ratesByRow[i * records + r] = inverseNorms[i] * rate;
        rates[k] = rate;
      }
    }
  }

  /** Adds to κ˙ what moving gains and biases make of it. */
  private addToBend(weightRates: Float64Array): void {
    const { rates, ratesByRow, pullRates, inverseNorms } = this;
    const { projections, incomingNorms } = this.parts.state;
    const records = incomingNorms.length;
    for (let r = 0, k = 0; r < records; r++) {
      for (let i = 0; i < pullRates.length; i++, k++) {
        const rate = weightRates[k];
        pullRates[i] += inverseNorms[i] * rate * projections[k];
        ratesByRow[i * records + r] += inverseNorms[i] * rate;
        rates[k] += rate;
      }
    }
  }

  /** Writes what of the product lies along u, e and y. */
  private pull(product: Float64Array): void {
    const { turns, pulls, pullRates, rowRates } = this;
    const { state, gradient, offset } = this.parts;
    const { fanIn, unitRows } = state;
    for (let i = 0; i < pulls.length; i++) {
      const ofUnit = pullRates[i];
      const ofTurn = pulls[i];
      const ofGradient = rowRates[i];
      const end = (i + 1) * fanIn;
      for (let k = end - fanIn; k < end; k++) {
        product[offset + k] = -(ofUnit * unitRows[k] + ofTurn * turns[k] + ofGradient * gradient[offset + k]);
      }
      pullRates[i] = 0;
    }
  }
}
