import { addBatchRows } from "../arithmetic/batchProducts";
import type { BatchPropagation } from "./batchPropagation";
import { residualFactors } from "./loss";

/** What a second derivative of the loss takes from one layer's signals δ = ∂L/∂α^l, N x m numbers each. */
export interface LossSignals {
  /** κ = s φ′ δ: what ∂L/∂t_i is. */
  readonly weights: Float64Array;
  /** s² φ″ δ: what ∂²L/∂t_i² is at a fixed δ. */
  readonly bends: Float64Array;
}

/**
 * The signals of the loss, layer by layer: δ^L = c v with c = ∂L/∂f, and δ^(l-1) = Σ_i κ_i u_i.
 *
 * {@link BatchPropagation} keeps φ′ ∂f/∂α alone and no φ″, which nothing else needs: where φ′ = 0 it does not say what ∂f/∂α
 * is, and φ″ multiplies that. So one more sweep backward.
 *
 * @example lossSignals(propagateBatch(network, batch))[0].weights
 */
export function lossSignals(propagation: BatchPropagation): LossSignals[] {
  const { network, scale, layers } = propagation;
  const { width, output } = network;
  const { activation, shift } = network.activation;
  const factors = residualFactors(propagation);
  const signals = new Float64Array(factors.length * width);
  for (let k = 0; k < signals.length; k++) {
    signals[k] = factors[Math.floor(k / width)] * output[k % width];
  }
  const jet = new Float64Array(3);
  const ofLayers: LossSignals[] = [];
  for (let l = layers.length - 1; l >= 0; l--) {
    const { projections, slopes, unitRows } = layers[l];
    const weights = new Float64Array(signals.length);
    const bends = new Float64Array(signals.length);
    for (let k = 0; k < signals.length; k++) {
      activation.jet(scale * projections[k] + shift, jet);
      weights[k] = scale * slopes[k] * signals[k];
      bends[k] = scale * scale * jet[2] * signals[k];
    }
    ofLayers.unshift({ weights, bends });
    if (l > 0) {
      signals.fill(0);
      addBatchRows(weights, factors.length, unitRows, width, width, signals);
    }
  }
  return ofLayers;
}
