import type { Batch } from "../network/batch";
import { layerOffsets } from "../network/layout";
import { type Network, parameterCount } from "../network/network";
import { type BatchPropagation, propagateBatch } from "./batchPropagation";
import { lossGradient, residualFactors } from "./loss";
import { LossLayer } from "./lossLayer";
import { lossSignals } from "./lossSignals";
import type { SymmetricOperator } from "./symmetricOperator";

/**
 * D ↦ Hess L · D, Hess L = (2/N) Σ_i [∇f_i ∇f_iᵀ - r_i Hess f_i], on all P parameters.
 *
 * @example entriesOf(lossHessianOperator(network, batch)) // P² numbers
 */
export function lossHessianOperator(network: Network, batch: Batch): SymmetricOperator {
  return lossHessianOperatorOf(propagateBatch(network, batch));
}

/**
 * The same where the batch has been propagated already.
 *
 * A product is the tangent along D of ∇L: one sweep forward and one backward of all records together (lossLayer.ts). With
 * c = ∂L/∂f, w the block of v in D and sums over the records, the output's part is
 *   f˙ = <v, α˙> + <w, α>,   c˙ = (2/N) f˙,   (Hess L D)_v = Σ (c˙ α + c α˙),   δ˙ = c˙ v + c w.
 * It costs up to 6 N P multiplications in blocks of registers, and allocates nothing. The operator holds 2 P + 6 N m L
 * numbers besides those of the propagation.
 *
 * @example lossHessianOperatorOf(propagateBatch(network, batch)).apply(direction, product)
 */
export function lossHessianOperatorOf(propagation: BatchPropagation): SymmetricOperator {
  const { network, scale } = propagation;
  const { depth, width, output } = network;
  const offsets = layerOffsets(network);
  const gradient = lossGradient(propagation);
  const signals = lossSignals(propagation);
  const layers: LossLayer[] = [];
  let incomingRate: Float64Array | null = null;
  for (const [l, state] of propagation.layers.entries()) {
    const layer: LossLayer = new LossLayer({
      state,
      signals: signals[l],
      scale,
      gradient,
      offset: offsets[l],
      incomingRate,
    });
    layers.push(layer);
    incomingRate = layer.outgoingRate;
  }
  const { outgoing } = propagation.layers[depth - 1];
  const { outgoingRate } = layers[depth - 1];
  const factors = residualFactors(propagation);
  const signalRate = new Float64Array(outgoing.length);
  const dimension = parameterCount(network);
  const outputOffset = offsets[depth];

  function applyOutput(direction: Float64Array, product: Float64Array): void {
    for (let k = outputOffset; k < dimension; k++) {
      product[k] = 0;
    }
    for (let r = 0; r < factors.length; r++) {
      const factor = factors[r];
      const first = r * width;
      let valueRate = 0;
      for (let i = 0; i < width; i++) {
        valueRate += output[i] * outgoingRate[first + i] + direction[outputOffset + i] * outgoing[first + i];
      }
      const factorRate = (2 / factors.length) * valueRate;
      for (let i = 0; i < width; i++) {
        product[outputOffset + i] += factorRate * outgoing[first + i] + factor * outgoingRate[first + i];
        signalRate[first + i] = factorRate * output[i] + factor * direction[outputOffset + i];
      }
    }
  }

  return {
    dimension,
    apply(direction, product) {
      for (let l = 0; l < depth; l++) {
        layers[l].forward(direction);
      }
      applyOutput(direction, product);
      for (let l = depth - 1; l >= 0; l--) {
        layers[l].backward(signalRate, product);
      }
    },
  };
}
