import { addBatchRows } from "../arithmetic/batchProducts";
import { biasesOf } from "../network/gains";
import type { TrainedParameters } from "../network/trainedParameters";
import type { BatchLayer, BatchPropagation } from "./batchPropagation";
import { residualFactors } from "./residuals";

/** What a second derivative of the loss takes from one layer's signals δ = ∂L/∂α^l, N x m numbers each. */
export interface LossSignals {
  /** κ = s φ′ δ: what ∂L/∂t_i is. */
  readonly weights: Float64Array;
  /** s² φ″ δ: what ∂²L/∂t_i² is at a fixed δ. */
  readonly bends: Float64Array;
  /** Where gains and biases are differentiated, the same without s: it may be 0. */
  readonly unscaled: UnscaledSignals | null;
}

/** N x m numbers each. */
export interface UnscaledSignals {
  /** p = φ′ δ: what ∂L/∂z_i is. */
  readonly preSignals: Float64Array;
  /** φ″ δ. */
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
export function lossSignals(
  propagation: BatchPropagation,
  parameters: TrainedParameters = "directions",
): LossSignals[] {
  const { network, layers, outputVector } = propagation;
  const { activation } = network.activation;
  const factors = residualFactors(propagation);
  const width = outputVector.length;
  let signals = new Float64Array(factors.length * width);
  for (let k = 0; k < signals.length; k++) {
    signals[k] = factors[Math.floor(k / width)] * outputVector[k % width];
  }
  const jet = new Float64Array(3);
  const ofLayers: LossSignals[] = [];
  for (let l = layers.length - 1; l >= 0; l--) {
    const { fanIn, gains, projections, slopes, unitRows } = layers[l];
    const biases = biasesOf(network, l);
    const weights = new Float64Array(signals.length);
    const bends = new Float64Array(signals.length);
    const unscaled = parameters === "all" ? emptySignals(signals.length) : null;
    for (let r = 0, k = 0; r < factors.length; r++) {
      for (let i = 0; i < gains.length; i++, k++) {
        activation.jet(gains[i] * projections[k] + biases[i], jet);
        weights[k] = gains[i] * slopes[k] * signals[k];
        bends[k] = gains[i] * gains[i] * jet[2] * signals[k];
        if (unscaled !== null) {
          unscaled.preSignals[k] = slopes[k] * signals[k];
          unscaled.bends[k] = jet[2] * signals[k];
        }
      }
    }
    ofLayers.unshift({ weights, bends, unscaled });
    if (l > 0) {
      signals = new Float64Array(factors.length * fanIn);
      addBatchRows(weights, factors.length, unitRows, gains.length, fanIn, signals);
    }
  }
  return ofLayers;
}

/** Those of a normalised output's row: ∂L/∂z = c, and f is linear in z. */
export function outputSignals(
  propagation: BatchPropagation,
  { gains }: BatchLayer,
  parameters: TrainedParameters,
): LossSignals {
  const preSignals = residualFactors(propagation);
  const weights = preSignals.map((factor) => gains[0] * factor);
  const bends = new Float64Array(weights.length);
  return { weights, bends, unscaled: parameters === "all" ? { preSignals, bends } : null };
}

function emptySignals(length: number): UnscaledSignals {
  return { preSignals: new Float64Array(length), bends: new Float64Array(length) };
}
