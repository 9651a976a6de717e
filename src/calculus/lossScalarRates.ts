import type { BatchLayer } from "./batchPropagation";
import type { UnscaledSignals } from "./lossSignals";

/**
 * What differentiated gains and biases bring into a product with Hess L, for one layer and all records together: the lines of lossLayer.ts
 * with ṡ and ḃ in them. They are kept apart so that the paper's network has no work for them.
 */
export class LossScalarRates {
  /** φ″ δ s (ṡ t + ḃ) + ṡ p: what κ˙ has besides, N x m, after {@link backward}. */
  readonly weightRates: Float64Array;
  /** ṡ t + ḃ, N x m. */
  private readonly shifts: Float64Array;
  /** ṡ, m numbers. */
  private readonly gainRates: Float64Array;

  /** @param offset where the gains, then the biases, begin in a direction */
  constructor(
    private readonly state: BatchLayer,
    private readonly signals: UnscaledSignals,
    private readonly offset: number,
  ) {
    this.weightRates = new Float64Array(state.projections.length);
    this.shifts = new Float64Array(state.projections.length);
    this.gainRates = new Float64Array(state.gains.length);
  }

  /** Adds what they move the layer's output by, φ′ (ṡ t + ḃ). */
  forward(direction: Float64Array, outgoingRate: Float64Array): void {
    const { offset, shifts, gainRates } = this;
    const { projections, slopes } = this.state;
    const width = gainRates.length;
    for (let i = 0; i < width; i++) {
      gainRates[i] = direction[offset + i];
    }
    for (let k = 0; k < shifts.length; ) {
      for (let i = 0; i < width; i++, k++) {
        shifts[k] = gainRates[i] * projections[k] + direction[offset + width + i];
        outgoingRate[k] += slopes[k] * shifts[k];
      }
    }
  }

  /**
   * Writes their block of the product.
   *
   * @param signalRate δ˙ of the layer's output, N x m
   * @param projectionRates ṫ, N x m
   */
  backward(signalRate: Float64Array, projectionRates: Float64Array, product: Float64Array): void {
    const { offset, shifts, gainRates, weightRates } = this;
    const { gains, projections, slopes } = this.state;
    const { preSignals, bends } = this.signals;
    const width = gainRates.length;
    product.fill(0, offset, offset + 2 * width);
    for (let k = 0; k < shifts.length; ) {
      for (let i = 0; i < width; i++, k++) {
        const preSignalRate = slopes[k] * signalRate[k] + bends[k] * (gains[i] * projectionRates[k] + shifts[k]);
        product[offset + i] += preSignalRate * projections[k] + preSignals[k] * projectionRates[k];
        product[offset + width + i] += preSignalRate;
        weightRates[k] = gains[i] * bends[k] * shifts[k] + gainRates[i] * preSignals[k];
      }
    }
  }
}
